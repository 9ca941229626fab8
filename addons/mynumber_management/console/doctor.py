# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber doctor``: what to mend. Exit code 1 when something is red."""

import json

from ..door import doctor
from .session import Usage


def declare(commands):
    parser = commands.add_parser("doctor", help="examine vault, database and server")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(session, options):
    """Print the findings; 1 when one is red."""
    with session.environment() as env:
        if "mynumber.subject" not in env:
            raise Usage("The add-on is not installed in this database.")
        findings = [
            vars(finding) | {"message": env._(finding.message)}
            for finding in doctor.examine(env)
        ]
    if options.json:
        print(json.dumps(findings, indent=1))
    elif findings:
        for finding in findings:
            print("[{level:5}] {code}: {message}".format_map(finding))
    else:
        print("Everything is in order.")
    return int(any(finding["level"] == doctor.RED for finding in findings))
