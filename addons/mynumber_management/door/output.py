# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Forms with numbers: planned, then asked for part after part by the browser.

A plan is sealed in the keystore under the digest of its content: people, statements
and order cannot change between plan and part. Source: security design, section 9,
"Output runs".
"""

import json
import uuid
from dataclasses import dataclass

from odoo import fields

from ..forms.document import PEOPLE_PER_PART, PersonPage
from ..text.legal_days import today_tokyo
from ..vault.errors import QuotaExceeded, RightInvalid
from ..vault.keystore_rights import Approval
from . import orders, rows, sealing, second_person
from .access import hours_of_today, open_gate
from .errors import Refused
from .subjects import require_purpose

STATEMENT_MODELS = ("mynumber.statement.withholding",)
PEOPLE_MOST = 2000
RUN_SECONDS = 24 * 3600
COUNTER = "output"


@dataclass
class Job:
    """Statements to be output and whose numbers they need.

    ``subjects``: ``{(holder model, holder id): mynumber.subject}``.
    """

    statements: object
    copy: str
    page: str
    pages: list
    subjects: dict

    @property
    def company(self):
        return self.statements.company_id

    def subject_uuids(self):
        return sorted({subject.uuid for subject in self.subjects.values()})


def _statements(env, model, ids, copy):
    """Return the statements (sudo) after checking access as the user."""
    if model not in STATEMENT_MODELS:
        raise Refused("bad_request")
    statements = env[model].browse(ids).exists()
    if len(statements) != len(ids):
        raise Refused("not_found")
    statements.check_access("read")
    if len(statements.company_id) != 1:
        raise Refused("company_foreign")
    if copy not in statements._mynumber_copies():
        raise Refused("bad_request")
    return statements.sudo()


def _job(env, statements, copy, page):
    pages = statements._mynumber_pages(copy)
    holders = {(m, i) for each in pages for _slot, m, i in each["slots"]}
    subjects = env["mynumber.subject"].sudo()
    found = {}
    for model in {model for model, _id in holders}:
        for subject in subjects.search(
            [
                ("company_id", "=", statements.company_id.id),
                ("holder_model", "=", model),
                ("holder_id", "in", [i for m, i in holders if m == model]),
            ]
        ):
            found[model, subject.holder_id] = subject
    return Job(statements, copy, page, pages, found)


def _order_digest(company, job, order):
    return orders.digest_of(
        company,
        "output",
        order=order.name,
        form=job.statements._mynumber_form(),
        copy=job.copy,
        period=job.statements._mynumber_period(),
        subjects=job.subject_uuids(),
        statements=sorted(job.statements.mapped("digest")),
    )


def _run_digest(company, job, export_id):
    return orders.digest_of(
        company,
        "run",
        export=export_id,
        copy=job.copy,
        page=job.page,
        subjects=job.subject_uuids(),
        statements=job.statements.mapped("digest"),
    )


def plan(env, body):
    """Plan an output: gates, findings, free limit or order, filing and holdings."""
    statements = _statements(env, body["model"], body["ids"], body["copy"])
    job = _job(env, statements, body["copy"], body["page"])
    passage = open_gate(
        "output",
        job.company.id,
        purpose=statements._mynumber_purpose(),
        destination=statements._mynumber_destination(job.copy),
    )
    findings = statements._mynumber_findings(job.copy)
    if any(finding["level"] == "error" for finding in findings):
        raise Refused("findings", findings=findings)
    active = rows.of_subjects(env.cr, job.subject_uuids(), rows.ACTIVE)
    ready = [s for s in job.subjects.values() if uuid.UUID(s.uuid) in active]
    require_purpose(passage, ready, passage.purpose)
    order = _allowance(env, passage, job, body["order"])
    filing = _file(env, passage, job, order, ready)
    passage.record(
        passage.entry(
            "output.plan",
            obj=filing.export_id,
            n=len(statements),
            res=order.name if order else "free",
        )
    )
    passage.house.store.approval_put(
        Approval(
            _run_digest(passage.company, job, filing.export_id),
            passage.actor.uid,
            passage.house.store.now() + RUN_SECONDS,
            -1,
            "approved",
        )
    )
    env.cr.commit()
    return {
        "filing": filing.id,
        "name": filing.name,
        "parts": filing.parts,
        "people": len(statements),
        "warnings": [f for f in findings if f["level"] != "error"]
        + _blanks(env, job, active),
    }


def _blanks(env, job, active):
    """Return a warning for each box that stays blank for want of a verified number."""
    warnings = []
    for statement, page in zip(job.statements, job.pages, strict=True):
        for _slot, model, holder_id in page["slots"]:
            subject = job.subjects.get((model, holder_id))
            if subject is None or uuid.UUID(subject.uuid) not in active:
                holder = env[model].sudo().browse(holder_id)
                warnings.append(
                    {
                        "id": statement.id,
                        "name": holder.display_name,
                        "level": "warning",
                        "message": env._("No verified number: the box stays blank."),
                        "field": "",
                    }
                )
    return warnings


def _allowance(env, passage, job, order_id):
    """Count towards the free limit, or use an approved order; return the order."""
    store = passage.house.store
    none = env["mynumber.order"]
    people = len(job.statements)
    if order_id is None:
        limit = second_person.free_limit(store, passage.company)
        hours = hours_of_today(store.now())
        try:
            store.usage_add(passage.actor.uid, COUNTER, people, [(hours, limit)])
        except QuotaExceeded:
            passage.refuse(
                "order_required",
                limit=limit,
                used=store.usage_of(passage.actor.uid, COUNTER, hours),
            )
        return none
    order = none.sudo().browse(order_id).exists()
    digest = _order_digest(passage.company, job, order)
    if (
        not order
        or order.kind != "output"
        or order.state not in ("approved", "running")
        or orders.approved(passage, digest) is None
        or order.digest != digest.hex()
    ):
        passage.refuse("order_required")
    try:
        store.approval_run(digest)
    except RightInvalid:
        passage.refuse("order_required")
    order.write({"state": "running"})
    return order


def _file(env, passage, job, order, ready):
    """Write the filing and one holding for each person whose number goes out."""
    statements = job.statements
    count = -(-len(statements) // PEOPLE_PER_PART)
    filing = (
        env["mynumber.filing"]
        .sudo()
        .create(
            {
                "company_id": job.company.id,
                "form_code": statements._mynumber_form(),
                "copy_kind": job.copy,
                "period": statements._mynumber_period(),
                "destination": passage.destination,
                "statement_model": statements._name,
                "statement_ids_json": json.dumps(statements.ids),
                "subject_ids": [(6, 0, [s.id for s in ready])],
                "export_id": str(uuid.uuid4()),
                "page": job.page,
                "parts": count,
                "parts_json": json.dumps([0] * count),
                "order_id": order.id,
                "produced_by": passage.actor.uid,
                "produced_on": fields.Datetime.now(),
            }
        )
    )
    env["mynumber.holding"].sudo().create(
        [
            {
                "subject_id": subject.id,
                "kind": f"{filing.form_code}.{job.copy}",
                "form_code": filing.form_code,
                "filing_id": filing.id,
                "direction": "produced",
                "event_on": today_tokyo(),
            }
            for subject in ready
        ]
    )
    return filing


def _filing(env, filing_id):
    filing = env["mynumber.filing"].browse(filing_id).exists()
    if not filing:
        raise Refused("not_found")
    filing.check_access("read")
    return filing.sudo()


def part(env, filing_id, index):
    """Return the response that draws one part of a planned output."""
    filing = _filing(env, filing_id)
    if not 0 <= index < filing.parts or filing.statement_model not in STATEMENT_MODELS:
        raise Refused("part_unknown")
    statements = orders.statements_of(env, filing)
    job = _job(env, statements, filing.copy_kind, filing.page)
    passage = open_gate(
        "output",
        filing.company_id.id,
        purpose=statements._mynumber_purpose(),
        destination=filing.destination,
    )
    run = orders.approved(passage, _run_digest(passage.company, job, filing.export_id))
    if run is None or run.uid != passage.actor.uid:
        passage.refuse("part_unknown")
    here = slice(index * PEOPLE_PER_PART, (index + 1) * PEOPLE_PER_PART)
    pages = job.pages[here]
    wanted = {
        uuid.UUID(job.subjects[model, holder_id].uuid)
        for page in pages
        for _slot, model, holder_id in page["slots"]
        if (model, holder_id) in job.subjects
    }
    active = rows.of_subjects(env.cr, wanted, rows.ACTIVE)
    drawing = _Drawing(
        passage,
        statements._mynumber_document(filing.copy_kind, filing.page),
        [_bound(page, job.subjects, active) for page in pages],
        {"obj": filing.export_id, "try": index + 1},
    )
    return drawing.respond(active.values())


def _bound(page, subjects, active):
    """Return (values, {slot: NumberRow}) of one person, plain values only."""
    slots = {}
    for slot, model, holder_id in page["slots"]:
        subject = subjects.get((model, holder_id))
        row = subject and active.get(uuid.UUID(subject.uuid))
        if row:
            slots[slot] = row
    return page["values"], slots


class _Drawing:
    """One part on its way: audited before, opened and drawn after dispatch.

    Invariant: the numbers of one person are opened when that person is drawn and are
    gone before the next person's.
    """

    def __init__(self, passage, document, people, marks):
        self._passage = passage
        self._document = document
        self._people = people
        self._marks = marks

    def respond(self, number_rows):
        passage = self._passage
        entries = [
            passage.entry(
                subj=str(row.subject), holder=row.holder, n=row.version, **self._marks
            )
            for row in number_rows
        ]
        passage.record(*entries or [passage.entry(n=0, **self._marks)])
        failed = passage.entry("number.output.failed", res="failed", **self._marks)
        permit = passage.permit(lambda: passage.record(failed))
        return permit.respond(self._produce, "application/pdf")

    def _produce(self):
        yield self._document.render_part(self._pages())

    def _pages(self):
        needed = [row for _values, slots in self._people for row in slots.values()]
        stream = sealing.opened(self._passage.house, needed)
        for values, slots in self._people:
            numbers = {slot: next(stream)[1] for slot in slots}
            yield PersonPage(values, numbers)


def done(env, filing_id, index, size):
    """Note that the page received a part whole; the last one closes the filing."""
    filing = _filing(env, filing_id)
    if not 0 <= index < filing.parts or filing.state != "running":
        raise Refused("part_unknown")
    passage = open_gate(
        "output",
        filing.company_id.id,
        purpose=_purpose(env, filing),
        destination=filing.destination,
    )
    if passage.actor.uid != filing.produced_by.id:
        passage.refuse("part_unknown")
    sizes = json.loads(filing.parts_json)
    sizes[index] = size
    values = {
        "parts_json": json.dumps(sizes),
        "parts_done": sum(1 for each in sizes if each),
        "size": sum(sizes),
    }
    if all(sizes):
        values["state"] = "produced"
    filing.write(values)
    env.cr.commit()
    passage.record(
        passage.entry(
            "number.output.done", obj=filing.export_id, n=size, **{"try": index + 1}
        )
    )
    return {"parts_done": filing.parts_done, "state": filing.state}


def _purpose(env, filing):
    return orders.statements_of(env, filing)._mynumber_purpose()


def propose_order(env, body):
    """Make the draft order for an output above the free limit."""
    statements = _statements(env, body["model"], body["ids"], body["copy"])
    job = _job(env, statements, body["copy"], "a5")
    passage = open_gate(
        "output",
        job.company.id,
        purpose=statements._mynumber_purpose(),
        destination=statements._mynumber_destination(job.copy),
    )
    order = (
        env["mynumber.order"]
        .sudo()
        .create(
            {
                "company_id": job.company.id,
                "kind": "output",
                "form_code": statements._mynumber_form(),
                "copy_kind": job.copy,
                "period": statements._mynumber_period(),
                "subject_ids": [(6, 0, [s.id for s in job.subjects.values()])],
                "statement_model": statements._name,
                "statement_ids_json": json.dumps(statements.ids),
                "reason": body["reason"],
                "proposed_by": passage.actor.uid,
            }
        )
    )
    passage.record(passage.entry("order.propose", obj=order.name, n=len(statements)))
    env.cr.commit()
    return {"order": order.id, "name": order.name}
