# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResourceResource(models.Model):
    _name = "resource.resource"
    _inherit = ["mynumber.post.watch", "resource.resource"]
