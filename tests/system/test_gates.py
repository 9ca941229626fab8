# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The gate table, walked: role × act × company, over HTTP."""

import contextlib
import importlib.util
import itertools
import json
import sys
import uuid

import pytest
from office import ACTS, CARD, PURPOSE, Office
from places import ADDON
from vault_client import Denied

# Answers that an act gives after its gates have opened.
BEHIND_THE_GATES = {
    "already_registered",
    "no_number",
    "nothing_to_verify",
    "order_state",
}
CLERK_GROUP = "mynumber_management.group_clerk"


def _gates():
    spec = importlib.util.spec_from_file_location("gates", ADDON / "door" / "gates.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["gates"] = module
    spec.loader.exec_module(module)
    return module


gates = _gates()
SESSION_ACTS = [g.act for g in gates.GATES.values() if g.actor == gates.SESSION]
# role: (kind of right or None, acts of a grant)
ROLES = {
    "officer": ("officer", ()),
    "deputy": ("deputy", ()),
    "confirmer": ("confirmer", ()),
    **{f"only_{act}": ("grant", (act,)) for act in ACTS},
    "auditor": (None, ()),
    "hr": (None, ()),
    "settings": (None, ()),
}
GROUPS = {
    "officer": ["mynumber_management.group_officer"],
    "deputy": ["mynumber_management.group_officer"],
    "confirmer": ["mynumber_management.group_confirmer", CLERK_GROUP],
    "auditor": ["mynumber_management.group_auditor"],
    "hr": [],
    "settings": ["base.group_system"],
}


class Matrix:
    """An office with one person per role in company A, and a company B."""

    def __init__(self, office):
        self.office = office
        self.first = office.officer("first")
        self.people = {}
        made = json.loads(office.admin_env(_PREPARE))
        self.other_company = made["company"]
        self.foreign_employee = made["employee"]
        for role, (kind, acts) in ROLES.items():
            self.people[role] = self._person(role, kind, acts)
        handler = office.handler(self.first, "registrar")
        handler.step_up()
        self.employee = office.hire("表 太郎")
        self.registered = office.register(handler, self.employee)[0]["subject"]
        more = json.loads(
            office.admin_env(_RECORDS % (self.employee, self.other_company))
        )
        self.records = more
        for person in self.people.values():
            person.step_up()

    def _person(self, role, kind, acts):
        office = self.office
        groups = GROUPS.get(role, ["mynumber_management.group_handler", CLERK_GROUP])
        person = office.user(role, *groups, "hr.group_hr_user")
        if kind:
            values = {f"act_{act}": True for act in acts}
            purposes = self.first.client.call("mynumber.purpose", "search", [])
            right = self.first.client.call(
                "mynumber.right",
                "create",
                {
                    "user_id": person.uid,
                    "kind": kind,
                    "purpose_ids": [(6, 0, purposes)],
                    **values,
                },
            )
            self.first.client.seal("right.grant", right, self.first.pin)
        code = self.first.client.seal(
            "pin.code", person.uid, self.first.pin, company=office.company
        )["code"]
        return office.enrol(person, code)

    def opens(self, role, act, foreign):
        """True when the door let ``role`` through to ``act``."""
        try:
            self._do(self.people[role], act, "foreign" if foreign else "own")
        except Denied as denied:
            assert denied.status < 500, denied
            return denied.code in BEHIND_THE_GATES
        return True

    def _do(self, person, act, where):
        ask, mine = person.client.ask, self.records[where]
        own = where == "own"
        company = self.office.company if own else self.other_company
        employee = self.employee if own else self.foreign_employee
        active = self.registered if own else mine["none"]
        if act == "enter":
            return ask(
                "/mynumber/enter",
                request=str(uuid.uuid4()),
                holder=f"hr.employee,{employee}",
                company=company,
                number=self.office.number(),
                purposes=[PURPOSE],
                notice={"id": self.office.notice, "channel": "in_person"},
                verification=CARD,
            )
        if act == "show":
            return person.client.fetch(
                "/mynumber/show", subject=active, purpose=PURPOSE, destination="test"
            )
        if act == "output":
            return ask(
                "/mynumber/output/plan",
                model="mynumber.statement.withholding",
                ids=[mine["statement"]],
                copy="municipal",
                page="a5",
            )
        simple = {
            "mistake": ("/mynumber/mistake", {"subject": mine["none"], "reason": "x"}),
            "verify": ("/mynumber/verify/open", {"subject": mine["none"]}),
            "compare": (
                "/mynumber/compare",
                {"subject": active, "number": self.office.number()},
            ),
            "find": (
                "/mynumber/find",
                {"company": company, "number": self.office.number()},
            ),
            "propose_disposal": (
                "/mynumber/dispose/propose",
                {"subjects": [mine["none"]], "reason": "x"},
            ),
            "audit_read": ("/mynumber/audit/verify", {"company": company}),
        }
        if act in simple:
            path, body = simple[act]
            return ask(path, **body)
        sealed = {
            "grant": (
                "company.mode",
                company,
                {"second_person": "required", "free_limit": 30},
            ),
            "approve": ("order.cancel", mine["output"], {}),
            "approve_disposal": ("order.cancel", mine["disposal"], {}),
            "unlock": ("pin.unlock", mine["user"], {"company": company}),
        }
        name, record, args = sealed[act]
        return person.client.seal(name, record, person.pin, **args)


_PREPARE = """
import json
company = env['res.company'].create({'name': '別会社'})
employee = env['hr.employee'].create({'name': '別人', 'company_id': company.id})
print(json.dumps({'company': company.id, 'employee': employee.id}))
"""
_RECORDS = """
import json
own = env['hr.employee'].browse(%d)
other = env['res.company'].browse(%d)
found = {}
for key, company in (('own', own.company_id), ('foreign', other)):
    person = env['hr.employee'].create({'name': '無番', 'company_id': company.id})
    none = env['mynumber.subject']._for_holder(company, 'hr.employee', person.id)
    slip = env['mynumber.statement.withholding'].create({
        'employee_id': own.id if key == 'own' else person.id,
        'company_id': company.id, 'year': 2026, 'pay_kind': '給料',
        'pay_amount': 3000000, 'tax_amount': 1000, 'payee_name': '表 太郎',
        'payee_kana': 'オモテ タロウ', 'payee_birth_date': '1985-05-15',
        'payee_address': '東京都千代田区霞が関1-1-1',
        'payer_address': '東京都港区芝公園4-2-8', 'payer_name': '見本商事',
    })
    slip.action_check()
    orders = {
        kind: env['mynumber.order'].create({
            'company_id': company.id, 'kind': kind, 'state': 'closed',
            'form_code': 'withholding_slip', 'statement_ids_json': '[]',
            'statement_model': 'mynumber.statement.withholding',
            'proposed_by': env.uid, 'subject_ids': [(6, 0, none.ids)],
        }).id
        for kind in ('output', 'disposal')
    }
    user = env['res.users'].with_context(no_reset_password=True).create({
        'name': key, 'login': 'target_' + key,
        'company_id': company.id, 'company_ids': [(6, 0, company.ids)],
    })
    found[key] = {'none': none.uuid, 'statement': slip.id, 'user': user.id, **orders}
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def matrix(make_instance):
    instance = make_instance("vault")
    with instance.serving() as server:
        with contextlib.closing(Office(instance, server.address)) as office:
            yield Matrix(office)


def expected(role, act):
    """What the table says of a role in its own company."""
    gate = gates.GATES[act]
    kind, acts = ROLES[role]
    if gate.group and gate.group in GROUPS.get(role, []):
        return True
    return bool(
        kind
        and (kind in gate.kinds or (kind == "grant" and set(acts) & set(gate.acts)))
    )


def test_every_session_act_of_the_table_is_walked(matrix):
    for act in SESSION_ACTS:
        assert any(expected(role, act) for role in ROLES), act


@pytest.mark.parametrize(
    ("role", "act"), list(itertools.product(ROLES, SESSION_ACTS)), ids="-".join
)
def test_the_door_opens_exactly_as_the_table_says(matrix, role, act):
    assert matrix.opens(role, act, foreign=False) is expected(role, act)


@pytest.mark.parametrize(
    ("role", "act"), list(itertools.product(ROLES, SESSION_ACTS)), ids="-".join
)
def test_no_role_reaches_another_company(matrix, role, act):
    assert matrix.opens(role, act, foreign=True) is False


@pytest.mark.parametrize("act", SESSION_ACTS)
def test_without_a_pin_no_act_that_needs_one_opens(matrix, act):
    gate = gates.GATES[act]
    role = next(role for role in ROLES if expected(role, act))
    person = matrix.people[role]
    person.client.ask("/mynumber/pin/end")
    real, person.client.step_up = person.client.step_up, lambda *args: None
    try:
        assert matrix.opens(role, act, foreign=False) is (gate.pin is None)
    finally:
        person.client.step_up = real
        person.step_up()
