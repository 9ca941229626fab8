# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A whole office behind the fence: the log belongs to an owner, a writer extends it."""

import json
import os
import subprocess

import cluster
import pytest
from audit_database import (
    ODOO,
    WRITER,
    connect,
    drop_roles,
    fence,
    psql,
    refused,
    superuser,
)
from office import Office
from vault_client import Denied


@pytest.fixture(scope="module")
def house(make_instance):
    instance = make_instance("vault")
    done = fence(instance.name)
    assert not done.returncode, done.stderr
    instance.dsn = (
        f"host={cluster.environment()['PGHOST']} dbname={{}} user={WRITER}"
        f" port={cluster.environment().get('PGPORT', '5432')}"
    )
    instance.options["mynumber_audit_dsn"] = instance.dsn.format(instance.name)
    with instance.serving() as server:
        office = Office(instance, server.address)
        office.officer_person = office.officer()
        office.handler_person = office.handler(office.officer_person)
        office.handler_person.step_up()
        office.employee = office.hire("囲い 太郎")
        answer, office.digits = office.register(office.handler_person, office.employee)
        office.subject = answer["subject"]
        yield office
        office.close()
    instance.drop()
    drop_roles()


def mynumber(house, *words):
    return house.instance.odoo(
        "mynumber", *words,
        check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def doctor(house):
    done = mynumber(house, "doctor", "--json")
    return {(found["level"], found["code"]) for found in json.loads(done.stdout)}


def test_daily_work_goes_on_and_odoos_role_cannot_write_the_log(house):
    assert house.handler_person.client.show(house.subject) == house.digits
    assert (
        mynumber(house, "audit", "verify", "--company", house.company).returncode == 0
    )
    found = doctor(house)
    assert ("amber", "audit_owner") not in found
    assert "red" not in {level for level, _code in found}
    connection = connect(house.instance.name, ODOO)
    refused(connection, "DELETE FROM mn_audit.entry")
    refused(connection, "ALTER TABLE mn_audit.entry DISABLE TRIGGER ALL")
    connection.close()


def test_a_fenced_database_is_saved_and_restored(house, tmp_path):
    folder = os.fspath(tmp_path / "backup")
    saved = mynumber(house, "backup", folder)
    assert saved.returncode == 0, saved.stderr
    checked = mynumber(house, "restore-check", folder)
    assert checked.returncode == 0, checked.stderr
    assert "1 companies" in checked.stdout


@pytest.mark.long
def test_a_fenced_database_is_updated(house):
    house.instance.set_modules("-u", "mynumber_management")
    assert mynumber(house, "audit", "verify").returncode == 0


@pytest.mark.parametrize("dsn", ["", "of another database", "host=127.0.0.1 port=1"])
def test_a_writer_that_cannot_write_here_closes_the_vault(house, dsn):
    if dsn == "of another database":
        dsn = house.instance.dsn.format("postgres")
    kept = house.instance.options["mynumber_audit_dsn"]
    house.instance.options["mynumber_audit_dsn"] = dsn
    try:
        assert ("red", "audit_refused") in doctor(house)
        assert mynumber(house, "officer", "unlock", "admin").returncode == 1
    finally:
        house.instance.options["mynumber_audit_dsn"] = kept


def test_a_writer_that_lost_its_right_refuses_and_shows_nothing(house):
    """Invariant 1: no plaintext without a committed entry that precedes it."""
    function = (
        "FUNCTION mn_audit.append_many(uuid, bigint[], text[], bytea[], bytea[],"
        " bytea[], bytea[], bytea[], bytea[])"
    )
    try:
        psql(
            house.instance.name, superuser(),
            "-c", f"REVOKE EXECUTE ON {function} FROM {WRITER}",
        )  # fmt: skip
        with pytest.raises(Denied) as denied:
            house.handler_person.client.show(house.subject)
        assert denied.value.body["reason"] == "audit_refused"
    finally:
        psql(
            house.instance.name, superuser(),
            "-c", f"GRANT EXECUTE ON {function} TO {WRITER}",
        )  # fmt: skip
    house.handler_person.step_up()
    assert house.handler_person.client.show(house.subject) == house.digits
