# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Granting, resuming, ending and suspending rights.

The keystore decides; the record is a proposal before and a mirror afterwards.
"""

import uuid
from datetime import datetime, time, timedelta

from odoo import fields
from odoo.tools import format_date, format_list

from ..text.legal_days import TOKYO
from ..vault.errors import RightInvalid
from ..vault.keystore_rights import Right
from . import second_person
from .access import POST, has_moved, mirror_of, suspend, system_log
from .errors import Refused
from .gates import GRANT, RIGHT_ACTS


def _start_of(day):
    return int(datetime.combine(day, time.min, TOKYO).timestamp())


def row(env, right, args):
    """Return the canonical row of a right."""
    return {
        "company": right.company_id.id,
        "key": right.key,
        "user": right.user_id.id,
        "login": right.user_id.login,
        "kind": right.kind,
        "acts": _acts(right),
        "purposes": sorted(right.purpose_ids.mapped("code")),
        "since": _start_of(right.date_from),
        "until": _start_of(right.date_to + timedelta(days=1)),
        "post": env["mynumber.right"]._post_of(right.user_id, right.company_id),
        "state": right.state,
    }


def _acts(right):
    if right.kind != GRANT:
        return []
    return sorted(act for act in RIGHT_ACTS if right[f"act_{act}"])


def lines(env, right, args):
    """Return what the officer sees before sealing."""
    label = {
        name: right._fields[name]._description_string(env)
        for name in (
            "user_id",
            "company_id",
            "kind",
            "purpose_ids",
            "date_from",
            "date_to",
        )
    }
    kinds = dict(right._fields["kind"]._description_selection(env))
    acts = [right._fields[f"act_{a}"]._description_string(env) for a in _acts(right)]
    return [
        [label["user_id"], f"{right.user_id.name} ({right.user_id.login})"],
        [label["company_id"], right.company_id.name],
        [label["kind"], kinds[right.kind]],
        [env._("Acts"), format_list(env, acts) or "–"],
        [
            label["purpose_ids"],
            format_list(env, right.purpose_ids.mapped("name")) or "–",
        ],
        [label["date_from"], format_date(env, right.date_from)],
        [label["date_to"], format_date(env, right.date_to)],
    ]


def grant(env, passage, right, args):
    """Make a proposal effective.

    Where a second person is required, nobody grants a right to herself.
    """
    if right.state != "proposed":
        raise Refused("order_state")
    alone = second_person.require_other(passage, right.user_id.id)
    canonical = row(env, right, args)
    seq = passage.record(
        passage.entry(
            "right.grant",
            obj=right.key,
            n=right.user_id.id,
            res="single" if alone else "ok",
        )
    )
    _hold(passage.house.store, passage.company, canonical, seq)
    right.sudo().write(
        {
            "state": "effective",
            "granted_by": passage.actor.uid,
            "granted_on": fields.Datetime.now(),
            "single_confirmed": alone,
        }
    )
    second_person.mirror(env, passage, right.company_id)
    env.cr.commit()
    passage.record(passage.entry("right.grant.done", obj=right.key))
    return {"state": right.state}


def _hold(store, company, canonical, seq):
    """Put a right into the keystore; one that a died request put there is the same."""
    fresh = Right(
        uuid.UUID(canonical["key"]).bytes,
        canonical["user"],
        company.bytes,
        canonical["kind"],
        frozenset({*canonical["acts"], POST + canonical["post"]}),
        frozenset(canonical["purposes"]),
        canonical["since"],
        canonical["until"],
        "effective",
        seq,
    )
    held = store.right(fresh.id)
    try:
        if held is None:
            store.right_put(fresh)
        elif held._replace(seq=seq) != fresh:
            raise RightInvalid()
    except RightInvalid:
        raise Refused("conflict") from None


def resume(env, passage, right, args):
    """Make a suspended right effective again, for the post its holder has now.

    The old right ends and a new one of the same content begins: what is sealed into a
    right never changes.
    """
    if right.state != "suspended":
        raise Refused("order_state")
    second_person.require_other(passage, right.user_id.id)
    end(env, passage, right, args)
    fresh = right.sudo().copy({"proposed_by": passage.actor.uid})
    env.cr.commit()  # the keystore never holds a right without a row here
    return {**grant(env, passage, fresh, args), "id": fresh.id}


def end(env, passage, right, args):
    """End a right for good; ending a proposal refuses it."""
    if right.state == "ended":
        raise Refused("order_state")
    seq = passage.record(passage.entry("right.end", obj=right.key, n=right.user_id.id))
    key = uuid.UUID(right.key).bytes
    if passage.house.store.right(key):
        passage.house.store.right_set(key, "ended", seq)
    right.sudo().write({"state": "ended", "ended_on": fields.Datetime.now()})
    second_person.mirror(env, passage, right.company_id)
    env.cr.commit()
    return {"state": right.state}


def suspend_moved(env):
    """Suspend every effective right whose holder left her post; mirror both ways.

    So ends a right too that no list shows any more, because its row was deleted.
    Called by the daily job and at once after a move; returns how many were suspended.
    """
    vault, log = system_log(env.cr.dbname)
    env["mynumber.right"].sudo()._suspend_moved()
    held = vault.store.rights()
    env.cr.commit()  # see at least the rows of these rights
    count = 0
    for right in held:
        mirror = mirror_of(env, right)
        state = right.state
        if state == "effective" and (not mirror or has_moved(env, right)):
            suspend(vault, log, right, {"act": {"job": "suspend"}})
            state = "suspended"
            count += 1
        if mirror and mirror.state != state and state in ("suspended", "ended"):
            mirror.write({"state": state})
    return count
