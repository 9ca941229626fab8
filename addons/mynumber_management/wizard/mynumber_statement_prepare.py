# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..text.legal_days import today_tokyo

# Until the end of June people work on the slips of the year before.
LAST_MONTH_OF_LAST_YEAR = 6
YEARS = range(2016, 2101)


class MynumberStatementPrepare(models.TransientModel):
    """Makes the slips of one payer and year, from the register, without figures."""

    _name = "mynumber.statement.prepare"
    _description = "Make Withholding Slips"

    year = fields.Integer(required=True, default=lambda self: self._default_year())
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    establishment_id = fields.Many2one(
        "mynumber.establishment",
        "Payer",
        required=True,
        compute="_compute_establishment_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('company_id', '=', company_id), ('is_payer', '=', True)]",
    )
    everybody = fields.Boolean("Everybody Paid in That Year", default=True)
    # the public profile: a form clerk need not be an HR user; ids are the same
    employee_ids = fields.Many2many(
        "hr.employee.public",
        string="Employees",
        context={"active_test": False},
        domain="[('company_id', '=', company_id)]",
    )

    @api.model
    def _default_year(self):
        today = today_tokyo()
        return today.year - (today.month <= LAST_MONTH_OF_LAST_YEAR)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "hr.employee":
            chosen = self.env.context.get("active_ids", [])
            values["employee_ids"] = [fields.Command.set(chosen)]
            values["everybody"] = False
        return values

    @api.constrains("year")
    def _check_year(self):
        if any(wizard.year not in YEARS for wizard in self):
            raise ValidationError(
                self.env._("Give the tax year with four digits, 2016 or later.")
            )

    @api.depends("company_id")
    def _compute_establishment_id(self):
        for wizard in self:
            wizard.establishment_id = self.env["mynumber.establishment"].search(
                [("company_id", "=", wizard.company_id.id), ("is_payer", "=", True)],
                limit=1,
            )

    def action_prepare(self):
        """Make the missing slips and show those of the chosen people."""
        self.ensure_one()
        slips = self.env["mynumber.statement.withholding"]
        people = self.env["hr.employee"].browse(self.employee_ids.ids)
        if self.everybody:
            people = slips._payees(self.establishment_id, self.year)
        if not people:
            raise UserError(
                self.env._(
                    "Nobody was paid by this payer in that year. Check the year, the "
                    "payer and the employees' assignments."
                )
            )
        made = slips._make(people, self.year, self.establishment_id)
        return {
            "type": "ir.actions.act_window",
            "name": made[:1].year_label,
            "res_model": slips._name,
            "view_mode": "list,form",
            "domain": [("id", "in", made.ids)],
        }
