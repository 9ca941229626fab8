# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .mynumber_subject import HOLDERS


class MynumberDraft(models.AbstractModel):
    """What Odoo keeps beside the messages of a record: drafts and activities.

    Invariants: a text that the chatter of a person would refuse is not kept here
    either, since this is a row of the database like any other; texts on records of
    other models are none of our business.
    """

    _name = "mynumber.draft"
    _inherit = ["mynumber.guarded"]
    _description = "Draft Checked for a My Number"

    _mynumber_guarded = frozenset({"body", "subject"})

    @api.model
    def _mynumber_check_guarded(self, vals):
        if self._mynumber_models(vals).intersection(HOLDERS):
            super()._mynumber_check_guarded(vals)

    def _mynumber_models(self, vals):
        """Return the names of the models that the text is about, as far as told."""
        context = self.env.context
        names = {context.get("active_model")}
        for field in {"model", "res_model"} & self._fields.keys():
            names |= {vals.get(field), context.get(f"default_{field}")}
            names.update(self.mapped(field))
        if "res_model_id" in self._fields:
            ids = [vals.get("res_model_id"), context.get("default_res_model_id")]
            model = self.env["ir.model"].sudo()  # sudo: only its name is read
            names.update(model.browse(filter(None, ids)).mapped("model"))
        return names


class MailComposeMessage(models.TransientModel):
    _name = "mail.compose.message"
    _inherit = ["mail.compose.message", "mynumber.draft"]


class MailScheduledMessage(models.Model):
    _name = "mail.scheduled.message"
    _inherit = ["mail.scheduled.message", "mynumber.draft"]


class MailActivitySchedule(models.TransientModel):
    _name = "mail.activity.schedule"
    _inherit = ["mail.activity.schedule", "mynumber.draft"]

    _mynumber_guarded = frozenset({"note", "summary"})
