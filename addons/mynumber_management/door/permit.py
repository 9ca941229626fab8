# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The permit: an allowed act whose numbers open only after dispatch is over.

Source: security design, section 9, "Controllers never return digits".
"""

import logging
import threading
import weakref

from odoo import http

from ..vault.errors import VaultCorrupt, VaultError
from . import quiet

_logger = logging.getLogger(__name__)

PREFIX = "/mynumber/"
END_MARK = b"\nMYNUMBER-END\n"


class _Dispatch:
    """What is known of one HTTP request: path, nesting, result, marked answer, permit.

    It belongs to Odoo's ``Request`` object, one per call of the server. The path is the
    one the server first looks for a route for, before any view, rule or automation can
    run: a later reroute does not change it. ``failed``: an error is being answered,
    which draws a page that others may have edited.
    """

    __slots__ = ("path", "depth", "result", "marked", "permit", "failed", "sealed")

    def __init__(self, path):
        self.path = path
        self.depth = 0
        self.result = None
        self.marked = None
        self.permit = None
        self.failed = False
        self.sealed = None


_dispatches = weakref.WeakKeyDictionary()


def _current():
    """Return the ``_Dispatch`` of the request being served, or None."""
    top = http._request_stack.top
    return None if top is None else _dispatches.get(top)


def begin_dispatch(path):
    """Note the path of a request (called first by ``ir.http._match`` alone)."""
    top = http._request_stack.top
    if top not in _dispatches:
        _dispatches[top] = _Dispatch(path)
        quiet.end()


def enter_dispatch():
    """Note that an endpoint begins (called by ``ir.http._dispatch`` alone)."""
    dispatch = _current()
    if dispatch:
        dispatch.depth += 1
        if dispatch.path.startswith(PREFIX):
            quiet.begin()


def leave_dispatch(result):
    """Note that an endpoint returned; only the outermost result may be marked."""
    dispatch = _current()
    if dispatch:
        dispatch.depth -= 1
        if dispatch.depth == 0:
            dispatch.result = result
            if dispatch.permit is None:
                quiet.end()


def fail_dispatch():
    """Note that the request ends in an error (called by ``ir.http._handle_error``)."""
    dispatch = _current()
    if dispatch:
        dispatch.failed = True
        quiet.end()


def mark(response):
    """Mark ``response`` when it is what the outermost endpoint returned."""
    dispatch = _current()
    if dispatch and dispatch.depth == 0 and dispatch.result is response:
        dispatch.marked = response
        if dispatch.permit and not dispatch.permit.is_for(response):
            quiet.end()


def own_route():
    """Return the path to which the server itself dispatched this request, or None."""
    dispatch = _current()
    if dispatch is None or dispatch.depth != 1 or dispatch.failed:
        return None
    return dispatch.path


def note_sealed(digest):
    """Note that this request used up the PIN given for ``digest``."""
    _current().sealed = digest


def was_sealed(digest):
    """Tell whether this request used up the PIN for ``digest`` already.

    Odoo repeats a request after a serialization failure; the PIN is good once.
    """
    return _current().sealed == digest


class Permit:
    """An act that passed every gate and whose audit entries are committed.

    Invariants:

    1. the numbers open only while no request is on Odoo's stack, so that no view,
       server action or automation can run beside them, and only in the thread that
       served the request: in a job's thread the stack is always empty;
    2. only the very response that Odoo's dispatcher handed out opens them;
    3. only on the route the permit was given for, and not while an error is answered;
    4. a request has one permit: a later one voids the earlier;
    5. a permit opens once;
    6. until the body is out nothing is collected (``quiet``).
    """

    def __init__(self, route, on_failure):
        """:param on_failure: called without arguments when the body fails"""
        self._dispatch = _current()
        self._thread = threading.current_thread()
        self._route = route
        self._on_failure = on_failure
        self._response = None
        self._spent = False
        self._end = END_MARK
        self._dispatch.permit = self

    def respond(self, produce, mimetype, end=END_MARK):
        """Return the response whose body is made by ``produce()`` after dispatch.

        :param produce: function without arguments that yields ``bytes``; it must
            use the keystore and audit connection only, never an environment
        :param end: what tells the page that the body is whole; empty when the content
            itself does
        """
        self._end = end
        self._response = http.request.make_response(
            _Body(self, produce), headers=[("Content-Type", mimetype)]
        )
        # nobody reads it as a sequence: as ``data`` a format string could ask for it
        self._response.direct_passthrough = True
        return self._response

    def is_for(self, response):
        """Tell whether ``response`` is the one that this permit was made into."""
        return self._response is response

    def _may_open(self):
        dispatch = self._dispatch
        return (
            not self._spent
            and http._request_stack.top is None
            and threading.current_thread() is self._thread
            and not dispatch.failed
            and dispatch.permit is self
            and self._response is not None
            and self.is_for(dispatch.marked)
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
            quiet.forget_frames(error)
            _logger.error("output body failed: %s", type(error).__name__)
            self._fail()
            return
        yield self._end

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

    def close(self):
        """Called by the web server when the answer is out or given up."""
        quiet.end()
