# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class MynumberEstablishmentMunicipality(models.Model):
    _name = "mynumber.establishment.municipality"
    _description = "Municipality of a Payer"
    _order = "establishment_id, municipality_id"

    establishment_id = fields.Many2one(
        "mynumber.establishment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="establishment_id.company_id", store=True)
    municipality_id = fields.Many2one(
        "mynumber.municipality", required=True, ondelete="restrict"
    )
    designated_number = fields.Char(
        help="指定番号 that the municipality gave to the payer for special collection"
    )

    _municipality_uniq = models.Constraint(
        "UNIQUE (establishment_id, municipality_id)",
        "This municipality is already in the list.",
    )
