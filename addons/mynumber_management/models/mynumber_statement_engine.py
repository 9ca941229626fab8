# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
import json

from odoo import api, fields, models

from ..forms import withholding

# Blank and 0 are different things on the slip. 0 is written in these boxes beside the
# other field, and means blank everywhere else.
ZERO_BESIDE = {
    "tax_amount": "tax_none",
    "pay_after": "adjusted",
    "deduction_total": "adjusted",
    "basic_deduction": "adjusted",
    "spouse_income": "spouse_deduction",
    "prev_pay": "prev_name",
    "prev_tax": "prev_name",
    "prev_social_ins": "prev_name",
}
PEOPLE_ROLES = {
    "dependants": "dependant",
    "under16": "under16",
    "retirement_relatives": "retirement",
}
SPOUSE_FIELDS = {
    "spouse_name": "name",
    "spouse_kana": "kana",
    "spouse_class": "class_code",
}


class MynumberStatementWithholdingEngine(models.Model):
    """The slip as the form engine takes it: plain values, and who has which number."""

    _inherit = "mynumber.statement.withholding"

    digest = fields.Char(compute="_compute_digest")

    @api.depends(lambda self: self._content_paths())
    def _compute_digest(self):
        for statement in self:
            canonical = json.dumps(
                {
                    "version": 1,
                    "form": statement._mynumber_form(),
                    "statement": statement._engine_statement(),
                    "numbers": [[h._name, h.id] for h in statement._number_holders()],
                },
                ensure_ascii=False,
                sort_keys=True,
                separators=(",", ":"),
                default=str,
            )
            statement.digest = hashlib.sha256(canonical.encode()).hexdigest()

    @api.model
    def _content_fields(self):
        """Names of the fields whose change changes the slip."""
        return {name for name in withholding.BY_ID if name in self._fields} | {
            "relative_ids",
            "establishment_id",
            "tax_none",
        }

    @api.model
    def _content_paths(self):
        lines = ("role", "sequence", "dependant_id", "name", "kana", "class_code")
        return sorted(
            (self._content_fields() - {"relative_ids"})
            | {f"relative_ids.{name}" for name in (*lines, "income")}
        )

    def _engine_statement(self):
        """The slip as the mapping that ``forms.withholding`` describes."""
        self.ensure_one()
        values = {}
        for field in withholding.FIELDS:
            if field.id in PEOPLE_ROLES:
                people = self._relatives(PEOPLE_ROLES[field.id])
                values[field.id] = [
                    self._engine_person(line, withholding.PEOPLE[field.id])
                    for line in people
                ]
            elif field.id in SPOUSE_FIELDS:
                line = self._relatives("spouse")
                values[field.id] = line[SPOUSE_FIELDS[field.id]] or None
            else:
                values[field.id] = self._engine_value(field, self[field.id])
        return values

    def _engine_person(self, line, shape):
        return {field.id: self._engine_value(field, line[field.id]) for field in shape}

    def _engine_value(self, field, value):
        if field.kind == "flag":
            return bool(value)
        if field.kind in ("yen", "count"):
            beside = ZERO_BESIDE.get(field.id)
            return round(value) if value or (beside and self[beside]) else None
        return value or None

    def _relatives(self, role):
        return self.relative_ids.filtered(lambda line: line.role == role)

    def _number_holders(self):
        """Employee, relatives and sole proprietor whose numbers the slip may bear."""
        self.ensure_one()
        # sudo: the identity of people on a slip that the user may read
        slip = self.sudo()
        holders = [slip.employee_id, *slip.relative_ids.dependant_id]
        if slip.establishment_id.sole_proprietor:
            holders.append(slip.company_id.partner_id)
        return holders

    def _slot_holder(self, holder, position):
        """The record whose number belongs into a slot of the engine, maybe empty.

        :param holder: str, see ``forms.mapping_withholding.NumberSlot``
        :param position: int, index in the list of that kind
        """
        slip = self.sudo()  # see _number_holders
        if holder == "payee":
            return slip.employee_id
        if holder == "payer":
            proprietor = slip.establishment_id.sole_proprietor
            return slip.company_id.partner_id.filtered(lambda _p: proprietor)
        role = PEOPLE_ROLES.get(holder, holder)
        return slip._relatives(role)[position : position + 1].dependant_id
