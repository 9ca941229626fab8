# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A small office for tests: officer, handler, employees, numbers – all over HTTP."""

import json
import os
import random
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mynumber_management.vault import number
from vault_client import VaultClient
from web_client import WebClient

PURPOSE = "tax.withholding_slip"
CARD = {
    "route": "card",
    "number_proof": "number.card",
    "identity_proofs": ["photo.card"],
    "recognised": False,
}
# begins an operator's code: in that process no hold of a disposal is left
AFTER_HOLD = """
import datetime
from odoo.addons.mynumber_management.door import disposal
disposal.HOLD = datetime.timedelta(0)
"""
ACTS = ("enter", "verify", "show", "output", "dispose")


@dataclass
class Person:
    """A user of the office: ``client`` is her session, ``pin`` her vault PIN."""

    login: str
    uid: int
    client: VaultClient
    pin: str = ""

    def step_up(self):
        """Open a PIN window and return the session."""
        self.client.step_up(self.pin)
        return self.client


class Operator:
    """Somebody with a shell on the server: one Odoo process that forks for each order.

    :param options: further options of the process, e.g. ``--load=…``
    """

    def __init__(self, instance, *options):
        pipes = [instance.folder / name for name in ("orders", "answers")]
        for pipe in pipes:
            pipe.unlink(missing_ok=True)
            os.mkfifo(pipe, 0o600)
        loop = Path(__file__).with_name("operator_loop.py")
        code = (
            f"import runpy\nloop = runpy.run_path({str(loop)!r})\nenv.cr.close()\n"
            f"loop['serve'](env.cr.dbname, {str(pipes[0])!r}, {str(pipes[1])!r})\n"
        )
        with open(instance.log, "a") as log:
            self.process = subprocess.Popen(
                instance.command("shell", "--no-http", *options),
                env=instance.environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                text=True,
            )
        self.process.stdin.write(code)
        self.process.stdin.close()
        self._orders = open(pipes[0], "w")
        self._answers = open(pipes[1])

    def order(self, code, **environment):
        """Run ``code`` and return the answer: ``printed`` or ``error``, ``ended``."""
        order = {"code": code, "environment": environment}
        self._orders.write(json.dumps(order) + "\n")
        self._orders.flush()
        return json.loads(self._answers.readline())

    def run(self, code):
        """Run ``code`` and return what it printed; an error in it fails the test."""
        answer = self.order(code)
        assert "error" not in answer, answer["error"]
        return answer["printed"].strip()

    def close(self):
        """End the process."""
        self._orders.close()
        self._answers.close()
        self.process.wait(timeout=30)


class Office:
    """The company ``company`` of a served instance with an empty vault."""

    def __init__(self, instance, address, seed=1, options=()):
        self.instance = instance
        self.operator = Operator(instance, *options)
        self.address = address
        self.random = random.Random(seed)
        self.admin = WebClient(address).login("admin", "admin")
        self.company = self.admin.call("res.company", "search", [], limit=1)[0]
        self.notice = int(
            self.admin_env(
                "print(env['mynumber.notice'].search([('state', '=', 'published'),"
                " ('lang', '=', 'ja_JP')], limit=1).id)"
            )
        )

    def close(self):
        """Send the operator home."""
        self.operator.close()

    def admin_env(self, code):
        """Run ``code`` with ``env`` on the instance and return what it printed.

        It stands for the operator who prepares users and groups, never for a way to a
        number.
        """
        return self.operator.run(code)

    def group(self, xmlid):
        """Return the id of a group by its full external id."""
        module, name = xmlid.split(".")
        found = self.admin.call(
            "ir.model.data",
            "search_read",
            [("module", "=", module), ("name", "=", name)],
            ["res_id"],
        )
        return found[0]["res_id"]

    def user(self, login, *groups, company=None):
        """Make an internal user with groups (full xml ids) and sign her in."""
        uid = self.admin.call(
            "res.users",
            "create",
            {
                "name": login,
                "login": login,
                "password": f"{login}-Pass-1",
                "email": f"{login}@example.com",
                "company_id": company or self.company,
                "company_ids": [(6, 0, [company or self.company])],
                "group_ids": [
                    (6, 0, [self.group(g) for g in ("base.group_user", *groups)])
                ],
            },
            context={"no_reset_password": True},
        )
        client = VaultClient(self.address).login(login, f"{login}-Pass-1")
        return Person(login, uid, client)

    def officer(self, login="officer", company=None):
        """Make an officer on the command line and set her PIN."""
        person = self.user(
            login,
            "mynumber_management.group_officer",
            "hr.group_hr_user",
            company=company,
        )
        done = self.instance.odoo(
            "mynumber", "officer", "add", login, stdout=subprocess.PIPE
        )
        code = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", done.stdout)[0]
        return self.enrol(person, code)

    def enrol(self, person, code):
        """Redeem an enrolment code with a PIN made from the login."""
        person.pin = f"pin-{person.login}-90"
        person.client.enrol(code, person.pin)
        return person

    def handler(self, officer, login="handler", acts=ACTS, **more):
        """Make a handler whose right and PIN the officer grants over HTTP."""
        person = self.user(
            login,
            "mynumber_management.group_handler",
            "mynumber_management.group_clerk",
            "hr.group_hr_user",
            **more,
        )
        self.grant(officer, person, acts)
        sealed = officer.client.seal(
            "pin.code", person.uid, officer.pin, company=self.company
        )
        return self.enrol(person, sealed["code"])

    def grant(self, officer, person, acts=ACTS):
        """Propose and grant a right with ``acts`` for every purpose; return its id."""
        purposes = officer.client.call("mynumber.purpose", "search", [])
        values = {f"act_{act}": True for act in acts}
        right = officer.client.call(
            "mynumber.right",
            "create",
            {
                "user_id": person.uid,
                "kind": "grant",
                "company_id": self.company,
                "purpose_ids": [(6, 0, purposes)],
                **values,
            },
        )
        officer.client.seal("right.grant", right, officer.pin)
        return right

    def hire(self, name="試験 太郎", client=None):
        """Make an employee; return its id."""
        return (client or self.admin).call("hr.employee", "create", {"name": name})

    def number(self):
        """Return a new invented number with a valid check digit."""
        return number.generate(self.random)

    def register(self, person, employee, digits=None, check=CARD, **more):
        """Enter a number for an employee; return (answer, digits)."""
        digits = self.number() if digits is None else digits
        answer = person.client.enter(
            f"hr.employee,{employee}",
            digits,
            self.company,
            self.notice,
            [PURPOSE],
            check,
            **more,
        )
        return answer, digits
