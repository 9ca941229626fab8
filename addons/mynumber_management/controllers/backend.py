# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Entering, changing, verifying, showing and comparing one number."""

from odoo import http
from odoo.http import request

from ..door import enter, numbers
from ..door.errors import Refused
from .common import strings, text, typed, vault_route, whole

CHANNELS = ("in_person", "paper", "intranet", "mail", "portal", "link", "rules")


def _verification(body):
    """Return the 本人確認 part of a body with known keys only, or None."""
    given = body.get("verification")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Refused("bad_request")
    return {
        "route": text(given, "route", 30),
        "number_proof": text(given, "number_proof", 100, required=False),
        "identity_proofs": strings(given, "identity_proofs", 5),
        "recognised": given.get("recognised") is True,
        "proxy_name": text(given, "proxy_name", required=False),
        "proxy_proof": text(given, "proxy_proof", 100, required=False),
        "note": text(given, "note", 500, required=False),
    }


class Backend(http.Controller):
    @vault_route("/mynumber/enter")
    def enter(self, body):
        notice = body.get("notice")
        if not isinstance(notice, dict) or notice.get("channel") not in CHANNELS:
            raise Refused("purpose_needed")
        return enter.enter(
            request.env,
            {
                "request": text(body, "request", 36),
                "holder": text(body, "holder", 60),
                "company": whole(body, "company"),
                # missing when Odoo repeats the request
                "number": typed(body, "number", required=False),
                "purposes": strings(body, "purposes", 50),
                "notice": whole(notice, "id"),
                "channel": notice["channel"],
                "verification": _verification(body),
                "replace": body.get("replace") is True,
            },
        )

    @vault_route("/mynumber/show")
    def show(self, body):
        return numbers.show(
            request.env,
            text(body, "subject", 36),
            text(body, "purpose", 100, required=False),
            text(body, "destination", required=False),
        )

    @vault_route("/mynumber/compare")
    def compare(self, body):
        return numbers.compare(
            request.env, text(body, "subject", 36), typed(body, "number")
        )

    @vault_route("/mynumber/find")
    def find(self, body):
        return numbers.find(request.env, whole(body, "company"), typed(body, "number"))

    @vault_route("/mynumber/verify/open")
    def verify_open(self, body):
        return numbers.verify_open(request.env, text(body, "subject", 36))

    @vault_route("/mynumber/verify/confirm")
    def verify_confirm(self, body):
        return numbers.verify_confirm(
            request.env, text(body, "subject", 36), _verification(body)
        )

    @vault_route("/mynumber/verify/return")
    def verify_return(self, body):
        return numbers.verify_return(
            request.env, text(body, "subject", 36), text(body, "reason")
        )

    @vault_route("/mynumber/mistake")
    def mistake(self, body):
        return numbers.mistake(
            request.env, text(body, "subject", 36), text(body, "reason")
        )
