# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariant 4: killing the process at any commit of register, change and dispose,
twice in a row, loses no live number and revives no disposed one."""

import itertools
import json
import sqlite3
import uuid

import pytest
import requests
from office import AFTER_HOLD, CARD, PURPOSE, Office

MOST_POINTS = 60
LOAD = "--load=base,web,mynumber_crash"


@pytest.fixture(scope="module")
def house(make_instance):
    """A served office whose worker may be killed; the master makes a new one."""
    instance = make_instance("vault", workers=1, limit_time_real=60)
    with instance.serving(LOAD) as server:
        office = Office(instance, server.address, options=[LOAD])
        office.officer_person = office.officer()
        office.handler_person = office.handler(office.officer_person)
        office.viewers = [
            office.handler(office.officer_person, f"viewer{n}", ("show",))
            for n in range(8)
        ]
        yield office
        office.close()


def crashing(client, path, point, body):
    """POST; True when the worker died at crash point ``point``."""
    client.session.headers["X-Crash"] = str(point)
    try:
        answer = client.post(path, **body)
    except requests.ConnectionError:
        return True
    finally:
        del client.session.headers["X-Crash"]
    assert answer.status_code == 200, answer.text
    return False


def entry(office, employee, digits, **more):
    return {
        "request": str(uuid.uuid4()),
        "holder": f"hr.employee,{employee}",
        "company": office.company,
        "number": digits,
        "purposes": [PURPOSE],
        "notice": {"id": office.notice, "channel": "in_person"},
        "verification": CARD,
        "replace": False,
        **more,
    }


def shown(office, subject):
    """Digits that are shown now, or None when there is no active number.

    Several people look, because each may look only 30 times an hour.
    """
    while office.viewers:
        client = office.viewers[0].client
        look = {"subject": subject, "purpose": PURPOSE, "destination": "test"}
        answer = client.post("/mynumber/show", **look)
        if answer.status_code == 401:
            office.viewers[0].step_up()
            answer = client.post("/mynumber/show", **look)
        if answer.status_code == 409:
            return None
        if answer.status_code != 429:
            assert answer.status_code == 200, answer.text
            return answer.content[:12].decode()
        office.viewers.pop(0)
    raise AssertionError("nobody may look any more")


def tombs(office):
    path = office.instance.home / office.instance.name / "keystore.sqlite"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        return {row[0] for row in store.execute("SELECT hex(kid) FROM tomb")}


def run_job(office, job, point=None):
    """Run a job in a process of its own, when every hold is over.

    True when it was killed at ``point``.
    """
    crash = {"MYNUMBER_CRASH": str(point)} if point else {}
    code = AFTER_HOLD + f"env['mynumber.jobs']._run_{job}()"
    answer = office.operator.order(code, **crash)
    assert answer["ended"] in (0, -9) and "error" not in answer, answer
    return answer["ended"] == -9


def points():
    return itertools.count(1)


def test_register_killed_twice_at_every_commit_loses_no_number(house):
    client = house.handler_person.step_up()
    for point in points():
        employee, digits = house.hire(f"登録 {point}"), house.number()
        body = entry(house, employee, digits)
        if not crashing(client, "/mynumber/enter", point, body):
            break
        crashing(client, "/mynumber/enter", point, body)
        house.handler_person.step_up()
        answer = client.ask("/mynumber/enter", **body)
        assert answer["state"] == "active"
        assert shown(house, answer["subject"]) == digits
        assert point < MOST_POINTS
    assert point > 8, "register has fewer commits than its state machine"


def test_change_killed_twice_keeps_the_old_or_the_new_number(house):
    client = house.handler_person.step_up()
    for point in points():
        employee = house.hire(f"変更 {point}")
        first, old = house.register(house.handler_person, employee)
        new = house.number()
        body = entry(house, employee, new, replace=True)
        if not crashing(client, "/mynumber/enter", point, body):
            break
        assert shown(house, first["subject"]) in (old, new)
        crashing(client, "/mynumber/enter", point, body)
        assert shown(house, first["subject"]) in (old, new)
        client.ask("/mynumber/enter", **body)
        assert shown(house, first["subject"]) == new
        assert point < MOST_POINTS
    before = tombs(house)
    run_job(house, "queue")
    assert len(tombs(house)) >= len(before) + point
    assert shown(house, first["subject"]) == new


def disposal_order(house, subjects):
    """Propose and approve a disposal."""
    client = house.handler_person.step_up()
    order = client.ask("/mynumber/dispose/propose", subjects=subjects, reason="退職")
    officer = house.officer_person
    officer.client.seal("order.approve", order["order"], officer.pin)
    return order["order"]


def test_dispose_killed_twice_destroys_and_revives_nothing(house):
    keeper, kept = house.register(house.handler_person, house.hire("在職"))
    for point in points():
        house.handler_person.step_up()
        person, _digits = house.register(
            house.handler_person, house.hire(f"退職 {point}")
        )
        disposal_order(house, [person["subject"]])
        if not run_job(house, "disposal", point):
            break
        run_job(house, "disposal", point)
        run_job(house, "queue", 3)
        run_job(house, "queue")
        run_job(house, "disposal")
        assert shown(house, person["subject"]) is None
        assert shown(house, keeper["subject"]) == kept
        assert state_of(house, person["subject"]) == ["disposed", False]
        assert point < MOST_POINTS
    assert point > 6
    assert state_of(house, person["subject"]) == ["disposed", False]
    assert run_job(house, "queue") is False
    assert shown(house, keeper["subject"]) == kept


def state_of(house, subject):
    """[state of the last number row, whether bytes are left]."""
    return json.loads(
        house.admin_env(
            "import json\n"
            "env.cr.execute('SELECT state, blob IS NOT NULL FROM mynumber_number"
            f" WHERE subject = %s ORDER BY version DESC', ['{subject}'])\n"
            "print(json.dumps(env.cr.fetchone()))"
        )
    )


def test_the_log_is_whole_after_all_these_deaths(house):
    answer = house.officer_person.client.ask(
        "/mynumber/audit/verify", company=house.company
    )
    assert answer["verdict"] == "unchanged", answer
