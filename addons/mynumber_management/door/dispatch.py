# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hooks in Odoo's HTTP layer that tell permits when dispatch is over.

They also refuse, before anything is parsed, a form on ``/mynumber/`` and any body but
a raw one on the vault's routes: werkzeug would spool a large multipart body to a file
(security design, section 9, "Bytes on the way").
"""

from werkzeug.exceptions import UnsupportedMediaType

from odoo import models
from odoo.http import request

from . import browser, permit

PREFIX = "/mynumber/"
RAW = "application/octet-stream"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info):
        permit.begin_dispatch(path_info)
        browser.take()
        # also where no route is: Odoo's answer "not found" reads forms
        if path_info.startswith(PREFIX) and request.httprequest.mimetype in FORMS:
            raise UnsupportedMediaType("The body must be raw bytes.")
        return super()._match(path_info)

    @classmethod
    def _pre_dispatch(cls, rule, args):
        if rule.endpoint.routing.get("mynumber_raw") and (
            request.httprequest.mimetype != RAW
        ):
            raise UnsupportedMediaType("The body must be raw bytes.")
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
        permit.mark(response)
        return result

    @classmethod
    def _handle_error(cls, exception):
        permit.fail_dispatch()
        return super()._handle_error(exception)
