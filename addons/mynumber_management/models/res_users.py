# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["mynumber.post.watch", "res.users"]

    _mynumber_watched = frozenset({"active", "company_ids"})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_mynumber(self):
        """Who once held a right or checked an identity stays on record."""
        users = self.ids
        if self.env["mynumber.right"].sudo().search_count(
            [("user_id", "in", users)], limit=1
        ) or self.env["mynumber.verification"].sudo().search_count(
            ["|", ("checked_by", "in", users), ("second_by", "in", users)], limit=1
        ):
            raise UserError(
                self.env._(
                    "This user holds or held a right to handle My Numbers, or checked "
                    "an identity, and must stay on record. Archive the user instead; "
                    "the rights are suspended at once."
                )
            )
