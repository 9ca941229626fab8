# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sealing acts: what is sealed is shown first, the PIN is given for its digest."""

from odoo import http
from odoo.http import request

from ..door import seal
from ..door.errors import Refused
from .common import text, vault_route, whole


def _args(body):
    args = body.get("args", {})
    if not isinstance(args, dict):
        raise Refused("bad_request")
    return args


class Rights(http.Controller):
    @vault_route("/mynumber/seal/preview")
    def preview(self, body):
        return seal.preview(
            request.env, text(body, "act", 30), whole(body, "id"), _args(body)
        )

    @vault_route("/mynumber/seal")
    def seal(self, body):
        return seal.carry_out(
            request.env,
            text(body, "act", 30),
            whole(body, "id"),
            _args(body),
            text(body, "digest", 64),
        )
