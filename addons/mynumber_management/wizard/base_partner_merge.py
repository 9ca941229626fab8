# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Invariant: a contact whose My Number is held is never merged away."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        held = src_partners._mynumber_held()
        if held:
            raise UserError(src_partners._mynumber_refusal(held))
        return super()._update_foreign_keys(src_partners, dst_partner)
