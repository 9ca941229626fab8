# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..text.legal_days import span_utc


class MynumberRightSpell(models.Model):
    """One unbroken time in which a right was effective. Written by its right only."""

    _name = "mynumber.right.spell"
    _description = "Time in which a right was effective"
    _order = "since, id"

    right_id = fields.Many2one(
        "mynumber.right", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="right_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(related="right_id.user_id")
    since = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    until = fields.Datetime(readonly=True)

    @api.model
    def _on(self, day, company):
        """Return the spells of ``company`` that touch the legal day ``day`` (date).

        A right counts on a day when it was effective at any moment of that day in
        Tokyo and the day lies between its own dates.
        """
        start, end = span_utc(day)
        return self.search(
            [
                ("company_id", "=", company.id),
                ("since", "<", end),
                *("|", ("until", "=", False), ("until", ">=", start)),
                ("right_id.date_from", "<=", day),
                ("right_id.date_to", ">=", day),
            ]
        )
