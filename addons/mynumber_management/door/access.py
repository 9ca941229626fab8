# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The gates at work: from an HTTP request to a passage, or a refusal.

Source: security design, section 9, rules 1 to 4.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest

from odoo.http import request

from ..text.legal_days import TOKYO
from ..vault import pin
from ..vault.audit_chain import clean
from ..vault.blind_index import bidx
from ..vault.errors import QuotaExceeded, VaultCorrupt
from . import browser, rows, sealing
from . import permit as permits
from .audit import AuditLog, company_chain, company_of_chain
from .errors import Refused
from .gates import DIGEST, GATES, GRANT, WINDOW
from .house import SYSTEM_CHAIN, house

POST = "post="


@dataclass(frozen=True)
class Actor:
    """Who acts: the user of the HTTP session, as the database knows her now.

    ``ses`` stands for the session in the log; ``stepup`` is what step-ups go by.
    """

    uid: int
    login: str
    name: str
    ses: bytes
    stepup: bytes
    ip: str

    def payload(self):
        """Return the part of an audit payload that names the actor."""
        return {
            "act": {
                "uid": self.uid,
                "login": clean(self.login),
                "name": clean(self.name),
            },
            "ses": self.ses[:8].hex(),
            "ip": self.ip,
        }


def session_actor():
    """Return the Actor of the request being served.

    The HTTP session alone tells who acts: the environment's user, superuser mode,
    context and groups never do.
    """
    uid = request.session.uid
    if not uid or request.session.db != request.db:
        raise Refused("not_signed_in")
    request.env.cr.execute(
        "SELECT u.login, p.name FROM res_users u"
        " JOIN res_partner p ON p.id = u.partner_id WHERE u.id = %s AND u.active",
        [uid],
    )
    row = request.env.cr.fetchone()
    if row is None:
        raise Refused("not_signed_in")
    ses = pin.session_key(request.session.sid)
    return Actor(
        uid,
        row[0],
        row[1] or row[0],
        ses,
        browser.key(ses),
        request.httprequest.remote_addr or "",
    )


@dataclass
class Passage:
    """An act on its way through the door, for one company.

    ``company`` is the company's UUID and the name of its audit chain.
    """

    route: str
    actor: Actor
    gate: object
    company_id: int
    company: uuid.UUID
    house: object
    log: AuditLog
    purpose: str = ""
    destination: str = ""
    rights: list = field(default_factory=list)

    def entry(self, event=None, **fields):
        """Return an audit payload of this act; empty fields are left out."""
        known = {"pur": self.purpose, "basis": self.destination, **fields}
        return {
            "ev": event or self.gate.event,
            **self.actor.payload(),
            **{
                key: clean(value) if isinstance(value, str) else value
                for key, value in known.items()
                if value not in ("", None)
            },
        }

    def record(self, *entries):
        """Commit audit entries to the company's chain; return the first seq."""
        return self.log.append(self.company, list(entries))

    def refuse(self, code, **extra):
        """Record a refusal of this act and raise it."""
        self.record(self.entry("gate.refused", obj=self.gate.act, res=code))
        raise Refused(code, **extra)

    def opened(self, number_rows):
        """Yield ``(NumberRow, Secret)``; a number that does not open is recorded."""
        asked = iter(number_rows)
        stream = sealing.opened(self.house, number_rows)
        for row in asked:
            try:
                yield next(stream)
            except VaultCorrupt:
                self.record(
                    self.entry(
                        "number.open_failed", subj=str(row.subject), n=row.version
                    )
                )
                raise

    def matches(self, digits):
        """Return the subjects of the company that hold ``digits`` (12 ASCII bytes).

        The blind index is looked up under every living epoch, each candidate is
        opened and compared in constant time.
        """
        found = set()
        for epoch, key in self.house.index_keys(self.company):
            candidates = rows.candidates(
                request.env.cr, self.company, epoch, bidx(key, digits)
            )
            for row, secret in self.opened(candidates):
                with secret.use() as other:
                    if compare_digest(other, digits):
                        found.add(row.subject)
        return found

    def permit(self, on_failure):
        """Return the Permit for the body of this act's answer."""
        return permits.Permit(self.route, on_failure)


def open_gate(act, company_id, *, purpose="", destination="", count=1, digest=None):
    """Pass the gates of ``act`` for one company and return the Passage.

    :param act: key of ``GATES``
    :param company_id: id of the company whose numbers are concerned
    :param count: how many uses count towards the quota
    :param digest: 32 bytes of the sealed row, for acts sealed by a PIN
    :raises Refused: with the first gate that stays shut
    :raises VaultUnavailable: when the vault cannot work
    """
    gate = GATES[act]
    route = permits.own_route()
    if route not in gate.routes:
        raise Refused("forbidden_origin")
    vault = house(request.db)
    vault.check(request.env.cr)
    actor = session_actor()
    log = AuditLog(vault)
    vault.check_heads(log)
    passage = Passage(
        route,
        actor,
        gate,
        company_id,
        _company(company_id, actor),
        vault,
        log,
        purpose,
        destination,
    )
    _check_right(passage)
    _check_pin(passage, digest)
    _check_quota(passage, count)
    return passage


def _company(company_id, actor):
    cr = request.env.cr
    cr.execute(
        "SELECT 1 FROM res_company_users_rel WHERE cid = %s AND user_id = %s",
        [company_id, actor.uid],
    )
    if not cr.fetchone():
        raise Refused("company_foreign")
    return company_chain(cr, company_id)


def system_log(database):
    """Return the (House, AuditLog) that jobs and the command line write to."""
    vault = house(database)
    return vault, AuditLog(vault)


def _check_right(passage):
    gate = passage.gate
    held = [
        right
        for right in passage.house.store.rights_for(
            passage.actor.uid, passage.company.bytes
        )
        if right.kind in gate.kinds
        or (right.kind == GRANT and set(gate.acts) & right.acts)
    ]
    moved = [right for right in held if has_moved(request.env, right)]
    for right in moved:
        suspend(passage.house, passage.log, right, passage.actor.payload())
    passage.rights = [right for right in held if right not in moved]
    if not passage.rights:
        user = request.env["res.users"].sudo().browse(passage.actor.uid)
        if gate.group and user.has_group(gate.group):
            return
        passage.refuse("right_suspended" if moved else "right_missing")
    if gate.purpose:
        if not passage.purpose or not any(
            passage.purpose in right.purposes for right in passage.rights
        ):
            passage.refuse("purpose_missing")
    if gate.destination and not passage.destination:
        raise Refused("destination_missing")


def mirror_of(env, right):
    """Return the record (sudo) that mirrors a right of the keystore; may be empty."""
    key = str(uuid.UUID(bytes=right.id))
    return env["mynumber.right"].sudo().search([("key", "=", key)])


def has_moved(env, right):
    """Tell whether the holder of a right left the post it was granted for.

    Or was deactivated, or taken from the company. The post is sealed into the right; a
    mirror row that says suspended counts too.
    """
    mirror = mirror_of(env, right)
    user = env["res.users"].sudo().browse(right.uid)
    company = company_of_chain(env, uuid.UUID(bytes=right.company))
    if mirror.state in ("suspended", "ended") or not mirror._works_for(user, company):
        return True
    post = next((word for word in right.acts if word.startswith(POST)), None)
    if post is None:
        return False
    return post != POST + mirror._post_of(user, company)


def suspend(vault, log, right, actor):
    """Suspend a right in the keystore, after its audit entry."""
    seq = log.append(
        uuid.UUID(bytes=right.company),
        [
            {
                "ev": "right.suspend",
                **actor,
                "obj": str(uuid.UUID(bytes=right.id)),
                "n": right.uid,
            }
        ],
    )
    vault.store.right_set(right.id, "suspended", seq)


def _check_pin(passage, digest):
    store, actor = passage.house.store, passage.actor
    if passage.gate.pin == WINDOW:
        if not store.stepup_touch(actor.stepup, actor.uid):
            raise Refused("pin_required")
    elif passage.gate.pin == DIGEST:
        if digest is None or not (
            permits.was_sealed(digest)
            or store.stepup_consume(actor.stepup, actor.uid, digest)
        ):
            raise Refused("pin_required")
        permits.note_sealed(digest)


def hours_of_today(now):
    """Return how many clock hours the legal day in Asia/Tokyo has begun."""
    return datetime.fromtimestamp(now, TOKYO).hour + 1


def _check_quota(passage, count):
    spans = {}
    now = passage.house.store.now()
    for quota in passage.gate.quotas:
        hours = 1 if quota.span == "hour" else hours_of_today(now)
        spans.setdefault(quota.counter, []).append((hours, quota.limit))
    try:
        for counter, limits in spans.items():
            passage.house.store.usage_add(passage.actor.uid, counter, count, limits)
    except QuotaExceeded:
        passage.refuse("quota")


def has_kind(vault, uid, company, kinds):
    """Tell whether a user holds an effective right of one of ``kinds``."""
    return any(r.kind in kinds for r in vault.store.rights_for(uid, company.bytes))


__all__ = [
    "SYSTEM_CHAIN",
    "Actor",
    "Passage",
    "has_kind",
    "has_moved",
    "hours_of_today",
    "mirror_of",
    "open_gate",
    "session_actor",
    "suspend",
    "system_log",
]
