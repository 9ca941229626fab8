# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class MynumberGuarded(models.AbstractModel):
    """A record whose free text and chatter refuse a My Number typed by mistake.

    Invariant: the text is checked before anything of it is stored, tracked or sent;
    telephone and account numbers, which may look like one, are left alone.
    """

    _name = "mynumber.guarded"
    _inherit = ["mynumber.text.guard"]
    _description = "Free Text Checked for a My Number"

    _mynumber_guarded = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._mynumber_check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._mynumber_check_guarded(vals)
        return super().write(vals)

    @api.model
    def _mynumber_check_guarded(self, vals):
        names = self._mynumber_guarded.intersection(vals)
        if names:
            self._mynumber_warn_text({name: vals[name] for name in names})
