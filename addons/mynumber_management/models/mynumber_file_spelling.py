# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..text import jis


class MynumberFileSpelling(models.Model):
    """Which usual character a file has instead of a rare one, for one person.

    Invariants: the rare character is one that the filing systems do not know, and the
    other is one that stands for it; the slip itself keeps the rare one.
    """

    _name = "mynumber.file.spelling"
    _inherit = ["mynumber.guarded"]
    _description = "Spelling in Files"
    _order = "employee_id, character"

    _mynumber_guarded = frozenset({"character", "replacement"})

    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, index=True, precompute=True
    )
    character = fields.Char("On Slips", required=True)
    replacement = fields.Char("In Files", required=True)

    _character_uniq = models.UniqueIndex(
        "(employee_id, character)", "This character has its replacement already."
    )

    @api.constrains("character", "replacement")
    def _check_characters(self):
        for spelling in self:
            found = jis.unencodable(spelling.character)
            if (
                len(found) != 1
                or found[0].text != spelling.character
                or spelling.replacement not in found[0].proposals
            ):
                raise ValidationError(
                    self.env._(
                        "Choose a character that e-Tax and eLTAX do not know, and one "
                        "of its usual forms."
                    )
                )

    @api.model
    def _respellings(self, employees):
        """``{employee id: [(character, replacement)]}`` of people.

        :param employees: hr.employee; the user may read their slips
        """
        found = {}
        # sudo: how a name is spelt in files of slips that the user may read
        for spelling in self.sudo().search([("employee_id", "in", employees.ids)]):
            pairs = found.setdefault(spelling.employee_id.id, [])
            pairs.append((spelling.character, spelling.replacement))
        return found
