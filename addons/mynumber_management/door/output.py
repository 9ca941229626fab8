# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Forms with numbers: planned, then asked for part after part by the browser.

A plan is sealed in the keystore under the digest of its content: people, statements,
order and, for a file, its layout cannot change between plan and part. Source:
security design, section 9, "Output runs".
"""

import json
import uuid
from dataclasses import dataclass

from odoo import fields

from ..forms.document import PEOPLE_PER_PART
from ..text.legal_days import today_tokyo
from ..vault.errors import QuotaExceeded, RightInvalid
from ..vault.keystore_rights import Approval
from . import orders, rows, second_person, standing
from .access import hours_of_today, open_gate
from .errors import Refused
from .subjects import require_purpose

STATEMENT_MODELS = ("mynumber.statement.withholding",)
PEOPLE_MOST = 2000
RUN_SECONDS = 24 * 3600
COUNTER = "output"
RELATIVE = "mynumber.dependant"


@dataclass
class Job:
    """Statements to be output and whose numbers they need.

    ``subjects``: ``{(holder model, holder id): mynumber.subject}``; ``file``: how a
    file is written, None for paper.
    """

    statements: object
    copy: str
    page: str
    pages: list
    subjects: dict
    file: dict | None = None

    @property
    def company(self):
        """The one company of the statements."""
        return self.statements.company_id

    def subject_uuids(self):
        """UUIDs of the subjects as text, sorted."""
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


def prepare(env, statements, copy, page):
    """Return the Job: pages without numbers and the subjects whose they need."""
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
    file = statements._mynumber_file(copy)
    return Job(statements, copy, "" if file else page, pages, found, file)


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


def run_digest(company, job, filing):
    """Return the digest that a planned output is approved under, part by part."""
    return orders.digest_of(
        company,
        "run",
        export=filing.export_id,
        order=filing.order_id.digest or "",
        copy=job.copy,
        page=job.page,
        subjects=job.subject_uuids(),
        statements=job.statements.mapped("digest"),
        **_file_content(job),
    )


def _file_content(job):
    """Return what a file is written from beyond its statements; nothing for paper."""
    if not job.file:
        return {}
    return {
        "file": json.dumps(job.file, sort_keys=True),
        "records": [page["digest"] for page in job.pages],
    }


def plan(env, body):
    """Plan an output: gates, findings, free limit or order, filing and holdings."""
    statements = _statements(env, body["model"], body["ids"], body["copy"])
    job = prepare(env, statements, body["copy"], body["page"])
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
            run_digest(passage.company, job, filing),
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
        "file": job.file,
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
                if not subject and holder._name == RELATIVE and holder.non_resident:
                    continue  # may never have had a number
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
        order = standing.use(env, passage, job.statements, job.copy)
        if order:
            order.write({"state": "running"})
            return order
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
    if not order:
        passage.refuse("order_required")
    digest = _order_digest(passage.company, job, order)
    if (
        order.standing
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
                "page": job.page or False,
                "file_json": job.file,
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


def propose_order(env, body):
    """Make the draft order for an output above the free limit."""
    statements = _statements(env, body["model"], body["ids"], body["copy"])
    job = prepare(env, statements, body["copy"], "a5")
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
    return orders.propose(env, passage, order, len(statements))
