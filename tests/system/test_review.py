# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariant 8, the roundabout ways: a Settings user who takes over a session, reads
the server's memory, or hides code in pages of errors and in other threads."""

import base64
import json
import re

import pytest
import requests
from intruder import Intruder
from office import PURPOSE, Office
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


# From a class that every environment reaches to any module of the server.
MODULE = "{{0.__func__.__globals__[permit].logging.sys.modules[{module}]{rest}}}"
DOOR = "odoo.addons.mynumber_management.door."
TAKEN = MODULE.format(module=DOOR + "browser", rest="._taken.data")


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
        "loot = request.session.sid",
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
        "session = request.session\n"
        f"user = env['res.users'].sudo().browse({uid})\n"
        "token = user._compute_session_token(session.sid)\n"
        "loot = session.update({'uid': user.id, 'login': user.login,"
        " 'session_token': token})",
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
        "sent = request.httprequest\n"
        "loot = [sent.environ, list(sent.headers), sent.cookies, request.cookies,"
        " list(request.future_response.headers),"
        f" {TAKEN!r}.format(env['ir.http']._dispatch)]"
    ):
        house.register(house.handler_person, house.hire("秘密 花子"))
    assert "session_id" in house.intruder.loot(), "the attack did not run"
    assert "<Hidden>" in house.intruder.loot(), "the attack did not run"
    assert secret not in house.intruder.loot()


DOWN = """
def walk(holder):
    for depth in range(100):
        for tail in {tails}:
            way = '{{0.gi_frame' + '.f_back' * depth + '.f_locals' + tail + '}}'
            try:
                yield way.format(holder[0])
            except Exception:
                yield ''
holder = []
holder.append(walk(holder))
loot = list(holder[0])
"""
HEADERS = [
    "[self].headers._headers", "[self].environ", "[environ]",
    "[httprequest].environ", "[httprequest].cookies",
    "[httprequest]._HTTPRequest__wrapped.cookies", "[request].httprequest.environ",
]  # fmt: skip


def test_the_stack_below_code_inside_a_request_does_not_show_the_secret(house):
    secret = next(
        cookie.value
        for cookie in house.handler_person.client.session.cookies
        if cookie.name == "mynumber_stepup"
    )
    with house.intruder.automation(DOWN.format(tails=HEADERS)):
        house.register(house.handler_person, house.hire("秘密 次郎"))
    assert "HTTP_COOKIE" in house.intruder.loot(), "the attack did not run"
    assert secret not in house.intruder.loot()


TRAPS = """
found = []
def trap(box):
    try:
        yield
    finally:
        found.append(len('{0.gi_frame.f_back.f_code}'.format(box[0])))
for _i in range(30000):
    box = []
    box.append(trap(box))
    for _one in box[0]:
        break
loot = '%s of 30000' % len(found)
"""


def test_nothing_left_for_the_collector_wakes_up_inside_a_request_of_the_vault(house):
    """A generator's last words could read the stack of whoever collects it."""
    assert house.intruder.run(TRAPS) not in ("", "0 of 30000"), "the attack did not run"
    with house.intruder.automation(TRAPS):
        house.register(house.handler_person, house.hire("回収 花子"))
    assert house.intruder.loot() == "0 of 30000"
    assert house.intruder.run(TRAPS) != "0 of 30000", "nothing is collected any more"


FRAMES = """
def walk(holder):
    for down in range(1, 12):
        for up in range(10):
            way = '{0.gi_frame' + '.f_back' * down + '.f_locals[error].__traceback__'
            try:
                yield (way + '.tb_next' * up + '.tb_frame.f_locals}').format(holder[0])
            except Exception:
                yield ''
def hook():
    holder = []
    holder.append(walk(holder))
    env.registry.many2many_relations.update({'loot': ['ran', list(holder[0])]})
env.cr.postrollback.add(hook)
loot = ''
"""


def test_the_frames_of_an_error_do_not_show_a_key(house):
    """A number that does not open fails where the keys are at hand."""
    broken, digits = house.register(house.handler_person, house.hire("壊 番"))
    house.intruder.run(
        'env.cr.execute("UPDATE mynumber_number n SET kid = m.kid FROM mynumber_number'
        f" m WHERE n.subject = '{broken['subject']}' AND m.subject = '{house.subject}'"
        '")\nloot = 1'
    )
    with house.intruder.rule(FRAMES, "hr.employee"):
        with pytest.raises(Denied) as denied:
            house.register(house.handler_person, house.hire("同 番"), digits)
    assert denied.value.code == "corrupt"
    seen = house.intruder.run("loot = env.registry.many2many_relations.get('loot')")
    assert "ran" in seen, "the attack did not run"
    assert "b'" not in seen
    house.intruder.run(
        f'env.cr.execute("DELETE FROM mynumber_number WHERE subject ='
        f" '{broken['subject']}'\")\nloot = 1"
    )


def test_a_context_put_into_the_session_does_not_follow_to_the_vault(house):
    """The session of a page that others may edit says which day it is, and more."""
    with house.intruder.view(
        "web.webclient_bootstrap",
        "//t[@t-call='web.layout']",
        "loot = request.session.context.update(default_state='approved') or 'ran'",
    ):
        house.handler_person.client.get("/odoo")
    try:
        assert house.intruder.loot() == "ran"
        answer, _digits = house.register(house.handler_person, house.hire("文 脈"))
        assert answer["state"] == "active"
        order = house.handler_person.client.ask(
            "/mynumber/dispose/propose", subjects=[answer["subject"]], reason="退職"
        )
        state = f"print(env['mynumber.order'].browse({order['order']}).state)"
        assert house.admin_env(state) == "draft"
    finally:
        house.handler_person.client = VaultClient(house.address).login(
            "handler", "handler-Pass-1"
        )
        house.handler_person.step_up()


def test_no_format_string_reads_a_root_key(house):
    name = house.instance.name
    keyring = house.instance.home / name / "keyring.json"
    root = base64.b64decode(json.loads(keyring.read_text())["epochs"][0]["key"])
    for rest in (
        ".provider._keys",
        ".provider._keys[1]",
        ".provider._cache",
        ".provider.__dict__",
        ".__dict__",
    ):
        walk = MODULE.format(module=DOOR + "house", rest=f"._houses[{name}]{rest}")
        seen = house.intruder.run(
            f"loot = 'seen ' + {walk!r}.format(env['ir.http']._dispatch)"
        )
        assert repr(root)[2:-1] not in seen and "b'" not in seen.replace("vault", "")
        assert "seen" in seen or rest.endswith("]"), "the attack did not run"


STACK = """
def walk(holder):
    for depth in range(100):
        try:
            yield ('{0.gi_frame' + '.f_back' * depth + '.f_locals}').format(holder[0])
        except Exception:
            yield ''
holder = []
holder.append(walk(holder))
loot = list(holder[0])
"""


def test_the_stack_below_an_automation_does_not_show_what_was_typed(house):
    digits = house.number()
    with house.intruder.automation(STACK):
        house.register(house.handler_person, house.hire("積 重"), digits)
    assert "purposes" in house.intruder.loot(), "the attack did not run"
    assert digits not in house.intruder.loot()


RULE = "[r for r in request.env['ir.http'].routing_map().iter_rules() if r.rule =="
FORGE = (
    f"""<t t-set="show" t-value="{RULE} '/mynumber/show'][0].endpoint"/>"""
    + """
    <t t-set="http" t-value="request.env['ir.http']"/>
    <t t-set="kept" t-value="request.env.registry.many2many_relations"/>
    <t t-set="done" t-value="request.reroute('/mynumber/show')"/>
    <t t-set="done" t-value="request.httprequest.environ.update({
        'HTTP_X_CSRF_TOKEN': request.csrf_token(),
        'HTTP_SEC_FETCH_SITE': 'same-origin'})"/>
    <t t-set="answer" t-value="http._dispatch(show)"/>
    <t t-set="done" t-value="http._post_dispatch(answer)"/>
    <t t-set="done" t-value="kept.update({'loot': [answer]})"/>
    """
)


def test_a_page_of_errors_and_a_job_open_nothing_together(house):
    """No endpoint runs while "not found" is drawn; a job's thread has no request."""
    client = house.handler_person.client
    body = {"subject": house.subject, "purpose": PURPOSE, "destination": "x"}
    with house.intruder.page("http_routing.404", "//t[@t-call]", FORGE):
        answer = client.session.post(
            house.address + "/mynumber/nothing",
            data=json.dumps(body),
            headers={"Content-Type": "text/plain"},
            timeout=180,
        )
    assert answer.status_code == 404
    assert house.loot not in answer.text
    seen = house.intruder.job(
        "loot = [b''.join(each.response) for each in"
        " env.registry.many2many_relations.get('loot')]"
    )
    assert "forbidden_origin" in seen, "the attack did not run"
    assert house.loot not in seen


QUEUE = '''
env.cr.execute("""
    INSERT INTO mynumber_destroy_queue(kid, usage, reason, subject, chain, seq)
    SELECT n.kid, 1, 'x', n.subject, c.mynumber_uuid, {seq}
      FROM mynumber_number n
      JOIN mynumber_subject s ON s.uuid = n.subject::text
      JOIN res_company c ON c.id = s.company_id
     WHERE n.subject = '{subject}' AND n.kid IS NOT NULL
""")
'''
DISPOSING = '''
env.cr.execute("""
    UPDATE mynumber_number SET state = 'disposing'
     WHERE subject = '{subject}' AND kid IS NOT NULL
""")
'''


@pytest.mark.parametrize("code", [QUEUE, DISPOSING, QUEUE + DISPOSING])
def test_a_key_that_nobody_ordered_to_be_destroyed_stays(house, code):
    other, _digits = house.register(house.handler_person, house.hire("本物 廃棄"))
    client = house.handler_person.client
    client.ask("/mynumber/mistake", subject=other["subject"], reason="別人")
    genuine = house.admin_env(
        'env.cr.execute("SELECT max(seq) FROM mn_audit.entry WHERE payload LIKE'
        " '%number.retire%'\")\nprint(env.cr.fetchone()[0])"
    )
    attack = code.format(subject=house.subject, seq=genuine)
    assert house.intruder.run(attack + "\nloot = env.cr.rowcount") == "1"
    house.admin_env("env['mynumber.jobs']._run_queue()")
    left = house.admin_env(
        "env.cr.execute('SELECT count(*) FROM mynumber_destroy_queue')\n"
        "print(env.cr.fetchone()[0])"
    )
    assert (left, client.show(house.subject)) == ("0", house.loot)


FOREIGN = {"views_changed", "assets_changed", "server_actions", "rules_changed"}


def found(house):
    """Codes of the doctor's findings about what others put in."""
    person = house.officer_person.client
    answer = person.ask("/mynumber/status", company=house.company)
    return {finding["code"] for finding in answer["doctor"]} & FOREIGN


def test_doctor_names_what_an_administrator_put_in(house):
    """… and nothing on a server where nobody did."""
    assert found(house) == set()
    call = house.admin.call
    model = call("ir.model", "search", [("model", "=", "mynumber.subject")])[0]
    made = {
        "ir.asset": {"name": "x", "bundle": "web.assets_backend", "path": "x"},
        "ir.rule": {"name": "x", "model_id": model, "domain_force": "[]"},
        "ir.actions.server": {
            "name": "x",
            "model_id": call("ir.model", "search", [("model", "=", "res.lang")])[0],
            "state": "code",
            "code": "env['mynumber.subject']",
        },
    }
    ids = {name: call(name, "create", values) for name, values in made.items()}
    with house.intruder.page("web.login", "//t[@t-call='web.login_layout']", "<i/>"):
        assert found(house) == FOREIGN
    for name, record in ids.items():
        call(name, "unlink", [record])
    assert found(house) == set()


def test_the_stack_below_a_record_rule_does_not_show_what_was_typed(house):
    """A rule is code as well, and it runs before the number is parsed."""
    digits = house.number()
    employee = house.hire("規 則")
    with house.intruder.rule(STACK, "hr.employee"):
        house.register(house.handler_person, employee, digits)
    assert "holder" in house.intruder.loot(), "the attack did not run"
    assert digits not in house.intruder.loot()
