# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The fence around the audit log: an owner and a writer apart from Odoo's role."""

import contextlib

import psycopg2
import pytest
from audit_database import (
    CHAIN,
    CHANGES,
    KIN,
    ODOO,
    OWNER,
    WRITER,
    check,
    connect,
    drop_roles,
    empty,
    fallback,
    fence,
    psql,
    refused,
    superuser,
    walled,
    write,
)


@pytest.fixture(scope="module", autouse=True)
def roles():
    yield
    drop_roles()


@pytest.fixture
def log():
    with fallback("audit") as log:
        yield log


@pytest.fixture
def fenced():
    with walled("audit") as log:
        yield log


@pytest.fixture(scope="module")
def closed_log():
    """One that many tests share, because all they do is refused."""
    with walled("audit_closed") as log:
        yield log


def test_the_fence_keeps_the_log_and_can_be_run_again(fenced):
    assert check(fenced.cursor).last == 1
    again = fence(fenced.name)
    assert (again.returncode, again.stderr) == (0, "")
    write(fenced.writer, {"ev": "after"})
    fenced.writer_connection.commit()
    result = check(fenced.cursor)
    assert (result.code, result.last) == (0, 2)


def test_the_fence_stands_without_an_add_on(log):
    log.cursor.execute("DROP SCHEMA mn_audit CASCADE")
    log.connection.commit()
    done = fence(log.name)
    assert not done.returncode, done.stderr
    writer = connect(log.name, WRITER)
    with writer, writer.cursor() as cursor:
        write(cursor, {"ev": "one"})
    writer.close()
    assert check(log.cursor).last == 1


@pytest.mark.parametrize(
    "statement",
    [
        *CHANGES,
        "INSERT INTO mn_audit.head VALUES (gen_random_uuid(), 0, '')",
        f"SELECT mn_audit.lock_head('{CHAIN}')",
        f"SELECT mn_audit.prune('{CHAIN}', 1)",
        f"SELECT mn_audit.append('{CHAIN}', 2, '', '', '', '', '', '', '')",
        f"SELECT mn_audit.append_many('{CHAIN}', '{{}}', '{{}}', '{{}}', '{{}}',"
        " '{}', '{}', '{}', '{}')",
        "SELECT mn_audit.refuse()",
        "SELECT * FROM mn_audit.head FOR UPDATE",
        "LOCK TABLE mn_audit.head",
        "ALTER TABLE mn_audit.entry DISABLE TRIGGER ALL",
        "ALTER TABLE mn_audit.entry DROP COLUMN sig",
        "DROP TABLE mn_audit.entry CASCADE",
        "DROP SCHEMA mn_audit CASCADE",
        "CREATE TABLE mn_audit.other (a int)",
        "CREATE OR REPLACE FUNCTION mn_audit.refuse() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        f"SET ROLE {OWNER}",
        f"SET ROLE {WRITER}",
        f"GRANT ALL ON mn_audit.entry TO {ODOO}; UPDATE mn_audit.entry SET seq = 9",
        f"REASSIGN OWNED BY {OWNER} TO {ODOO}",
    ],
)
def test_behind_the_fence_odoo_can_only_read(closed_log, statement):
    refused(closed_log.connection, statement)
    assert check(closed_log.cursor).last == 1


@pytest.mark.parametrize(
    "statement",
    [
        *CHANGES,
        "SELECT * FROM mn_audit.entry",
        "INSERT INTO mn_audit.head VALUES (gen_random_uuid(), 0, '')",
        f"SELECT mn_audit.prune('{CHAIN}', 1)",
        "ALTER TABLE mn_audit.entry DISABLE TRIGGER ALL",
        f"SET ROLE {OWNER}",
    ],
)
def test_the_writer_can_only_append(closed_log, statement):
    refused(closed_log.writer_connection, statement)
    assert check(closed_log.cursor).last == 1


def test_a_function_of_the_same_name_is_not_called(fenced):
    """The definer's functions do not look where other roles can write."""
    fenced.writer.execute(
        "CREATE TEMP TABLE head (chain uuid PRIMARY KEY, seq bigint, hash bytea)"
    )
    fenced.writer.execute("SET search_path = pg_temp, mn_audit")
    write(fenced.writer, {"ev": "after"})
    fenced.writer_connection.commit()
    assert check(fenced.cursor).last == 2


def test_the_owner_cannot_log_in(closed_log):
    with pytest.raises(psycopg2.OperationalError):
        connect(closed_log.name, OWNER)


def test_a_restore_without_owners_is_mended_by_running_it_again(fenced, tmp_path):
    dump = tmp_path / "dump.sql"
    done = psql(fenced.name, superuser(), "--no-owner", "-f", dump, program="pg_dump")
    assert not done.returncode, done.stderr
    copy = empty("audit_copy")
    try:
        psql(copy.name, ODOO, "-f", dump)
        restored = connect(copy.name, ODOO)
        write(restored.cursor(), {"ev": "unfenced"})
        restored.commit()
        assert not fence(copy.name).returncode
        refused(restored, f"SELECT mn_audit.lock_head('{CHAIN}')")
        assert check(restored.cursor()).last == 2
        restored.close()
    finally:
        copy.drop()


@pytest.mark.parametrize("which", ["superuser", "same", "member", "absent"])
def test_roles_that_are_not_apart_are_refused(log, which):
    roles = {"odoo": ODOO, "owner": OWNER, "writer": WRITER}
    if which == "superuser":
        roles["odoo"] = superuser()
    elif which == "same":
        roles["writer"] = ODOO
    elif which == "absent":
        roles["odoo"] = "test_no_such_role"
    else:
        roles["owner"] = KIN
        with contextlib.closing(connect(log.name, superuser())) as admin:
            with admin, admin.cursor() as cursor:
                cursor.execute(f"CREATE ROLE {KIN} NOLOGIN")
                cursor.execute(f"GRANT {KIN} TO {ODOO}")
    done = fence(log.name, **roles)
    assert done.returncode and "must exist and be apart" in done.stderr
    write(log.cursor, {"ev": "untouched"})
    log.connection.commit()
    assert check(log.cursor).last == 1
