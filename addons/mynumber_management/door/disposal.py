# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Destroying numbers: orders whose hold is over, the destroy queue, orphans.

Dispose (security design, section 7): (1) audit entry; (2) state ``disposing`` and the
key into the queue, commit; (3) keystore: key away, tombstone, commit; (4) sealed bytes
away, commit; (5) audit "done". Steps 3 to 5 are the queue's and can be repeated after
a crash at any commit.
"""

import uuid
from datetime import datetime, timedelta, timezone

from ..text.legal_days import today_tokyo
from ..vault.keystore import DestroyOrder
from . import checkpoints, orders, rows
from .access import open_gate, system_log
from .audit import company_chain
from .errors import Refused
from .house import SYSTEM_CHAIN
from .subjects import subject_of

BATCH = 200
HOLD = timedelta(hours=orders.HOLD_HOURS)
ORPHAN_SECONDS = 48 * 3600
_JOB = {"act": {"job": "disposal"}}
_ORDERS = ("number.dispose", "number.retire")


def propose(env, texts, reason):
    """Make the draft order to destroy the numbers of subjects (UUID texts)."""
    subjects = env["mynumber.subject"].sudo()
    for text in texts:
        subjects |= subject_of(env, text)
    if len(subjects.company_id) != 1:
        raise Refused("company_foreign")
    passage = open_gate("propose_disposal", subjects.company_id.id)
    if set(subjects.mapped("state")) - {rows.ACTIVE, rows.TO_VERIFY}:
        passage.refuse("no_number")
    order = (
        env["mynumber.order"]
        .sudo()
        .create(
            {
                "company_id": subjects.company_id.id,
                "kind": "disposal",
                "subject_ids": [(6, 0, subjects.ids)],
                "reason": reason,
                "proposed_by": passage.actor.uid,
            }
        )
    )
    return orders.propose(env, passage, order, len(subjects))


def run_orders(env):
    """Carry out approved disposal orders whose hold is over; return people done.

    The hold counts from the signed entry of the approval, whatever the order says.
    """
    vault, log = system_log(env.cr.dbname)
    vault.check(env.cr)
    vault.check_heads(log)
    done = 0
    due = (
        env["mynumber.order"]
        .sudo()
        .search(
            [
                ("kind", "=", "disposal"),
                ("state", "in", ("approved", "running")),
            ],
            order="id",
        )
    )
    for order in due:
        done += _run_order(env, vault, log, order)
    return done


def _run_order(env, vault, log, order):
    digest = orders.content_digest(env, order)
    approval = vault.store.approval(digest)
    chain = company_chain(env.cr, order.company_id.id)
    approved = _approved_at(log, chain, order)
    if approved is not None and datetime.now(timezone.utc) < approved + HOLD:
        return 0
    subjects = order.subject_ids.mapped("uuid")
    if approval and approval.state == "closed" and not _doomed(env, subjects, approved):
        order.state = "closed"  # it was done; the process died before it said so
    elif approved is None or not _is_good(vault, approval):
        log.append(chain, [{"ev": "number.dispose.refused", **_JOB, "obj": order.name}])
        order.state = "cancelled"
    if order.state in ("closed", "cancelled"):
        env.cr.commit()
        return 0
    vault.store.approval_set(digest, "running")
    order.state = "running"
    env.cr.commit()
    done = 0
    for start in range(0, len(subjects), BATCH):
        batch = subjects[start : start + BATCH]
        done += _condemn(env, log, order, chain, _doomed(env, batch, approved))
        run_queue(env)
    vault.store.approval_set(digest, "closed")
    order.state = "closed"
    env.cr.commit()
    checkpoints.make_now(env, vault, log, chain)
    return done


def _is_good(vault, approval):
    """Tell whether the keystore allows a disposal to begin or to go on."""
    if approval is None or approval.state == "closed":
        return False
    return approval.state == "running" or approval.until > vault.store.now()


def _approved_at(log, chain, order):
    """Return when the signed entry says that the order was approved, or None."""
    entry = log.entry(chain, order.audit_seq) or {}
    if entry.get("ev") != "order.approve" or entry.get("obj") != order.name:
        return None
    at = datetime.strptime(entry["ts"], "%Y-%m-%dT%H:%M:%S.%fZ")
    return at.replace(tzinfo=timezone.utc)


def _doomed(env, subjects, approved):
    """Return the numbers that an order destroys: those held when it was approved.

    What was registered later was not meant: the person came back.
    """
    if approved is None:
        return []
    return [
        row
        for state in (rows.ACTIVE, rows.TO_VERIFY)
        for row in rows.of_subjects(env.cr, subjects, state).values()
        if row.registered_at <= approved
    ]


def _condemn(env, log, order, chain, found):
    """Steps 1 and 2 for some numbers of an approved order; return how many people."""
    if not found:
        return 0
    first = log.append(
        chain,
        [
            {
                "ev": "number.dispose",
                **_JOB,
                "subj": str(row.subject),
                "obj": order.name,
                "n": row.version,
                "basis": f"order {order.audit_seq}",
            }
            for row in found
        ],
    )
    for offset, row in enumerate(found):
        rows.condemn(env.cr, row, "order " + order.name, chain, first + offset)
    _mirror(env, {row.subject for row in found}, "disposing")
    env.cr.commit()
    return len({row.subject for row in found})


def _mirror(env, subjects, state):
    values = {"state": state}
    if state == rows.DISPOSED:
        values |= {"to_verify": False, "disposed_on": today_tokyo()}
    env["mynumber.subject"].sudo().search(
        [("uuid", "in", [str(subject) for subject in subjects])]
    ).write(values)


def run_queue(env):
    """Destroy every queued key (steps 3 to 5); return how many.

    Idempotent: a key that is gone already leaves only its row to be cleaned. A key
    that no signed entry ordered to be destroyed is turned back: the queue is a table
    that others can write.
    """
    vault, log = system_log(env.cr.dbname)
    vault.check(env.cr)
    vault.check_heads(log)
    done = 0
    while True:
        batch = rows.queued(env.cr, BATCH)
        if not batch:
            return done
        orders_of = {key: _order_of(log, key) for key in batch}
        _turn_back(env, log, [key for key in batch if not orders_of[key]])
        ordered = [key for key in batch if orders_of[key]]
        for key in ordered:
            vault.store.destroy([key.kid.bytes], orders_of[key])
        rows.erase(env.cr, [key.kid for key in ordered], vault.store.generation())
        _settle(env, {key.subject for key in ordered})
        env.cr.commit()
        _note(log, "number.destroyed", ordered)
        done += len(ordered)


def _order_of(log, key):
    """Return the DestroyOrder behind a condemned key, None without a genuine one."""
    if key.version is None or key.chain is None:
        return None
    if key.seq is None:
        entries = log.about(key.chain, key.subject, _ORDERS)
    else:
        entries = filter(None, [log.entry(key.chain, key.seq)])
    for entry in entries:
        if (
            entry["ev"] in _ORDERS
            and entry.get("subj") == str(key.subject)
            and entry.get("n") == key.version
        ):
            return DestroyOrder(key.chain.bytes, entry["seq"])
    return None


def _turn_back(env, log, keys):
    if keys:
        _note(log, "number.dispose.refused", keys)
        rows.turn_back(env.cr, [key.kid for key in keys])
        env.cr.commit()


def _note(log, event, keys):
    """Record an event for each key, in the chain of its company."""
    by_chain = {}
    for key in keys:
        by_chain.setdefault(key.chain or SYSTEM_CHAIN, []).append(
            {"ev": event, **_JOB, "subj": str(key.subject)}
        )
    for chain, payloads in by_chain.items():
        log.append(chain, payloads)


def _settle(env, subjects):
    """Mirror the end of subjects that have no live number left."""
    ended = {
        subject
        for subject in subjects
        if not rows.states(env.cr, subject)
        & {rows.ACTIVE, rows.TO_VERIFY, rows.DISPOSING}
    }
    moved = (
        env["mynumber.subject"]
        .sudo()
        .search(
            [
                ("uuid", "in", [str(subject) for subject in ended]),
                ("state", "=", rows.DISPOSING),
            ]
        )
    )
    _mirror(env, {uuid.UUID(subject) for subject in moved.mapped("uuid")}, "disposed")


def run_orphans(env):
    """Destroy keys that nothing has referred to for 48 hours; return how many."""
    vault, log = system_log(env.cr.dbname)
    vault.check(env.cr)
    vault.check_heads(log)
    live = rows.live_kids(env.cr)
    limit = vault.store.now() - ORPHAN_SECONDS
    done, after = 0, b""
    while True:
        batch = vault.store.older_than(limit, after)
        if not batch:
            return done
        after = batch[-1].kid
        orphans = [row for row in batch if row.kid not in live]
        if not orphans:
            continue
        seq = log.append(
            SYSTEM_CHAIN, [{"ev": "orphan.destroy", **_JOB, "n": len(orphans)}]
        )
        vault.store.destroy(
            [row.kid for row in orphans], DestroyOrder(SYSTEM_CHAIN.bytes, seq)
        )
        done += len(orphans)
