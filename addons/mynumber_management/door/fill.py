# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers into the file of another program: one request, the file comes and goes.

Nothing of the file stays here; what was previewed is what is filled in, by the keyed
digest of the preview. Source: security design, section 9, "Output runs".
"""

import json
import uuid

from odoo import fields

from ..text.legal_days import today_tokyo
from ..vault.errors import QuotaExceeded
from ..vault.keystore_rights import Approval
from ..vault.secret import wipe
from . import orders, rows, second_person
from .access import hours_of_today, open_gate
from .errors import Refused
from .output import COUNTER, RUN_SECONDS
from .subjects import as_uuid, require_purpose


def company_of(env, company_id):
    """Return the company (sudo) that a user works for."""
    company = env["res.company"].sudo().browse(company_id).exists()
    if not company or company not in env.user.company_ids:
        raise Refused("company_foreign")
    return company


def fill(env, body, data):
    """Return the response that gives the file back with numbers in it.

    Once more with the same ``request`` it is the same filing, for an answer that was
    lost on the way.

    :param body: ``company``, ``destination``, ``digest`` of the preview, ``request``
    :param data: bytes of the file
    """
    company = company_of(env, body["company"])
    plan = env["mynumber.file.fill"]._plan(company, data)
    passage = open_gate(
        "output", company.id, purpose=plan.purpose, destination=body["destination"]
    )
    if plan.digest != body["digest"]:
        passage.refuse("file_changed")
    if not plan.wanted:
        raise Refused("nothing_to_fill")
    _check_purposes(passage, plan)
    subjects = {subject.uuid for subject, _purpose in plan.wanted.values()}
    active = rows.of_subjects(env.cr, subjects, rows.ACTIVE)
    if len(active) != len(subjects):
        raise Refused("file_changed")
    filing = _filing(env, passage, plan, as_uuid(body["request"]))
    return _Filling(passage, plan, data, active, {"obj": filing.export_id}).respond()


def _check_purposes(passage, plan):
    """Refuse unless the right covers, and the people know, every purpose."""
    people = {}
    for subject, purpose in plan.wanted.values():
        people.setdefault(purpose, set()).add(subject)
    for purpose, subjects in people.items():
        if not any(purpose in right.purposes for right in passage.rights):
            passage.refuse("purpose_missing")
        require_purpose(passage, subjects, purpose)


def _filing(env, passage, plan, request):
    """Return the filing of this request: the earlier one, or a new one."""
    digest = orders.digest_of(
        passage.company, "fill", request=str(request), file=plan.digest
    )
    run = orders.approved(passage, digest)
    known = env["mynumber.filing"].sudo().search([("request", "=", str(request))])
    if known:
        if run is None or run.uid != passage.actor.uid:
            passage.refuse("file_changed")
        return known
    _count(passage, plan.records)
    filing = _write(env, passage, plan, request)
    passage.record(
        passage.entry("output.plan", obj=filing.export_id, n=plan.records, res="free")
    )
    if run is None:
        passage.house.store.approval_put(
            Approval(
                digest,
                passage.actor.uid,
                passage.house.store.now() + RUN_SECONDS,
                -1,
                "approved",
            )
        )
    env.cr.commit()
    return filing


def _count(passage, people):
    store = passage.house.store
    limit = second_person.free_limit(store, passage.company)
    hours = hours_of_today(store.now())
    try:
        store.usage_add(passage.actor.uid, COUNTER, people, [(hours, limit)])
    except QuotaExceeded:
        used = store.usage_of(passage.actor.uid, COUNTER, hours)
        passage.refuse("fill_limit", limit=limit, used=used)


def _write(env, passage, plan, request):
    """Write the filing and one holding for each person whose number goes out."""
    people = {subject.id for subject, _purpose in plan.wanted.values()}
    filing = (
        env["mynumber.filing"]
        .sudo()
        .create(
            {
                "company_id": passage.company_id,
                "form_code": plan.form,
                "period": str(plan.kind.year) if plan.kind.year else False,
                "destination": passage.destination,
                "subject_ids": [(6, 0, sorted(people))],
                "export_id": str(uuid.uuid4()),
                "request": str(request),
                "parts": 1,
                "parts_json": json.dumps([0]),
                "produced_by": passage.actor.uid,
                "produced_on": fields.Datetime.now(),
            }
        )
    )
    env["mynumber.holding"].sudo().create(
        [
            {
                "subject_id": subject,
                "kind": plan.form,
                "form_code": plan.form,
                "filing_id": filing.id,
                "direction": "produced",
                "event_on": today_tokyo(),
            }
            for subject in sorted(people)
        ]
    )
    return filing


class _Filling:
    """A file on its way: audited before, its numbers opened after dispatch.

    Invariant: the numbers of one record are opened when that record is written and
    are gone before the next record's.
    """

    def __init__(self, passage, plan, data, active, marks):
        """:param active: ``{subject uuid: NumberRow}``"""
        self._passage, self._marks = passage, marks
        self._filler, self._data = plan.filler, data
        self._texts = plan.texts
        self._rows = {
            place: active[uuid.UUID(subject.uuid)]
            for place, (subject, _purpose) in plan.wanted.items()
        }

    def respond(self):
        """Record every number that goes out and return the response."""
        passage = self._passage
        passage.record(
            *(
                passage.entry(
                    subj=str(row.subject),
                    holder=row.holder,
                    n=row.version,
                    **self._marks,
                )
                for row in {row.id: row for row in self._rows.values()}.values()
            )
        )
        failed = passage.entry("number.output.failed", res="failed", **self._marks)
        permit = passage.permit(lambda: passage.record(failed))
        return permit.respond(self._produce, "application/octet-stream")

    def _produce(self):
        stream = self._passage.opened(list(self._rows.values()))
        coming = iter(self._rows)

        def number(record, item):
            place = record, item
            if place in self._texts:
                return self._texts[place]
            if place not in self._rows:
                return None
            if next(coming) != place:
                raise ValueError("the file asks in another order than it was planned")
            return next(stream)[1]

        for piece in self._filler.fill(self._data, number):
            yield bytes(piece)
            if isinstance(piece, bytearray):
                wipe(piece)


def done(env, request, size):
    """Note that the page received the whole file; it may be said again.

    :param request: UUID as text, under which the file was asked for
    """
    filing = env["mynumber.filing"].search([("request", "=", str(as_uuid(request)))])
    if not filing:
        raise Refused("not_found")
    filing = filing.sudo()
    passage = open_gate(
        "output",
        filing.company_id.id,
        purpose=env["mynumber.file.fill"]._purpose_of(filing.form_code),
        destination=filing.destination,
    )
    if passage.actor.uid != filing.produced_by.id:
        passage.refuse("part_unknown")
    if filing.state not in ("running", "produced"):
        raise Refused("part_unknown")
    filing.write(
        {
            "parts_json": json.dumps([size]),
            "parts_done": 1,
            "size": size,
            "state": "produced",
        }
    )
    env.cr.commit()
    passage.record(passage.entry("number.output.done", obj=filing.export_id, n=size))
    return {"state": filing.state, "name": filing.name}
