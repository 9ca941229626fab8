# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class MynumberProof(models.Model):
    """A document or fact that proves number, identity or authority, and when.

    ``since`` and ``until`` are the days between which it is accepted; the shipped rows
    follow the law and name their source.
    """

    _name = "mynumber.proof"
    _inherit = ["mynumber.shipped"]
    _description = "Proof for the identity check"
    _order = "sequence, code"

    sequence = fields.Integer(default=100)
    code = fields.Char(required=True, copy=False)
    name = fields.Char("Document", required=True, translate=True)
    side = fields.Selection(
        [
            ("number", "Number"),
            ("identity_photo", "Identity, one is enough"),
            ("identity_plain", "Identity, two are needed"),
            ("identity_online", "Identity online, one is enough"),
            ("proxy", "Authority of a proxy"),
        ],
        required=True,
    )
    since = fields.Date(string="Accepted from")
    until = fields.Date(string="Accepted until")
    note = fields.Char(translate=True)
    source = fields.Char(help="Law or official list that names this document.")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE (code)", "This document code exists already."
    )
    _order_of_dates = models.Constraint(
        "CHECK (until IS NULL OR since IS NULL OR since <= until)",
        "The last day lies before the first day.",
    )

    @api.model
    def _on(self, day):
        """Return the proofs that are accepted on ``day`` (date)."""
        return self.search([]).filtered(lambda proof: proof._accepted_on(day))

    def _accepted_on(self, day):
        self.ensure_one()
        return (not self.since or self.since <= day) and (
            not self.until or day <= self.until
        )
