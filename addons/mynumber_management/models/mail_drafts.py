# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .mynumber_subject import HOLDERS


class MynumberDraft(models.AbstractModel):
    """What Odoo keeps of a message before it is posted.

    Invariant: a text that the chatter of a person would refuse is not kept as a draft
    either; the draft is a row of the database like any other.
    """

    _name = "mynumber.draft"
    _inherit = ["mynumber.guarded"]
    _description = "Draft Checked for a My Number"

    _mynumber_guarded = frozenset({"body", "subject"})

    @api.model
    def _mynumber_check_guarded(self, vals):
        context = self.env.context
        models_ = {context.get("default_model"), context.get("active_model")}
        if (models_ | {vals.get("model"), *self.mapped("model")}).intersection(HOLDERS):
            super()._mynumber_check_guarded(vals)


class MailComposeMessage(models.TransientModel):
    _name = "mail.compose.message"
    _inherit = ["mail.compose.message", "mynumber.draft"]


class MailScheduledMessage(models.Model):
    _name = "mail.scheduled.message"
    _inherit = ["mail.scheduled.message", "mynumber.draft"]


class MailActivitySchedule(models.TransientModel):
    _name = "mail.activity.schedule"
    _inherit = ["mail.activity.schedule", "mynumber.guarded"]

    _mynumber_guarded = frozenset({"note", "summary"})
