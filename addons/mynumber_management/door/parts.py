# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The parts of a planned output: drawn after dispatch, confirmed by the page.

Source: security design, section 9, "Output runs".
"""

import json
import uuid

from ..forms.document import PEOPLE_PER_PART, PersonPage
from . import orders, rows
from .access import open_gate
from .errors import Refused
from .output import STATEMENT_MODELS, prepare, run_digest


def _filing(env, filing_id):
    filing = env["mynumber.filing"].browse(filing_id).exists()
    if not filing:
        raise Refused("not_found")
    filing.check_access("read")
    return filing.sudo()


def part(env, filing_id, index):
    """Return the response that draws one part of a planned output.

    Only people whose numbers were there when it was planned: for them the purpose was
    asked and the holding is written. The others' boxes stay blank, as was warned.
    """
    filing = _filing(env, filing_id)
    if not 0 <= index < filing.parts or filing.statement_model not in STATEMENT_MODELS:
        raise Refused("part_unknown")
    statements = orders.statements_of(env, filing)
    job = prepare(env, statements, filing.copy_kind, filing.page)
    passage = open_gate(
        "output",
        filing.company_id.id,
        purpose=statements._mynumber_purpose(),
        destination=filing.destination,
    )
    run = orders.approved(passage, run_digest(passage.company, job, filing))
    if run is None or run.uid != passage.actor.uid:
        passage.refuse("part_unknown")
    order = filing.order_id.digest
    if order and orders.approved(passage, bytes.fromhex(order)) is None:
        passage.refuse("order_required")
    here = slice(index * PEOPLE_PER_PART, (index + 1) * PEOPLE_PER_PART)
    pages = job.pages[here]
    slots = {(m, i) for page in pages for _slot, m, i in page["slots"]}
    wanted = {
        job.subjects[holder].uuid
        for holder in slots & job.subjects.keys()
        if job.subjects[holder] in filing.subject_ids
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
        """Record every number that will be drawn and return the response."""
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
        return permit.respond(self._produce, self._document.media_type)

    def _produce(self):
        yield from self._document.stream(self._pages())

    def _pages(self):
        needed = [row for _values, slots in self._people for row in slots.values()]
        stream = self._passage.opened(needed)
        for values, slots in self._people:
            numbers = {slot: next(stream)[1] for slot in slots}
            yield PersonPage(values, numbers)


def done(env, filing_id, index, size):
    """Note that the page received a part whole; the last one closes the filing.

    It may be said again: the answer to the first time can be lost on the way.
    """
    filing = _filing(env, filing_id)
    if not 0 <= index < filing.parts or filing.state not in ("running", "produced"):
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
