# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Enter or change a number.

Order (security design, section 7, Register): gates → audit entry committed →
keystore → Odoo transaction → the door's own commit → entry "… done". Digits live in
a ``Secret`` inside one ``with`` block, before any model is touched.
"""

import uuid
import weakref

from odoo.http import request

from ..text.legal_days import today_tokyo
from ..vault import number
from ..vault.blind_index import bidx
from ..vault.keystore import DekRow
from . import rows, sealing
from .access import open_gate
from .errors import Refused
from .subjects import (
    as_uuid,
    holder_of,
    holder_text,
    note_purposes,
    note_verified,
    notified,
    result,
    retire,
    verification,
)

# What a request sealed already: Odoo repeats a request after a serialization
# failure, when its body is gone; the repetition must not make a second key.
_sealed = weakref.WeakKeyDictionary()


def enter(env, body):
    """Enter or change a number; see ``controllers/backend.py`` for ``body``.

    :returns: dict ``state``, ``subject``, ``question``
    """
    subject = holder_of(env, body["holder"], body["company"])
    purposes, notice = notified(env, subject, body)
    check = verification(env, subject, body["verification"])
    passage = open_gate("enter", subject.company_id.id)
    request_id = as_uuid(body["request"])
    known = rows.by_request(env.cr, request_id)
    if known:
        if uuid.UUID(known[0]) != uuid.UUID(subject.uuid):
            raise Refused("conflict")
        _refuse_other(env, passage, subject, request_id, body["number"])
        return result(subject)
    _refuse_second(env, subject, body["replace"])
    sealed, twins = _seal_once(passage, subject, body["number"], request_id, check)
    generation = passage.house.store.put(
        [
            DekRow(
                sealed.kid.bytes,
                passage.company.bytes,
                uuid.UUID(subject.uuid).bytes,
                1,
                sealed.epoch,
                sealed.wrapped,
            )
        ]
    )
    version = rows.last_version(env.cr, subject.uuid) + 1
    state = rows.ACTIVE if check else rows.TO_VERIFY
    if check:
        retire(passage, env.cr, subject, rows.ACTIVE, "changed")
    retire(passage, env.cr, subject, rows.TO_VERIFY, "replaced")
    rows.insert(
        env.cr,
        subject.uuid,
        version,
        state,
        sealed.kid,
        sealed.blob,
        (sealed.epoch, sealed.bidx),
        generation,
        request_id,
    )
    note_purposes(env, subject, purposes, notice, body["channel"])
    if check:
        note_verified(env, subject, check, version, twins)
    else:
        _note_waiting(subject)
    env.cr.commit()
    passage.record(
        passage.entry("number.enter.done", subj=subject.uuid, req=str(request_id))
    )
    return result(subject)


def _refuse_other(env, passage, subject, request_id, typed):
    """Refuse another number under the id of a request that was carried out.

    The answer would say that it was stored. Only index values are compared; when Odoo
    repeats a request the number is gone and was compared before.
    """
    if request.httprequest in _sealed:
        return
    index = rows.index_of(env.cr, request_id)
    secret = number.parse(typed.take())
    with secret.use() as digits:
        same = any(
            index == (epoch, bidx(key, digits))
            for epoch, key in passage.house.index_keys(passage.company)
        )
    if index and not same:
        passage.refuse("conflict")


def _seal_once(passage, subject, typed, request_id, check):
    """Parse, audit and seal; a repeated request gets what it sealed before."""
    key = request.httprequest
    if key in _sealed:
        return _sealed[key]
    secret = number.parse(typed.take())
    passage.record(
        passage.entry(
            subj=subject.uuid,
            holder=holder_text(subject),
            req=str(request_id),
            obj="verified" if check else "to_verify",
        )
    )
    with secret.use() as digits:
        twins = passage.matches(digits) if check else set()
        sealed = sealing.seal(
            passage.house,
            passage.company,
            uuid.UUID(subject.uuid),
            holder_text(subject),
            digits,
        )
    _sealed[key] = sealed, twins
    return sealed, twins


def _note_waiting(subject):
    vals = {"to_verify": True, "registered_on": today_tokyo()}
    if subject.state in ("none", rows.DISPOSED):
        vals["state"] = rows.TO_VERIFY
    subject.write(vals)


def _refuse_second(env, subject, replace):
    states = rows.states(env.cr, subject.uuid)
    if rows.DISPOSING in states and rows.ACTIVE not in states:
        raise Refused("order_state")
    if not replace and rows.ACTIVE in states:
        raise Refused("already_registered")
    if not replace and rows.TO_VERIFY in states:
        raise Refused("already_waiting")
