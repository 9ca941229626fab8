# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the scheduler does by night: doubles, the digest, checkpoints, their notes."""

import json

import pytest
from office import Office
from postbox import Postbox

SLIP = """
slip = env['mynumber.statement.withholding'].create({
    'employee_id': %d, 'company_id': %d, 'year': 2026, 'pay_kind': '給料',
    'pay_amount': 3000000, 'tax_amount': 1000, 'payee_name': '日報 太郎',
    'payee_kana': 'ニッポウ タロウ', 'payee_birth_date': '1985-05-15',
    'payee_address': '東京都千代田区1-1', 'payer_address': '東京都港区1-1',
    'payer_name': '見本商事',
})
slip.action_check()
print(slip.id)
"""


@pytest.fixture(scope="module")
def house(make_instance):
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.officer_person = office.officer()
        office.handler_person = office.handler(office.officer_person)
        office.handler_person.step_up()
        yield office
        office.close()


def run(house, job):
    """Run a job as the scheduler does; return [what it did, the dashboard's note]."""
    return json.loads(
        house.admin_env(
            f"import json\ndone = env['mynumber.jobs']._run_{job}()\n"
            f"note = env['mynumber.job'].search([('code', '=', '{job}')])\n"
            "print(json.dumps([done, note.note, bool(note.last_success)]))"
        )
    )


def questions(house, *subjects):
    rows = house.officer_person.client.call(
        "mynumber.subject",
        "search_read",
        [("uuid", "in", subjects)],
        ["question", "question_subject_ids"],
    )
    return [(row["question"], len(row["question_subject_ids"])) for row in rows]


def test_equal_numbers_that_wait_become_a_question_for_both(house):
    one, digits = house.register(house.handler_person, house.hire("同番 一"))
    two, _same = house.register(
        house.handler_person, house.hire("同番 二"), digits, check=None
    )
    pair = one["subject"], two["subject"]
    assert questions(house, *pair) == [(False, 0), (False, 0)]
    assert run(house, "doubles") == [2, False, True]
    assert questions(house, *pair) == [("duplicate", 1), ("duplicate", 1)]
    assert run(house, "doubles") == [0, False, True]


def test_officers_are_told_of_yesterdays_outputs_without_order(house):
    employee = house.hire("日報 太郎")
    house.register(house.handler_person, employee)
    slip = int(house.admin_env(SLIP % (employee, house.company)))
    filing = house.handler_person.client.ask(
        "/mynumber/output/plan",
        model="mynumber.statement.withholding",
        ids=[slip],
        copy="municipal",
        page="a5",
    )["filing"]
    assert run(house, "digest") == [0, False, True]
    house.admin_env(
        "from datetime import timedelta\n"
        f"filing = env['mynumber.filing'].browse({filing})\n"
        "filing.produced_on -= timedelta(days=1)"
    )
    assert run(house, "digest") == [1, False, True]
    told = house.admin_env(
        f"officer = env['res.users'].browse({house.officer_person.uid})\n"
        "messages = env['mail.message'].search("
        "[('partner_ids', 'in', officer.partner_id.ids)])\n"
        f"print(env['mynumber.filing'].browse({filing}).name in str("
        "messages.mapped('body')))"
    )
    assert told == "True"


def test_checkpoints_are_made_when_due_and_only_then(house):
    made = run(house, "checkpoint")
    assert (made[0] >= 2, made[1:]) == (True, [False, True])
    assert run(house, "checkpoint")[0] == 0
    house.admin_env(
        "from datetime import timedelta\n"
        "for note in env['mynumber.checkpoint'].search([]):\n"
        "    note.made_on -= timedelta(days=1)"
    )
    house.handler_person.client.ask("/mynumber/pin/state")
    house.register(house.handler_person, house.hire("新 件"))
    assert run(house, "checkpoint")[0] == 1


SENT = """
import json
env['mail.mail'].process_email_queue()
env['mynumber.jobs']._run_checkpoint()
notes = env['mynumber.checkpoint'].search([], order='id desc', limit=2)
from odoo.addons.mynumber_management.door import doctor
codes = [finding.code for finding in doctor.examine(env)]
print(json.dumps([notes.mapped(lambda n: bool(n.sent_on)), len(notes.mail_ids),
                  'checkpoint' in codes]))
"""
SERVER = """
servers = env['ir.mail_server']
(servers.search([]) or servers.create({'name': 'post', 'smtp_host': '127.0.0.1'})
).write({'smtp_port': %d, 'smtp_encryption': 'none'})
"""


def sent(house):
    """[has each of two checkpoints left, mails that wait, does doctor miss one]."""
    return json.loads(house.admin_env(SENT))


def test_a_checkpoint_has_left_when_the_mail_server_took_it(house, tmp_path):
    """Neither a queued mail nor a refused one is outside."""
    house.admin_env("env['mynumber.checkpoint'].search([]).unlink()")
    with Postbox() as closed:
        pass
    house.admin_env(SERVER % closed.port)
    assert run(house, "checkpoint")[0] == 2
    assert sent(house) == [[False, False], 2, True]
    with Postbox() as post:
        house.admin_env(SERVER % post.port)
        assert sent(house) == [[True, True], 0, False]
        assert len(post.mails) == 2
    assert all("/chain-v1" in mail for mail in post.mails)


def test_a_checkpoint_nobody_has_is_handed_over_again(house, tmp_path):
    house.admin_env(
        "notes = env['mynumber.checkpoint'].search([])\n"
        "notes.mail_ids.unlink()\nnotes.write({'sent_on': False})"
    )
    folder = tmp_path / "notes"
    folder.mkdir()
    for _again in range(2):
        house.admin_env(
            "from odoo.tools import config\n"
            f"config['mynumber_checkpoint_dir'] = {str(folder)!r}\n"
            "env['mynumber.jobs']._run_checkpoint()"
        )
        assert len(list(folder.iterdir())) == 2
    note = house.admin_env(
        "note = env['mynumber.checkpoint'].search([], limit=1)\n"
        "print(bool(note.sent_on), note.note)"
    )
    assert note.startswith("True mynumber/")


def test_a_closed_vault_is_noted_not_raised(house):
    keyring = house.instance.home / house.instance.name / "keyring.json"
    aside = keyring.with_suffix(".aside")
    keyring.rename(aside)
    try:
        done = house.instance.odoo(
            "shell", "--no-http", input="env['mynumber.jobs']._run_queue()\n",
            stdin=None,
        )  # fmt: skip
    finally:
        aside.rename(keyring)
    assert done.returncode == 0
    note = house.admin_env(
        "print(env['mynumber.job'].search([('code', '=', 'queue')]).note)"
    )
    assert note == "keyring_missing"
