# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .mynumber_forms import COPIES, FORMS, period_in_words

# what a clerk may record about a produced document, and after which state
_STEPS = {
    "sent": {"produced", "returned"},
    "accepted": {"sent", "produced"},
    "returned": {"sent", "accepted"},
    "corrected": {"sent", "accepted", "returned"},
}


class MynumberFiling(models.Model):
    """提出物: one produced document: what, for whom, when, to whom, by whom.

    Written by the door. Clerks and handlers record with buttons what became of it;
    every other field is fixed.
    """

    _name = "mynumber.filing"
    _description = "Produced document"
    _order = "produced_on desc, id desc"

    name = fields.Char(
        string="Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code("mynumber.filing"),
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    form_code = fields.Selection(FORMS, string="Form", required=True, readonly=True)
    copy_kind = fields.Selection(COPIES, string="Copy", readonly=True)
    period = fields.Char(readonly=True)
    period_label = fields.Char("Tax Years", compute="_compute_period_label")
    destination = fields.Char(readonly=True)
    statement_model = fields.Char(readonly=True)
    statement_ids_json = fields.Text(readonly=True)
    subject_ids = fields.Many2many("mynumber.subject", string="People", readonly=True)
    subject_count = fields.Integer(compute="_compute_subject_count", string="Persons")
    export_id = fields.Char(string="Export ID", readonly=True, copy=False)
    page = fields.Selection([("a5", "A5"), ("a4", "A4")], readonly=True)
    # how a file was written: layout, settings, name; empty for paper
    file_json = fields.Json(readonly=True)
    parts = fields.Integer(readonly=True)
    parts_done = fields.Integer(readonly=True)
    parts_json = fields.Text(readonly=True)
    size = fields.Integer(string="Size (bytes)", readonly=True)
    order_id = fields.Many2one(
        "mynumber.order", readonly=True, index=True, ondelete="restrict"
    )
    produced_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    produced_on = fields.Datetime(readonly=True, index=True)
    state = fields.Selection(
        [
            ("running", "In production"),
            ("produced", "Produced"),
            ("sent", "Sent"),
            ("accepted", "Accepted"),
            ("returned", "Returned"),
            ("corrected", "Corrected"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="running",
        index=True,
    )
    request = fields.Char(readonly=True, copy=False, index="btree_not_null")

    @api.depends("period")
    def _compute_period_label(self):
        for record in self:
            record.period_label = period_in_words(record.period)

    @api.depends("subject_ids")
    def _compute_subject_count(self):
        for filing in self:
            filing.subject_count = len(filing.subject_ids)

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._("Record what became of a document with its buttons.")
            )
        return super().write(vals)

    def _advance(self, state):
        self.check_access("write")
        if set(self.mapped("state")) - _STEPS[state]:
            raise UserError(
                self.env._(
                    "This does not follow from the document's present state. Reload "
                    "the page."
                )
            )
        # sudo: users may change nothing but the state, and only along these steps
        self.sudo().state = state

    def action_sent(self):
        """Record that the document was handed in."""
        self._advance("sent")

    def action_accepted(self):
        """Record that the authority accepted the document."""
        self._advance("accepted")

    def action_returned(self):
        """Record that the authority returned the document."""
        self._advance("returned")

    def action_corrected(self):
        """Record that another document replaced this one."""
        self._advance("corrected")
