# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Vault PINs: enrolment, step-up, unlocking. No act here writes a model or renders.

Source: security design, section 9, rule 2.
"""

import json

from odoo.http import request

from ..vault import pin
from ..vault.errors import EnrolmentInvalid, PinLocked, PinWrong
from . import browser, permit
from .access import session_actor
from .audit import AuditLog
from .errors import Refused
from .house import SYSTEM_CHAIN, house

ROUTES = tuple("/mynumber/pin" + tail for tail in ("", "/enrol", "/state", "/end"))


def _at_the_door():
    """Return (house, actor, log) for a PIN route."""
    if permit.own_route() not in ROUTES:
        raise Refused("forbidden_origin")
    vault = house(request.db)
    vault.check(request.env.cr)
    return vault, session_actor(), AuditLog(vault)


def _note(log, actor, event, **more):
    log.append(SYSTEM_CHAIN, [{"ev": event, **actor.payload(), **more}])


def state():
    """Return whether the user has a PIN, whether it is locked, seconds left."""
    vault, actor, _log = _at_the_door()
    return _state(vault, actor.uid, actor.stepup)


def _state(vault, uid, stepup):
    row = vault.store.pin_row(uid)
    until = vault.store.stepup_until(stepup, uid)
    return {
        "enrolled": row is not None,
        "locked": bool(row and row.locked),
        "window": max(0, until - vault.store.now()) if until else 0,
    }


def step_up(typed, digest):
    """Check the PIN and open a step-up.

    :param typed: Typed
    :param digest: 32 bytes for one sealed row, None for a window
    """
    vault, actor, log = _at_the_door()
    try:
        pin.check(
            vault.store, vault.provider, vault.vault.bytes, actor.uid, typed.take()
        )
    except (PinWrong, PinLocked) as error:
        _note(log, actor, "pin.refused", res=error.code)
        raise
    _note(log, actor, "pin.passed", obj="digest" if digest else "window")
    stepup = actor.stepup
    if vault.store.stepup_until(stepup, actor.uid) is None:
        stepup = browser.renew(actor.ses)
    vault.store.stepup_open(stepup, actor.uid, digest)
    return _state(vault, actor.uid, stepup)


def leave():
    """End the step-ups of this browser."""
    vault, actor, _log = _at_the_door()
    vault.store.stepup_clear(ses=actor.stepup)
    return {"window": 0}


def enrol(code, typed):
    """Redeem an enrolment code and set the PIN, both Typed."""
    vault, actor, log = _at_the_door()
    try:
        pin.enrol(
            vault.store,
            vault.provider,
            vault.vault.bytes,
            actor.uid,
            code.take(),
            typed.take(),
        )
    except EnrolmentInvalid:
        _note(log, actor, "pin.enrol.refused")
        raise
    _note(log, actor, "pin.enrolled")
    return _state(vault, actor.uid, actor.stepup)


def row(env, user, args):
    """Return the canonical row of an act on a user's PIN."""
    company = args.get("company")
    if type(company) is not int or company not in user.sudo().company_ids.ids:
        raise Refused("bad_request")
    return {"company": company, "user": user.id, "login": user.login}


def lines(env, user, args):
    """Return what the officer sees before sealing."""
    return [[env._("User"), f"{user.name} ({user.login})"]]


def unlock(env, passage, user, args):
    """Open a locked PIN."""
    passage.record(passage.entry("pin.unlock", n=user.id))
    passage.house.store.pin_unlock(user.id)
    return {"user": user.id}


def new_code(env, passage, user, args):
    """Return the response that shows a new enrolment code once.

    The code is made after dispatch: nothing that runs inside the request can see it.
    """
    uid, store = user.id, passage.house.store
    passage.record(passage.entry("pin.code", n=uid))
    failed = passage.entry("pin.code.failed", n=uid, res="failed")
    permit = passage.permit(lambda: passage.record(failed))

    def produce():
        code, hashed = pin.new_code()
        store.enrol_put(uid, hashed)
        yield json.dumps({"ok": True, "user": uid, "code": code}).encode()

    return permit.respond(produce, "application/json", end=b"")
