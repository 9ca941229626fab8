# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A body that is right but for one value: refused clearly, whatever stands there."""

import copy
import json
import uuid

import pytest
from office import CARD, PURPOSE, Office

HOSTILE = [
    "\ud800",
    "a\x00b",
    "",
    "x" * 5000,
    "１２",
    "\u202e%s",
    "res.partner,1",
    "hr.employee,99999999999999999999",
    -1,
    0,
    2**31 - 1,
    10**30,
    1.5,
    float("nan"),
    True,
    None,
    [],
    [[]],
    ["\ud800"],
    ["a\x00b"],
    {},
]
SLIP = """
import json
own = env['hr.employee'].browse(%d)
slip = env['mynumber.statement.withholding'].create({
    'employee_id': own.id, 'company_id': own.company_id.id, 'year': 2026,
    'pay_kind': '給料', 'pay_amount': 3000000, 'tax_amount': 1000,
    'payee_name': '値 太郎', 'payee_kana': 'アタイ タロウ',
    'payee_birth_date': '1985-05-15',
    'payee_address': '東京都千代田区霞が関1-1-1',
    'payer_address': '東京都港区芝公園4-2-8', 'payer_name': '見本商事',
})
slip.action_check()
payer = env['mynumber.establishment'].create(
    {'name': '本社', 'company_id': own.company_id.id, 'is_payer': True})
print(json.dumps([slip.id, payer.id]))
"""


@pytest.fixture(scope="module")
def house(make_instance):
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.handler_person = office.handler(office.officer())
        office.handler_person.step_up()
        yield office
        office.close()


FILE = b"375,\r\n"


@pytest.fixture(scope="module")
def bodies(house):
    """Path → a body that its route understands."""
    ask, register = house.handler_person.client.ask, house.register
    employee = house.hire("値 太郎")
    active = register(house.handler_person, employee)[0]["subject"]
    waiting = register(house.handler_person, house.hire("待ち"), check=None)
    waiting = waiting[0]["subject"]
    slip, payer = json.loads(house.admin_env(SLIP % employee))
    output = {"model": "mynumber.statement.withholding", "ids": [slip]}
    output["copy"] = "municipal"
    filing = ask("/mynumber/output/plan", **output, page="a5")["filing"]
    order = ask("/mynumber/output/order", **output, reason="x")["order"]
    own = {"company": house.company}
    return {
        "enter": {
            **own,
            "request": str(uuid.uuid4()),
            "holder": f"hr.employee,{house.hire('新人')}",
            "number": house.number(),
            "purposes": [PURPOSE],
            "notice": {"id": house.notice, "channel": "in_person"},
            "verification": {**CARD, "proxy_name": "", "proxy_proof": "", "note": ""},
            "replace": False,
        },
        "show": {"subject": active, "purpose": PURPOSE, "destination": "x"},
        "compare": {"subject": active, "number": house.number()},
        "find": {**own, "number": house.number()},
        "verify/open": {"subject": waiting},
        "verify/confirm": {"subject": waiting, "verification": CARD},
        "verify/return": {"subject": waiting, "reason": "x"},
        "mistake": {"subject": str(uuid.uuid4()), "reason": "x"},
        "pin": {"pin": house.handler_person.pin, "digest": "00" * 32},
        "pin/enrol": {"code": "AAAA-AAAA-AAAA-AAAA", "pin": "abcdefg8"},
        "output/plan": {**output, "page": "a5", "order": None},
        "output/order": {**output, "reason": "x"},
        "output/part": {"filing": filing, "part": 0},
        "output/done": {"filing": filing, "part": 0, "size": 5},
        "dispose/propose": {"subjects": [active], "reason": "x"},
        "seal/preview": {
            "act": "company.mode",
            "id": house.company,
            "args": {"second_person": "single", "free_limit": 30},
        },
        "seal": {"act": "order.approve", "id": order, "args": {}, "digest": "00" * 32},
        "audit/verify": {**own, "system": False},
        "status": own,
        "statement/import": {
            "year": 2026,
            "establishment": payer,
            "file": "Zg==",
            "digest": None,
        },
        "file/check": {"sizes": [len(FILE)], "empty": False},
        "file/people": {"sizes": [len(FILE)], **own},
        "file/fill": {
            "sizes": [len(FILE)],
            **own,
            "destination": "x",
            "digest": "00" * 32,
            "request": str(uuid.uuid4()),
        },
        "file/filled": {"request": str(uuid.uuid4()), "size": 5},
    }


def places(value, here=()):
    """Yield the way to every value inside a JSON value."""
    for key in value if isinstance(value, dict) else range(len(value)):
        yield (*here, key)
        if isinstance(value[key], dict | list):
            yield from places(value[key], (*here, key))


def spoilt(body, place, value):
    body = copy.deepcopy(body)
    inner = body
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return body


def test_no_single_wrong_value_is_an_error_of_the_server(house, bodies):
    failed = []
    before = house.instance.log.stat().st_size
    for path, body in bodies.items():
        house.handler_person.step_up()
        for place in places(body):
            if place == ("pin",) and path == "pin":
                continue  # ten wrong PINs would lock it
            for value in HOSTILE:
                data = json.dumps(spoilt(body, place, value)).encode()
                if "sizes" in body:
                    data += b"\n" + FILE
                answer = house.handler_person.client.post_raw(f"/mynumber/{path}", data)
                if answer.status_code >= 500:
                    failed.append((path, place, value, answer.text[:80]))
    assert failed == []
    with open(house.instance.log, "rb") as log:
        log.seek(before)
        assert b"Traceback" not in log.read()
