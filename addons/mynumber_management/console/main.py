# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The sub-commands of ``odoo mynumber`` and what they share."""

import argparse
import sys

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import config

from ..vault.errors import VaultError
from . import audit, backup, doctor, keyring, keystore, officer, setup
from .session import Session, Usage

_NO_DATABASE = (
    "The database cannot be reached, or it is no database of Odoo. Check -d, the"
    " database server and the options db_host, db_user, db_password."
)
_NO_FILE = (
    "A file or directory cannot be read or written. Check its rights and the disk."
)

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
    except (Usage, UserError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except VaultError as error:
        print(error, file=sys.stderr)
        return 1
    except psycopg2.Error:
        print(_NO_DATABASE, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{_NO_FILE} ({error.strerror})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The command can be run again.", file=sys.stderr)
        return 1
