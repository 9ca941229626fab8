# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of the office: second person, PINs, suspended rights, mistakes, disposal."""

import json

import pytest
from office import AFTER_HOLD, CARD, Office
from vault_client import Denied, VaultClient


@pytest.fixture(scope="module")
def house(make_instance):
    """A company in ``single`` mode: one person is officer and handler at once."""
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.boss = office.officer("boss")
        for group in ("group_handler", "group_clerk"):
            office.admin.call(
                "res.users",
                "write",
                [office.boss.uid],
                {"group_ids": [(4, office.group(f"mynumber_management.{group}"))]},
            )
        yield office
        office.close()


def code_of(call, *args, **kwargs):
    with pytest.raises(Denied) as denied:
        call(*args, **kwargs)
    return denied.value.code


def mode(house, second_person, person=None, limit=30):
    person = person or house.boss
    return person.client.seal(
        "company.mode",
        house.company,
        person.pin,
        second_person=second_person,
        free_limit=limit,
    )


def propose(house, *employees):
    subjects = [
        house.register(house.boss, employee)[0]["subject"] for employee in employees
    ]
    house.boss.step_up()
    return house.boss.client.ask(
        "/mynumber/dispose/propose", subjects=subjects, reason="退職"
    )["order"]


def test_by_default_a_second_person_is_required(house):
    right = house.boss.client.call(
        "mynumber.right",
        "create",
        {
            "user_id": house.boss.uid,
            "kind": "grant",
            "act_enter": True,
            "purpose_ids": [
                (6, 0, house.boss.client.call("mynumber.purpose", "search", []))
            ],
        },
    )
    assert code_of(house.boss.client.seal, "right.grant", right, house.boss.pin) == (
        "second_person"
    )
    house.boss.client.call("mynumber.right", "unlink", [right])


def test_a_financial_company_may_not_work_with_one_person(house):
    house.admin.call(
        "res.company", "write", [house.company], {"mynumber_financial": True}
    )
    assert code_of(mode, house, "single") == "single_not_allowed"
    house.admin.call(
        "res.company", "write", [house.company], {"mynumber_financial": False}
    )


def test_in_single_mode_one_person_grants_and_approves_and_it_is_said(house):
    assert mode(house, "single")["second_person"] == "single"
    house.grant(house.boss, house.boss)
    house.boss.step_up()
    order = propose(house, house.hire("単独 一"))
    house.boss.client.seal("order.approve", order, house.boss.pin)
    row = house.boss.client.call(
        "mynumber.order", "read", [order], ["state", "single_confirmed"]
    )[0]
    assert (row["state"], row["single_confirmed"]) == ("approved", True)
    entries = house.admin_env(
        'env.cr.execute("SELECT payload FROM mn_audit.entry WHERE payload LIKE'
        " '%order.approve%'\")\nprint([row[0] for row in env.cr.fetchall()])"
    )
    assert '"res":"single"' in entries


def test_the_pin_is_given_for_one_row_and_once(house):
    order = propose(house, house.hire("一 回"))
    client, pin = house.boss.client, house.boss.pin
    seen = client.ask("/mynumber/seal/preview", act="order.approve", id=order)
    client.step_up(pin)
    body = {"act": "order.approve", "id": order, "digest": seen["digest"]}
    assert code_of(client.ask, "/mynumber/seal", **body) == "pin_required"
    client.step_up(pin, seen["digest"])
    other = {**body, "act": "order.cancel"}
    assert code_of(client.ask, "/mynumber/seal", **other) == "digest_mismatch"
    assert client.ask("/mynumber/seal", **body)["state"] == "approved"
    assert code_of(client.ask, "/mynumber/seal", **body) in (
        "digest_mismatch",
        "pin_required",
    )


def test_a_row_that_changed_after_it_was_seen_is_not_sealed(house):
    order = propose(house, house.hire("変 更"))
    client = house.boss.client
    seen = client.ask("/mynumber/seal/preview", act="order.approve", id=order)
    client.step_up(house.boss.pin, seen["digest"])
    other = house.register(house.boss, house.hire("追 加"))[0]["subject"]
    house.admin_env(
        AFTER_HOLD + "subject = env['mynumber.subject'].search([('uuid', '=', "
        f"'{other}')])\n"
        f"env['mynumber.order'].browse({order}).subject_ids = [(4, subject.id)]"
    )
    refused = code_of(
        client.ask,
        "/mynumber/seal",
        act="order.approve",
        id=order,
        digest=seen["digest"],
    )
    assert refused == "digest_mismatch"


def test_an_approved_disposal_that_was_changed_destroys_nothing(house):
    order = propose(house, house.hire("承認 済"))
    house.boss.client.seal("order.approve", order, house.boss.pin)
    victim, digits = house.register(house.boss, house.hire("無 関係"))
    house.admin_env(
        AFTER_HOLD + "subject = env['mynumber.subject'].search([('uuid', '=', "
        f"'{victim['subject']}')])\n"
        f"order = env['mynumber.order'].browse({order})\n"
        "order.write({'subject_ids': [(4, subject.id)]})\n"
        "env['mynumber.jobs']._run_disposal()"
    )
    house.boss.step_up()
    assert house.boss.client.show(victim["subject"]) == digits


def test_during_the_signed_hold_a_number_stays_and_the_order_can_be_cancelled(house):
    order = propose(house, house.hire("保留 中"))
    house.boss.client.seal("order.approve", order, house.boss.pin)
    house.admin_env(
        f"env['mynumber.order'].browse({order}).held_until = '2020-01-01'\n"
        "env['mynumber.jobs']._run_disposal()"
    )
    subject = subject_of_order(house, order)
    house.boss.step_up()
    assert len(house.boss.client.show(subject)) == 12
    house.boss.client.seal("order.cancel", order, house.boss.pin)
    house.admin_env(AFTER_HOLD + "env['mynumber.jobs']._run_disposal()")
    house.boss.step_up()
    assert len(house.boss.client.show(subject)) == 12


def subject_of_order(house, order):
    row = house.boss.client.call("mynumber.order", "read", [order], ["subject_ids"])[0]
    subject = house.boss.client.call(
        "mynumber.subject", "read", row["subject_ids"], ["uuid"]
    )
    return subject[0]["uuid"]


def test_a_mistake_is_destroyed_at_once(house):
    answer, digits = house.register(house.boss, house.hire("誤 入力"))
    house.boss.step_up()
    done = house.boss.client.ask(
        "/mynumber/mistake", subject=answer["subject"], reason="別人の番号"
    )
    assert done["state"] == "none"
    assert code_of(house.boss.client.show, answer["subject"]) == "no_number"
    house.admin_env("env['mynumber.jobs']._run_queue()")
    left = house.admin_env(
        "env.cr.execute('SELECT state, blob, kid FROM mynumber_number WHERE subject"
        f" = %s', ['{answer['subject']}'])\nprint(env.cr.fetchall())"
    )
    assert left == "[('disposed', None, None)]"
    again, _ = house.register(house.boss, house.hire("誤 入力 二"), digits)
    assert again["question"] == ""


def test_to_verify_is_used_by_nothing_until_it_is_confirmed(house):
    answer, digits = house.register(house.boss, house.hire("確認 待"), check=None)
    assert answer["state"] == "to_verify"
    assert code_of(house.boss.client.show, answer["subject"]) == "no_number"
    opened = house.boss.client.fetch("/mynumber/verify/open", subject=answer["subject"])
    assert opened.decode() == digits
    done = house.boss.client.ask(
        "/mynumber/verify/confirm", subject=answer["subject"], verification=CARD
    )
    assert done["state"] == "active"
    assert house.boss.client.show(answer["subject"]) == digits


def test_a_returned_number_is_destroyed_and_the_active_one_stays(house):
    employee = house.hire("差戻 し")
    first, old = house.register(house.boss, employee)
    waiting, _new = house.register(house.boss, employee, check=None, replace=True)
    assert waiting["to_verify"] is True
    done = house.boss.client.ask(
        "/mynumber/verify/return", subject=first["subject"], reason="読めない"
    )
    assert (done["state"], done["to_verify"]) == ("active", False)
    assert house.boss.client.show(first["subject"]) == old


def test_the_same_number_of_two_people_is_a_question_not_a_refusal(house):
    _one, digits = house.register(house.boss, house.hire("同 番 一"))
    two, _ = house.register(house.boss, house.hire("同 番 二"), digits)
    assert (two["state"], two["question"]) == ("active", "duplicate")
    assert two["same_as"] == ["同 番 一"]


def test_a_company_that_outgrew_it_works_with_two_again(house):
    """What allowed one person is asked at every approval, not only at the change."""
    order = propose(house, house.hire("成長 一"))
    write = house.admin.call
    write("res.company", "write", [house.company], {"mynumber_bureau": True})
    approve = house.boss.client.seal
    assert code_of(approve, "order.approve", order, house.boss.pin) == "second_person"
    house.admin_env("env['mynumber.jobs']._run_rights()")
    [row] = write("res.company", "read", [house.company], ["mynumber_second_person"])
    assert row["mynumber_second_person"] == "required"
    write("res.company", "write", [house.company], {"mynumber_bureau": False})
    assert approve("order.approve", order, house.boss.pin)["state"] == "approved"


def test_what_sql_wrote_into_the_mirrors_is_put_right_at_night(house):
    house.admin_env(
        'env.cr.execute("UPDATE res_company SET mynumber_free_limit = 200,'
        " mynumber_second_person = 'required'\")\n"
        "right = env['mynumber.right'].create({'user_id': 2, 'kind': 'deputy',"
        f" 'company_id': {house.company}}})\n"
        "env.cr.execute('UPDATE mynumber_right SET state = %s WHERE id = %s',"
        " ['effective', right.id])\nenv.cr.commit()\nenv.invalidate_all()\n"
        "env['mynumber.jobs']._run_rights()"
    )
    fields = ["mynumber_free_limit", "mynumber_second_person"]
    [row] = house.admin.call("res.company", "read", [house.company], fields)
    assert [row[name] for name in fields] == [30, "single"]
    forged = "env['mynumber.right'].search([('kind', '=', 'deputy')]).state"
    assert house.admin_env(f"print({forged})") == "ended"


def test_two_people_with_rights_force_the_second_person(house):
    second = house.user("second", "mynumber_management.group_handler")
    house.grant(house.boss, second, ("enter",))
    order = propose(house, house.hire("二人 制"))
    assert (
        code_of(house.boss.client.seal, "order.approve", order, house.boss.pin)
        == "second_person"
    )
    assert code_of(mode, house, "single") == "single_not_allowed"


def test_nobody_who_outputs_lifts_her_own_limit_where_two_are_required(house):
    assert code_of(mode, house, "required", limit=31) == "second_person"
    assert mode(house, "required", limit=29)["second_person"] == "required"
    seal, pin = house.boss.client.seal, house.boss.pin
    other = house.user("other", "mynumber_management.group_officer", "hr.group_hr_user")
    kind = {"user_id": other.uid, "kind": "officer", "company_id": house.company}
    seal("right.grant", house.boss.client.call("mynumber.right", "create", kind), pin)
    code = seal("pin.code", other.uid, pin, company=house.company)["code"]
    house.enrol(other, code)
    assert mode(house, "required", other, limit=30)["second_person"] == "required"


def test_a_right_is_suspended_when_its_holder_moves_and_stays_so(house):
    mover = house.user("mover", "mynumber_management.group_handler", "hr.group_hr_user")
    departments = [
        house.admin.call("hr.department", "create", {"name": name})
        for name in ("人事", "営業")
    ]
    employee = house.admin.call(
        "hr.employee",
        "create",
        {"name": "異動 者", "user_id": mover.uid, "department_id": departments[0]},
    )
    right = house.grant(house.boss, mover)
    sealed = house.boss.client.seal(
        "pin.code", mover.uid, house.boss.pin, company=house.company
    )
    house.enrol(mover, sealed["code"])
    mover.step_up()
    target, digits = house.register(house.boss, house.hire("見 本"))
    assert mover.client.show(target["subject"]) == digits
    move = house.admin.call
    move("hr.employee", "write", [employee], {"department_id": departments[1]})
    assert code_of(mover.client.show, target["subject"]) == "right_suspended"
    move("hr.employee", "write", [employee], {"department_id": departments[0]})
    assert code_of(mover.client.show, target["subject"]) == "right_missing"
    state = house.boss.client.call("mynumber.right", "read", [right], ["state"])
    assert state[0]["state"] == "suspended"
    resumed = house.boss.client.seal("right.resume", right, house.boss.pin)
    assert resumed["state"] == "effective"
    assert mover.client.show(target["subject"]) == digits
    house.boss.client.seal("right.end", resumed["id"], house.boss.pin)
    assert code_of(mover.client.show, target["subject"]) == "right_missing"


def test_ten_wrong_pins_lock_and_an_officer_unlocks(house):
    client = house.boss.client
    locked = house.user("locked", "mynumber_management.group_handler")
    sealed = client.seal("pin.code", locked.uid, house.boss.pin, company=house.company)
    house.enrol(locked, sealed["code"])
    for _try in range(9):
        assert code_of(locked.client.step_up, "wrong-pin-1") == "pin_wrong"
    assert code_of(locked.client.step_up, "wrong-pin-1") == "pin_locked"
    assert code_of(locked.client.step_up, locked.pin) == "pin_locked"
    client.seal("pin.unlock", locked.uid, house.boss.pin, company=house.company)
    assert locked.client.step_up(locked.pin)["window"] > 0


def test_an_enrolment_code_works_once_and_five_tries(house):
    person = house.user("newcomer", "mynumber_management.group_handler")
    sealed = house.boss.client.seal(
        "pin.code", person.uid, house.boss.pin, company=house.company
    )
    assert code_of(person.client.enrol, sealed["code"], "111111") == "pin_weak"
    person.client.enrol(sealed["code"], "good-pin-5")
    assert code_of(person.client.enrol, sealed["code"], "good-pin-6") == "code_wrong"
    other = house.boss.client.seal(
        "pin.code", person.uid, house.boss.pin, company=house.company
    )
    for _try in range(5):
        assert (
            code_of(person.client.enrol, "AAAA-AAAA-AAAA-AAAA", "good-pin-7")
            == "code_wrong"
        )
    assert code_of(person.client.enrol, other["code"], "good-pin-7") == "code_wrong"


def test_a_step_up_belongs_to_its_session(house):
    target, _digits = house.register(house.boss, house.hire("別 窓"))
    house.boss.step_up()
    second_window = VaultClient(house.address).login("boss", "boss-Pass-1")
    assert code_of(second_window.show, target["subject"]) == "pin_required"


def test_showing_has_a_limit_by_the_hour(house):
    officer = house.boss
    viewer = house.handler(officer, "viewer", ("show",))
    viewer.step_up()
    target, digits = house.register(officer, house.hire("上限 三十"))
    for _time in range(30):
        assert viewer.client.show(target["subject"]) == digits
    assert code_of(viewer.client.show, target["subject"]) == "quota"


def test_a_purpose_that_was_not_notified_opens_nothing(house):
    target, _digits = house.register(house.boss, house.hire("目的 外"))
    house.boss.step_up()
    assert (
        code_of(house.boss.client.show, target["subject"], "ei.employment")
        == "purpose_missing"
    )
    assert code_of(house.boss.client.show, target["subject"], "") == "purpose_missing"


def test_every_key_is_referenced_queued_or_young(house):
    """Invariant 7, on what all the tests above left behind."""
    facts = json.loads(
        house.admin_env(
            "import json, sqlite3\n"
            "from odoo.tools import config\n"
            "path = config['mynumber_home'] + '/' + env.cr.dbname"
            " + '/keystore.sqlite'\n"
            "store = sqlite3.connect('file:' + path + '?mode=ro', uri=True)\n"
            "keys = {row[0].hex() for row in store.execute('SELECT kid FROM dek')}\n"
            "env.cr.execute('SELECT kid FROM mynumber_number WHERE kid IS NOT NULL"
            " UNION SELECT kid FROM mynumber_destroy_queue')\n"
            "live = {bytes(row[0]).hex() for row in env.cr.fetchall()}\n"
            'env.cr.execute("SELECT max(n) FROM (SELECT count(*) AS n FROM'
            " mynumber_number WHERE state IN ('active', 'to_verify')"
            ' GROUP BY subject, state) c")\n'
            "print(json.dumps([len(keys - live), len(live - keys),"
            " env.cr.fetchone()[0]]))"
        )
    )
    assert facts == [0, 0, 1]
