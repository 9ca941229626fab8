# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rights, PINs, numbers and last year's slips of the demo, all over HTTP.

Every step goes through the routes that a browser uses, as the person whose job it
is; nothing here knows another way.
"""

import base64
import random

from demo_accounts import BY_LOGIN, GROUP
from demo_tables import FOLDER, company_of, rows
from vault_client import VaultClient

ACTS = ("enter", "verify", "show", "output", "dispose")
EMPLOYEE = "hr.employee"
DEPENDANT = "mynumber.dependant"
CARD = ("card", "number.card", ["photo.card"])
# what stands in the column "number" of the tables: route and documents
CHECKS = {
    "card": CARD,
    "documents": ("documents", "number.juminhyo", ["photo.licence"]),
    "residence": ("documents", "number.juminhyo", ["photo.residence"]),
    "known": ("known", "number.juminhyo", []),
    "declared": ("declared", "", []),
    "third": ("proxy", "number.card", []),
}
FIGURES = (
    ("mihon", "mihon", "株式会社みほん製作所"),
    ("clerk", "hd", "架空堂ホールディングス株式会社"),
    ("clerk", "store", "株式会社架空堂ストア"),
    ("clerk", "umeda", "株式会社架空堂ストア 梅田店"),
)
LAST_YEAR = 2025
SINGLE = {"second_person": "single", "free_limit": 50}


class Office:
    """The demo on the server at ``address``.

    :param check_digit: function of the first eleven digits of a number
    """

    def __init__(self, address, check_digit):
        self.address = address
        self.check_digit = check_digit
        self.random = random.Random(2026)
        self.clients = {}
        self.companies = {}
        self.purposes = []

    def client(self, login):
        """The session of ``login``, signed in at the first call."""
        if login not in self.clients:
            client = VaultClient(self.address)
            self.clients[login] = client.login(login, BY_LOGIN[login].password)
        return self.clients[login]

    def fill(self, codes):
        """Do everything, from the officers' enrolment ``codes`` (by login) on."""
        for login, code in codes.items():
            self.client(login).enrol(code, BY_LOGIN[login].pin)
        officer = self.client("officer")
        self.purposes = officer.call("mynumber.purpose", "search", [])
        for login in codes:
            for key, company in self.companies_of(login):
                self.companies[key] = company
        self.rights()
        for login in ("mihon", "handler"):
            for key, _company in self.companies_of(login):
                self.numbers(login, key)
        for login, name, payer in FIGURES:
            self.slips(login, f"figures_{LAST_YEAR}_{name}.csv", payer)
        for client in self.clients.values():
            client.ask("/mynumber/pin/end")

    def companies_of(self, login):
        """Pairs (key, id) of the companies of a user, in the order of the account."""
        found = self.client(login).call("res.company", "search", [], order="id")
        return list(zip(BY_LOGIN[login].companies, found, strict=True))

    def rights(self):
        self.seal("mihon", "company.mode", self.companies["mihon"], **SINGLE)
        self.grant("mihon", "mihon", "mihon", ACTS)
        for key in GROUP:
            self.propose_and_seal("officer", "officer2", key, {"kind": "officer"})
            self.grant("officer", "handler", key, ACTS)
            self.grant("officer", "clerk", key, ("output",))
        for login in ("officer2", "handler", "clerk"):
            answer = self.seal(
                "officer", "pin.code", self.uid(login), company=self.companies["hd"]
            )
            self.client(login).enrol(answer["code"], BY_LOGIN[login].pin)

    def uid(self, login):
        (uid,) = self.client("officer").call(
            "res.users", "search", [("login", "=", login)]
        )
        return uid

    def seal(self, login, act, record, **args):
        return self.client(login).seal(act, record, BY_LOGIN[login].pin, **args)

    def grant(self, officer, login, key, acts):
        self.propose_and_seal(
            officer,
            login,
            key,
            {
                "kind": "grant",
                "purpose_ids": [(6, 0, self.purposes)],
                **{f"act_{act}": True for act in acts},
            },
        )

    def propose_and_seal(self, officer, login, key, values):
        client = self.client(officer)
        uid = client.call("res.users", "search", [("login", "=", login)])[0]
        company = self.companies[key]
        right = client.call(
            "mynumber.right", "create", {"user_id": uid, "company_id": company} | values
        )
        self.seal(officer, "right.grant", right)

    def numbers(self, login, key):
        """Enter the numbers of a company's employees, families and payees."""
        client, company = self.client(login), self.companies[key]
        client.step_up(BY_LOGIN[login].pin)
        here = [("company_id", "=", company)]
        everybody = {"context": {"active_test": False}}
        employees = client.call(
            EMPLOYEE,
            "search_read",
            here,
            ["employee_code"],
            **everybody,
        )
        ids = {person["employee_code"]: person["id"] for person in employees}
        options = client.call(
            "mynumber.subject", "entry_options", EMPLOYEE, employees[0]["id"]
        )
        sets = {one["code"]: one["purposes"] for one in options["sets"]}
        notice = options["notices"][0]["id"]

        def enter(holder, purposes, row, proxy=""):
            if row["number"] in ("none", "no"):
                return
            client.enter(
                holder,
                self.invent(),
                company,
                notice,
                sets[purposes],
                check_of(row["number"], proxy),
            )

        names = {}
        for row in rows("employees"):
            names[row["code"]] = f"{row['family']} {row['given']}"
            if company_of(row["code"]) == key:
                part = row["job"] in ("パート", "アルバイト")
                purposes = "part_time" if part else "employee"
                enter(f"{EMPLOYEE},{ids[row['code']]}", purposes, row)
        relatives = client.call(
            DEPENDANT,
            "search_read",
            here,
            ["employee_id", "given_name"],
            **everybody,
        )
        by_name = {(r["employee_id"][0], r["given_name"]): r["id"] for r in relatives}
        for row in rows("dependants"):
            if company_of(row["employee"]) == key:
                relative = by_name[ids[row["employee"]], row["given"]]
                purposes = "dependant" if row["health"] else "dependant_tax"
                enter(
                    f"{DEPENDANT},{relative}",
                    "third_category" if row["third"] else purposes,
                    row,
                    names[row["employee"]],
                )
        payees = client.call(
            "res.partner", "search", [*here, ("mynumber_payee", "=", True)], order="id"
        )
        for payee in payees[:1]:
            enter(f"res.partner,{payee}", "fee", {"number": "documents"})

    def invent(self):
        """A new number with a valid check digit."""
        base = f"{self.random.randrange(1, 10**11):011}"
        return base + self.check_digit(base)

    def slips(self, login, name, payer):
        """Take last year's figures, check the slips and close them."""
        client = self.client(login)
        (place,) = client.call(
            "mynumber.establishment", "search", [("name", "=", payer)]
        )
        body = {
            "year": LAST_YEAR,
            "establishment": place,
            "file": base64.b64encode((FOLDER / name).read_bytes()).decode(),
        }
        route = "/mynumber/statement/import"
        client.ask(route, **body, digest=client.ask(route, **body)["digest"])
        slips = client.call(
            "mynumber.statement.withholding",
            "search",
            [("year", "=", LAST_YEAR), ("establishment_id", "=", place)],
        )
        client.call("mynumber.statement.withholding", "action_check", slips)
        self.print_slips(login, slips)
        client.call("mynumber.statement.withholding", "action_close", slips)

    def print_slips(self, login, slips):
        """Output the copies for the municipalities, as the dialog does."""
        client = self.client(login)
        client.step_up(BY_LOGIN[login].pin)
        plan = client.ask(
            "/mynumber/output/plan",
            model="mynumber.statement.withholding",
            ids=slips,
            copy="municipal",
            page="a4",
        )
        for part in range(plan["parts"]):
            place = {"filing": plan["filing"], "part": part}
            size = len(client.fetch("/mynumber/output/part", **place))
            client.ask("/mynumber/output/done", **place, size=size)


def check_of(kind, proxy):
    """The 本人確認 part of an entry, or None when it is to be verified later.

    :param kind: key of CHECKS, or "waiting"
    :param proxy: name of the employee who acts for a dependant
    """
    if kind == "waiting":
        return None
    route, number, identity = CHECKS[kind]
    check = {
        "route": route,
        "number_proof": number,
        "identity_proofs": identity,
        "recognised": kind in ("known", "third"),
    }
    if route == "proxy":
        check |= {"proxy_name": proxy, "proxy_proof": "proxy.mandate"}
    return check
