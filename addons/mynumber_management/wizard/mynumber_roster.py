# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..text.legal_days import today_tokyo


class MynumberRoster(models.TransientModel):
    """取扱担当者一覧: who held which right on a day, today or any past one."""

    _name = "mynumber.roster"
    _description = "List of handlers on a day"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain="[('id', 'in', allowed_company_ids)]",
    )
    day = fields.Date(required=True, default=lambda self: today_tokyo())

    @api.constrains("day")
    def _check_day(self):
        for roster in self:
            if roster.day > today_tokyo():
                raise UserError(self.env._("Choose today or a past day."))

    def _spells(self):
        """Return the spells that touch the day, by name of the user."""
        self.ensure_one()
        return (
            self.env["mynumber.right.spell"]
            ._on(self.day, self.company_id)
            .sorted(lambda spell: (spell.user_id.name or "", spell.since))
        )

    def action_list(self):
        """Open the rights that were effective on the day."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Handlers on %s", format_date(self.env, self.day)),
            "res_model": "mynumber.right",
            "view_mode": "list,form",
            "domain": [("id", "in", self._spells().right_id.ids)],
            "context": {"create": False},
        }

    def action_print(self):
        """Print the list."""
        report = "mynumber_management.mynumber_roster_report"
        return self.env.ref(report).report_action(self)
