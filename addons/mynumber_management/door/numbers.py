# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Acts on a number that is held: verify, show, compare, find, mistake.

Order of every act (security design, sections 7 and 9): gates → audit entry committed
→ the act → the door's own commit → entry "… done".
"""

import uuid
from hmac import compare_digest

from ..vault import number
from . import officers, rows
from .access import open_gate
from .errors import Refused
from .subjects import (
    note_verified,
    require_purpose,
    result,
    retire,
    subject_of,
    verification,
)


def _waiting(env, passage, subject):
    row = rows.of_subjects(env.cr, [subject.uuid], rows.TO_VERIFY)
    if not row:
        passage.refuse("nothing_to_verify")
    return row[uuid.UUID(subject.uuid)]


def _active(env, passage, subject):
    row = rows.of_subjects(env.cr, [subject.uuid], rows.ACTIVE)
    if not row:
        passage.refuse("no_number")
    return row[uuid.UUID(subject.uuid)]


def _reveal(passage, subject, row):
    """Return the response that shows one number once dispatch is over."""
    entry = {"subj": subject.uuid, "holder": row.holder, "n": row.version}
    passage.record(passage.entry(**entry))
    failed = passage.entry(passage.gate.event + ".failed", res="failed", **entry)
    permit = passage.permit(lambda: passage.record(failed))

    def produce():
        for _row, secret in passage.opened([row]):
            with secret.use() as digits:
                yield bytes(digits)

    return permit.respond(produce, "application/octet-stream")


def show(env, text, purpose, destination):
    """Return the response that shows an active number for a purpose."""
    subject = subject_of(env, text)
    passage = open_gate(
        "show", subject.company_id.id, purpose=purpose, destination=destination
    )
    require_purpose(passage, subject, purpose)
    return _reveal(passage, subject, _active(env, passage, subject))


def verify_open(env, text):
    """Return the response that shows a number that waits to be verified."""
    subject = subject_of(env, text)
    passage = open_gate("verify", subject.company_id.id)
    return _reveal(passage, subject, _waiting(env, passage, subject))


def verify_confirm(env, text, given):
    """Confirm a waiting number with its 本人確認 record; it becomes active."""
    subject = subject_of(env, text)
    check = verification(env, subject, given)
    if check is None:
        raise Refused("verification_incomplete")
    passage = open_gate("verify", subject.company_id.id)
    row = _waiting(env, passage, subject)
    _refuse_unseen(passage, subject, row)
    passage.record(passage.entry("number.confirm", subj=subject.uuid, n=row.version))
    with next(iter(passage.opened([row])))[1].use() as digits:
        twins = passage.matches(digits)
    retire(passage, env.cr, subject, rows.ACTIVE, "changed")
    if not rows.activate(env.cr, row.id):
        raise Refused("conflict")
    note_verified(env, subject, check, row.version, twins)
    env.cr.commit()
    passage.record(
        passage.entry("number.confirm.done", subj=subject.uuid, n=row.version)
    )
    return result(subject)


def _refuse_unseen(passage, subject, row):
    """Refuse when another number waits than the one that the acting user saw last."""
    for entry in passage.log.about(passage.company, subject.uuid, ("number.verify",)):
        if entry["act"].get("uid") == passage.actor.uid:
            if entry.get("n") != row.version:
                passage.refuse("conflict")
            return


def verify_return(env, text, reason):
    """Return a waiting number: it is destroyed, what was active stays."""
    subject = subject_of(env, text)
    passage = open_gate("verify", subject.company_id.id)
    _waiting(env, passage, subject)
    retire(passage, env.cr, subject, rows.TO_VERIFY, "returned: " + reason)
    _drop_waiting(subject)
    env.cr.commit()
    passage.record(passage.entry("number.return.done", subj=subject.uuid))
    return result(subject)


def _drop_waiting(subject):
    vals = {"to_verify": False}
    if subject.state == rows.TO_VERIFY:
        vals["state"] = "none"
    subject.write(vals)


def mistake(env, text, reason):
    """Destroy a number that was entered by mistake and never output, at once."""
    subject = subject_of(env, text)
    passage = open_gate("mistake", subject.company_id.id)
    if subject.sudo().holding_ids:
        passage.refuse("was_used")
    gone = [
        retire(passage, env.cr, subject, state, "mistake: " + reason)
        for state in (rows.TO_VERIFY, rows.ACTIVE)
    ]
    if not any(gone):
        passage.refuse("no_number")
    subject.write({"state": "none", "to_verify": False, "verified_on": False})
    officers.tell_of_mistake(env, passage, subject)
    env.cr.commit()
    passage.record(passage.entry("number.mistake.done", subj=subject.uuid))
    return result(subject)


def compare(env, text, typed):
    """Tell whether the number (Typed) is the one that is held (active or waiting)."""
    subject = subject_of(env, text)
    passage = open_gate("compare", subject.company_id.id)
    held = {
        **rows.of_subjects(env.cr, [subject.uuid], rows.TO_VERIFY),
        **rows.of_subjects(env.cr, [subject.uuid], rows.ACTIVE),
    }
    if not held:
        passage.refuse("no_number")
    secret = number.parse(typed.take())
    passage.record(passage.entry(subj=subject.uuid))
    with secret.use() as digits:
        for _row, other in passage.opened(list(held.values())):
            with other.use() as stored:
                return {"same": compare_digest(stored, digits)}


def find(env, company_id, typed):
    """Return the people of a company who hold the number (Typed)."""
    passage = open_gate("find", company_id)
    secret = number.parse(typed.take())
    passage.record(passage.entry())
    with secret.use() as digits:
        found = passage.matches(digits)
    subjects = (
        env["mynumber.subject"]
        .sudo()
        .search([("uuid", "in", [str(subject) for subject in found])])
    )
    return {"subjects": [{"subject": s.uuid, "name": s.name} for s in subjects]}
