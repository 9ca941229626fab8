# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .mynumber_subject import HOLDERS

TEXTS = ("subject", "body")


class MailMessage(models.Model):
    """What people write on employees and payees must not hold a My Number.

    Mail that comes in is not refused here: the sender could not be told.
    """

    _name = "mail.message"
    _inherit = ["mail.message", "mynumber.text.guard"]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            written = vals.get("message_type") == "comment"
            if written and vals.get("model") in HOLDERS:
                self._mynumber_check_texts(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not set(TEXTS).isdisjoint(vals) and any(
            message.model in HOLDERS and message.message_type == "comment"
            for message in self
        ):
            self._mynumber_check_texts(vals)
        return super().write(vals)

    @api.model
    def _mynumber_check_texts(self, vals):
        self._mynumber_warn_text({name: vals[name] for name in TEXTS if name in vals})
