# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demo companies, made in the order in which a real office is set up.

The operator prepares companies, users and employees and appoints the first officers
on the command line; the officers grant the rights; the handlers enter the numbers.
"""

import importlib.util
import json
import re
import subprocess
from pathlib import Path

from demo_accounts import ACCOUNTS, Account
from demo_numbers import Office
from places import ADDON

__all__ = ["ACCOUNTS", "Account", "build"]

# login and company of the officers whom the operator appoints
OFFICERS = (("mihon", "mihon"), ("officer", "store"), ("officer", "hd"))
CODE = re.compile("[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")
SHELL = """
import json, sys
sys.path.append({folder!r})
import demo_records
print(json.dumps(demo_records.make(env)))
"""


def build(instance):
    """Fill ``instance``, which has the add-on and an empty vault.

    :raises Stop: a step failed; ``instance.log`` says why
    """
    with open(instance.log, "a") as log:
        companies = _records(instance, log)
        codes = {}
        for login, company in OFFICERS:
            number = companies[company]
            # a second appointment prints a code anew, and the last one counts
            codes[login] = _appoint(instance, login, number, log)
    with instance.serving() as server:
        Office(server.address, _check_digits().check_digit).fill(codes)


def _records(instance, log):
    """Make everything that has no number; ids of the companies by their keys."""
    done = instance.odoo(
        "shell",
        "--no-http",
        input=SHELL.format(folder=str(Path(__file__).parent)),
        stdin=None,
        stdout=subprocess.PIPE,
        stderr=log,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _appoint(instance, login, company, log):
    command = ("mynumber", "officer", "add", login, "--company", company)
    done = instance.odoo(*command, stdout=subprocess.PIPE, stderr=log)
    return CODE.search(done.stdout)[0]


def _check_digits():
    """The add-on's module of check digits, which needs no Odoo."""
    spec = importlib.util.spec_from_file_location("digits", ADDON / "text/digits.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
