# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariant 8: nothing a Settings user can run on the server obtains a number, a
right, a signature or a PIN, also while the handler's step-up is valid."""

import json
import xmlrpc.client

import pytest
import requests
from office import PURPOSE, Office
from vault_client import Denied, VaultClient
from web_client import Refused

RULE = "[r for r in {0}.routing_map().iter_rules() if r.rule == '/mynumber/show'][0]"


@pytest.fixture(scope="module")
def house(make_instance):
    """An office whose handler holds a valid step-up; ``loot`` is the number."""
    instance = make_instance("vault")
    instance.set_modules("-i", "base_automation")
    with instance.serving() as server:
        office = Office(instance, server.address)
        officer = office.officer()
        office.handler_person = office.handler(officer)
        office.handler_person.step_up()
        office.employee = office.hire("守田 まもる")
        answer, office.loot = office.register(office.handler_person, office.employee)
        office.subject = answer["subject"]
        yield office
        office.close()


@pytest.fixture(autouse=True)
def the_handler_is_stepped_up(house):
    house.handler_person.step_up()
    yield
    client = house.handler_person.client
    assert client.show(house.subject) == house.loot, "the lawful way must still work"


def run_action(house, code, model="mynumber.subject"):
    """Run a server action as the Settings user; its ``loot`` comes back as text."""
    admin = house.admin
    model_id = admin.call("ir.model", "search", [("model", "=", model)])[0]
    action = admin.call(
        "ir.actions.server",
        "create",
        {
            "name": "attack",
            "model_id": model_id,
            "state": "code",
            "code": code + "\nenv['ir.config_parameter'].sudo()"
            ".set_param('loot', str(loot))\n",
        },
    )
    try:
        admin.call("ir.actions.server", "run", [action])
    except Refused as refused:
        return str(refused)
    return admin.call("ir.config_parameter", "get_param", "loot")


def test_a_server_action_reads_rows_but_no_number(house):
    loot = run_action(
        house,
        "loot = env['mynumber.subject'].sudo().search([]).read()\n"
        "env.cr.execute('SELECT * FROM mynumber_number')\n"
        "loot = (loot, [[str(v) for v in row] for row in env.cr.fetchall()],"
        " [bytes(row[6]).hex() for row in [r for r in []]])",
    )
    assert "active" in loot
    assert house.loot not in loot


def test_sql_sees_sealed_bytes_only(house):
    loot = run_action(
        house,
        "env.cr.execute(\"SELECT encode(blob, 'hex'), encode(blob, 'escape') FROM"
        ' mynumber_number")\nloot = env.cr.fetchall()',
    )
    assert house.loot not in loot
    assert house.loot.encode().hex() not in loot


def test_sql_that_moves_a_number_to_another_person_opens_nothing(house):
    other = house.hire("他人 花子")
    answer, _digits = house.register(house.handler_person, other)
    swap = (
        'env.cr.execute("UPDATE mynumber_number n SET blob = m.blob, kid = m.kid FROM'
        f" mynumber_number m WHERE n.subject = '{answer['subject']}'"
        f" AND m.subject = '{house.subject}'\")\nloot = env.cr.rowcount"
    )
    assert run_action(house, swap) == "1"
    with pytest.raises(Denied) as denied:
        house.handler_person.client.show(answer["subject"])
    assert denied.value.code == "cut_off"


def test_with_user_reaches_no_method_that_opens(house):
    loot = run_action(
        house,
        f"user = env['res.users'].browse({house.handler_person.uid})\n"
        "subjects = env['mynumber.subject'].with_user(user).search([])\n"
        "loot = [subjects.read()] + [subjects.panel_data(s.holder_model, s.holder_id)"
        " for s in subjects]",
    )
    assert house.loot not in loot


def test_a_controller_called_from_a_server_action_is_refused(house):
    loot = run_action(
        house,
        "rule = " + RULE.format("env['ir.http']") + "\n"
        "response = rule.endpoint()\n"
        "loot = response.get_data(as_text=True)",
    )
    assert house.loot not in loot
    assert "ok" not in loot


def edited_view(house, body):
    """Insert ``body`` into the page that everybody opens, as the Settings user."""
    base = house.admin.call(
        "ir.ui.view", "search", [("key", "=", "web.webclient_bootstrap")]
    )[0]
    return house.admin.call(
        "ir.ui.view",
        "create",
        {
            "name": "attack",
            "type": "qweb",
            "inherit_id": base,
            "arch": "<data><xpath expr=\"//t[@t-call='web.layout']\""
            f' position="inside">{body}</xpath></data>',
        },
    )


@pytest.mark.parametrize(
    "body",
    [
        '<t t-set="r" t-value="rule.endpoint()"/>'
        '<i id="loot" t-out="r.get_data(as_text=True)"/>',
        '<t t-set="z" t-value="request.reroute(\'/mynumber/show\')"/>'
        '<t t-set="r" t-value="rule.endpoint()"/>'
        '<i id="loot" t-out="r.get_data(as_text=True)"/>',
        '<t t-set="z" t-value="request.reroute(\'/mynumber/show\')"/>'
        '<t t-set="r" t-value="request.env[\'ir.http\']._dispatch(rule.endpoint)"/>'
        '<t t-set="z" t-value="request.env[\'ir.http\']._post_dispatch(r)"/>'
        '<i id="loot" t-out="list(r.response)"/>',
        '<i id="loot" t-out="request.env[\'mynumber.subject\'].sudo().search([])'
        '.read()"/>',
    ],
    ids=["controller", "rerouted", "dispatched and marked", "records"],
)
def test_an_edited_view_that_the_handler_opens_gets_nothing(house, body):
    rule = RULE.format("request.env['ir.http']")
    view = edited_view(house, f'<t t-set="rule" t-value="{rule}"/>{body}')
    try:
        client = house.handler_person.client
        page = client.session.get(client.address + "/odoo", timeout=60)
        assert house.loot not in page.text
        assert "loot" in page.text or page.status_code >= 400, "the attack did not run"
    finally:
        house.admin.call("ir.ui.view", "unlink", [view])


def test_an_automation_inside_the_handlers_request_gets_nothing(house):
    admin = house.admin
    model = admin.call("ir.model", "search", [("model", "=", "mynumber.subject")])[0]
    rule = RULE.format("env['ir.http']")
    automation = admin.call(
        "base.automation",
        "create",
        {
            "name": "attack",
            "model_id": model,
            "trigger": "on_create_or_write",
            "action_server_ids": [
                (
                    0,
                    0,
                    {
                        "name": "attack",
                        "model_id": model,
                        "state": "code",
                        "code": "set_param = env['ir.config_parameter'].sudo()"
                        ".set_param\n"
                        "set_param('inside', 'ran')\n"
                        "seen = []\n"
                        "for rule in env['ir.http'].routing_map().iter_rules():\n"
                        "    if rule.rule.startswith('/mynumber/'):\n"
                        "        seen.append(rule.endpoint()"
                        ".get_data(as_text=True))\n"
                        f"r = {rule}.endpoint()\n"
                        "env['ir.http']._post_dispatch(r)\n"
                        "seen.append(r.get_data(as_text=True))\n"
                        "set_param('inside', str(seen))\n",
                    },
                )
            ],
        },
    )
    try:
        victim = house.hire("入力 中")
        client = house.handler_person.client
        before = house.number()
        try:
            house.register(house.handler_person, victim, before)
        except Denied:
            pass  # the automation may break the entry; it must not read it
        inside = admin.call("ir.config_parameter", "get_param", "inside") or ""
        assert before not in inside
        assert house.loot not in inside
        page = client.post(
            "/mynumber/show",
            subject=house.subject,
            purpose=PURPOSE,
            destination="test",
        )
        assert page.content.startswith(house.loot.encode())
    finally:
        admin.call("base.automation", "unlink", [automation])


def test_an_api_key_of_the_handler_opens_nothing(house):
    key = house.admin_env(
        f"user = env['res.users'].browse({house.handler_person.uid})\n"
        "from datetime import datetime, timedelta\n"
        "print(env['res.users.apikeys'].with_user(user)._generate('rpc', 'attack',"
        " datetime.now() + timedelta(days=1)))"
    )
    bearer = {"Authorization": f"Bearer {key}"}
    answer = requests.post(
        f"{house.address}/json/2/mynumber.subject/search_read",
        json={"domain": [], "fields": []},
        headers=bearer,
        timeout=60,
    )
    assert answer.status_code == 200
    assert house.loot not in answer.text
    body = {"subject": house.subject, "purpose": PURPOSE, "destination": "test"}
    answer = requests.post(
        f"{house.address}/mynumber/show",
        data=json.dumps(body),
        headers={
            **bearer,
            "Content-Type": "application/octet-stream",
            "Sec-Fetch-Site": "same-origin",
        },
        timeout=60,
        allow_redirects=False,
    )
    assert answer.status_code in (303, 401, 403)
    assert house.loot not in answer.text
    proxy = xmlrpc.client.ServerProxy(f"{house.address}/xmlrpc/2/object")
    rows = proxy.execute_kw(
        house.instance.name,
        house.handler_person.uid,
        key,
        "mynumber.subject",
        "search_read",
        [[]],
    )
    assert rows and house.loot not in str(rows)


def test_a_forged_right_row_is_only_a_row(house):
    run_action(
        house,
        'env.cr.execute("INSERT INTO mynumber_right(user_id, company_id, kind, state,'
        " key, date_from, date_to, act_show, act_enter)"
        f" VALUES ({admin_uid(house)}, {house.company}, 'grant', 'effective',"
        " gen_random_uuid()::text, '2020-01-01', '2099-01-01', true, true)\")\n"
        "loot = 'inserted'",
    )
    with pytest.raises(Denied) as denied:
        VaultClient(house.address).login("admin", "admin").show(house.subject)
    assert denied.value.code == "right_missing"


def admin_uid(house):
    return house.admin.call("res.users", "search", [("login", "=", "admin")])[0]


def test_a_forged_enrolment_is_refused(house):
    client = VaultClient(house.address).login("admin", "admin")
    for code in ("AAAA-BBBB-CCCC-DDDD", "", "x" * 200):
        with pytest.raises(Denied) as denied:
            client.enrol(code, "attack-123")
        assert denied.value.code in ("code_wrong", "bad_request")


def test_the_handlers_password_alone_is_no_step_up(house):
    run_action(
        house,
        f"env['res.users'].sudo().browse({house.handler_person.uid})"
        ".write({'password': 'Stolen-Pass-1'})\nloot = 'reset'",
    )
    thief = VaultClient(house.address).login("handler", "Stolen-Pass-1")
    with pytest.raises(Denied) as denied:
        thief.show(house.subject)
    assert denied.value.code == "pin_required"
    house.handler_person.client = VaultClient(house.address).login(
        "handler", "Stolen-Pass-1"
    )
    house.handler_person.step_up()


def test_the_log_shows_no_reveal_that_was_not_the_handlers(house):
    entries = json.loads(
        house.admin_env(
            'import json\nenv.cr.execute("SELECT payload FROM mn_audit.entry'
            " WHERE payload LIKE '%number.reveal%'\")\n"
            "print(json.dumps([row[0] for row in env.cr.fetchall()]))"
        )
    )
    actors = {json.loads(entry)["act"]["uid"] for entry in entries}
    assert actors == {house.handler_person.uid}
