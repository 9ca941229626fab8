# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class MynumberOffice(models.TransientModel):
    """What an officer states about a company, without Settings rights."""

    _name = "mynumber.office"
    _inherit = ["mynumber.guarded"]
    _description = "Office settings of My Number"

    _mynumber_guarded = frozenset({"desk"})

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    desk = fields.Text(
        string="My Number desk",
        help="Whom to turn to with questions, or when a leak is feared: section, "
        "person, telephone, mail. Shown on every page of the app.",
    )
    bureau = fields.Boolean(string="Handles numbers as a business")
    financial = fields.Boolean(string="In the financial sector")

    @api.model
    def default_get(self, fields_list):
        company = self.env.company
        known = {
            "desk": company.mynumber_desk,
            "bureau": company.mynumber_bureau,
            "financial": company.mynumber_financial,
        }
        return {
            **super().default_get(fields_list),
            **{name: known[name] for name in known if name in fields_list},
        }

    def action_save(self):
        """Write the statements to the company."""
        self.ensure_one()
        if not self.env.user.has_group("mynumber_management.group_officer"):
            raise AccessError(self.env._("Only officers change the office's settings."))
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._("Switch to the company whose settings you change.")
            )
        # sudo: officers have no right to write companies otherwise
        self.company_id.sudo().write(
            {
                "mynumber_desk": self.desk,
                "mynumber_bureau": self.bureau,
                "mynumber_financial": self.financial,
            }
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
