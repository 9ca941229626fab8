# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .mynumber_forms import COPIES, FORMS, period_in_words


class MynumberOrder(models.Model):
    """指示: an approved use or disposal.

    Written by the door only; the approval itself lives in the keystore, bound to
    ``digest``. A row without it opens nothing.
    """

    _name = "mynumber.order"
    _inherit = ["mynumber.guarded"]
    _description = "Order for output or disposal"
    _order = "id desc"

    _mynumber_guarded = frozenset({"reason"})

    name = fields.Char(
        string="Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code("mynumber.order"),
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("output", "Output"), ("disposal", "Disposal")], required=True, readonly=True
    )
    form_code = fields.Selection(FORMS, string="Form", readonly=True)
    period = fields.Char(readonly=True)
    period_label = fields.Char("Tax Years", compute="_compute_period_label")
    copy_kind = fields.Selection(COPIES, string="Copy", readonly=True)
    subject_ids = fields.Many2many("mynumber.subject", string="People", readonly=True)
    subject_count = fields.Integer(compute="_compute_subject_count", string="Persons")
    standing = fields.Boolean(
        readonly=True, help="A rule for people instead of a list, until it ends."
    )
    department_ids = fields.Many2many(
        "hr.department", string="Departments", readonly=True
    )
    daily_ceiling = fields.Integer(string="People per Day", readonly=True)
    statement_model = fields.Char(readonly=True)
    statement_ids_json = fields.Text(readonly=True)
    digest = fields.Char(readonly=True, copy=False)
    reason = fields.Text(readonly=True)
    proposed_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    approved_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    approved_on = fields.Datetime(readonly=True)
    valid_until = fields.Date(readonly=True)
    held_until = fields.Datetime(readonly=True)
    state = fields.Selection(
        [
            ("draft", "Waits for approval"),
            ("approved", "Approved"),
            ("running", "Running"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )
    single_confirmed = fields.Boolean(string="Confirmed by one person", readonly=True)
    audit_seq = fields.Integer(string="Audit entry", readonly=True)
    filing_ids = fields.One2many("mynumber.filing", "order_id", readonly=True)

    @api.depends("period")
    def _compute_period_label(self):
        for record in self:
            record.period_label = period_in_words(record.period)

    @api.depends("subject_ids")
    def _compute_subject_count(self):
        for order in self:
            order.subject_count = len(order.subject_ids)
