# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class MynumberSubjectPurpose(models.Model):
    """A purpose a person's number may be used for, and how the person was told."""

    _name = "mynumber.subject.purpose"
    _description = "Purpose of a person's number"
    _order = "subject_id, shown_on, id"

    subject_id = fields.Many2one(
        "mynumber.subject",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="subject_id.company_id", store=True, index=True, precompute=True
    )
    purpose_id = fields.Many2one("mynumber.purpose", required=True, ondelete="restrict")
    notice_id = fields.Many2one("mynumber.notice", ondelete="restrict")
    shown_on = fields.Datetime(required=True, default=fields.Datetime.now)
    channel = fields.Selection(
        [
            ("in_person", "In person"),
            ("paper", "On paper"),
            ("intranet", "Intranet"),
            ("mail", "Mail"),
            ("portal", "Portal"),
            ("link", "One-time link"),
            ("rules", "Work rules"),
        ],
        required=True,
    )
    shown_by = fields.Many2one("res.users", ondelete="restrict")
    ended_on = fields.Date()

    @api.depends("purpose_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.purpose_id.name
