# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files for eLTAX and e-Tax: from slips over an order to bytes that are clean."""

import json
from collections import Counter

import pytest
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.layout import load
from office import Office
from vault_client import Denied

SLIPS = "mynumber.statement.withholding"
PEOPLE = 252
# whose numbers are in the vault: two in each part
REGISTERED = (0, 249, 250, 251)
FIGURES = {
    "municipality_code": "131016",
    "pay_kind": "給料・賞与",
    "pay_amount": 5000000,
    "pay_after": 3560000,
    "deduction_total": 1380000,
    "tax_amount": 123000,
    "social_ins": 700000,
    "basic_deduction": 680000,
}


@pytest.fixture(scope="module")
def house(make_instance):
    """A company with slips of 252 people, some of them with numbers and a child."""
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.deputy = office.officer("deputy")
        office.clerk = office.handler(office.deputy, "clerk")
        office.employees, office.slips, office.children = json.loads(
            office.admin_env(MAKE.format(company=office.company, people=PEOPLE))
        )
        office.digits, office.subjects = {}, {}
        office.clerk.step_up()
        for place in REGISTERED:
            answer, digits = office.register(office.clerk, office.employees[place])
            office.digits[place] = digits
            office.subjects[place] = answer["subject"]
        yield office
        office.close()


MAKE = """
import json
from datetime import date
company = env['res.company'].browse({company})
payer = env['mynumber.establishment'].create({{
    'name': '見本商事株式会社', 'company_id': company.id, 'is_payer': True,
    'corporate_number': '7000012050002', 'phone': '03-1234-5678',
    'city': '千代田区', 'street': '霞が関3-1-1',
    'state_id': env.ref('base.state_jp_jp-13').id}})
people = env['hr.employee'].with_context(tracking_disable=True).create([{{
    'name': '見本 太郎', 'family_name': '見本', 'given_name': '太郎',
    'family_name_kana': 'ミホン', 'given_name_kana': 'タロウ',
    'employee_code': f'{{n:06}}', 'company_id': company.id, 'image_1920': False,
    'birthday': date(1985, 5, 15), 'date_version': date(2020, 4, 1),
    'private_state_id': env.ref('base.state_jp_jp-13').id,
    'private_city': '千代田区', 'private_street': f'霞が関1-1-{{n}}'}}
    for n in range({people})])
child = env['mynumber.dependant'].create({{
    'employee_id': people[0].id, 'family_name': '見本', 'given_name': '桜',
    'family_name_kana': 'ミホン', 'given_name_kana': 'サクラ', 'relation': 'child',
    'birthday': date(2015, 4, 1), 'status_ids': [(0, 0, {{'year': 2025}})]}})
slips = env['mynumber.statement.withholding']
for person in people:
    slip = slips._make(person, 2025, payer)
    slip.write(FIGURES)
    slips |= slip
slips.action_check()
assert set(slips.mapped('state')) == {{'checked'}}, slips.mapped('findings')
print(json.dumps([people.ids, slips.ids, child.ids]))
""".replace("FIGURES", str(FIGURES).replace("{", "{{").replace("}", "}}"))


def plan(house, slips, copy="csv315", order=None):
    more = {"order": order} if order else {}
    return house.clerk.client.ask(
        "/mynumber/output/plan",
        model=SLIPS,
        ids=slips,
        copy=copy,
        page="a5",
        **more,
    )


def parts(house, planned):
    """Fetch and confirm each part; return their bytes."""
    client, found = house.clerk.client, []
    for part in range(planned["parts"]):
        where = {"filing": planned["filing"], "part": part}
        data = client.fetch("/mynumber/output/part", **where)
        # lost on the way: the same part again, the same bytes
        assert client.fetch("/mynumber/output/part", **where) == data
        done = client.ask("/mynumber/output/done", **where, size=len(data))
        found.append(data)
    assert done["state"] == "produced"
    return found


def rows(code, data):
    table = load(code, 2025)
    return table, [
        dict(zip(Checker(table).ids, line.split(","), strict=True))
        for line in data.decode("cp932").splitlines()
    ]


def test_a_file_of_two_parts_is_clean_and_has_the_right_numbers(house):
    client = house.clerk.client
    with pytest.raises(Denied) as denied:
        plan(house, house.slips)
    assert denied.value.code == "order_required", denied.value.body
    order = client.ask(
        "/mynumber/output/order",
        model=SLIPS,
        ids=house.slips,
        copy="csv315",
        reason="一月の提出",
    )["order"]
    house.deputy.client.seal("order.approve", order, house.deputy.pin)
    house.clerk.step_up()
    planned = plan(house, house.slips, order=order)
    assert (planned["parts"], planned["people"]) == (2, PEOPLE)
    assert planned["file"]["name"] == "315-2025"
    assert planned["file"]["records"] == 1000
    # the child and all who have no number
    assert len(planned["warnings"]) == PEOPLE - len(REGISTERED) + 1
    first, second = parts(house, planned)
    assert first.count(b"\r\n") == 250
    data = first + second
    table, found = rows("315", data)
    told = Counter(finding.code for finding in Checker(table).check(data))
    assert told == {"number_missing": PEOPLE - len(REGISTERED) + 1}
    assert [row["payee_code"] for row in found] == [f"{n:06}" for n in range(PEOPLE)]
    for place, row in enumerate(found):
        number = house.digits.get(place)
        assert row["payee_number"] == (f"0{number}" if number else "")
    assert found[0]["u16_1_name"] == "見本　桜" and found[0]["u16_1_number"] == ""


def test_what_went_out_is_recorded(house):
    house.clerk.step_up()
    chosen = [house.slips[place] for place in REGISTERED]
    planned = plan(house, chosen)
    parts(house, planned)
    filing = house.clerk.client.call(
        "mynumber.filing",
        "read",
        [planned["filing"]],
        ["copy_kind", "page", "state", "export_id", "subject_ids", "file_json"],
    )[0]
    assert filing["copy_kind"] == "csv315" and filing["state"] == "produced"
    assert filing["page"] is False
    assert filing["file_json"]["settings"]["individual_number_width"] == 13
    assert len(filing["subject_ids"]) == len(REGISTERED)
    kinds = house.admin_env(
        "print(*env['mynumber.holding'].search([('filing_id', '=',"
        f" {planned['filing']})]).mapped('kind'))"
    )
    assert kinds.split() == ["withholding_slip.csv315"] * len(REGISTERED)
    entries = json.loads(
        house.admin_env(
            "import json\nenv.cr.execute('SELECT payload FROM mn_audit.entry WHERE "
            f"payload LIKE %s ORDER BY seq', ['%{filing['export_id']}%'])\n"
            "print(json.dumps([json.loads(row[0]) for row in env.cr.fetchall()]))"
        )
    )
    numbers = [entry["subj"] for entry in entries if entry["ev"] == "number.output"]
    assert set(numbers) == set(house.subjects.values())
    assert len(numbers) == 2 * len(REGISTERED), "a part that repeats is entered again"
    events = Counter(entry["ev"] for entry in entries)
    assert events["output.plan"] == events["number.output.done"] == 1


def test_settings_and_spelling_hold_from_plan_to_last_part(house):
    house.clerk.step_up()
    slip = house.slips[0]
    planned = plan(house, [slip])
    company = f"env['res.company'].browse({house.company})"
    house.admin_env(
        f"{company}.mynumber_layout_json = {{'individual_number_width': 12}}"
    )
    with pytest.raises(Denied) as denied:
        house.clerk.client.fetch(
            "/mynumber/output/part", filing=planned["filing"], part=0
        )
    assert denied.value.code == "part_unknown"
    again = plan(house, [slip])
    _table, (row,) = rows("315", b"".join(parts(house, again)))
    assert row["payee_number"] == house.digits[0]
    house.admin_env(f"{company}.mynumber_layout_json = False")


def test_the_file_for_the_tax_office(house):
    house.clerk.step_up()
    planned = plan(house, house.slips[250:], copy="csv375")
    assert planned["file"]["name"] == "375-2025"
    data = b"".join(parts(house, planned))
    table, found = rows("375", data)
    assert list(Checker(table).check(data)) == []
    assert [row["payee_number"] for row in found] == [
        f"0{house.digits[place]}" for place in (250, 251)
    ]


def test_a_character_that_no_file_takes_is_found_and_replaced(house):
    house.clerk.step_up()
    call, slip = house.clerk.client.call, house.slips[1]
    call(SLIPS, "write", [slip], {"payee_name": "髙橋　一"})
    call(SLIPS, "action_check", [slip])
    with pytest.raises(Denied) as denied:
        plan(house, [slip])
    assert denied.value.code == "findings"
    finding = next(
        each for each in denied.value.body["findings"] if each["level"] == "error"
    )
    assert (finding["field"], finding["replace"]) == ("payee_name", ["髙", "高"])
    call(SLIPS, "action_respell", [slip], [finding["replace"]])
    _table, (row,) = rows("315", b"".join(parts(house, plan(house, [slip]))))
    assert row["payee_name"] == "高橋　一"
