# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The sub-commands of ``odoo mynumber`` and what they share."""

import argparse
import sys

from odoo.tools import config

from ..vault.errors import VaultError
from . import audit, backup, doctor, keyring, keystore, officer, setup
from .session import Session, Usage

COMMANDS = (setup, keyring, keystore, officer, audit, backup, doctor)


def _parser(prog):
    parser = argparse.ArgumentParser(prog=prog, description=__doc__)
    parser.add_argument("-c", "--config", help="Odoo's configuration file")
    parser.add_argument("-d", "--database", help="database; default: db_name")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.declare(commands)
    return parser


def main(arguments, prog="odoo mynumber"):
    """Run one command; return the exit code (0 done, 1 refused, 2 wrong use)."""
    options = _parser(prog).parse_args(arguments)
    given = ["-c", options.config] if options.config else []
    if options.database:
        given += ["-d", options.database]
    config.parse_config(given, setup_logging=True)
    try:
        session = Session()
        return options.run(session, options) or 0
    except Usage as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except VaultError as error:
        print(error, file=sys.stderr)
        return 1
