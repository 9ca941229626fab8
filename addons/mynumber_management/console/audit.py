# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber audit``: exporting and verifying the log, checkpoints, the fence."""

import os
import sys
from pathlib import Path

from ..door import checkpoints, trail
from ..door.audit import company_chain
from ..door.house import SYSTEM_CHAIN
from ..vault.errors import VaultUnavailable
from .session import Usage

SQL = Path(__file__).parent.parent / "vault" / "sql"


def declare(commands):
    parser = commands.add_parser("audit", help="the audit trail")
    actions = parser.add_subparsers(dest="action", required=True)
    for name, run, text in (
        ("export", export, "write a chain as JSON lines"),
        ("verify", verify, "check a chain in the database"),
        ("checkpoint", checkpoint, "sign a checkpoint now and print it"),
        ("vkey", vkey, "print the verifier key lines"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("--company", type=int, help="id; default: system chain")
        action.set_defaults(run=run)
        if name == "export":
            action.add_argument("--output", help="new file; default: standard output")
    actions.add_parser(
        "install-sql", help="how to give the log a database role of its own"
    ).set_defaults(run=install_sql)


def _chain(session, options):
    if options.company is None:
        return SYSTEM_CHAIN
    with session.environment() as env:
        if not env["res.company"].browse(options.company).exists():
            raise Usage("There is no company with this id.")
        return company_chain(env.cr, options.company)


def export(session, options):
    """Write a chain as JSON lines, which the stand-alone verifier reads.

    A closed vault's trail is evidence: it is written too, but nothing is added to it.
    """
    chain = _chain(session, options)
    vault, log = session.vault()
    try:
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        handle = options.output and os.open(options.output, how, 0o600)
    except OSError:
        raise Usage("The file exists or cannot be written.") from None
    handle = handle or sys.stdout.fileno()
    try:
        session.fit_vault()
        session.record("log.export", chain, obj="command line")
        with session.environment() as env:
            checkpoints.make_now(env, vault, log, chain)
    except VaultUnavailable as error:
        print(f"Without a new checkpoint: {error}", file=sys.stderr)
    with open(handle, "w", encoding="utf-8", newline="\n", closefd=False) as file:
        for line in trail.export_lines(vault, log, chain):
            file.write(line + "\n")
    if options.output:
        os.close(handle)
        print(f"Written: {options.output}")


def verify(session, options):
    """Check a chain against its checkpoints; exit code as the verifier's."""
    chain = _chain(session, options)
    vault, log = session.vault()
    with session.environment() as env:
        notes = env["mynumber.checkpoint"].search([("chain", "=", str(chain))])
        result = trail.check(vault, log, chain, notes.mapped("note"))
    for message in result.messages:
        print(message)
    verdict = ("unchanged", "TAMPERED WITH", "incomplete", "not checked")[result.code]
    print(f"Entries 1 to {result.last}: {verdict}.")
    return result.code


def checkpoint(session, options):
    """Sign a checkpoint of a chain and print it."""
    chain = _chain(session, options)
    vault, log = session.fit_vault()
    if chain not in log.heads():
        raise Usage("This chain has no entry yet.")
    with session.environment() as env:
        print(checkpoints.make_now(env, vault, log, chain).note)


def vkey(session, options):
    """Print the verifier key lines of a chain."""
    vault, _log = session.vault()
    print(*trail.vkeys(vault, _chain(session, options)), sep="\n")


def install_sql(session, options):
    """Say how a database administrator installs the fence."""
    with session.environment() as env:
        env.cr.execute("SELECT current_user")
        role = env.cr.fetchone()[0]
    print("As a database administrator, run:")
    print(
        f"  psql -d {session.database} -v odoo={role} -v owner=mn_audit_owner"
        f" -v writer=mn_audit_writer -f {SQL / 'audit_fence.sql'}"
    )
    print("Set a password for mn_audit_writer and give Odoo its connection string:")
    print("  mynumber_audit_dsn = host=… dbname=… user=mn_audit_writer password=…")
