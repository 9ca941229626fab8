# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class MynumberPurpose(models.Model):
    _name = "mynumber.purpose"
    _inherit = ["mynumber.shipped"]
    _description = "Purpose of use"
    _order = "sequence, code"

    sequence = fields.Integer(default=100)
    code = fields.Char(required=True, copy=False)
    name = fields.Char("Purpose", required=True, translate=True)
    law = fields.Char(
        string="Legal basis", help="Article that requires the number in this affair."
    )
    kind = fields.Selection(
        [
            ("tax", "Tax"),
            ("social", "Social insurance"),
            ("labour", "Employment insurance"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    since = fields.Date()
    until = fields.Date()
    set_ids = fields.Many2many("mynumber.purpose.set", string="Sets")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This purpose code exists already.")
    _order_of_dates = models.Constraint(
        "CHECK (until IS NULL OR since IS NULL OR since <= until)",
        "The last day lies before the first day.",
    )

    @api.model
    def _on(self, day):
        """Return the purposes that the law knows on ``day`` (date)."""
        return self.search(
            [
                *("|", ("since", "=", False), ("since", "<=", day)),
                *("|", ("until", "=", False), ("until", ">=", day)),
            ]
        )
