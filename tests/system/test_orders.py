# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Output orders: the free limit, one-off and standing orders."""

import pytest
from office import CARD, Office
from vault_client import Denied


@pytest.fixture(scope="module")
def house(make_instance):
    """A company whose boss is officer and handler; one output a day is free."""
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        first = office.officer("first")
        office.boss = office.handler(first, "boss")
        office.deputy = office.officer("deputy")
        limit(office, 1)
        office.boss.step_up()
        yield office
        office.close()


def code_of(call, *args, **kwargs):
    with pytest.raises(Denied) as denied:
        call(*args, **kwargs)
    return denied.value.code


def slip_of(house, employee):
    """A checked slip of an employee; return its id."""
    return int(
        house.admin_env(
            "slip = env['mynumber.statement.withholding'].create({"
            f"'employee_id': {employee}, 'company_id': {house.company},"
            "'year': 2026, 'pay_kind': '給料', 'pay_amount': 3000000,"
            "'tax_amount': 1000, 'payee_name': '見本', 'payee_kana': 'ミホン',"
            "'payee_birth_date': '1985-05-15', 'payee_address': '東京都千代田区1-1',"
            "'payer_address': '東京都港区1-1', 'payer_name': '見本商事'})\n"
            "slip.action_check()\nprint(slip.id)"
        )
    )


def plan(house, *slips, order=None):
    more = {"order": order} if order else {}
    return house.boss.client.ask(
        "/mynumber/output/plan",
        model="mynumber.statement.withholding",
        ids=list(slips),
        copy="municipal",
        page="a5",
        **more,
    )


def limit(house, people):
    """Let every clerk output ``people`` a day without an order."""
    house.deputy.client.seal(
        "company.mode",
        house.company,
        house.deputy.pin,
        second_person="required",
        free_limit=people,
    )


def proposed(house, slips):
    """The id of a proposed order for slips."""
    return house.boss.client.ask(
        "/mynumber/output/order",
        model="mynumber.statement.withholding",
        ids=slips,
        copy="municipal",
        reason="一月の提出",
    )["order"]


def test_a_cancelled_order_stops_the_output_under_way(house):
    slips = [slip_of(house, house.hire(f"中止 {n}")) for n in range(2)]
    house.boss.step_up()
    order = proposed(house, slips)
    house.deputy.client.seal("order.approve", order, house.deputy.pin)
    filing = plan(house, *slips, order=order)["filing"]
    fetch = house.boss.client.fetch
    assert fetch("/mynumber/output/part", filing=filing, part=0)
    house.deputy.client.seal("order.cancel", order, house.deputy.pin)
    part = {"filing": filing, "part": 0}
    assert code_of(fetch, "/mynumber/output/part", **part) == "order_required"
    house.admin_env(f"env['mynumber.filing'].browse({filing}).order_id = False")
    assert code_of(fetch, "/mynumber/output/part", **part) == "part_unknown"


def test_above_the_free_limit_an_approved_order_is_needed_and_is_enough(house):
    slips = [slip_of(house, house.hire(f"超過 {n}")) for n in range(2)]
    assert code_of(plan, house, *slips) == "order_required"
    order = proposed(house, slips)
    assert code_of(plan, house, *slips, order=order) == "order_required"
    deputy = house.deputy
    deputy.client.seal("order.approve", order, deputy.pin)
    house.boss.step_up()
    planned = plan(house, *slips, order=order)
    pdf = house.boss.client.fetch(
        "/mynumber/output/part", filing=planned["filing"], part=0
    )
    assert pdf.startswith(b"%PDF")
    other = slip_of(house, house.hire("別 人"))
    assert code_of(plan, house, *slips, other, order=order) == "order_required"


def test_a_standing_order_covers_its_department_up_to_its_ceiling(house):
    department = house.admin.call("hr.department", "create", {"name": "店舗"})
    inside = [
        house.admin.call(
            "hr.employee", "create", {"name": f"店 {n}", "department_id": department}
        )
        for n in range(4)
    ]
    slips = [slip_of(house, employee) for employee in inside]
    outside = slip_of(house, house.hire("本社"))
    proposal = house.boss.client.call(
        "mynumber.standing.order",
        "create",
        {
            "company_id": house.company,
            "department_ids": [(6, 0, [department])],
            "daily_ceiling": 3,
            "reason": "毎月の提出",
        },
    )
    order = house.boss.client.call(
        "mynumber.standing.order", "action_propose", [proposal]
    )["res_id"]
    house.boss.step_up()
    assert code_of(plan, house, *slips[:2]) == "order_required"
    deputy = house.deputy
    deputy.client.seal("order.approve", order, deputy.pin)
    house.boss.step_up()
    assert plan(house, *slips[:2])["people"] == 2
    assert code_of(plan, house, slips[0], outside) == "order_required"
    assert code_of(plan, house, *slips[2:]) == "order_required", "the ceiling is 3"
    house.admin_env(f"env['mynumber.order'].browse({order}).daily_ceiling = 1000")
    assert code_of(plan, house, *slips[2:]) == "order_required", "the rule was sealed"
    house.admin_env(f"env['mynumber.order'].browse({order}).daily_ceiling = 3")
    deputy.client.seal("order.cancel", order, deputy.pin)
    assert code_of(plan, house, *slips[3:], slips[2]) == "order_required"


def test_a_number_that_was_confirmed_after_the_plan_is_not_drawn(house):
    employee = house.hire("後 日")
    limit(house, 200)
    house.boss.step_up()
    waiting, _digits = house.register(house.boss, employee, check=None)
    client, subject = house.boss.client, waiting["subject"]
    planned = plan(house, slip_of(house, employee))
    assert planned["warnings"]
    client.ask("/mynumber/verify/confirm", subject=subject, verification=CARD)
    client.fetch("/mynumber/output/part", filing=planned["filing"], part=0)
    drawn = house.admin_env(
        "env.cr.execute('SELECT count(*) FROM mn_audit.entry WHERE payload LIKE %s',"
        f" ['%number.output%{subject}%'])\nprint(env.cr.fetchone()[0])"
    )
    assert drawn == "0"
