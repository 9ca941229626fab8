# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What every route of the vault shares: origin, raw JSON body, answers.

Source: security design, section 9, "Bytes on the way".
"""

import functools
import json
import logging
import traceback
import weakref
from urllib.parse import urlsplit

from psycopg2 import IntegrityError, OperationalError
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.http import request

from ..door import quiet
from ..door.errors import Refused, from_vault
from ..text.digits import contains_number
from ..vault.errors import VaultError
from ..vault.secret import Typed

_logger = logging.getLogger(__name__)

BODY_LIMIT = 64 * 1024
SECRET_KEYS = ("number", "pin", "code")
TYPED_MOST = 200
# UUIDs, hex and base64: read as such, and digits in a row may stand in any of them
CODED_KEYS = ("request", "subject", "subjects", "digest", "file")


def _same_origin():
    """Tell whether a page of this Odoo sent the request."""
    headers = request.httprequest.headers
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        origin = urlsplit(headers.get("Origin", "")).netloc
    except ValueError:
        return False
    return bool(origin) and origin == request.httprequest.host


# Odoo repeats a request after a serialization failure, when its raw body is gone:
# what was read is kept here, without the digits.
_bodies = weakref.WeakKeyDictionary()


def _texts(value, key=None):
    """Yield (key, text) for every text in a JSON value; ``key`` is the nearest one."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, key)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, name)


def _check_texts(body):
    """Refuse what no database takes, and a number where none belongs.

    The audit log can never forget what an act records (reason, destination …).
    """
    for key, value in _texts(body):
        value.encode()  # half a surrogate pair raises a ValueError
        if "\x00" in value:
            raise Refused("bad_request")
        if key not in SECRET_KEYS + CODED_KEYS and contains_number(value):
            raise Refused("number_in_text")


def _read_body(limit, framed):
    """Return the JSON object of the raw body; nothing of it stays on the request.

    What is secret comes as ``Typed``: code of others that runs inside the request can
    look at the stack below it. A file is not kept for a repeated request: the page,
    which has it, is told to send it again.
    """
    if request.httprequest in _bodies:
        if framed:
            raise Refused("conflict")
        return dict(_bodies[request.httprequest])
    try:
        raw = request.httprequest.get_data(cache=False)
        if len(raw) >= limit:  # one in chunks is cut there
            raise Refused("too_large")
        file = None
        if framed:
            raw, _line, file = raw.partition(b"\n")
        body = json.loads(raw or b"{}")
        _check_texts(body)
    except RequestEntityTooLarge:
        raise Refused("too_large") from None
    except (ValueError, RecursionError, OSError, ClientDisconnected):
        raise Refused("bad_request") from None
    if not isinstance(body, dict):
        raise Refused("bad_request")
    typed = {key: body.pop(key) for key in SECRET_KEYS if key in body}
    if not all(isinstance(t, str) and len(t) <= TYPED_MOST for t in typed.values()):
        raise Refused("bad_request")
    _bodies[request.httprequest] = body
    if framed:
        body = {**body, "file": file}
    return {**body, **{key: Typed(value) for key, value in typed.items()}}


def answer(data, status=200):
    """Return a JSON answer that no cache keeps."""
    return request.make_response(
        json.dumps(data),
        status=status,
        headers=[("Content-Type", "application/json; charset=utf-8")],
    )


def _refuse(refused):
    request.env.cr.rollback()
    return answer(
        {
            "error": refused.code,
            "message": refused.sentence(request.env),
            **refused.extra,
        },
        refused.status,
    )


def _refusal_of(path, error):
    """Return the Refused that tells a page of ``error``, whose frames are emptied.

    Nothing else may run before: keys and digits stand in those frames.
    """
    quiet.forget_frames(error)
    if isinstance(error, Refused):
        return error
    if isinstance(error, VaultError):
        return from_vault(error)
    if isinstance(error, AccessError | MissingError):
        return Refused("not_found")
    if isinstance(error, UserError | ValidationError):
        return Refused("bad_request", message=error.args[0])
    if isinstance(error, IntegrityError):
        return Refused("conflict")
    frames = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("%s failed: %s\n%s", path, type(error).__name__, frames)
    return Refused("internal")


def vault_route(path, limit=BODY_LIMIT, framed=False):
    """Declare a POST route of the vault whose method takes ``(self, body)``.

    The body is a JSON object; if ``framed``, a line with one, then a file as it is,
    which the method takes as ``body["file"]`` (bytes).

    ``csrf=False`` because the body is raw and holds no form field: the token comes in
    a header and is checked here, together with the origin.
    """

    def decorate(method):
        @http.route(
            path,
            type="http",
            auth="user",
            methods=["POST"],
            csrf=False,
            mynumber_raw=True,
            max_content_length=limit,
        )
        @functools.wraps(method)
        def endpoint(self, **_ignored):
            try:
                if not _same_origin():
                    raise Refused("forbidden_origin")
                token = request.httprequest.headers.get("X-CSRF-Token", "")
                if not token.isascii() or not request.validate_csrf(token):
                    raise Refused("forbidden_origin")
                result = method(self, _read_body(limit, framed))
                if isinstance(result, dict):
                    return answer({"ok": True, **result})
                return result
            except OperationalError as error:
                quiet.forget_frames(error)
                raise  # Odoo repeats the request
            except Exception as error:
                refused = _refusal_of(path, error)
            return _refuse(refused)

        return endpoint

    return decorate


def text(body, key, limit=200, required=True):
    """Return the string ``body[key]``, stripped; refuses other types and lengths."""
    value = body.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or len(value) > limit or "\x00" in value:
        raise Refused("bad_request")
    value = value.strip()
    if required and not value:
        raise Refused("bad_request")
    return value


def typed(body, key, required=True):
    """Return the secret ``body[key]`` as Typed, an empty one when it is missing."""
    if required and key not in body:
        raise Refused("bad_request")
    return body.get(key) or Typed("")


def whole(body, key, required=True):
    """Return the positive integer ``body[key]`` (below 2^31), or None."""
    value = body.get(key)
    if value is None and not required:
        return None
    if type(value) is not int or not 0 < value < 2**31:
        raise Refused("bad_request")
    return value


def strings(body, key, most=100):
    """Return the list of strings ``body[key]``."""
    value = body.get(key, [])
    if (
        not isinstance(value, list)
        or len(value) > most
        or not all(isinstance(v, str) and len(v) <= 100 for v in value)
    ):
        raise Refused("bad_request")
    return value


def wholes(body, key, most):
    """Return the list of distinct positive integers ``body[key]``."""
    value = body.get(key)
    if (
        not isinstance(value, list)
        or not 0 < len(value) <= most
        or not all(type(v) is int and 0 < v < 2**31 for v in value)
        or len(set(value)) != len(value)
    ):
        raise Refused("bad_request")
    return value
