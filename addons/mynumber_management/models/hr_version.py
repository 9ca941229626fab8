# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class HrVersion(models.Model):
    _name = "hr.version"
    _inherit = ["hr.version", "mynumber.post.watch", "mynumber.guarded"]

    _mynumber_guarded = frozenset(
        {
            "additional_note",
            "departure_description",
            "identification_id",
            "name",
            "passport_id",
            "private_city",
            "private_street",
            "private_street2",
            "spouse_complete_name",
            "ssnid",
        }
    )
