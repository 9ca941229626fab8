# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariants 5, 6 and 10 of the audit log in PostgreSQL: what its tables refuse."""

import json
import threading
import uuid

import psycopg2
import pytest
from audit_database import (
    CHAIN,
    CHANGES,
    ODOO,
    SIGNER,
    append,
    check,
    connect,
    fallback,
    head,
    install,
    refused,
    write,
)
from mynumber_management.vault import audit_chain, verifier
from psycopg2 import errors


@pytest.fixture
def log():
    with fallback("audit") as log:
        yield log


@pytest.fixture(scope="module")
def open_log():
    """One that many tests share, because all they do is refused."""
    with fallback("audit_open") as log:
        write(log.cursor, {"ev": "one"})
        log.connection.commit()
        yield log


def test_appended_entries_verify(log):
    write(log.cursor, {"ev": "one"})
    log.connection.commit()
    write(
        log.cursor, *({"ev": "more", "name": "山田'\\\"", "n": n} for n in range(300))
    )
    log.connection.commit()
    result = check(log.cursor)
    assert (result.code, result.messages, result.last) == (0, [], 301)
    log.cursor.execute("SELECT seq, hash FROM mn_audit.head")
    seq, hashed = log.cursor.fetchone()
    assert (seq, bytes(hashed).hex()) == (301, result.head)


def test_one_entry_can_be_appended_alone(log):
    seq, prev = head(log.cursor)
    assert seq == 0
    entry = audit_chain.make_entry(CHAIN.bytes, 1, prev, {"ev": "x"}, SIGNER)
    log.cursor.execute(
        "SELECT mn_audit.append(%s::uuid, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            str(CHAIN),
            1,
            entry.payload,
            entry.salt,
            entry.payload_digest,
            entry.prev,
            entry.hash,
            entry.key_id,
            entry.sig,
        ),
    )
    log.connection.commit()
    assert check(log.cursor).code == 0


def test_chains_are_apart(log):
    other = uuid.UUID(int=3)
    write(log.cursor, {"ev": "a"}, {"ev": "b"})
    write(log.cursor, {"ev": "a"}, chain=other)
    log.connection.commit()
    assert check(log.cursor).last == 2
    assert check(log.cursor, other).last == 1


def test_an_entry_follows_the_head_or_is_refused(log):
    entries = write(log.cursor, *({"n": n} for n in range(3)))
    log.connection.commit()
    last = entries[-1]

    def made(seq, prev):
        return audit_chain.make_entry(CHAIN.bytes, seq, prev, {"n": 9}, SIGNER)

    for entry in (
        made(3, entries[1].hash),
        made(5, last.hash),
        made(4, entries[0].hash),
        made(1, entries[0].prev),
        entries[2],
    ):
        with pytest.raises(errors.SerializationFailure):
            append(log.cursor, [entry])
        log.connection.rollback()
    skipped = [made(4, last.hash), made(6, last.hash)]
    with pytest.raises(errors.SerializationFailure):
        append(log.cursor, skipped)
    log.connection.rollback()
    assert check(log.cursor).last == 3


def test_wrong_digests_and_lengths_are_refused(log):
    _seq, prev = head(log.cursor)
    good = audit_chain.make_entry(CHAIN.bytes, 1, prev, {"ev": "x"}, SIGNER)
    log.connection.commit()
    values = {**vars(good)}
    for change in (
        {"payload": good.payload.replace("x", "y")},
        {"payload": None},
        {"salt": bytes(16)},
        {"salt": bytes(15)},
        {"payload_digest": bytes(32)},
        {"hash": bytes(32)},
        {"key_id": bytes(7)},
        {"sig": bytes(63)},
        {"prev": bytes(31)},
    ):
        with pytest.raises(psycopg2.DataError, match="mn_audit|check"):
            try:
                append(log.cursor, [audit_chain.Entry(**{**values, **change})])
            except errors.CheckViolation as error:
                raise psycopg2.DataError("check") from error
        log.connection.rollback()
    assert check(log.cursor).last == 0
    append(log.cursor, [good])
    log.connection.commit()
    assert check(log.cursor).code == 0


def test_an_empty_batch_is_refused(log):
    with pytest.raises(psycopg2.DataError):
        log.cursor.execute(
            "SELECT mn_audit.append_many(%s::uuid, '{}', '{}', '{}', '{}', '{}',"
            " '{}', '{}', '{}')",
            (str(CHAIN),),
        )


@pytest.mark.parametrize("statement", CHANGES)
def test_the_log_can_be_neither_changed_nor_deleted(open_log, statement):
    refused(open_log.connection, statement)
    assert check(open_log.cursor).last == 1


def test_sequence_never_decreases_among_writers(log):
    """Invariant 6: eight writers at once leave one gapless chain."""
    write(log.cursor, {"ev": "first"})
    log.connection.commit()

    def work(number):
        connection = connect(log.name, ODOO)
        with connection.cursor() as cursor:
            for turn in range(10):
                write(cursor, {"writer": number, "turn": turn}, {"second": 1})
                connection.commit()
        connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result = check(log.cursor)
    assert (result.code, result.last) == (0, 161)


def test_a_writer_waits_for_the_head(log):
    write(log.cursor, {"ev": "first"})
    other = connect(log.name, ODOO)
    with other.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(errors.LockNotAvailable):
            head(cursor)
    other.close()


def test_a_rolled_back_entry_leaves_no_trace(log):
    write(log.cursor, {"ev": "one"})
    log.connection.commit()
    write(log.cursor, {"ev": "lost"})
    log.connection.rollback()
    write(log.cursor, {"ev": "two"})
    log.connection.commit()
    result = check(log.cursor)
    assert (result.code, result.last) == (0, 2)


def test_pruning_empties_what_is_declared(log):
    write(log.cursor, *({"n": n} for n in range(6)))
    log.cursor.execute("SELECT mn_audit.prune(%s::uuid, 4)", (str(CHAIN),))
    assert log.cursor.fetchone() == (4,)
    log.connection.commit()
    result = check(log.cursor)
    assert result.code == verifier.TAMPERED and "entry 4: emptied" in result.messages[0]
    write(log.cursor, {"ev": verifier.PRUNE, "obj": {"upto": 4}})
    log.connection.commit()
    result = check(log.cursor)
    assert (result.code, result.pruned) == (0, 4)
    log.cursor.execute("SELECT mn_audit.prune(%s::uuid, 4)", (str(CHAIN),))
    assert log.cursor.fetchone() == (0,)
    refused(log.connection, "UPDATE mn_audit.entry SET payload = NULL, salt = NULL")


def test_running_the_schema_again_keeps_the_log(log):
    write(log.cursor, {"ev": "one"})
    log.connection.commit()
    install(log.name)
    assert check(log.cursor).last == 1
    refused(log.connection, "DELETE FROM mn_audit.entry")


def test_tampering_with_triggers_off_is_found_by_the_verifier(log):
    """A database administrator can switch triggers off, but cannot sign."""
    write(log.cursor, *({"n": n} for n in range(5)))
    log.connection.commit()
    log.cursor.execute("ALTER TABLE mn_audit.entry DISABLE TRIGGER USER")
    log.cursor.execute(
        "UPDATE mn_audit.entry SET payload = replace(payload, '\"n\":2', '\"n\":8')"
        " WHERE seq = 3"
    )
    log.connection.commit()
    result = check(log.cursor)
    assert result.messages == ["entry 3: the payload does not match its digest"]
    log.cursor.execute("DELETE FROM mn_audit.entry WHERE seq = 4")
    log.connection.commit()
    assert check(log.cursor).code == verifier.TAMPERED


def test_a_payload_is_stored_as_it_was_signed(log):
    (entry,) = write(log.cursor, {"ev": "x", "name": "髙𠮷 \u2028 'é\\"})
    log.cursor.execute("SELECT payload FROM mn_audit.entry")
    assert log.cursor.fetchone() == (entry.payload,)
    assert json.loads(entry.payload)["name"] == "髙𠮷 \u2028 'é\\"
