# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Health of vault, database and server: what to mend, and how.

Red: the vault refuses to work, or must not be trusted. Amber: a warning on the
dashboard. Source: security design, section 14.
"""

import os
from datetime import timedelta

from odoo import fields
from odoo.tools import config
from odoo.tools.translate import LazyTranslate

from ..text.legal_days import today_tokyo
from ..vault.errors import VaultError, VaultUnavailable
from . import foreign
from .access import system_log
from .findings import AMBER, RED, Finding

_lt = LazyTranslate(__name__)

BACKUP_DAYS = 8
JOB_HOURS = 26
_POWERS = (
    "pg_read_server_files",
    "pg_write_server_files",
    "pg_execute_server_program",
)
_STATEMENT_LOGS = {
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
}
_JOBS = {
    "rights": _lt("Rights follow their holders"),
    "queue": _lt("Destruction of keys"),
    "disposal": _lt("Approved disposals"),
    "orphans": _lt("Unreferenced keys"),
    "checkpoint": _lt("Checkpoints of the audit trail"),
}


def examine(env):
    """Return the Findings of this database and server, red ones first."""
    findings = []
    for check in _CHECKS:
        findings.extend(check(env))
    return sorted(findings, key=lambda finding: finding.level != RED)


def _vault(env):
    try:
        vault, log = system_log(env.cr.dbname)
        vault.check(env.cr)
        vault.store.check()
        vault.check_heads(log)
        log.signer()
    except VaultUnavailable as error:
        told = _lt("%(what)s %(cure)s", what=_lt(error.what), cure=_lt(error.cure))
        yield Finding(RED, error.reason, told)
    except VaultError as error:
        yield Finding(RED, error.code, _lt(error.message))


def _role(env):
    env.cr.execute(
        "SELECT rolsuper, rolname FROM pg_roles WHERE rolname = current_user"
    )
    is_super, role = env.cr.fetchone()
    if is_super:
        yield Finding(
            AMBER,
            "role_superuser",
            _lt(
                "Odoo's database role is a superuser: it could read server files. Use a"
                " plain role."
            ),
        )
        return
    for power in _POWERS:
        env.cr.execute("SELECT pg_has_role(%s, %s, 'member')", [role, power])
        if env.cr.fetchone()[0]:
            yield Finding(
                AMBER,
                "role_power",
                _lt(
                    "Odoo's database role is a member of %(power)s. Revoke it.",
                    power=power,
                ),
            )


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


def _server(env):
    if config["list_db"]:
        yield Finding(
            AMBER, "list_db", _lt("The database list is public. Set list_db = False.")
        )
    if config["dev_mode"]:
        yield Finding(RED, "dev_mode", _lt("The server runs with --dev. Take it away."))
    if config["log_level"] in ("debug", "debug_sql", "debug_rpc", "debug_rpc_answer"):
        yield Finding(
            AMBER,
            "log_level",
            _lt("The server logs debug output. Set log_level = info."),
        )
    if any("sql_db:DEBUG" in handler for handler in config["log_handler"]):
        yield Finding(AMBER, "log_sql", _lt("SQL statements are logged. Take it away."))
    if config["log_db"]:
        yield Finding(
            AMBER, "log_db", _lt("Logs are copied to a database. Unset log_db.")
        )
    if not config["proxy_mode"]:
        yield Finding(
            AMBER,
            "proxy_mode",
            _lt(
                "No TLS proxy is declared. Put a proxy in front and set"
                " proxy_mode = True."
            ),
        )
    if not config["dbfilter"] and len(config["db_name"] or []) != 1:
        yield Finding(
            AMBER,
            "dbfilter",
            _lt("No host filter: links may answer 404. Set dbfilter or db_name."),
        )


def _statement_log(env):
    for setting, quiet in _STATEMENT_LOGS.items():
        env.cr.execute("SELECT current_setting(%s, true)", [setting])
        value = env.cr.fetchone()[0]
        if value is not None and value not in quiet:
            yield Finding(
                AMBER,
                "statement_log",
                _lt(
                    "PostgreSQL records statements (%(setting)s). Switch it off.",
                    setting=setting,
                ),
            )


def _swap(env):
    try:
        with open("/proc/swaps", encoding="ascii") as file:
            devices = [line.split()[0] for line in file.readlines()[1:]]
    except OSError:
        return
    if any(not device.startswith(("/dev/dm-", "/dev/zram")) for device in devices):
        yield Finding(
            AMBER,
            "swap",
            _lt("Swap space is not encrypted. Encrypt it or switch it off."),
        )


def _backup(env):
    home = config.get("mynumber_home")
    stamp = os.path.join(home or "", env.cr.dbname, "last-backup")
    try:
        age = fields.Datetime.now().timestamp() - os.stat(stamp).st_mtime
    except OSError:
        age = None
    if age is None or age > BACKUP_DAYS * 86400:
        yield Finding(
            AMBER,
            "backup",
            _lt(
                "There is no recent backup of the keystore. Type 'mynumber backup DIR'."
            ),
        )


def _escrow(env):
    home = config.get("mynumber_home")
    if not os.path.exists(os.path.join(home or "", env.cr.dbname, "last-escrow")):
        yield Finding(
            AMBER,
            "escrow",
            _lt(
                "The root keys were never put in escrow. Type"
                " 'mynumber keyring escrow'."
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


def _officers(env):
    officers = (
        env["mynumber.right"]
        .sudo()
        .search([("kind", "=", "officer"), ("state", "=", "effective")])
    )
    if not officers:
        yield Finding(
            AMBER,
            "no_officer",
            _lt("There is no officer (責任者). Type 'mynumber officer add LOGIN'."),
        )
    if any(user.has_group("base.group_system") for user in officers.user_id):
        yield Finding(
            AMBER,
            "officer_settings",
            _lt("An officer also has Settings rights. Use separate users."),
        )
    soon = today_tokyo() + timedelta(days=30)
    if any(right.date_to <= soon for right in officers):
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
    _role,
    _audit,
    _server,
    _statement_log,
    _swap,
    _backup,
    _escrow,
    _checkpoint,
    _officers,
    _jobs,
    foreign.examine,
)
