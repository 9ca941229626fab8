# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the dashboard shows of vault, checkpoints and jobs."""

from odoo import http
from odoo.http import request

from ..door import status
from .common import vault_route, whole


class Status(http.Controller):
    @vault_route("/mynumber/status")
    def status(self, body):
        return status.report(request.env, whole(body, "company"))
