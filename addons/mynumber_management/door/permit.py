# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The permit: an allowed act whose numbers open only after dispatch is over.

Source: security design, section 9, "Controllers never return digits".
"""

import logging
import weakref

from odoo import http

from ..vault.errors import VaultCorrupt, VaultError

_logger = logging.getLogger(__name__)

END_MARK = b"\nMYNUMBER-END\n"
_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Accel-Buffering", "no"),
)


class _Dispatch:
    """What is known of one HTTP request: nesting, path, result, marked answer, permit.

    It belongs to Odoo's ``Request`` object, one per call of the server, and takes the
    path when the outermost endpoint begins: a later reroute does not change it.
    """

    __slots__ = ("depth", "path", "result", "marked", "permit")

    def __init__(self):
        self.depth = 0
        self.path = None
        self.result = None
        self.marked = None
        self.permit = None


_dispatches = weakref.WeakKeyDictionary()


def _current():
    """Return the ``_Dispatch`` of the request being served, or None."""
    top = http._request_stack.top
    return None if top is None else _dispatches.setdefault(top, _Dispatch())


def enter_dispatch():
    """Note that an endpoint begins (called by ``ir.http._dispatch`` alone)."""
    dispatch = _current()
    if dispatch.depth == 0:
        dispatch.path = http.request.httprequest.path
    dispatch.depth += 1


def leave_dispatch(result):
    """Note that an endpoint returned; only the outermost result may be marked."""
    dispatch = _current()
    dispatch.depth -= 1
    if dispatch.depth == 0:
        dispatch.result = result


def mark(response):
    """Mark ``response`` when it is what the outermost endpoint returned."""
    dispatch = _current()
    if dispatch and dispatch.depth == 0 and dispatch.result is response:
        dispatch.marked = response


def on_own_route(route):
    """Tell whether the server itself dispatched this request to ``route``."""
    dispatch = _current()
    return dispatch is not None and dispatch.depth == 1 and dispatch.path == route


class Permit:
    """An act that passed every gate and whose audit entries are committed.

    Invariants:

    1. the numbers open only while no request is on Odoo's stack, so that no view,
       server action or automation can run beside them;
    2. only the very response that Odoo's dispatcher handed out opens them;
    3. only on the route the permit was given for;
    4. a request has one permit: a later one voids the earlier;
    5. a permit opens once.
    """

    def __init__(self, route, on_failure):
        """:param on_failure: called without arguments when the body fails"""
        self._dispatch = _current()
        self._route = route
        self._on_failure = on_failure
        self._response = None
        self._spent = False
        self._dispatch.permit = self

    def respond(self, produce, mimetype):
        """Return the response whose body is made by ``produce()`` after dispatch.

        :param produce: function without arguments that yields ``bytes``; it must
            use the keystore and audit connection only, never an environment
        """
        self._response = http.request.make_response(
            _Body(self, produce), headers=[("Content-Type", mimetype), *_HEADERS]
        )
        return self._response

    def _may_open(self):
        dispatch = self._dispatch
        return (
            not self._spent
            and http._request_stack.top is None
            and dispatch.permit is self
            and self._response is not None
            and dispatch.marked is self._response
            and dispatch.path == self._route
        )

    def open(self, produce):
        """Yield what ``produce`` makes and the end mark, or nothing at all."""
        if not self._may_open():
            _logger.warning("a permit was opened in a wrong place: refused")
            self._fail()
            return
        self._spent = True
        try:
            yield from produce()
        except (VaultError, VaultCorrupt):
            self._fail()
            return
        except Exception as error:  # the answer is under way: no second chance
            _logger.error("output body failed: %s", type(error).__name__)
            self._fail()
            return
        yield END_MARK

    def _fail(self):
        self._spent = True
        try:
            self._on_failure()
        except VaultError:
            _logger.error("a failed body could not be recorded")


class _Body:
    """Iterable body; asking it for anything during dispatch yields nothing."""

    __slots__ = ("_permit", "_produce")

    def __init__(self, permit, produce):
        self._permit = permit
        self._produce = produce

    def __iter__(self):
        return self._permit.open(self._produce)
