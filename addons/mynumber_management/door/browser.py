# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The secret that ties a step-up to the browser in which the PIN was typed.

Invariants: a step-up needs, beside the HTTP session, a random secret that no store
keeps in clear; the browser sends it to paths below ``/mynumber/`` only; it is taken off
the request before Odoo looks for a route, so that nothing that runs inside a request
finds it there or below it on the stack; the server chooses it, never the request.

Why: the id of a session is no secret on the server. A page that its owner opens shows
it to the code in its view, and half of it stands in ``res_device_log``, which is the
half that a step-up goes by (docs/adr/0008-step-up-secret.md).
"""

import secrets
import sys
import weakref

from odoo import http

from ..vault.pin import stepup_key
from ..vault.secret import Hidden

COOKIE = "mynumber_stepup"
PATH = "/mynumber/"

# methods of werkzeug's and gevent's web servers that call Odoo
_SERVING = ("run_wsgi", "run_application")
# Odoo's ``Request`` → the text of its cookie, hidden
_taken = weakref.WeakKeyDictionary()


def take():
    """Take the cookie off the request (called by ``ir.http._match`` alone)."""
    request = http._request_stack.top
    arrived = request.httprequest
    environ = arrived._HTTPRequest__environ
    cookies = environ.get("HTTP_COOKIE", "").split(";")
    ours = [each for each in cookies if each.strip().startswith(COOKIE + "=")]
    if ours:
        secret = ours[0].partition("=")[2].strip()
        _taken.setdefault(request, Hidden({(): secret}))
        kept = ";".join(each for each in cookies if each not in ours)
        environ["HTTP_COOKIE"] = arrived.environ["HTTP_COOKIE"] = kept
        vars(arrived._HTTPRequest__wrapped).pop("cookies", None)
        _forget_header(kept)
        request.httprequest = http.HTTPRequest(environ)


def _forget_header(kept):
    """Take the secret off the headers that the web server keeps as well.

    Code inside the request could look down the stack at them.
    """
    frame = sys._getframe()
    while frame and frame.f_code.co_name not in _SERVING:
        frame = frame.f_back
    headers = frame and getattr(frame.f_locals.get("self"), "headers", None)
    if headers and "Cookie" in headers:
        del headers["Cookie"]
        headers["Cookie"] = kept


def key(ses):
    """Return the key (32 bytes) that step-ups of this browser and session go by.

    :param ses: 32 bytes of ``pin.session_key``
    """
    taken = _taken.get(http._request_stack.top, Hidden())
    return stepup_key(ses, taken.get((), ""))


def renew(ses):
    """Give the browser a new secret with this answer; return the key made with it."""
    secret = secrets.token_urlsafe(32)
    request = http._request_stack.top
    request.future_response.set_cookie(
        COOKIE,
        secret,
        expires=None,
        path=PATH,
        secure=request.httprequest.scheme == "https",
        httponly=True,
        samesite="Strict",
    )
    return stepup_key(ses, secret)
