# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders: proposing, approving and cancelling an output or a disposal.

The approval is a row of the keystore under the digest of what may be done; the record
is its mirror. Source: security design, section 9, rules 3 and 4; section 7, Order.
"""

import hashlib
import json
from datetime import timedelta, timezone

from odoo import fields
from odoo.tools import format_list

from ..text.legal_days import span_utc, today_tokyo
from ..vault import audit_chain
from ..vault.errors import RightInvalid
from ..vault.keystore_rights import Approval
from . import second_person
from .audit import company_chain
from .errors import Refused

VALID_DAYS = 30
STANDING_DAYS = 92  # three months
HOLD_HOURS = 72


def digest_of(company, kind, **content):
    """Return the 32-byte digest that an approval is bound to.

    :param company: ``uuid.UUID``; ``content``: plain values. Lists of people and of
        statements may be longer than an audit payload, so they enter as a hash.
    """
    plain = {
        name: (
            hashlib.sha256("\n".join(value).encode()).hexdigest()
            if isinstance(value, list)
            else value
        )
        for name, value in content.items()
    }
    text = audit_chain.canonical({"company": str(company), "kind": kind, **plain})
    return hashlib.sha256(b"mynumber-order/1\x00" + text.encode()).digest()


def content_digest(env, order):
    """Return the digest of what the order's records say now."""
    subjects = sorted(order.subject_ids.mapped("uuid"))
    company = company_chain(env.cr, order.company_id.id)
    if order.kind == "disposal":
        return digest_of(company, "disposal", order=order.name, subjects=subjects)
    if order.standing:
        return digest_of(
            company,
            "standing",
            order=order.name,
            form=order.form_code,
            copy=order.copy_kind,
            departments=[str(number) for number in sorted(order.department_ids.ids)],
            ceiling=order.daily_ceiling,
            until=fields.Date.to_string(order.valid_until),
        )
    return digest_of(
        company,
        "output",
        order=order.name,
        form=order.form_code,
        copy=order.copy_kind or "",
        period=order.period or "",
        subjects=subjects,
        statements=statement_digests(env, order),
    )


def propose(env, passage, order, people):
    """Record who proposed an order, bound to its people; commit the draft."""
    order.audit_seq = passage.record(
        passage.entry(
            "order.propose", obj=order.name, n=people, req=_proposal(order).hex()
        )
    )
    env.cr.commit()
    return {"order": order.id, "name": order.name}


def _proposal(order):
    subjects = sorted(order.subject_ids.mapped("uuid"))
    company = company_chain(order.env.cr, order.company_id.id)
    return digest_of(company, order.kind, order=order.name, subjects=subjects)


def _proposer(passage, order):
    """Return the id of who proposed an order, as the signed entry says.

    A standing order has none: its rule is proposed without the door.
    """
    if order.standing:
        return order.proposed_by.id
    entry = passage.log.entry(passage.company, order.audit_seq) or {}
    if entry.get("ev") != "order.propose" or entry.get("req") != _proposal(order).hex():
        passage.refuse("order_state")
    return entry["act"]["uid"]


def statement_digests(env, record):
    """Return the sorted digests of the statements of an order or a filing."""
    return sorted(statements_of(env, record).mapped("digest"))


def statements_of(env, record):
    """Return the statement records of an order or a filing, in their order."""
    return env[record.statement_model].sudo().browse(statement_ids(record)).exists()


def statement_ids(record):
    """Return the ids of the statements of an order or a filing, in their order."""
    return json.loads(record.statement_ids_json or "[]")


def gate_of(order):
    """Return the gate that approving or cancelling this order passes."""
    return "approve_disposal" if order.kind == "disposal" else "approve"


def row(env, order, args):
    """Return the canonical row of an order."""
    return {
        "company": order.company_id.id,
        "order": order.name,
        "kind": order.kind,
        "digest": content_digest(env, order).hex(),
        "people": len(order.subject_ids),
        "state": order.state,
        "proposed_by": order.proposed_by.id,
    }


def _people(env, order):
    if not order.standing:
        return str(max(len(order.subject_ids), len(statement_ids(order))))
    departments = format_list(env, order.department_ids.mapped("name"))
    return env._(
        "%(departments)s, at most %(ceiling)s a day, until %(until)s",
        departments=departments or env._("Everybody"),
        ceiling=order.daily_ceiling,
        until=fields.Date.to_string(order.valid_until),
    )


def lines(env, order, args):
    """Return what the approving person sees."""
    shown = {
        name: dict(order._fields[name]._description_selection(env))
        for name in ("kind", "form_code", "copy_kind")
    }
    seen = [
        [env._("Order"), order.name],
        [env._("Kind"), shown["kind"][order.kind]],
        [env._("Proposed by"), order.proposed_by.name],
        [env._("People"), _people(env, order)],
        [env._("Reason"), order.reason or "–"],
    ]
    if order.kind == "output":
        form = [shown["form_code"].get(order.form_code), order.period]
        copy = shown["copy_kind"].get(order.copy_kind, "–")
        seen[2:2] = [
            [env._("Form"), " ".join(filter(None, form))],
            [env._("Copy"), copy],
        ]
    else:
        seen.append(
            [
                env._("What cannot be undone"),
                env._("The numbers are destroyed when the hold of 72 hours is over."),
            ]
        )
    return seen


def _last_day(order):
    """Return the last day an approval given now is good for."""
    today = today_tokyo()
    if not order.standing:
        return today + timedelta(days=VALID_DAYS)
    if not today <= order.valid_until <= today + timedelta(days=STANDING_DAYS):
        raise Refused("order_state")
    return order.valid_until


def approve(env, passage, order, args):
    """Approve an order: bind the approval to its content, start a disposal's hold."""
    if order.state != "draft":
        raise Refused("order_state")
    alone = second_person.require_other(passage, _proposer(passage, order))
    digest = content_digest(env, order)
    until = _last_day(order)
    seq = passage.record(
        passage.entry(
            obj=order.name,
            n=len(order.subject_ids),
            res="single" if alone else "ok",
        )
    )
    _hold(
        passage.house.store,
        Approval(
            digest,
            passage.actor.uid,
            int(span_utc(until)[1].replace(tzinfo=timezone.utc).timestamp()),
            -1,
            "approved",
        ),
    )
    values = {
        "state": "approved",
        "digest": digest.hex(),
        "approved_by": passage.actor.uid,
        "approved_on": fields.Datetime.now(),
        "valid_until": until,
        "single_confirmed": alone,
        "audit_seq": seq,
    }
    if order.kind == "disposal":
        held = fields.Datetime.now() + timedelta(hours=HOLD_HOURS)
        values["held_until"] = held
    order.sudo().write(values)
    env.cr.commit()
    passage.record(passage.entry("order.approve.done", obj=order.name))
    return {"state": order.state}


def _hold(store, approval):
    """Put an approval into the keystore; one that a died request left is the same."""
    held = store.approval(approval.digest)
    try:
        if held is None:
            store.approval_put(approval)
        elif (held.uid, held.state) != (approval.uid, approval.state):
            raise RightInvalid()
    except RightInvalid:
        raise Refused("conflict") from None


def cancel(env, passage, order, args):
    """Cancel an order that is not closed; a disposal until its hold is over.

    An output under way stops with it: its next part is refused.
    """
    stoppable = order.kind == "output" and order.state == "running"
    if order.state not in ("draft", "approved") and not stoppable:
        raise Refused("order_state")
    passage.record(passage.entry("order.cancel", obj=order.name))
    digests = {content_digest(env, order), bytes.fromhex(order.digest or "")}
    for digest in digests:
        if passage.house.store.approval(digest):
            passage.house.store.approval_set(digest, "closed")
    order.sudo().write({"state": "cancelled"})
    env.cr.commit()
    return {"state": order.state}


def approved(passage, digest):
    """Return the Approval of ``digest`` that is still good, or None."""
    approval = passage.house.store.approval(digest)
    if (
        approval is None
        or approval.state == "closed"
        or approval.until <= passage.house.store.now()
    ):
        return None
    return approval
