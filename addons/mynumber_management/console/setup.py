# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber setup``: keyring, keystore, first officer, escrow, backup, test restore.

Each step looks whether it is done already, so the command can be run again.
"""

from argparse import Namespace

from ..door.house import root_keys
from ..vault.errors import VaultUnavailable
from . import audit, backup, keyring, keystore, officer
from .session import Usage


def declare(commands):
    parser = commands.add_parser("setup", help="everything a new vault needs, in turn")
    parser.add_argument("--officer", help="login of the first officer")
    parser.add_argument("--company", type=int, help="id of the officer's company")
    parser.add_argument("--backup", help="new directory for the first backup")
    parser.add_argument(
        "--yes", action="store_true", help="ask nothing; leave out what is not named"
    )
    parser.set_defaults(run=run)


def _ask(options, question, given):
    if given or options.yes:
        return given
    try:
        return input(question + " (empty: later): ").strip()
    except EOFError:  # nobody is there to answer
        print()
        return ""


def run(session, options):
    """Ask the way through the steps that are not done yet."""
    with session.environment() as env:
        companies = env["res.company"].search([]).ids
    try:
        root_keys(session.database).epochs()
        print("The keyring is there.")
    except VaultUnavailable as error:
        if error.reason != "keyring_missing":
            raise
        keyring.init(session, options)
    try:
        keystore.init(session, options)
    except VaultUnavailable as error:
        if error.reason != "keystore_exists":
            raise
        print("The keystore is there.")
    _officer(session, options)
    if _ask(options, "Print the escrow sheet now? Type yes", "") == "yes":
        keyring.escrow(session, options)
    directory = _ask(options, "Directory for the first backup", options.backup)
    if directory:
        backup.backup(session, Namespace(directory=directory))
        backup.restore_check(session, Namespace(directory=directory))
    print("Verifier keys, of the system and of each company (keep them elsewhere):")
    for company in (None, *companies):
        audit.vkey(session, Namespace(company=company))
    print("Now look what is left to do: mynumber doctor")


def _officer(session, options):
    vault, _log = session.fit_vault()
    now = vault.store.now()
    if any(
        right.kind == "officer" and right.state == "effective" and right.until > now
        for right in vault.store.rights()
    ):
        print("There is an officer.")
        return
    login = _ask(options, "Login of the first officer (責任者)", options.officer)
    if login:
        try:
            officer.add(session, Namespace(login=login, company=options.company))
        except Usage as wrong:
            print(f"{wrong} Later: mynumber officer add LOGIN")
