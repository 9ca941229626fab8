# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Decisions between keystore and database: what a died request leaves behind can be
decided again, and a right that no list shows does not live on."""

import json
import subprocess

import environment
import pytest
from office import AFTER_HOLD, CARD, Office
from places import ADDON
from vault_client import Denied

DOOR = """
import json
from datetime import timezone
from odoo.addons.mynumber_management.door import access, orders, rights
from odoo.addons.mynumber_management.door.audit import company_chain
from odoo.addons.mynumber_management.vault.keystore_rights import Approval
vault, _log = access.system_log(env.cr.dbname)
"""


@pytest.fixture(scope="module")
def house(make_instance):
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.officer_person = office.officer()
        office.handler_person = office.handler(office.officer_person)
        yield office
        office.close()


def proposal(house, login):
    """A person and the id of the right that is proposed for her."""
    officer = house.officer_person.client
    person = house.user(login, "mynumber_management.group_handler", "hr.group_hr_user")
    right = officer.call(
        "mynumber.right",
        "create",
        {
            "user_id": person.uid,
            "kind": "grant",
            "company_id": house.company,
            "purpose_ids": [(6, 0, officer.call("mynumber.purpose", "search", []))],
            "act_show": True,
        },
    )
    return person, right


def states(house, right):
    """[state in the database, state in the keystore] of a right."""
    return json.loads(
        house.admin_env(
            DOOR + "import uuid\n"
            f"right = env['mynumber.right'].browse({right})\n"
            "held = vault.store.right(uuid.UUID(right.key).bytes)\n"
            "print(json.dumps([right.state, held and held.state]))"
        )
    )


def test_a_grant_that_died_before_its_commit_is_granted_again(house):
    officer = house.officer_person
    _person, right = proposal(house, "second")
    house.admin_env(
        DOOR + f"right = env['mynumber.right'].browse({right})\n"
        "row = rights.row(env, right, {})\n"
        "rights._hold(vault.store, company_chain(env.cr, row['company']), row, 7)"
    )
    assert states(house, right) == ["proposed", "effective"]
    officer.client.seal("right.grant", right, officer.pin)
    assert states(house, right) == ["effective", "effective"]


def approved_in_the_keystore_only(house, uid):
    """The id of a draft disposal order whose approval by ``uid`` is held already."""
    answer, _digits = house.register(
        house.handler_person, house.hire("承認 途中"), None
    )
    order = house.handler_person.client.ask(
        "/mynumber/dispose/propose", subjects=[answer["subject"]], reason="退職"
    )["order"]
    house.admin_env(
        DOOR + f"order = env['mynumber.order'].browse({order})\n"
        "digest = orders.content_digest(env, order)\n"
        "until = vault.store.now() + 86400\n"
        "vault.store.approval_put("
        f"Approval(digest, {uid}, until, -1, 'approved'))"
    )
    return order


def test_an_approval_that_died_before_its_commit_is_given_again(house):
    officer = house.officer_person
    house.handler_person.step_up()
    order = approved_in_the_keystore_only(house, officer.uid)
    sealed = officer.client.seal("order.approve", order, officer.pin)
    assert sealed["state"] == "approved"


def test_another_officers_half_approval_is_cancelled_not_taken_over(house):
    officer = house.officer_person
    house.handler_person.step_up()
    order = approved_in_the_keystore_only(house, officer.uid + 1000)
    with pytest.raises(Denied) as denied:
        officer.client.seal("order.approve", order, officer.pin)
    assert denied.value.code == "conflict"
    sealed = officer.client.seal("order.cancel", order, officer.pin)
    assert sealed["state"] == "cancelled"
    left = house.admin_env(
        DOOR + f"order = env['mynumber.order'].browse({order})\n"
        "print(vault.store.approval(orders.content_digest(env, order)).state)"
    )
    assert left == "closed"


def test_a_right_whose_row_was_deleted_is_suspended_by_the_job(house):
    officer = house.officer_person
    person, right = proposal(house, "hidden")
    officer.client.seal("right.grant", right, officer.pin)
    house.admin_env(
        f"env.cr.execute('DELETE FROM mynumber_right_spell WHERE right_id = {right}')\n"
        f"env.cr.execute('DELETE FROM mynumber_right WHERE id = {right}')\n"
        "env.cr.commit()\n"
        "env['mynumber.jobs']._run_rights()"
    )
    held = house.admin_env(
        DOOR
        + f"print([r.state for r in vault.store.rights() if r.uid == {person.uid}])"
    )
    assert held == "['suspended']"


def test_nobody_resumes_her_own_right_where_two_are_needed(house):
    """… and the refused attempt leaves the right as it was, suspended."""
    officer = house.officer_person
    right = house.admin_env(
        f"right = env['mynumber.right'].search([('user_id', '=', {officer.uid})])\n"
        "print(right.copy({'kind': 'deputy'}).id)"
    )
    second = house.user("chief", "mynumber_management.group_officer")
    chief = officer.client.call(
        "mynumber.right",
        "create",
        {"user_id": second.uid, "kind": "officer", "company_id": house.company},
    )
    officer.client.seal("right.grant", chief, officer.pin)
    code = officer.client.seal(
        "pin.code", second.uid, officer.pin, company=house.company
    )["code"]
    house.enrol(second, code)
    second.client.seal("right.grant", int(right), second.pin)
    house.admin_env(
        f"env['mynumber.right'].browse({right}).state = 'suspended'\n"
        "env['mynumber.jobs']._run_rights()"
    )
    assert states(house, right) == ["suspended", "suspended"]
    with pytest.raises(Denied) as denied:
        officer.client.seal("right.resume", int(right), officer.pin)
    assert denied.value.code == "second_person"
    assert states(house, right) == ["suspended", "suspended"]


def disposal(house, name):
    """(employee, subject, digits, id of an approved disposal order)."""
    employee = house.hire(name)
    house.handler_person.step_up()
    answer, digits = house.register(house.handler_person, employee)
    order = house.handler_person.client.ask(
        "/mynumber/dispose/propose", subjects=[answer["subject"]], reason="退職"
    )["order"]
    officer = house.officer_person
    officer.client.seal("order.approve", order, officer.pin)
    return employee, answer["subject"], digits, order


def carry_out(house, order, **values):
    """Let the hold be over and the job run; return the order's state."""
    return house.admin_env(
        AFTER_HOLD + f"order = env['mynumber.order'].browse({order})\n"
        f"order.write({values!r})\n"
        "env['mynumber.jobs']._run_disposal()\nprint(order.state)"
    )


def test_a_number_registered_after_the_approval_is_not_destroyed(house):
    employee, subject, _old, order = disposal(house, "復職 花子")
    _answer, new = house.register(house.handler_person, employee, replace=True)
    assert carry_out(house, order) == "closed"
    assert house.handler_person.client.show(subject) == new


def test_a_cancelled_disposal_that_is_marked_as_running_destroys_nothing(house):
    _employee, subject, digits, order = disposal(house, "取消 済")
    officer = house.officer_person
    officer.client.seal("order.cancel", order, officer.pin)
    assert carry_out(house, order, state="running") == "cancelled"
    assert house.handler_person.client.show(subject) == digits


def test_a_disposal_whose_process_died_at_its_end_is_closed(house):
    _employee, subject, _digits, order = disposal(house, "終 了")
    assert carry_out(house, order) == "closed"
    assert carry_out(house, order, state="running") == "closed"
    with pytest.raises(Denied) as denied:
        house.handler_person.client.show(subject)
    assert denied.value.code == "no_number"


def checkpoints(house):
    return int(
        house.admin_env(
            "print(env['mynumber.checkpoint'].search_count("
            f"[('company_id', '=', {house.company})]))"
        )
    )


def test_a_disposal_and_an_export_leave_a_checkpoint(house):
    before = checkpoints(house)
    carry_out(house, disposal(house, "点 検")[3])
    assert checkpoints(house) == before + 1
    house.officer_person.client.post("/mynumber/audit/export", company=house.company)
    assert checkpoints(house) == before + 2


def test_who_proposed_an_order_is_what_the_log_says(house):
    """Writing another proposer into the record makes no second person."""
    officer = house.handler(house.officer_person, "both")
    right = house.officer_person.client.call(
        "mynumber.right",
        "create",
        {"user_id": officer.uid, "kind": "officer", "company_id": house.company},
    )
    house.officer_person.client.seal("right.grant", right, house.officer_person.pin)
    officer.step_up()
    answer, _digits = house.register(officer, house.hire("一人 二役"))
    order = officer.client.ask(
        "/mynumber/dispose/propose", subjects=[answer["subject"]], reason="退職"
    )["order"]
    forge = f"order = env['mynumber.order'].browse({order})\n"
    house.admin_env(forge + f"order.proposed_by = {house.handler_person.uid}")
    with pytest.raises(Denied) as denied:
        officer.client.seal("order.approve", order, officer.pin)
    assert denied.value.code == "second_person"
    house.admin_env(forge + "order.audit_seq -= 1")
    with pytest.raises(Denied) as denied:
        officer.client.seal("order.approve", order, officer.pin)
    assert denied.value.code == "order_state"


def test_a_number_that_came_after_the_one_that_was_seen_is_not_confirmed(house):
    person, employee = house.handler_person, house.hire("入替 花子")
    person.step_up()
    subject = house.register(person, employee, check=None)[0]["subject"]
    seen = person.client.fetch("/mynumber/verify/open", subject=subject)
    _answer, other = house.register(person, employee, check=None, replace=True)
    confirm = {"subject": subject, "verification": CARD}
    with pytest.raises(Denied) as denied:
        person.client.ask("/mynumber/verify/confirm", **confirm)
    assert denied.value.code == "conflict"
    again = person.client.fetch("/mynumber/verify/open", subject=subject)
    assert (again.decode(), again == seen) == (other, False)
    assert person.client.ask("/mynumber/verify/confirm", **confirm)["state"] == "active"


def test_the_export_verifies_without_odoo(house, tmp_path):
    """Invariant 10."""
    export = house.officer_person.client.post(
        "/mynumber/audit/export", company=house.company
    )
    log = tmp_path / "log.jsonl"
    log.write_bytes(export.content)
    vkey = house.instance.odoo(
        "mynumber", "audit", "vkey", "--company", house.company,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ).stdout.strip()  # fmt: skip
    command = [environment.PYTHON, "-I", ADDON / "vault" / "verifier.py", log]
    done = subprocess.run(
        [*command, "--vkey", vkey], capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout[:9]) == (0, "UNCHANGED"), done
    log.write_bytes(export.content.replace(b"number.reveal", b"number.revael", 1))
    done = subprocess.run(
        [*command, "--vkey", vkey], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 1, done
