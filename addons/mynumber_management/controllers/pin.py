# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The PIN's own routes: they write no model and render nothing."""

from odoo import http

from ..door import pins
from ..door.errors import Refused
from .common import text, typed, vault_route


def digest_of(body):
    """Return the 32 bytes of ``body["digest"]`` (hex), or None when absent."""
    value = text(body, "digest", 64, required=False)
    try:
        digest = bytes.fromhex(value)
    except ValueError:
        raise Refused("bad_request") from None
    if len(digest) not in (0, 32):
        raise Refused("bad_request")
    return digest or None


class Pin(http.Controller):
    @vault_route("/mynumber/pin")
    def step_up(self, body):
        return pins.step_up(typed(body, "pin"), digest_of(body))

    @vault_route("/mynumber/pin/enrol")
    def enrol(self, body):
        return pins.enrol(typed(body, "code"), typed(body, "pin"))

    @vault_route("/mynumber/pin/state")
    def state(self, body):
        return pins.state()

    @vault_route("/mynumber/pin/end")
    def end(self, body):
        return pins.leave()
