# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the dashboard shows: vault, doctor's findings, last checkpoint, jobs."""

from odoo import fields
from odoo.http import request

from ..vault.errors import REASONS, VaultUnavailable
from . import doctor
from .access import session_actor, system_log
from .audit import company_chain
from .errors import Refused, translate
from .findings import CHECK

_GROUPS = ("handler", "clerk", "officer", "auditor")


def report(env, company_id):
    """Return the state of the vault and of the jobs, for one company."""
    actor = session_actor()
    if not any(
        env.user.has_group(f"mynumber_management.group_{group}") for group in _GROUPS
    ):
        raise Refused("right_missing")
    if company_id not in env.user.company_ids.ids or actor.uid != env.uid:
        raise Refused("company_foreign")
    chain = str(company_chain(env.cr, company_id))
    last = env["mynumber.checkpoint"].sudo().search([("chain", "=", chain)], limit=1)
    return {
        "vault": _vault(env),
        "doctor": [
            {
                "level": finding.level,
                "code": finding.code,
                "message": env._(finding.message),
            }
            for finding in doctor.examine(env)
            if finding.level != CHECK
        ],
        "checkpoint": last
        and {"at": fields.Datetime.to_string(last.made_on), "seq": last.seq}
        or None,
        "jobs": [
            {
                "code": job.code,
                "last_success": fields.Datetime.to_string(job.last_success) or "",
                "note": _why(env, job.note),
            }
            for job in env["mynumber.job"].sudo().search([])
        ],
    }


def _why(env, note):
    return translate(env, REASONS[note][0]) if note in REASONS else note or ""


def _vault(env):
    try:
        vault, log = system_log(request.db)
        vault.check(env.cr)
        vault.check_heads(log)
    except VaultUnavailable as error:
        return {
            "state": error.reason,
            "what": translate(env, error.what),
            "cure": translate(env, error.cure),
        }
    return {"state": "ready", "what": "", "cure": ""}
