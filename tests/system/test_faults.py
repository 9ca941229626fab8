# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Faults of keyring, keystore and log: refused, the cure named, nothing lost."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import time
import uuid

import pytest
from audit_database import ODOO, connect
from office import Office
from vault_client import Denied

DEADLINE = 30  # seconds until a changed keyring must be noticed (5 s by design)


@pytest.fixture(scope="module")
def house(make_instance):
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.officer_person = office.officer()
        office.handler_person = office.handler(office.officer_person)
        office.handler_person.step_up()
        employee = office.hire("故障 太郎")
        answer, office.digits = office.register(office.handler_person, employee)
        office.subject = answer["subject"]
        office.vault = instance.home / instance.name
        yield office
        office.close()


@pytest.fixture(autouse=True)
def nothing_is_lost(house):
    """After each fault the number is there and the log has no traceback of ours."""
    before = house.instance.log.stat().st_size
    yield
    until(house, "ready")
    house.handler_person.step_up()
    assert house.handler_person.client.show(house.subject) == house.digits
    with open(house.instance.log, "rb") as log:
        log.seek(before)
        written = log.read().decode()
    assert "Traceback" not in written
    assert house.digits not in written


def until(house, state):
    """Ask for the vault's state until it is ``state``."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        answer = house.officer_person.client.ask(
            "/mynumber/status", company=house.company
        )
        if answer["vault"]["state"] == state:
            return answer["vault"]
    raise AssertionError(f"the vault is not {state}: {answer['vault']}")


def refused(house, reason):
    """The refusal of showing the number, once the vault has noticed the fault."""
    until(house, reason)
    with pytest.raises(Denied) as denied:
        house.handler_person.client.show(house.subject)
    assert house.digits not in str(denied.value.body)
    return denied.value


@contextlib.contextmanager
def moved_away(path):
    aside = path.with_name(path.name + ".aside")
    path.rename(aside)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        aside.rename(path)


@pytest.mark.parametrize(
    ("file", "reason"),
    [("keyring.json", "keyring_missing"), ("keystore.sqlite", "keystore_missing")],
)
def test_a_missing_store_closes_the_vault_and_names_the_cure(house, file, reason):
    with moved_away(house.vault / file):
        denied = refused(house, reason)
        assert (denied.status, denied.body["reason"]) == (503, reason)
        assert "mynumber" in until(house, reason)["cure"]
    assert not (house.vault / file).with_name(file + ".aside").exists()


@pytest.mark.parametrize(
    ("file", "reason"),
    [("keyring.json", "keyring_too_open"), ("keystore.sqlite", "keystore_too_open")],
)
def test_a_store_that_others_can_read_closes_the_vault(house, file, reason):
    path = house.vault / file
    mode = path.stat().st_mode & 0o777
    path.chmod(0o644)
    try:
        assert refused(house, reason).body["reason"] == reason
    finally:
        path.chmod(mode)


def test_a_damaged_keyring_closes_the_vault(house):
    path = house.vault / "keyring.json"
    with moved_away(path):
        path.touch(mode=0o600)
        path.write_text("{}")
        assert refused(house, "keyring_invalid").status == 503


def test_a_keystore_older_than_the_database_closes_the_vault(house):
    path = house.vault / "keystore.sqlite"
    old = path.with_name("old.sqlite")
    shutil.copy2(path, old)
    late, digits = house.register(house.handler_person, house.hire("後 から"))
    with moved_away(path):
        shutil.copy2(old, path)
        path.chmod(0o600)
        assert refused(house, "rollback_keystore").status == 503
    old.unlink()
    house.handler_person.step_up()
    assert house.handler_person.client.show(late["subject"]) == digits


def test_a_foreign_keystore_closes_the_vault(house):
    path = house.vault / "keystore.sqlite"
    with moved_away(path):
        shutil.copy2(path.with_name(path.name + ".aside"), path)
        with contextlib.closing(sqlite3.connect(path)) as store:
            store.execute(
                "UPDATE meta SET v = ? WHERE k = 'vault_uuid'", (uuid.uuid4().bytes,)
            )
            store.commit()
        path.chmod(0o600)
        assert refused(house, "unbound").status == 503
        assert red(house) == {"unbound"}  # a fresh process, too: by the log's origin


def test_a_locked_keystore_is_refused_and_then_served(house):
    path = house.vault / "keystore.sqlite"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert refused(house, "keystore_locked").status == 503
    finally:
        holder.execute("ROLLBACK")
        holder.close()


def found(house, level):
    """Codes of what doctor finds at ``level``, in a process of its own."""
    return set(
        house.admin_env(
            "from odoo.addons.mynumber_management.door import doctor\n"
            f"print(*(f.code for f in doctor.examine(env) if f.level == {level!r}))"
        ).split()
    )


def red(house):
    return found(house, "red")


@contextlib.contextmanager
def changed(house, statement):
    """The keystore as SQL changed it, for the block."""
    path = house.vault / "keystore.sqlite"
    kept = path.with_name("kept.sqlite")
    shutil.copy2(path, kept)
    with contextlib.closing(sqlite3.connect(path)) as store, store:
        store.execute(statement)
    try:
        yield
    finally:
        os.replace(kept, path)


def psql(house, statement):
    house.admin_env(f'env.cr.execute("{statement}")')


def test_without_the_audit_log_nothing_is_shown(house):
    """Invariant 1: no plaintext without a committed entry that precedes it."""
    psql(house, "ALTER TABLE mn_audit.entry RENAME TO entry_away")
    try:
        with pytest.raises(Denied) as denied:
            house.handler_person.client.show(house.subject)
        assert denied.value.body["reason"] == "audit_refused"
        assert house.digits not in str(denied.value.body)
    finally:
        psql(house, "ALTER TABLE mn_audit.entry_away RENAME TO entry")


@pytest.mark.parametrize("table", ["entry", "head"])
def test_without_the_triggers_of_the_log_the_vault_is_closed(house, table):
    psql(house, f"ALTER TABLE mn_audit.{table} DISABLE TRIGGER {table}_delete")
    try:
        assert refused(house, "audit_triggers").status == 503
    finally:
        psql(house, f"ALTER TABLE mn_audit.{table} ENABLE TRIGGER {table}_delete")


def test_a_vault_inside_odoos_own_directories_is_refused(make_instance):
    instance = make_instance("vault")
    instance.options["mynumber_home"] = instance.data / "home"
    done = instance.odoo(
        "mynumber", "doctor", "--json",
        check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert "home_place" in {found["code"] for found in json.loads(done.stdout)}


def test_a_neutralised_copy_is_refused(house):
    psql(house, "INSERT INTO mynumber_vault_mark VALUES (true)")
    try:
        denied = refused(house, "neutralized")
        assert denied.status == 503
        assert "rebind" not in until(house, "neutralized")["cure"]
    finally:
        psql(house, "DELETE FROM mynumber_vault_mark")


def test_a_root_key_in_the_database_closes_the_vault(house):
    text = (house.vault / "keyring.json").read_text()
    key = json.loads(text)["epochs"][0]["key"]
    for name, value in (("mynumber.root", key), ("backup", text)):
        house.admin_env(f"env['ir.config_parameter'].set_param({name!r}, {value!r})\n")
        try:
            assert refused(house, "key_misplaced").status == 503
        finally:
            house.admin_env(f"env['ir.config_parameter'].set_param({name!r}, False)")


def test_a_second_host_is_refused_while_the_first_one_serves(house):
    """Processes of one host share a lock; one of another host finds it taken."""
    number = int.from_bytes(hashlib.sha256(b"mynumber-host/1").digest()[:4], "big") >> 1
    mine = "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
    with contextlib.closing(connect(house.instance.name, ODOO)) as other:
        with other.cursor() as cr:
            cr.execute(mine, [number])
            (host,) = {objid for (objid,) in cr.fetchall()}
            cr.execute("SELECT pg_advisory_lock_shared(%s, %s)", [number, host ^ 1])
        assert red(house) == {"second_host"}
        house.handler_person.step_up()
        assert house.handler_person.client.show(house.subject) == house.digits
    assert red(house) == set()


def test_a_process_that_does_not_know_the_keyring_is_found(house):
    with contextlib.closing(connect(house.instance.name, ODOO)) as worker:
        with worker.cursor() as cr:
            cr.execute("SET application_name = 'mynumber-vault 7,8'")
        assert "keyring_workers" in found(house, "amber")
        with worker.cursor() as cr:
            cr.execute("SET application_name = 'mynumber-vault 1'")
        worker.commit()
        assert "keyring_workers" not in found(house, "amber")


def test_a_log_that_was_rewritten_closes_the_vault(house):
    """As long as before, but not what the keystore saw: a restored, lengthened log."""
    with changed(house, "UPDATE audit_head SET hash = zeroblob(32)"):
        assert refused(house, "rollback_db").status == 503


def test_a_live_number_whose_key_was_destroyed_means_an_old_database(house):
    tomb = "INSERT INTO tomb SELECT kid, subject, usage, {}, kid, 1 FROM dek"
    with changed(house, tomb.format("strftime('%s')")):
        assert red(house) == set()  # its row may be on its way
    with changed(house, tomb.format("created - 400")):
        assert red(house) == {"rollback_db"}


def test_developer_mode_closes_the_vault(make_instance):
    instance = make_instance("vault")
    instance.options["dev_mode"] = "xml"
    done = instance.odoo(
        "mynumber", "doctor", "--json",
        check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert ("red", "dev_mode") in {
        (found["level"], found["code"]) for found in json.loads(done.stdout)
    }


def test_doctor_says_what_is_wrong(house):
    with moved_away(house.vault / "keyring.json"):
        done = house.instance.odoo(
            "mynumber", "doctor", "--json",
            check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    findings = json.loads(done.stdout)
    assert done.returncode == 1
    assert ("red", "keyring_missing") in {(f["level"], f["code"]) for f in findings}
