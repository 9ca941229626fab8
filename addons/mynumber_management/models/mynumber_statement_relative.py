# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..forms import withholding

ROLES = [
    ("spouse", "Spouse"),
    ("dependant", "Dependant of 16 and over"),
    ("under16", "Dependant under 16"),
    ("retirement", "Relative with Retirement Pay"),
]


class MynumberStatementWithholdingRelative(models.Model):
    """One relative named on a slip; the order of the lines is the order on the slip.

    Name and kana are copies of the day the line was made. ``dependant_id`` says whose
    number belongs into the box beside the name; without it the box stays blank.
    """

    _name = "mynumber.statement.withholding.relative"
    _description = "Relative on a Withholding Slip"
    _inherit = ["mynumber.guarded"]
    _order = "role, sequence, id"
    _check_company_auto = True

    _mynumber_guarded = frozenset({"name", "kana"})

    statement_id = fields.Many2one(
        "mynumber.statement.withholding",
        "Slip",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="statement_id.company_id", store=True)
    employee_id = fields.Many2one(related="statement_id.employee_id")
    sequence = fields.Integer(default=10)
    role = fields.Selection(ROLES, required=True, default="dependant")
    dependant_id = fields.Many2one(
        "mynumber.dependant",
        "In the Register",
        ondelete="restrict",
        check_company=True,
        context={"active_test": False},
        domain="[('employee_id', '=', employee_id)]",
    )
    name = fields.Char(required=True)
    kana = fields.Char("Name in Kana")
    class_code = fields.Selection("_selection_class_code", "Class", default="00")
    income = fields.Float("Total Income", digits=(12, 0))

    _spouse_uniq = models.UniqueIndex(
        "(statement_id) WHERE role = 'spouse'",
        "A slip names one spouse only. Change the line that is already there.",
    )

    def _selection_class_code(self):
        """Codes of the column 区分 (record 375, items 98 to 127)."""
        return [(code, code) for code in withholding.DEPENDANT_CLASSES]

    @api.constrains("dependant_id", "statement_id")
    def _check_dependant_of_employee(self):
        for line in self:
            owner = line.dependant_id.employee_id
            if owner and owner != line.statement_id.employee_id:
                raise ValidationError(
                    self.env._(
                        "This relative belongs to another employee. Choose one of "
                        "this employee's relatives, or leave the register empty."
                    )
                )

    @api.onchange("dependant_id")
    def _onchange_dependant_id(self):
        for line in self.filtered("dependant_id"):
            line.update(self._named(line.dependant_id))

    @api.model
    def _named(self, relative):
        """Name and kana of a dependant as a slip writes them."""
        wide = self.env["mynumber.statement.withholding"]._wide
        return {"name": wide(relative.name), "kana": wide(relative._full_kana())}

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.statement_id._guard_content()
        return lines

    def write(self, vals):
        self.statement_id._guard_content()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_guard_content(self):
        self.statement_id._guard_content()
