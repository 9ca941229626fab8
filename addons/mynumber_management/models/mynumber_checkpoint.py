# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class MynumberCheckpoint(models.Model):
    """A signed statement of how far the audit trail of a company had come.

    It holds no personal data. Kept outside this server it proves that nothing before it
    was rewritten. Written by the door only.
    """

    _name = "mynumber.checkpoint"
    _description = "Checkpoint of the audit trail"
    _order = "id desc"
    _rec_name = "seq"

    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        index=True,
        ondelete="restrict",
        help="Empty: the system chain.",
    )
    chain = fields.Char(required=True, readonly=True, index=True)
    seq = fields.Integer(string="Entry", required=True, readonly=True)
    made_on = fields.Datetime(required=True, readonly=True)
    note = fields.Text(string="Signed note", required=True, readonly=True)
    sent_on = fields.Datetime(readonly=True, help="When it left this server.")
    mail_ids = fields.Many2many(
        "mail.mail", readonly=True, help="Mails that carry it and have not left yet."
    )
