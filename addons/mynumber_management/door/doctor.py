# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Health of vault, log, people and jobs: what to mend, and how.

Red: the vault refuses to work. Amber: a warning on the dashboard. What stands around
the vault is in ``surroundings``, what others put in by hand in ``foreign``. Source:
security design, section 14.
"""

import os
from datetime import timedelta

from odoo import fields
from odoo.tools import config
from odoo.tools.translate import LazyTranslate

from ..vault.errors import VaultError, VaultUnavailable
from . import foreign, lease, surroundings
from .access import system_log
from .findings import AMBER, CHECK, RED, Finding

_lt = LazyTranslate(__name__)

BACKUP_DAYS = 8
JOB_HOURS = 26
ROLL_DAYS, LONGEST_ROLL_DAYS = 31, 365
DAY = 86400
_LEVELS = (RED, AMBER, CHECK)
_JOBS = {
    "rights": _lt("Rights follow their holders"),
    "queue": _lt("Destruction of keys"),
    "disposal": _lt("Approved disposals"),
    "orphans": _lt("Unreferenced keys"),
    "checkpoint": _lt("Checkpoints of the audit trail"),
    "doubles": _lt("Equal numbers as a question"),
    "digest": _lt("Daily digest for officers"),
}


def examine(env):
    """Return the Findings of this database and server, red ones first."""
    findings = []
    for check in _CHECKS:
        findings.extend(check(env))
    return sorted(findings, key=lambda finding: _LEVELS.index(finding.level))


def _vault(env):
    """Red when the vault refuses; otherwise what is amber about its keys and people."""
    try:
        vault, log = system_log(env.cr.dbname)
        vault.check(env.cr)
        vault.compare(env.cr)
        vault.store.check()
        vault.check_heads(log)
        log.signer()
        log.probe()
        yield from _keyring(env, vault)
        yield from _roll(vault.store)
        yield from _officers(env, vault.store)
    except VaultUnavailable as error:
        told = _lt("%(what)s %(cure)s", what=_lt(error.what), cure=_lt(error.cure))
        yield Finding(RED, error.reason, told)
    except VaultError as error:
        yield Finding(RED, error.code, _lt(error.message))


def _keyring(env, vault):
    states = vault.store.epochs()
    living = {epoch for epoch, state in states.items() if state != "destroyed"}
    wanted = living & vault.provider.epochs()
    if any(wanted - known for known in lease.told(env.cr)):
        yield Finding(
            AMBER,
            "keyring_workers",
            _lt(
                "A process of the server has not seen the current keyring yet. Use the"
                " vault once more or restart the server, then look again."
            ),
        )
    if "pending" in states.values():
        yield Finding(
            AMBER,
            "keyring_pending",
            _lt(
                "A root key was added that is not in use. Take it back with 'mynumber"
                " keyring destroy' unless you are about to replace the root."
            ),
        )
    escrowed = _stamp(env, "last-escrow")
    if escrowed is None:
        yield Finding(
            AMBER,
            "escrow",
            _lt(
                "The root keys were never put in escrow. Type"
                " 'mynumber keyring escrow'."
            ),
        )
    elif {str(epoch) for epoch in wanted} - set(escrowed[0].split()):
        yield Finding(
            AMBER,
            "escrow_old",
            _lt(
                "A root key is younger than the escrow sheet. Type 'mynumber keyring"
                " escrow' and replace both copies."
            ),
        )


def _roll(store):
    """Numbers that were destroyed stay readable from old backups until the roll."""
    since = store.active_since()
    pending = [tomb.at for tomb in store.tombs() if tomb.at >= since]
    waiting = (store.now() - min(pending)) // DAY if pending else 0
    age = (store.now() - since) // DAY
    if waiting > ROLL_DAYS or age > LONGEST_ROLL_DAYS:
        yield Finding(
            AMBER,
            "roll_due",
            _lt(
                "The root key is %(age)s days old; numbers destroyed since, the first"
                " %(waiting)s days ago, can still be read from older backups of"
                " database and keystore. Delete those backups.",
                age=age,
                waiting=waiting,
            ),
        )


def _stamp(env, name):
    """Return (text, time) of a stamp beside the vault, None without one."""
    home = config.get("mynumber_home")
    try:
        with open(os.path.join(home or "", env.cr.dbname, name)) as file:
            return file.read(), os.fstat(file.fileno()).st_mtime
    except (OSError, ValueError):
        return None


def _audit(env):
    env.cr.execute(
        "SELECT pg_get_userbyid(nspowner) = current_user FROM pg_namespace"
        " WHERE nspname = 'mn_audit'"
    )
    if env.cr.fetchone() == (True,):
        yield Finding(
            AMBER,
            "audit_owner",
            _lt(
                "The audit log belongs to Odoo's own database role. Type 'mynumber"
                " audit install-sql' to give it one of its own."
            ),
        )


def _backup(env):
    made = _stamp(env, "last-backup")
    now = fields.Datetime.now().timestamp()
    if made is None or now - made[1] > BACKUP_DAYS * DAY:
        yield Finding(
            AMBER,
            "backup",
            _lt(
                "There is no recent backup of the keystore. Type 'mynumber backup DIR'."
            ),
        )


def _checkpoint(env):
    last = (
        env["mynumber.checkpoint"]
        .sudo()
        .search([("sent_on", "!=", False)], order="made_on desc", limit=1)
    )
    if not last or fields.Datetime.now() - last.made_on > timedelta(days=2):
        yield Finding(
            AMBER,
            "checkpoint",
            _lt(
                "No checkpoint left this server for two days. Set mail addresses of the"
                " officers or mynumber_checkpoint_dir."
            ),
        )


def _officers(env, store):
    now = store.now()
    held = [
        right
        for right in store.rights()
        if right.kind == "officer"
        and right.state == "effective"
        and right.since <= now < right.until
    ]
    users = env["res.users"].sudo().browse({right.uid for right in held}).exists()
    if not users.filtered("active"):
        yield Finding(
            AMBER,
            "no_officer",
            _lt("There is no officer (責任者). Type 'mynumber officer add LOGIN'."),
        )
    if any(user.has_group("base.group_system") for user in users):
        yield Finding(
            AMBER,
            "officer_settings",
            _lt("An officer also has Settings rights. Use separate users."),
        )
    if any(right.until <= now + 30 * DAY for right in held):
        yield Finding(
            AMBER,
            "officer_ends",
            _lt("An officer's right ends within 30 days. Renew it."),
        )


def _jobs(env):
    late = fields.Datetime.now() - timedelta(hours=JOB_HOURS)
    jobs = env["mynumber.job"].sudo().search([])
    known = {job.code: job for job in jobs}
    for code, name in _JOBS.items():
        job = known.get(code)
        if not job or not job.last_success or job.last_success < late:
            yield Finding(
                AMBER,
                "job_" + code,
                _lt(
                    "The job '%(job)s' has not succeeded for a day. Look at Settings ▸"
                    " Scheduled Actions.",
                    job=name,
                ),
            )


_CHECKS = (
    _vault,
    _audit,
    surroundings.examine,
    _backup,
    _checkpoint,
    _jobs,
    foreign.examine,
)
