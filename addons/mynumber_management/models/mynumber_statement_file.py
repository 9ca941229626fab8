# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib

from odoo import models
from odoo.exceptions import UserError

from ..filings import layout
from ..filings.record_file import Entry, RecordFile, slot_of
from .mynumber_forms import FILE_COPIES

# Where an item comes from -> field of the slip, when it has another name.
_FIELDS = {
    "summary": "summary_text",
    "payer_number": "payer_corporate_number",
    "payee_number": "employee_id",
    **dict.fromkeys(
        (
            "spouse_name",
            "spouse_kana",
            "spouse_class",
            "spouse_number",
            "dependants",
            "under16",
        ),
        "relative_ids",
    ),
}


def _respelt(value, character, replacement):
    """``value`` with a character replaced in all its texts."""
    if isinstance(value, str):
        return value.replace(character, replacement)
    if isinstance(value, list):
        return [_respelt(one, character, replacement) for one in value]
    if isinstance(value, dict):
        return {
            name: _respelt(one, character, replacement) for name, one in value.items()
        }
    return value


class MynumberStatementWithholdingFile(models.Model):
    """The slip as a record of the files for eLTAX (315) and e-Tax (375).

    Invariant: nothing here holds a number; entries name whose number goes where.
    """

    _inherit = "mynumber.statement.withholding"

    def _no_sheet(self, copy):
        if copy not in FILE_COPIES:
            return super()._no_sheet(copy)
        if copy == "csv375" and super()._no_sheet("tax") == "deemed_filed":
            return "deemed_filed"
        try:
            layout.load(FILE_COPIES[copy], min(self.mapped("year")))
        except layout.LayoutError:
            return "no_layout"
        return None

    def _check_copy(self, copy):
        super()._check_copy(copy)
        if copy in FILE_COPIES and len(self.establishment_id) > 1:
            raise UserError(
                self.env._(
                    "Choose slips of one payer's office at a time: a file has one "
                    "payer."
                )
            )

    def _mynumber_copies(self):
        labels = {
            "csv315": self.env._("File for eLTAX (315)"),
            "csv375": self.env._("File for e-Tax (375)"),
        }
        return super()._mynumber_copies() | {
            copy: label for copy, label in labels.items() if not self._no_sheet(copy)
        }

    def _mynumber_destination(self, copy):
        paper = {"csv315": "municipal", "csv375": "tax"}
        return super()._mynumber_destination(paper.get(copy, copy))

    def _file_layout(self, copy):
        """The :class:`filings.layout.Layout` of a file with the company's settings."""
        code = FILE_COPIES[copy]
        chosen = self.company_id.sudo().mynumber_layout_json or {}
        known = {setting.key for setting in layout.settings(code)}
        chosen = {key: value for key, value in chosen.items() if key in known}
        return layout.load(code, min(self.mapped("year")), chosen)

    def _mynumber_file(self, copy):
        """How the file of a copy is written, or None for paper.

        :return: ``code``, ``year``, ``settings``; ``name`` without its number and
            ``records``: how many of them go into one file
        """
        if copy not in FILE_COPIES:
            return None
        chosen = self._file_layout(copy)
        return {
            "code": chosen.code,
            "year": chosen.year,
            "name": f"{chosen.code}-{chosen.year}",
            "records": chosen.settings["chunk_records"],
            "settings": dict(chosen.settings),
        }

    def _file_entries(self, chosen):
        """Each slip with its :class:`filings.record_file.Entry`, in order."""
        spellings = self.env["mynumber.file.spelling"]._respellings(self.employee_id)
        for slip in self:
            statement = slip._engine_statement()
            for pair in spellings.get(slip.employee_id.id, ()):
                statement = _respelt(statement, *pair)
            yield slip, Entry.of(statement, chosen)

    def _file_slots(self, entry):
        """Whose number goes where: ``[(slot, holder model, holder id)]``."""
        holders = [
            (slot_of(place), self._slot_holder(place.holder, place.position))
            for place in entry.places
        ]
        return [(slot, holder._name, holder.id) for slot, holder in holders if holder]

    def _mynumber_pages(self, copy):
        if copy not in FILE_COPIES:
            return super()._mynumber_pages(copy)
        self._check_copy(copy)
        return [
            {
                "values": entry,
                "slots": slip._file_slots(entry),
                "digest": hashlib.sha256(repr(entry).encode()).hexdigest(),
            }
            for slip, entry in self._file_entries(self._file_layout(copy))
        ]

    def _mynumber_document(self, copy, page):
        if copy not in FILE_COPIES:
            return super()._mynumber_document(copy, page)
        return RecordFile(self._file_layout(copy))

    def _mynumber_findings(self, copy):
        if copy not in FILE_COPIES:
            return super()._mynumber_findings(copy)
        self._check_copy(copy)
        chosen = self._file_layout(copy)
        file, lines = RecordFile(chosen), []
        for slip, entry in self._file_entries(chosen):
            found = [slip._finding_line(finding) for finding in slip.findings or []]
            known = {line["field"] for line in found}
            slots = [slot for slot, _model, _id in slip._file_slots(entry)]
            for finding in file.findings(entry, slots):
                line = slip._file_finding(chosen, finding)
                # the slip's own rules say the same in more words
                if finding.level == "error" or line["field"] not in known:
                    found.append(line)
            if slip.payee_code and "payee_code" not in entry.values:
                found += slip._file_code_left_out(chosen)
            lines += [
                {"id": slip.id, "name": slip.payee_name, **line} for line in found
            ]
        return sorted(lines, key=lambda line: line["level"])

    def _file_code_left_out(self, chosen):
        """A warning that the employee code stays off the record, as finding lines."""
        item = chosen.by_id.get("payee_code")
        if not item:
            return []
        message = self.env._(
            "This code is not of digits alone, so the item stays empty. An officer can "
            "allow letters in Configuration ▸ File Layouts."
        )
        return [
            {
                "level": "warning",
                "field": "payee_code",
                "label": item.name,
                "message": f"{item.no} {item.name}: {message}",
            }
        ]

    def _file_finding(self, chosen, finding):
        """A finding about a record as the screen shows it, with the slip's field.

        ``replace``: the character that the filing systems do not know and what
        usually stands for it.
        """
        item = chosen.by_id[finding.item]
        words = self.env["mynumber.file.words"]
        sentence = words._sentence(finding.code, finding.facts)
        line = {
            "level": finding.level,
            "field": self._file_field(item),
            "label": item.name,
            "message": f"{item.no} {item.name}: {sentence}",
        }
        if "replacements" in finding.facts:
            line["replace"] = [
                finding.facts["character"],
                finding.facts["replacements"].split(" ")[0],
            ]
        return line

    def _file_field(self, item):
        """Name of the slip's field that an item comes from, "" if there is none."""
        origin = item.field.partition(" ")[0].partition(".")[0]
        if origin == "joined_date" and self.left_date:
            return "left_date"
        name = _FIELDS.get(origin, origin)
        return name if name in self._fields else ""

    def action_respell(self, pairs):
        """Remember how rare characters of these people are spelt in files.

        :param pairs: list of [character, replacement], see ``_file_finding``
        """
        self.check_access("read")
        spellings = self.env["mynumber.file.spelling"]
        for employee in self.employee_id:
            known = spellings.search([("employee_id", "=", employee.id)])
            for character, replacement in dict(map(tuple, pairs)).items():
                old = known.filtered(lambda s, c=character: s.character == c)
                if old:
                    old.replacement = replacement
                else:
                    spellings.create(
                        {
                            "employee_id": employee.id,
                            "character": character,
                            "replacement": replacement,
                        }
                    )
        return True
