# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..text.digits import without_numbers
from .mynumber_subject import HOLDERS

TEXTS = ("subject", "body")
RECEIVED = "email"
# what people write; other messages of the server itself quote telephone and account
# numbers, which may look like one
_WRITTEN = ("comment", "user_notification")


class MailMessage(models.Model):
    """What people write on employees and payees must not hold a My Number.

    Mail that comes in is not refused, because the sender could not be told: it is
    kept without the number (``mail.thread``).
    """

    _name = "mail.message"
    _inherit = ["mail.message", "mynumber.text.guard"]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            kind = vals.get("message_type", "comment")
            by_hand = kind in _WRITTEN or (kind != RECEIVED and not self.env.su)
            if by_hand and vals.get("model") in HOLDERS:
                self._mynumber_check_texts(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not set(TEXTS).isdisjoint(vals) and any(
            message.model in HOLDERS for message in self
        ):
            self._mynumber_check_texts(vals)
        return super().write(vals)

    @api.model
    def _mynumber_check_texts(self, vals):
        self._mynumber_warn_text({name: vals[name] for name in TEXTS if name in vals})


class MailThread(models.AbstractModel):
    """Messages to people are looked at before they are stored, sent or passed on."""

    _inherit = "mail.thread"

    def message_post(self, **kwargs):
        if self._name in HOLDERS:
            guard = self.env["mynumber.text.guard"]
            if kwargs.get("message_type") == RECEIVED:
                kwargs["body"] = guard._mynumber_taken_out(kwargs.get("body") or "")
                kwargs["subject"] = without_numbers(kwargs.get("subject") or "")
            else:
                texts = {name: kwargs[name] for name in TEXTS if name in kwargs}
                guard._mynumber_warn_text(texts)
        return super().message_post(**kwargs)
