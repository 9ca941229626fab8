# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases with the audit log, without Odoo, and how to write to them."""

import contextlib
import os
import subprocess
import uuid
from types import SimpleNamespace

import cluster
import psycopg2
import pytest
from instance import Instance, maintenance
from machine import postgres_bin
from mynumber_management.vault import audit_chain, checkpoint, verifier
from places import ADDONS
from psycopg2 import errors, sql

SCRIPTS = ADDONS / "mynumber_management" / "vault" / "sql"
VAULT, CHAIN = uuid.UUID(int=1), uuid.UUID(int=2)
SIGNER = audit_chain.Signer(bytes(range(1, 33)))
TIME = "2026-04-01T00:00:00Z"
REFUSED = (errors.InsufficientPrivilege,)
OWNER, WRITER, KIN = (f"test_{os.getpid()}_{n}" for n in ("owner", "writer", "kin"))
ODOO = cluster.environment().get("PGUSER", cluster.USER)
COLUMNS = (
    "seq, payload, salt, payload_digest, hash, sig, key_id FROM mn_audit.entry"
    " WHERE chain = %s ORDER BY seq"
)


def superuser():
    """Name of the database administrator."""
    return os.environ["PGUSER"] if cluster.external() else cluster.ADMIN


def connect(name, user):
    connection = psycopg2.connect(
        dbname=name,
        user=user,
        host=cluster.environment()["PGHOST"],
        port=cluster.environment().get("PGPORT", "5432"),
    )
    connection.set_session(isolation_level="READ COMMITTED")
    return connection


def psql(name, user, *arguments, program="psql"):
    """Run a PostgreSQL program as ``user`` and return what it did."""
    server = cluster.environment()
    quiet = ["-X", "-q"] if program == "psql" else []
    return subprocess.run(
        [postgres_bin() / program, *quiet, "-U", user, "-d", name, *arguments],
        env={**os.environ, **server, "PGUSER": user},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def install(name):
    """What the add-on does: the schema, owned by Odoo's role."""
    done = psql(name, ODOO, "-v", "ON_ERROR_STOP=1", "-f", SCRIPTS / "audit_schema.sql")
    assert not done.returncode, done.stderr


def fence(name, odoo=ODOO, owner=OWNER, writer=WRITER):
    """What the database administrator does."""
    variables = (f"odoo={odoo}", f"owner={owner}", f"writer={writer}")
    flags = [word for variable in variables for word in ("-v", variable)]
    return psql(name, superuser(), *flags, "-f", SCRIPTS / "audit_fence.sql")


def array(values):
    return [psycopg2.Binary(value) for value in values]


def append(cursor, entries):
    """Append Entries by one call."""
    cursor.execute(
        "SELECT mn_audit.append_many(%s::uuid, %s::bigint[], %s::text[], %s::bytea[],"
        " %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[])",
        (
            str(uuid.UUID(bytes=entries[0].chain)),
            [e.seq for e in entries],
            [e.payload for e in entries],
            array(e.salt for e in entries),
            array(e.payload_digest for e in entries),
            array(e.prev for e in entries),
            array(e.hash for e in entries),
            array(e.key_id for e in entries),
            array(e.sig for e in entries),
        ),
    )


def head(cursor, chain=CHAIN):
    """Lock a chain; return (seq, hash) to go on from."""
    cursor.execute("SELECT * FROM mn_audit.lock_head(%s::uuid)", (str(chain),))
    seq, hashed = cursor.fetchone()
    start = audit_chain.genesis(VAULT.bytes, chain.bytes)
    return seq, bytes(hashed) or start


def write(cursor, *payloads, chain=CHAIN):
    """Append signed entries after the head."""
    seq, prev = head(cursor, chain)
    entries = audit_chain.make_entries(chain.bytes, seq + 1, prev, payloads, SIGNER)
    append(cursor, entries)
    return entries


def check(cursor, chain=CHAIN):
    """Export what is committed of a chain and verify it."""
    cursor.connection.rollback()
    cursor.execute(f"SELECT {COLUMNS}", (str(chain),))
    rows = cursor.fetchall()
    cursor.connection.rollback()
    start = audit_chain.genesis(VAULT.bytes, chain.bytes)
    lines = [
        audit_chain.export_header(VAULT.bytes, chain.bytes, 1, start, len(rows), TIME)
    ]
    lines += [audit_chain.export_line(*row) for row in rows]
    key = checkpoint.vkey(VAULT.bytes, chain.bytes, SIGNER.pub)
    return verifier.verify(lines, [key])


def empty(name):
    """A new instance whose database is empty."""
    instance = Instance(f"test_{os.getpid()}_{name}")
    cluster.start()
    instance.folder.mkdir(parents=True)
    with maintenance() as cursor:
        cursor.execute(
            sql.SQL("CREATE DATABASE {}").format(sql.Identifier(instance.name))
        )
    return instance


@contextlib.contextmanager
def fallback(name):
    """A database whose log belongs to Odoo's role: the single-role fallback."""
    instance = empty(name)
    install(instance.name)
    connection = connect(instance.name, ODOO)
    try:
        yield SimpleNamespace(
            name=instance.name, connection=connection, cursor=connection.cursor()
        )
    finally:
        connection.close()
        instance.drop()


@contextlib.contextmanager
def walled(name):
    """The same with one entry, behind the fence; ``writer`` is the writer's cursor."""
    with fallback(name) as log:
        write(log.cursor, {"ev": "before"})
        log.connection.commit()
        done = fence(log.name)
        assert not done.returncode, done.stderr
        log.writer_connection = connect(log.name, WRITER)
        log.writer = log.writer_connection.cursor()
        try:
            yield log
        finally:
            log.writer_connection.close()


def drop_roles():
    """Remove the roles that tests made."""
    with contextlib.closing(connect("postgres", superuser())) as admin:
        with admin, admin.cursor() as cursor:
            for role in (OWNER, WRITER, KIN):
                cursor.execute(
                    sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role))
                )


def refused(connection, statement, kind=REFUSED, values=None):
    with connection.cursor() as cursor:
        with pytest.raises(kind):
            cursor.execute(statement, values)
    connection.rollback()


CHANGES = [
    "UPDATE mn_audit.entry SET payload = '{}'",
    "UPDATE mn_audit.entry SET payload = NULL, salt = NULL",
    "UPDATE mn_audit.entry SET sig = sig",
    "DELETE FROM mn_audit.entry",
    "TRUNCATE mn_audit.entry",
    "UPDATE mn_audit.head SET seq = seq - 1",
    "UPDATE mn_audit.head SET hash = hash",
    "DELETE FROM mn_audit.head",
    "TRUNCATE mn_audit.head",
]
