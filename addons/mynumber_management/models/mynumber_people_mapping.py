# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tables import mapping
from .mynumber_people_words import SENTENCES


class MynumberPeopleMapping(models.Model):
    """How one company reads the columns of a file of people.

    Invariants:

    * What is saved can be read: it is checked before it reaches the database, and a
      heading or a word that holds a number is refused without being quoted.
    """

    _name = "mynumber.people.mapping"
    _description = "Mapping of Columns of People"
    _inherit = ["mynumber.guarded"]
    _order = "company_id, name"

    _mynumber_guarded = frozenset({"name"})

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    content = fields.Json(required=True, help="Headings, options and words")
    column_count = fields.Integer("Columns", compute="_compute_column_count")

    _name_uniq = models.Constraint(
        "UNIQUE (company_id, name)", "A mapping of this name exists. Choose another."
    )

    @api.depends("content")
    def _compute_column_count(self):
        for record in self:
            record.column_count = len((record.content or {}).get("columns", ()))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_content(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_content(vals)
        return super().write(vals)

    @api.model
    def _check_content(self, vals):
        if "content" not in vals:
            return
        if findings := mapping.check(vals["content"]):
            sentence = self.env._(SENTENCES[findings[0].code]) % findings[0].facts
            raise ValidationError(sentence)
