# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class MynumberPurposeSet(models.Model):
    _name = "mynumber.purpose.set"
    _inherit = ["mynumber.shipped"]
    _description = "Set of purposes offered together"
    _order = "sequence, code"

    sequence = fields.Integer(default=100)
    code = fields.Char(required=True, copy=False)
    name = fields.Char("Set", required=True, translate=True)
    purpose_ids = fields.Many2many("mynumber.purpose", string="Purposes")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This set code exists already.")
