# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Verifying and exporting the audit trail, which holds no number."""

from odoo import http
from odoo.http import request

from ..door import trail
from .common import vault_route, whole


class Audit(http.Controller):
    @vault_route("/mynumber/audit/verify")
    def verify(self, body):
        return trail.verify(
            request.env, whole(body, "company"), bool(body.get("system"))
        )

    @vault_route("/mynumber/audit/export")
    def export(self, body):
        return trail.export(
            request.env, whole(body, "company"), bool(body.get("system"))
        )
