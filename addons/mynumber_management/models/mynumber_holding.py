# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .mynumber_forms import DOCUMENTS, FORMS


class MynumberHolding(models.Model):
    """保存書類: a kept document that bears a person's number.

    Written by the door with each output. ``kind`` is the code of the document.
    """

    _name = "mynumber.holding"
    _inherit = ["mynumber.guarded"]
    _description = "Kept document with a My Number"
    _order = "event_on desc, id desc"
    _rec_name = "kind"

    _mynumber_guarded = frozenset({"note"})

    subject_id = fields.Many2one(
        "mynumber.subject",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="subject_id.company_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(DOCUMENTS, string="Document", required=True)
    form_code = fields.Selection(FORMS, string="Form")
    filing_id = fields.Many2one("mynumber.filing", index=True, ondelete="restrict")
    direction = fields.Selection(
        [("received", "Received"), ("produced", "Produced")],
        required=True,
        default="produced",
    )
    event_on = fields.Date(required=True)
    note = fields.Char()
