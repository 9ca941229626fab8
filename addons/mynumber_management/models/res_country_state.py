# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResCountryState(models.Model):
    _inherit = "res.country.state"

    @api.depends("name")
    @api.depends_context("mynumber_prefecture")
    def _compute_display_name(self):
        """A prefecture in an address stands without its country: 埼玉県."""
        if not self.env.context.get("mynumber_prefecture"):
            return super()._compute_display_name()
        for state in self:
            state.display_name = state.name
        return None
