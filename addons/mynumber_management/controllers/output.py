# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Outputs with numbers: plan, part after part, and disposal proposals."""

from odoo import http
from odoo.http import request

from ..door import disposal, output, parts
from ..door.errors import Refused
from .common import strings, text, vault_route, whole, wholes


def _index(body):
    value = body.get("part")
    if type(value) is not int or not 0 <= value < 10_000:
        raise Refused("part_unknown")
    return value


def _page(body):
    page = text(body, "page", 2)
    if page not in ("a4", "a5"):
        raise Refused("bad_request")
    return page


class Output(http.Controller):
    @vault_route("/mynumber/output/plan")
    def plan(self, body):
        return output.plan(
            request.env,
            {
                "model": text(body, "model", 60),
                "ids": wholes(body, "ids", output.PEOPLE_MOST),
                "copy": text(body, "copy", 30),
                "page": _page(body),
                "order": whole(body, "order", required=False),
            },
        )

    @vault_route("/mynumber/output/order")
    def order(self, body):
        return output.propose_order(
            request.env,
            {
                "model": text(body, "model", 60),
                "ids": wholes(body, "ids", output.PEOPLE_MOST),
                "copy": text(body, "copy", 30),
                "reason": text(body, "reason", 500),
            },
        )

    @vault_route("/mynumber/output/part")
    def part(self, body):
        return parts.part(request.env, whole(body, "filing"), _index(body))

    @vault_route("/mynumber/output/done")
    def done(self, body):
        return parts.done(
            request.env, whole(body, "filing"), _index(body), whole(body, "size")
        )

    @vault_route("/mynumber/dispose/propose")
    def propose(self, body):
        return disposal.propose(
            request.env,
            strings(body, "subjects", output.PEOPLE_MOST),
            text(body, "reason", 500),
        )
