# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The keystore's keys, tombstones, epochs and backup."""

import os
import random
import sqlite3
import stat

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from invented import COMPANY, OTHER, SUBJECT, VAULT, Clock, ids
from mynumber_management.vault.errors import KeyRefused, VaultUnavailable
from mynumber_management.vault.keystore import (
    BATCH,
    DekRow,
    DestroyOrder,
    KeyStore,
    close_all,
)

ORDER = DestroyOrder(COMPANY, 5)


def row(number, **changes):
    wrapped = random.Random(number).randbytes(62)
    values = DekRow(ids(1000 + number), COMPANY, SUBJECT, 1, 1, wrapped)
    return values._replace(**changes)


def reason(call, *args, **options):
    with pytest.raises(VaultUnavailable) as caught:
        call(*args, **options)
    return caught.value.reason


def test_a_new_keystore(store, store_path, clock):
    meta = store.meta()
    assert meta == (1, VAULT, "demo", 0, clock.now)
    assert store.epochs() == {1: "active"}
    assert store.counts() == {"dek": 0, "tomb": 0}
    assert stat.S_IMODE(os.stat(store_path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(store_path.parent).st_mode) == 0o700
    assert os.listdir(store_path.parent) == [store_path.name]
    store.check()


def test_pragmas_of_every_connection(store):
    expected = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 30000,
        "temp_store": 2,
    }
    found = {name: store._read(f"PRAGMA {name}")[0][0] for name in expected}
    assert found == expected


def test_wal_mode_is_undone(store, store_path):
    close_all()
    with sqlite3.connect(store_path) as other:
        assert other.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    other.close()
    assert store._read("PRAGMA journal_mode") == [("truncate",)]


def test_the_server_never_creates_a_keystore(tmp_path):
    absent = KeyStore(tmp_path / "none" / "keystore.sqlite")
    assert reason(absent.meta) == "keystore_missing"
    os.chmod(tmp_path, 0o700)
    absent = KeyStore(tmp_path / "keystore.sqlite")
    assert reason(absent.generation) == "keystore_missing"
    assert reason(absent.put, [row(1)]) == "keystore_missing"
    assert os.listdir(tmp_path) == []


def test_init_replaces_nothing(store, store_path):
    store.put([row(1)])
    again = reason(KeyStore.init, store_path, ids(9), "other")
    assert again == "keystore_exists"
    assert store.meta().vault_uuid == VAULT and store.counts()["dek"] == 1
    assert not [name for name in os.listdir(store_path.parent) if ".new" in name]


def test_modes_open_to_others_are_refused(store, store_path):
    for path, bad, good in (
        (store_path, 0o640, 0o600),
        (store_path, 0o604, 0o600),
        (store_path.parent, 0o750, 0o700),
        (store_path.parent, 0o701, 0o700),
    ):
        close_all()
        os.chmod(path, bad)
        assert reason(KeyStore(store_path).meta) == "keystore_too_open"
        os.chmod(path, good)
        assert KeyStore(store_path).meta()


def test_another_owner_is_refused(store_path, store, monkeypatch):
    close_all()
    real = os.geteuid()
    monkeypatch.setattr("os.geteuid", lambda: real + 1)
    assert reason(store.meta) == "keystore_owner"


def test_a_network_file_system_is_refused(store_path, monkeypatch):
    monkeypatch.setattr(
        "mynumber_management.vault.files.file_system", lambda path: "nfs4"
    )
    made = reason(KeyStore.init, store_path, VAULT, "demo")
    assert made == "keystore_network" and not store_path.exists()
    monkeypatch.undo()
    KeyStore.init(store_path, VAULT, "demo")
    monkeypatch.setattr(
        "mynumber_management.vault.files.file_system", lambda path: "cifs"
    )
    close_all()
    assert reason(KeyStore(store_path).meta) == "keystore_network"


def test_files_that_are_no_keystore(tmp_path):
    folder = tmp_path / "v"
    folder.mkdir(mode=0o700)
    path = folder / "keystore.sqlite"

    def with_content(fill):
        path.unlink(missing_ok=True)
        fill()
        os.chmod(path, 0o600)
        close_all()
        return reason(KeyStore(path).meta)

    def database(*statements):
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    meta = "CREATE TABLE meta(k TEXT PRIMARY KEY, v)"
    assert with_content(lambda: path.write_bytes(b"x" * 5000)) == "keystore_corrupt"
    assert with_content(lambda: path.write_bytes(b"")) == "keystore_foreign"
    assert with_content(lambda: database("CREATE TABLE t(a)")) == "keystore_foreign"
    assert with_content(lambda: database(meta)) == "keystore_foreign"
    newer = with_content(
        lambda: database(meta, "INSERT INTO meta VALUES ('format', 2)")
    )
    assert newer == "keystore_old"
    part = with_content(lambda: database(meta, "INSERT INTO meta VALUES ('format', 1)"))
    assert part == "keystore_foreign"
    path.unlink()
    path.mkdir(mode=0o700)
    assert reason(KeyStore(path).meta) == "keystore_unreadable"


def test_a_damaged_page_is_noticed(store, store_path):
    store.put([row(n) for n in range(400)])
    close_all()
    with open(store_path, "r+b") as file:
        file.seek(4096 * 5)
        file.write(os.urandom(4096 * 4))
    assert reason(store.check) == "keystore_corrupt"


def test_a_keystore_put_in_its_place_is_noticed(store, store_path, tmp_path):
    store.put([row(1)])
    copy = tmp_path / "copy.sqlite"
    store.backup(copy)
    store.put([row(2)])
    os.rename(copy, store_path)
    assert store.generation() == 1 and len(store.get_many([row(1).kid])) == 1
    store_path.unlink()
    assert reason(store.generation) == "keystore_missing"


def test_a_locked_keystore_is_refused(store, store_path):
    other = sqlite3.connect(store_path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    hasty = KeyStore(store_path, timeout=0.01)
    assert reason(hasty.put, [row(1)]) == "keystore_locked"
    assert reason(hasty.generation) == "keystore_locked"
    other.execute("ROLLBACK")
    other.close()
    assert hasty.put([row(1)]) == 1


def test_binding(store):
    store.require(VAULT, "demo")
    assert reason(store.require, VAULT, "copy") == "unbound"
    assert reason(store.require, OTHER, "demo") == "unbound"
    assert reason(store.require, VAULT, "demo", 1) == "rollback_keystore"
    assert reason(store.rebind, "copy", vault_uuid=OTHER) == "unbound"
    store.rebind("copy", vault_uuid=VAULT)
    store.require(VAULT, "copy")
    assert reason(store.require, VAULT, "demo") == "unbound"
    store.rebind("demo")
    store.require(VAULT, "demo")


def test_put_and_get(store, clock):
    rows = [row(n) for n in range(3)]
    assert store.put(rows) == 1
    kids = [rows[2].kid, ids(9), rows[0].kid, rows[2].kid]
    found = store.get_many(kids)
    assert [r.kid for r in found] == [rows[2].kid, rows[0].kid]
    assert found[0] == rows[2]._replace(created=clock.now)
    assert store.get_many([]) == []
    assert store.get_many([memoryview(rows[0].kid)])[0].kid == rows[0].kid
    assert store.of_subject(SUBJECT, 1) == store.batch(1)
    assert store.of_subject(SUBJECT, 2) == store.of_subject(OTHER, 1) == []


def test_a_read_gives_at_most_500_keys(store):
    rows = [row(n) for n in range(BATCH + 1)]
    store.put(rows)
    kids = [r.kid for r in rows]
    assert len(store.get_many(kids[:BATCH])) == BATCH
    with pytest.raises(ValueError):
        store.get_many(kids)
    with pytest.raises(ValueError):
        store.tombs(kids)
    assert len(store.batch(1, 10_000)) == BATCH
    assert len(store.batch(1, 7)) == 7
    assert store.batch(2) == []


def test_a_replayed_put_changes_nothing(store):
    assert store.put([row(1), row(2)]) == 1
    assert store.put([row(1)]) == 1
    assert store.put([row(1), row(3)]) == 2
    assert store.counts()["dek"] == 3


def test_a_key_id_never_holds_another_key(store):
    store.put([row(1)])
    for other in (
        row(1, wrapped=bytes(62)),
        row(1, subject=OTHER),
        row(1, company=OTHER),
        row(1, usage=2),
    ):
        with pytest.raises(KeyRefused):
            store.put([row(2), other])
    assert store.generation() == 1 and store.counts()["dek"] == 1


def test_a_destroyed_key_never_comes_back(store):
    store.put([row(1)])
    store.destroy([row(1).kid], ORDER)
    with pytest.raises(KeyRefused):
        store.put([row(1)])
    assert store.counts() == {"dek": 0, "tomb": 1}


def test_rows_of_another_form_are_refused(store):
    for bad in (row(1, kid=b"short"), row(1, subject=bytes(15))):
        with pytest.raises(ValueError):
            store.put([bad])
    assert reason(store.put, [row(1, wrapped=bytes(61))]) == "keystore_unreadable"
    assert reason(store.put, [row(1, usage=3)]) == "keystore_unreadable"
    assert store.generation() == 0


def test_destroying_twice_is_the_same_as_once(store, clock):
    store.put([row(1), row(2)])
    assert store.destroy([row(1).kid], ORDER) == 2
    (tomb,) = store.tombs()
    assert tomb == (row(1).kid, SUBJECT, 1, clock.now, COMPANY, 5)
    clock.now += 100
    assert store.destroy([row(1).kid], DestroyOrder(COMPANY, 9)) == 2
    assert store.tombs() == [tomb] == store.tombs([row(1).kid, row(2).kid])
    assert store.get_many([row(1).kid]) == []
    assert store.destroy([], ORDER) == 2


def test_an_unknown_key_gets_a_tombstone_too(store):
    assert store.destroy([ids(77)], ORDER) == 1
    assert store.tombs()[0][:3] == (ids(77), bytes(16), 0)
    with pytest.raises(KeyRefused):
        store.put([row(1, kid=ids(77))])


def test_a_destroyed_key_leaves_no_bytes_in_the_file(store, store_path):
    rows = [row(n) for n in range(50)]
    store.put(rows)
    assert rows[20].wrapped in store_path.read_bytes()
    store.destroy([rows[20].kid], ORDER)
    close_all()
    for name in os.listdir(store_path.parent):
        assert rows[20].wrapped not in (store_path.parent / name).read_bytes()
    assert rows[21].wrapped in store_path.read_bytes()


def test_orphans_are_found_by_age(store, clock):
    store.put([row(1)])
    clock.now += 100
    store.put([row(2), row(3)])
    old = store.older_than(clock.now)
    assert [r.kid for r in old] == [row(1).kid]
    every = store.older_than(clock.now + 1)
    assert len(every) == 3
    paged = store.older_than(clock.now + 1, after=every[0].kid, limit=1)
    assert paged == every[1:2]


def test_backup_is_a_keystore_of_its_own(store, store_path, tmp_path):
    store.put([row(1)])
    folder = tmp_path / "backup"
    folder.mkdir(mode=0o700)
    path = folder / "copy.sqlite"
    assert store.backup(path) == store.meta()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert os.listdir(folder) == ["copy.sqlite"]
    copy = KeyStore(path)
    assert copy.get_many([row(1).kid]) == store.get_many([row(1).kid])
    assert copy.put([row(2)]) == 2
    assert store.generation() == 1
    assert reason(store.backup, path) == "keystore_exists"
    assert reason(store.backup, store_path) == "keystore_exists"
    assert reason(store.backup, tmp_path / "no" / "x") == "keystore_unreadable"
    assert KeyStore(path).generation() == 2


def test_a_failed_write_changes_nothing(store):
    store.put([row(1)])
    with pytest.raises(KeyRefused):
        store.put([row(2), row(1, usage=2)])
    assert store.counts()["dek"] == 1
    assert store.put([row(2)]) == 2


class GenerationNeverDecreases(RuleBasedStateMachine):
    """Invariants 6 and 7 of the store against a model of it."""

    def __init__(self):
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        path = os.path.join(self.folder.name, "keystore.sqlite")
        self.store = KeyStore.init(path, VAULT, "demo", now=0)
        self.store._clock = Clock(0)
        self.keys, self.tombs, self.generation = {}, set(), 0

    @rule(numbers=st.sets(st.integers(0, 9), min_size=1))
    def put(self, numbers):
        rows = [row(n) for n in sorted(numbers)]
        if any(r.kid in self.tombs for r in rows):
            with pytest.raises(KeyRefused):
                self.store.put(rows)
            return
        fresh = [r for r in rows if r.kid not in self.keys]
        self.keys.update({r.kid: r for r in rows})
        self.generation += bool(fresh)
        assert self.store.put(rows) == self.generation

    @rule(numbers=st.sets(st.integers(0, 12)))
    def destroy(self, numbers):
        kids = [row(n).kid for n in sorted(numbers)]
        self.generation += any(kid not in self.tombs for kid in kids)
        self.tombs.update(kids)
        for kid in kids:
            self.keys.pop(kid, None)
        assert self.store.destroy(kids, ORDER) == self.generation

    @rule()
    def reopen(self):
        self.store.close()

    @invariant()
    def agrees(self):
        assert self.store.generation() == self.generation
        found = self.store.get_many([row(n).kid for n in range(13)])
        assert {r.kid for r in found} == set(self.keys)
        assert {t.kid for t in self.store.tombs()} == self.tombs

    def teardown(self):
        close_all()
        self.folder.cleanup()


GenerationNeverDecreases.TestCase.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None
)
TestGenerationNeverDecreases = GenerationNeverDecreases.TestCase
