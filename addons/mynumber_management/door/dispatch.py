# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hooks in Odoo's HTTP layer that tell permits when dispatch is over.

They also refuse, before anything is parsed, a form on ``/mynumber/`` and any body but
a raw one on the vault's routes: werkzeug would spool a large multipart body to a file
(security design, section 9, "Bytes on the way"). The context of a session, which code
of others can write, is left outside.
"""

from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    UnsupportedMediaType,
)

from odoo import models
from odoo.http import request

from . import browser, permit
from .permit import PREFIX

RAW = "application/octet-stream"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Accel-Buffering": "no",
}
# of a session's context; the rest could hide archived people or other days
_CONTEXT = ("lang", "tz")


def _harden(response):
    """Set the headers of every answer below ``/mynumber/``, refusals as well."""
    if PREFIX in f"{request.httprequest.path}/":
        response.headers.update(_HEADERS)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info):
        permit.begin_dispatch(path_info)
        browser.take()
        try:
            # also where no route is: Odoo's answer "not found" reads forms
            if PREFIX in path_info and request.httprequest.mimetype in FORMS:
                raise UnsupportedMediaType("The body must be raw bytes.")
            return super()._match(path_info)
        except NotFound:
            raise  # not yet the end: Odoo looks for a page, then calls _handle_error
        except HTTPException as error:
            error.error_response = error.get_response(request.httprequest.environ)
            _harden(error.error_response)
            raise

    @classmethod
    def _pre_dispatch(cls, rule, args):
        if rule.endpoint.routing.get("mynumber_raw"):
            if request.httprequest.method != "POST":  # Odoo lets OPTIONS pass
                raise MethodNotAllowed(["POST"])
            if request.httprequest.mimetype != RAW:
                raise UnsupportedMediaType("The body must be raw bytes.")
            kept = {key: request.env.context.get(key) for key in _CONTEXT}
            request.update_env(context=kept)
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _dispatch(cls, endpoint):
        permit.enter_dispatch()
        result = None
        try:
            result = super()._dispatch(endpoint)
        finally:
            permit.leave_dispatch(result)
        return result

    @classmethod
    def _post_dispatch(cls, response):
        result = super()._post_dispatch(response)
        _harden(response)
        permit.mark(response)
        return result

    @classmethod
    def _handle_error(cls, exception):
        permit.fail_dispatch()
        answer = super()._handle_error(exception)
        if isinstance(answer, HTTPException):
            answer = answer.get_response(request.httprequest.environ)
        _harden(answer)
        return answer
