# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging keeps the records of My Numbers together with their contacts.

    Invariants:

    * A contact whose My Number is held is never merged away.
    * A record without a number, absent or destroyed, follows its contact into the
      other one; it stays alone when the other one has a record of its own.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        held = src_partners._mynumber_held()
        if held:
            raise UserError(src_partners._mynumber_refusal(held))
        self.env["mynumber.subject"]._follow_merged(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
