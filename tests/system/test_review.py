# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariant 8, the roundabout ways: a Settings user who takes over a session, reads
the server's memory, or hides code in pages of errors and in other threads."""

import re

import pytest
import requests
from intruder import Intruder
from office import Office
from vault_client import Denied, VaultClient
from web_client import TOKEN


@pytest.fixture(scope="module")
def house(make_instance):
    """An office whose handler holds a valid step-up; ``loot`` is the number."""
    instance = make_instance("vault", max_cron_threads=1)
    instance.set_modules("-i", "base_automation")
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.officer_person = office.officer()
        office.handler_person = office.handler(office.officer_person)
        office.handler_person.step_up()
        office.employee = office.hire("守田 まもる")
        answer, office.loot = office.register(office.handler_person, office.employee)
        office.subject = answer["subject"]
        office.intruder = Intruder(office)
        yield office
        office.close()


@pytest.fixture(autouse=True)
def the_handler_is_stepped_up(house):
    house.handler_person.step_up()
    yield
    client = house.handler_person.client
    assert client.show(house.subject) == house.loot, "the lawful way must still work"


def take_over(house, session_id):
    """What the vault says to somebody who sends the handler's session id."""
    thief = VaultClient(house.address)
    thief.session.headers["Cookie"] = f"session_id={session_id}"
    thief.token = TOKEN.search(thief.get("/odoo"))[1]
    with pytest.raises(Denied) as denied:
        thief.show(house.subject)
    return denied.value.code


def test_a_session_id_read_in_a_view_is_no_step_up(house):
    with house.intruder.view(
        "web.webclient_bootstrap",
        "//t[@t-call='web.layout']",
        "request.env['ir.config_parameter'].sudo()"
        ".set_param('loot', request.session.sid)",
    ):
        house.handler_person.client.get("/odoo")
    stolen = house.intruder.loot()
    assert len(stolen) == 84, "the attack did not run"
    assert take_over(house, stolen) == "pin_required"


def test_a_session_forged_with_the_start_of_the_handlers_is_no_step_up(house):
    uid = house.handler_person.uid
    start = house.intruder.run(
        "env.cr.execute('SELECT session_identifier FROM res_device_log WHERE user_id"
        f" = {uid} ORDER BY id DESC')\nloot = env.cr.fetchone()[0]"
    )
    with house.intruder.view(
        "web.login",
        "//t[@t-call='web.login_layout']",
        f"request.session.update({{'uid': {uid}, 'login': 'handler', 'session_token':"
        f" request.env['res.users'].sudo().browse({uid})"
        "._compute_session_token(request.session.sid)})",
    ):
        answer = requests.get(
            f"{house.address}/web/login",
            headers={"Cookie": f"session_id={start}{'A' * 42}"},
            timeout=60,
        )
    forged = re.search("session_id=([^;]+)", answer.headers["Set-Cookie"])[1]
    assert forged.startswith(start), "the attack did not run"
    assert take_over(house, forged) == "pin_required"


def test_code_inside_a_request_of_the_vault_does_not_see_the_secret(house):
    secret = next(
        cookie.value
        for cookie in house.handler_person.client.session.cookies
        if cookie.name == "mynumber_stepup"
    )
    with house.intruder.automation(
        "loot = [look(lambda r: [dict(r.httprequest.environ), dict(r.cookies),"
        " dict(r.httprequest.headers), dict(r.httprequest.cookies),"
        " r.future_response.headers])]"
    ):
        house.register(house.handler_person, house.hire("秘密 花子"))
    assert "session_id" in house.intruder.loot(), "the attack did not run"
    assert secret not in house.intruder.loot()
