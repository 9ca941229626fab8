# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
from dataclasses import dataclass, field

from odoo import api, models
from odoo.tools import hmac

from ..filings import detect, roster
from ..filings.roster import Known, Roster
from ..text.folding import fold_name
from ..text.legal_days import today_tokyo

PURPOSES = {
    "315": "tax.withholding_slip",
    "375": "tax.withholding_slip",
    "316": "tax.retirement",
    "309": "tax.payment_record",
    "313": "tax.real_estate",
    detect.PENSION: "si.health_pension",
}
RELATIVES_PURPOSE = "si.dependant"
PAYEES = ("309", "313")
MAIN = ("payee_number", "number")
PAYER = "payer_number"
FILL = "fill"
NO_NUMBER, NO_NOTICE = "no_number", "no_notice"
SHOWN = 500


@dataclass
class Plan:
    """What a file needs. ``wanted``: ``{(record, item): (subject, purpose)}`` in the
    order in which the filler asks; ``texts``: ``{(record, item): 法人番号}``; ``rows``
    are for the page; ``digest`` stands for the file, the user and all of this."""

    kind: object
    filler: object
    rows: list = field(default_factory=list)
    wanted: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    digest: str = ""

    @property
    def form(self):
        """Code of the layout."""
        return self.kind.form

    @property
    def purpose(self):
        """The purpose that the file as a whole serves."""
        return PURPOSES[self.form]

    @property
    def records(self):
        """How many records get a number."""
        return len({record for record, _item in self.wanted})


class MynumberFileFill(models.AbstractModel):
    """Finds the people of another program's file.

    Invariants: reads people and states, never a number; a column is wanted only when
    it is empty, the person was found for certain, has a verified number and was told
    of the purpose; nothing is written.
    """

    _name = "mynumber.file.fill"
    _description = "People of a File to Fill in"

    @api.model
    def _plan(self, company, data):
        """The :class:`Plan` for a file.

        :param company: res.company record; :param data: bytes of the file
        :raises filings.reader.Stop: it is no file that can be filled in
        """
        kind = detect.detect(data, today_tokyo())
        plan = Plan(kind, kind.filler())
        people = self._roster(company, kind.form)
        subjects = self._subjects(company)
        payers = self._payers(company)
        for row in plan.filler.rows(data):
            if row.code == "blank_line":
                continue
            if row.code:
                plan.rows.append(self._unread(row))
                continue
            self._note_payer(plan, row, payers)
            plan.rows.append(self._row(plan, row, people, subjects))
        plan.digest = self._digest(company, data, plan)
        return plan

    @api.model
    def _purpose_of(self, form):
        """Code of the purpose that a file of layout ``form`` serves, or ""."""
        return PURPOSES.get(form, "")

    @api.model
    def _digest(self, company, data, plan):
        wanted = [(*key, subject.uuid) for key, (subject, _p) in plan.wanted.items()]
        content = hashlib.sha256(data).hexdigest(), wanted, list(plan.texts.items())
        return hmac(
            self.env(su=True), "mynumber-fill", (self.env.uid, company.id, content)
        )

    @api.model
    def _unread(self, row):
        words = self.env["mynumber.file.words"]
        return {
            "record": row.number,
            "name": "",
            "person": "",
            "state": "unread",
            "message": words._why_unread(row.code),
            "slots": [],
        }

    @api.model
    def _note_payer(self, plan, row, payers):
        for slot in row.slots:
            number = payers.get(fold_name(slot.name)) if slot.id == PAYER else None
            if number and slot.state == "empty":
                plan.texts[row.number, slot.id] = number

    @api.model
    def _row(self, plan, row, people, subjects):
        state, person = people.find(row.keys, by_code=plan.form == "315")
        table = plan.kind.part(row.keys)
        words = self.env["mynumber.file.words"]
        slots = []
        for slot in row.slots:
            mine = slot.id in MAIN
            if table.by_id[slot.id].kind == "numbers" or not (
                mine or slot.name or slot.kana
            ):
                continue
            if not mine and table.by_id[slot.id].kind == "any_number":
                continue
            slots.append(
                {
                    "item": words._item(table, slot.id),
                    "name": words._person(slot.name or slot.kana),
                    "state": self._slot(plan, row, slot, person, subjects),
                }
            )
        return {
            "record": row.number,
            "name": words._person(row.keys.get("name", "")),
            "person": self._label(person),
            "state": state,
            "message": "",
            "slots": slots,
        }

    @api.model
    def _label(self, person):
        if person is None:
            return ""
        return " ".join(filter(None, (person.code, person.names[0])))

    @api.model
    def _slot(self, plan, row, slot, person, subjects):
        """The state of a number column; notes it in the plan when it is wanted."""
        if slot.state != "empty":
            return slot.state
        if person is None:
            return roster.UNKNOWN
        purpose = plan.purpose
        if slot.id not in MAIN:
            state, person = roster.relative(person, slot.name, slot.kana)
            if person is None:
                return state
            if plan.form == detect.PENSION:
                purpose = RELATIVES_PURPOSE
        subject = subjects.get(person.id)
        if not subject or subject.state != "active":
            return NO_NUMBER
        told = subject.purpose_line_ids.filtered(lambda line: not line.ended_on)
        if purpose not in told.mapped("purpose_id.code"):
            return NO_NOTICE
        plan.wanted[row.number, slot.id] = subject, purpose
        return FILL

    @api.model
    def _subjects(self, company):
        # sudo: only states and purposes are read
        found = self.env["mynumber.subject"].sudo()
        found = found.search([("company_id", "=", company.id)])
        return {(each.holder_model, each.holder_id): each for each in found}

    @api.model
    def _payers(self, company):
        found = self.env["mynumber.establishment"].sudo()
        found = found.search(
            [("company_id", "=", company.id), ("corporate_number", "!=", False)]
        )
        return {fold_name(each.name): each.corporate_number for each in found}

    @api.model
    def _roster(self, company, form):
        if form in PAYEES:
            return Roster(self._payees(company))
        # sudo: a form clerk need not be an HR user; what is told of a person is the
        # name, to who brought the record of that very person
        employees = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", company.id)])
        )
        return Roster(self._employee(employee) for employee in employees)

    @api.model
    def _payees(self, company):
        subjects = self.env["mynumber.subject"].sudo()
        for partner in subjects.search(
            [("company_id", "=", company.id), ("kind", "=", "payee")]
        ).partner_id:
            yield Known(
                ("res.partner", partner.id),
                "",
                self._names(partner),
                None,
                self._address(partner, ""),
            )

    @api.model
    def _employee(self, employee):
        relatives = tuple(
            Known(("mynumber.dependant", each.id), "", self._names(each), each.birthday)
            for each in employee.dependant_ids
        )
        return Known(
            ("hr.employee", employee.id),
            employee.employee_code or "",
            self._names(employee),
            employee.birthday or None,
            self._address(employee, "private_"),
            relatives,
        )

    @api.model
    def _names(self, person):
        names = (
            person.name,
            person._full_name(),
            person._full_kana(),
            person.alias_name,
            person.roman_name,
        )
        return tuple(dict.fromkeys(filter(None, names))) or ("",)

    @api.model
    def _address(self, person, prefix):
        names = ("city", "street", "street2")
        parts = [person[f"{prefix}state_id"].name]
        parts += [person[f"{prefix}{name}"] for name in names]
        return " ".join(filter(None, parts))

    @api.model
    def _preview(self, plan):
        """What the page shows before anything is opened, ready for JSON."""
        rows = sorted(plan.rows, key=lambda row: not _open(row))
        purposes = {purpose for _subject, purpose in plan.wanted.values()}
        purposes |= {plan.purpose}
        named = self.env["mynumber.purpose"].sudo()
        named = named.with_context(active_test=False).search(
            [("code", "in", list(purposes))]
        )
        return {
            **self.env["mynumber.file.words"]._about(plan.kind),
            "purposes": named.mapped("name"),
            "rows": rows[:SHOWN],
            "row_count": len(rows),
            "open_count": sum(map(_open, rows)),
            "records": plan.records,
            "numbers": len(plan.wanted),
            "payers": len(plan.texts),
            "digest": plan.digest,
        }


def _open(row):
    """Whether a row leaves a column empty that ought to have a number."""
    done = (FILL, "filled", "blocked")
    return row["state"] == "unread" or any(
        slot["state"] not in done for slot in row["slots"]
    )
