# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ..forms import withholding
from ..forms.document import Document
from ..forms.errors import SheetUnavailable
from ..forms.mapping_withholding import box_values, number_slots
from ..forms.preflight import preflight
from ..forms.registry import sheet_version
from ..forms.withholding_fields import check_fields
from .mynumber_forms import FILE_COPIES
from .mynumber_statement_messages import explain

ORDERS = {
    "municipality": ("municipality_code", "payee_sort", "payee_code"),
    "department": ("department_id", "payee_sort", "payee_code"),
    "code": ("payee_code", "payee_sort"),
    "kana": ("payee_sort", "payee_code"),
}
# Which sheet each copy is drawn on; our own copy is the municipal one without numbers.
SHEET_COPIES = {
    "municipal": "municipal",
    "tax": "tax",
    "payee": "payee",
    "control": "municipal",
}


class MynumberStatementWithholdingOutput(models.Model):
    """Which copies a slip has, in which order they leave, and what they need."""

    _inherit = "mynumber.statement.withholding"

    deemed_filed = fields.Boolean(compute="_compute_deemed_filed")

    @api.depends("year")
    def _compute_deemed_filed(self):
        for statement in self:
            statement.deemed_filed = statement._no_sheet("tax") == "deemed_filed"

    def _sheet_version(self, copy):
        """The engine's sheet of one copy for the year of these slips."""
        form, years = self._mynumber_form(), set(self.mapped("year"))
        return sheet_version(form, min(years), SHEET_COPIES[copy])

    def _no_sheet(self, copy):
        """Why there is no such copy ("deemed_filed", "no_sheet" …), or None."""
        try:
            self._sheet_version(copy)
        except SheetUnavailable as error:
            return error.code
        return None

    def _check_copy(self, copy):
        """Refuse a copy that these slips do not have, or that is not ready.

        :param copy: str, key of ``SHEET_COPIES`` or ``FILE_COPIES``
        :raises UserError: saying what to do
        """
        if copy not in SHEET_COPIES and copy not in FILE_COPIES:
            raise UserError(self.env._("Choose one of the copies offered."))
        if len(set(self.mapped("year"))) != 1:
            raise UserError(self.env._("Choose slips of one tax year at a time."))
        reason = self._no_sheet(copy)
        if reason == "deemed_filed":
            raise UserError(
                self.env._(
                    "From the tax year 2026 (Reiwa 8) on no copy goes to the tax "
                    "office: the slip counts as filed there when the municipality has "
                    "received the payment report. Choose the copy for the "
                    "municipality."
                )
            )
        if reason == "no_layout":
            raise UserError(
                self.env._(
                    "There is no layout of this file for this tax year. Choose a copy "
                    "on paper."
                )
            )
        if reason:
            raise UserError(
                self.env._("There is no sheet of this copy for this tax year yet.")
            )
        if copy != "control" and any(s.state == "draft" for s in self):
            raise UserError(
                self.env._(
                    "Some slips are still drafts. Check them first: "
                    "choose them in the list, then Check Slips."
                )
            )

    def _in_order(self, key):
        """These slips sorted for output.

        :param key: key of ``ORDERS``; blanks come last
        """
        names = {d.id: d.complete_name for d in self.department_id.sudo()}

        def rank(slip):
            parts = []
            for field in ORDERS[key]:
                value = slip[field]
                value = names[value.id] if field == "department_id" and value else value
                parts.append((not value, value or ""))
            return parts, slip.id

        return self.sorted(rank)

    def _box_values(self, copy):
        """What stands in each box of one slip: ``{box: str or tuple of lines}``.

        Values of a draft that are wrong by themselves stay off the sheet: the draft
        has findings about them, and only our own copy of it can be printed.
        """
        statement = self._engine_statement()
        if self.state == "draft":
            statement, _findings = check_fields(statement)
        return box_values(statement, self._sheet_version(copy))

    def _slots(self, copy):
        """Whose number goes where: ``[(slot, holder model, holder id)]``."""
        slots = number_slots(self._engine_statement(), self._sheet_version(copy))
        holders = [(s.id, self._slot_holder(s.holder, s.position)) for s in slots]
        return [(box, holder._name, holder.id) for box, holder in holders if holder]

    def _print_findings(self, copy):
        """What would stop the print of a slip without errors, as finding lines."""
        sheet = self._sheet_version(copy).sheet
        lines = []
        for found in preflight(sheet, self._box_values(copy)):
            name = sheet.boxes[found.item].name
            message = explain(self.env, found.code, found.message_args)
            field = found.item if found.item in self._fields else ""
            lines.append(
                {
                    "level": found.level,
                    "field": field,
                    "label": name,
                    "message": f"{name}: {message}",
                }
            )
        return lines

    def _mynumber_file(self, copy):
        """How the file of this copy is written (plain values), or None for paper."""
        return None

    @api.model
    def _mynumber_form(self):
        """Code of the form, as filings and orders keep it."""
        return withholding.FORM

    @api.model
    def _mynumber_purpose(self):
        """Code of the purpose that an output with numbers needs."""
        return "tax.withholding_slip"

    def _mynumber_period(self):
        """The tax year of these slips as text, e.g. "2026"."""
        return ", ".join(sorted({str(year) for year in self.mapped("year")}))

    def _mynumber_copies(self):
        """The copies with numbers that these slips have: ``{copy: label}``."""
        labels = {
            "municipal": self.env._("For the Municipality"),
            "tax": self.env._("For the Tax Office"),
        }
        return {
            copy: label for copy, label in labels.items() if not self._no_sheet(copy)
        }

    def _mynumber_destination(self, copy):
        """Who receives this copy, as the filing and the log name it."""
        if copy == "tax":
            offices = self.establishment_id.sudo().mapped("tax_office")
            offices = format_list(self.env, filter(None, offices))
            return offices or self.env._("Tax office")
        names = sorted({name for name in self.mapped("municipality_name") if name})
        if len(names) == 1:
            return names[0]
        return self.env._("Municipalities of 1 January (%(count)s)", count=len(names))

    def _mynumber_findings(self, copy):
        """What is wrong or doubtful with the output of these slips, errors first.

        :return: list of ``{"id", "name", "level", "field", "label", "message"}``
        """
        self._check_copy(copy)
        lines = []
        for slip in self:
            found = [slip._finding_line(finding) for finding in slip.findings or []]
            if not slip.error_count:
                found += slip._print_findings(copy)
            lines += [{"id": slip.id, "name": slip.payee_name, **f} for f in found]
        return sorted(lines, key=lambda line: line["level"])

    def _mynumber_pages(self, copy):
        """What an output with numbers needs of each slip, in the order given.

        :param copy: key of ``_mynumber_copies()``
        :return: one dict of plain values for each slip: ``values`` (list with one
            mapping of box values for each sheet of the document) and ``slots`` (list
            of ``(slot, holder model, holder id)``)
        """
        self._check_copy(copy)
        return [
            {"values": [slip._box_values(copy)], "slots": slip._slots(copy)}
            for slip in self
        ]

    def _mynumber_document(self, copy, page):
        """The :class:`forms.document.Document` of these slips.

        :param copy: key of ``SHEET_COPIES``; :param page: "a5" or "a4"
        """
        version = self._sheet_version(copy)
        return Document(page, [version.sheet], title=version.title)
