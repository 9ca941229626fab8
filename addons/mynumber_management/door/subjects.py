# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whose number it is: subjects, purposes shown, 本人確認 records, mirrored states.

Only plain records are read and written here; no sealed byte and no digit passes.
"""

import uuid

from odoo import fields
from odoo.http import request

from ..text.legal_days import today_tokyo
from . import rows
from .errors import Refused

MODELS = ("hr.employee", "mynumber.dependant", "res.partner")


def as_uuid(text):
    """Return the ``uuid.UUID`` that a body names; refuses anything else."""
    try:
        return uuid.UUID(text)
    except (ValueError, TypeError, AttributeError):
        raise Refused("bad_request") from None


def subject_of(env, text):
    """Return the ``mynumber.subject`` (sudo) with this UUID text."""
    subject = env["mynumber.subject"].sudo().search([("uuid", "=", str(as_uuid(text)))])
    if not subject:
        raise Refused("not_found")
    return subject


def holder_of(env, text, company_id):
    """Return the subject of holder ``"<model>,<id>"`` in a company, made on demand."""
    model, _, number_ = text.partition(",")
    if model not in MODELS or not number_.isascii() or not number_.isdigit():
        raise Refused("bad_request")
    company = env["res.company"].sudo().browse(company_id).exists()
    if not company:
        raise Refused("not_found")
    record = env[model].browse(int(number_)).exists()
    if not record:
        raise Refused("not_found")
    record.check_access("read")
    return env["mynumber.subject"].sudo()._for_holder(company, model, record.id)


def holder_text(subject):
    """Return the holder as it is bound into the sealed number: ``"<model>,<id>"``."""
    return f"{subject.holder_model},{subject.holder_id}"


def require_purpose(passage, subjects, purpose):
    """Refuse unless every subject was notified of ``purpose`` and it is not over."""
    for subject in subjects:
        if purpose not in subject.purpose_line_ids.filtered(
            lambda line: not line.ended_on
        ).mapped("purpose_id.code"):
            passage.refuse("purpose_missing")


def notified(env, subject, body):
    """Return (purpose records, notice record) that the handler showed."""
    purposes = env["mynumber.purpose"].sudo().search([("code", "in", body["purposes"])])
    if not purposes or len(purposes) != len(set(body["purposes"])):
        raise Refused("purpose_needed")
    notice = env["mynumber.notice"].sudo().browse(body["notice"]).exists()
    if (
        not notice
        or notice.state != "published"
        or (notice.company_id and notice.company_id != subject.company_id)
        or purposes - notice.purpose_ids
    ):
        raise Refused("purpose_needed")
    return purposes, notice


def note_purposes(env, subject, purposes, notice, channel):
    """Record that the acting user showed a notice of purposes to the person."""
    lines = env["mynumber.subject.purpose"].sudo()
    for purpose in purposes:
        lines.create(
            {
                "subject_id": subject.id,
                "purpose_id": purpose.id,
                "notice_id": notice.id,
                "shown_on": fields.Datetime.now(),
                "channel": channel,
                "shown_by": request.session.uid,
            }
        )


def verification(env, subject, given):
    """Return the values of a valid 本人確認 record, or None when none was given."""
    if given is None:
        return None
    checks = env["mynumber.verification"].sudo()
    if given["route"] not in checks._fields["route"].get_values(env):
        raise Refused("verification_incomplete")
    proofs = env["mynumber.proof"].sudo()

    def proof(code):
        found = proofs.search([("code", "=", code)]) if code else proofs
        if code and not found:
            raise Refused("verification_incomplete")
        return found.id

    vals = {
        "subject_id": subject.id,
        "route": given["route"],
        "number_proof_id": proof(given["number_proof"]),
        "identity_proof_ids": [(6, 0, [proof(c) for c in given["identity_proofs"]])],
        "recognised": given["recognised"],
        "proxy_name": given["proxy_name"],
        "proxy_proof_id": proof(given["proxy_proof"]),
        "note": given["note"],
        "checked_by": request.session.uid,
    }
    checks._check_rules(vals)
    return vals


def note_verified(env, subject, check, version, twins):
    """Record the 本人確認 and mirror that a number is active.

    :param check: values made by ``verification``
    :param twins: set of UUIDs of subjects with the same number, a question for people
    """
    env["mynumber.verification"].sudo().create({**check, "version": version})
    others = (
        env["mynumber.subject"]
        .sudo()
        .search(
            [("uuid", "in", [str(twin) for twin in twins]), ("id", "!=", subject.id)]
        )
    )
    subject.write(
        {
            "state": rows.ACTIVE,
            "to_verify": False,
            "verified_on": today_tokyo(),
            "registered_on": subject.registered_on or today_tokyo(),
            "number_version": version,
            "question": "duplicate" if others else False,
            "question_subject_ids": [(6, 0, others.ids)],
        }
    )


def retire(passage, cr, subject, state, reason):
    """Put the subject's row in ``state``, if any, into the destroy queue."""
    row = rows.of_subjects(cr, [subject.uuid], state).get(uuid.UUID(subject.uuid))
    if row is None:
        return None
    seq = passage.record(
        passage.entry("number.retire", subj=subject.uuid, obj=reason, n=row.version)
    )
    if not rows.condemn(cr, row, reason, passage.company, seq):
        raise Refused("conflict")
    job = subject.env.ref("mynumber_management.cron_queue", raise_if_not_found=False)
    if job:  # at once, not at its next turn
        job.sudo()._trigger()
    return row


def result(subject):
    """Return what the page is told of a subject after an act."""
    return {
        "state": subject.state,
        "subject": subject.uuid,
        "to_verify": subject.to_verify,
        "question": subject.question or "",
        "same_as": subject.question_subject_ids.mapped("name"),
    }
