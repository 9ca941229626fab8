# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Runs of jobs, noted so that the dashboard can tell when one last succeeded."""

import logging

from odoo import fields

from ..vault.errors import VaultError

_logger = logging.getLogger(__name__)


def noted(env, code, work):
    """Run ``work(env)`` and note success or why it failed; return its result.

    A vault that cannot work is no failure of the scheduler: the reason is noted and the
    next run tries again.
    """
    try:
        done, note = work(env), False
    except VaultError as error:
        env.cr.rollback()
        done, note = 0, getattr(error, "reason", error.code)
        _logger.warning("job %s did not run: %s", code, note)
    job = env["mynumber.job"].sudo().search([("code", "=", code)])
    now = fields.Datetime.now()
    values = {"last_try": now, "note": note, "done": done}
    if not note:
        values["last_success"] = now
    if job:
        job.write(values)
    else:
        job.create({"code": code, **values})
    env.cr.commit()
    return done
