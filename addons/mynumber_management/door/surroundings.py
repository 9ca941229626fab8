# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What doctor looks at around the vault: database role, server options, TLS, swap.

Source: security design, section 14.
"""

import logging
import os

from odoo.http import request
from odoo.tools import config
from odoo.tools.translate import LazyTranslate

from .findings import AMBER, CHECK, Finding

_lt = LazyTranslate(__name__)

_POWERS = (
    "pg_read_server_files",
    "pg_write_server_files",
    "pg_execute_server_program",
)
# setting → values with which no statement is recorded; not there counts as quiet
_STATEMENT_LOGS = {
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "log_parameter_max_length_on_error": ("0",),
    "auto_explain.log_min_duration": ("-1", ""),
    "pgaudit.log": ("none", ""),
}


def examine(env):
    """Yield the Findings about server, database role and host."""
    yield from _role(env)
    yield from _server(env)
    yield from _logs()
    yield from _transport(env)
    yield from _statement_log(env)
    yield from _swap()


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


def _server(env):
    if config["list_db"]:
        yield Finding(
            AMBER, "list_db", _lt("The database list is public. Set list_db = False.")
        )
    if not config["dbfilter"] and len(config["db_name"] or []) != 1:
        yield Finding(
            AMBER,
            "dbfilter",
            _lt("No host filter: links may answer 404. Set dbfilter or db_name."),
        )


def _logs():
    if config["log_level"] in ("debug", "debug_sql", "debug_rpc", "debug_rpc_answer"):
        yield Finding(
            AMBER,
            "log_level",
            _lt("The server logs debug output. Set log_level = info."),
        )
    if logging.getLogger("odoo.sql_db").isEnabledFor(logging.DEBUG):
        yield Finding(AMBER, "log_sql", _lt("SQL statements are logged. Take it away."))
    if config["log_db"]:
        yield Finding(
            AMBER, "log_db", _lt("Logs are copied to a database. Unset log_db.")
        )


def _transport(env):
    if not config["proxy_mode"]:
        yield Finding(
            AMBER,
            "proxy_mode",
            _lt(
                "No TLS proxy is declared. Put a proxy in front and set"
                " proxy_mode = True."
            ),
        )
    base = env["ir.config_parameter"].sudo().get_param("web.base.url") or ""
    served = request.httprequest.scheme if request else "https"
    if served != "https" or not base.startswith("https://"):
        yield Finding(
            AMBER,
            "tls",
            _lt(
                "Pages are served without TLS, so cookies are not marked as secure. End"
                " TLS at the proxy and set the system parameter web.base.url to https."
            ),
        )
    if config["proxy_mode"]:
        yield Finding(
            CHECK,
            "proxy_buffering",
            _lt(
                "Unknown from here: does the proxy buffer requests and responses below"
                " /mynumber/? Switch both off there, as docker/proxy.conf does."
            ),
        )
        yield Finding(
            CHECK,
            "proxy_cookies",
            _lt(
                "Unknown from here: does the proxy mark the session cookie as secure?"
                " Let it do so, as docker/proxy.conf does."
            ),
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


def encrypted(device, blocks="/sys/class/block"):
    """Tell whether a swap device keeps nothing readable: dm-crypt, or memory (zram).

    :param device: first column of ``/proc/swaps``
    :param blocks: directory of the kernel's block devices
    """
    name = os.path.basename(os.path.realpath(device))
    if name.startswith("zram"):
        return True
    try:
        with open(os.path.join(blocks, name, "dm", "uuid"), encoding="ascii") as file:
            return file.read().startswith("CRYPT-")
    except OSError:
        return False


def _swap():
    try:
        with open("/proc/swaps", encoding="utf-8", errors="replace") as file:
            devices = [line.split()[0] for line in file.readlines()[1:]]
    except OSError:
        return
    if not all(map(encrypted, devices)):
        yield Finding(
            AMBER,
            "swap",
            _lt("Swap space is not encrypted. Encrypt it or switch it off."),
        )
