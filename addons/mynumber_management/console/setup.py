# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber setup``: keyring, keystore, first officer, escrow, backup, test restore.

Each step looks whether it is done already, so the command can be run again.
"""

import os
from argparse import Namespace

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
    return input(question + " (empty: later): ").strip()


def run(session, options):
    """Ask the way through the steps that are not done yet."""
    if not os.path.exists(session.keyring_path):
        keyring.init(session, options)
    else:
        print("The keyring is there.")
    if not os.path.exists(session.keystore_path):
        keystore.init(session, options)
    else:
        print("The keystore is there.")
    _officer(session, options)
    if _ask(options, "Print the escrow sheet now? Type yes", "") == "yes":
        keyring.escrow(session, options)
    directory = _ask(options, "Directory for the first backup", options.backup)
    if directory:
        backup.backup(session, Namespace(directory=directory))
        backup.restore_check(session, Namespace(directory=directory))
    print("Verifier key of the system chain (keep it outside this server):")
    audit.vkey(session, Namespace(company=None))
    print("Now look what is left to do: mynumber doctor")


def _officer(session, options):
    vault, _log = session.vault()
    if any(right.kind == "officer" for right in vault.store.rights()):
        print("There is an officer.")
        return
    login = _ask(options, "Login of the first officer (責任者)", options.officer)
    if login:
        try:
            officer.add(session, Namespace(login=login, company=options.company))
        except Usage as wrong:
            print(f"{wrong} Later: mynumber officer add LOGIN")
