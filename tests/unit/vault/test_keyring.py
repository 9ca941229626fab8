# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The keyring: who may read it, when it is read again, what is derived."""

import base64
import json
import os
import stat
import threading

import pytest
from invented import COMPANY, VAULT
from mynumber_management.vault import files, keyring, ring
from mynumber_management.vault.errors import VaultUnavailable


def reason(call, *args, **options):
    with pytest.raises(VaultUnavailable) as caught:
        call(*args, **options)
    return caught.value.reason


def test_a_new_keyring_is_private_and_has_epoch_one(ring_path, source):
    assert stat.S_IMODE(os.stat(ring_path).st_mode) == 0o600
    assert source.epochs() == {1}
    assert os.listdir(ring_path.parent) == [ring_path.name]


def test_an_existing_keyring_is_never_replaced(ring_path):
    before = ring_path.read_bytes()
    assert reason(ring.create, ring_path) == "keyring_exists"
    assert ring_path.read_bytes() == before
    assert os.listdir(ring_path.parent) == [ring_path.name]


def test_two_keyrings_differ(tmp_path):
    ring.create(tmp_path / "a")
    ring.create(tmp_path / "b")
    first, second = (ring.parse((tmp_path / n).read_bytes()) for n in "ab")
    assert first[0]["keyring_id"] != second[0]["keyring_id"]
    assert first[1][1] != second[1][1]


def test_epochs_are_added_and_destroyed(ring_path, source, clock):
    assert ring.add_epoch(ring_path) == 2
    old = source.derive(1, b"kek", VAULT)
    assert source.derive(2, b"kek", VAULT) != old
    ring.destroy_epoch(ring_path, 1)
    document, keys = ring.parse(ring_path.read_bytes())
    assert keys[1] is None and keys[2]
    assert "key" not in document["epochs"][0]
    assert {"epoch", "created", "check", "destroyed"} == set(document["epochs"][0])
    clock.now += 6
    assert source.epochs() == {2}
    assert reason(source.derive, 1, b"kek", VAULT) == "epoch_unknown"
    before = ring_path.read_bytes()
    ring.destroy_epoch(ring_path, 1)
    assert ring_path.read_bytes() == before
    assert ring.add_epoch(ring_path) == 3
    assert reason(ring.destroy_epoch, ring_path, 9) == "epoch_unknown"


def test_print_gives_the_text_without_writing(ring_path):
    before = ring_path.read_bytes()
    text = ring.added(ring_path)
    assert ring_path.read_bytes() == before
    _document, keys = ring.parse(text.encode())
    assert set(keys) == {1, 2}
    assert keys[1] == ring.parse(before)[1][1]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o440, 0o444, 0o610])
def test_a_keyring_open_to_others_is_refused(ring_path, source, mode):
    os.chmod(ring_path, mode)
    assert reason(source.epochs) == "keyring_too_open"


@pytest.mark.parametrize("mode", [0o400, 0o600])
def test_a_private_keyring_is_accepted(ring_path, source, mode):
    os.chmod(ring_path, mode)
    assert source.epochs() == {1}


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777])
def test_a_directory_others_can_write_is_refused(ring_path, source, mode):
    os.chmod(ring_path.parent, mode)
    assert reason(source.epochs) == "keyring_too_open"


def test_a_secret_mount_may_be_readable_only_when_it_is_read_only(
    ring_path, monkeypatch
):
    os.chmod(ring_path, 0o444)
    mounted = keyring.FileKeyring(ring_path, read_only_mount=True)
    assert reason(mounted.epochs) == "keyring_too_open"
    real = os.fstatvfs

    class ReadOnly:
        def __init__(self, handle):
            self.f_flag = real(handle).f_flag | os.ST_RDONLY

    monkeypatch.setattr(keyring.os, "fstatvfs", ReadOnly)
    for mode in (0o400, 0o440, 0o444):
        os.chmod(ring_path, mode)
        assert mounted.epochs() == {1}
    os.chmod(ring_path, 0o644)
    assert reason(keyring.FileKeyring(ring_path, read_only_mount=True).epochs) == (
        "keyring_too_open"
    )
    os.chmod(ring_path, 0o444)
    assert reason(keyring.FileKeyring(ring_path).epochs) == "keyring_too_open"


def test_a_keyring_of_another_owner_is_refused(ring_path, source, monkeypatch):
    monkeypatch.setattr(files.os, "geteuid", lambda: os.getuid() + 1)
    assert reason(source.epochs) == "keyring_owner"


def test_missing_and_unreadable(tmp_path):
    assert reason(keyring.FileKeyring(tmp_path / "none").epochs) == "keyring_missing"
    assert reason(keyring.FileKeyring(tmp_path).epochs) == "keyring_unreadable"
    os.mkfifo(tmp_path / "pipe", 0o600)  # reading it would wait for ever
    pipe = keyring.FileKeyring(tmp_path / "pipe")
    assert reason(pipe.epochs) == "keyring_unreadable"
    assert reason(ring.add_epoch, tmp_path / "none") == "keyring_missing"
    assert reason(ring.added, tmp_path) == "keyring_unreadable"
    assert reason(ring.create, tmp_path / "no" / "ring") == "keyring_unreadable"


def changed(ring_path, **values):
    document = json.loads(ring_path.read_text())
    document["epochs"][0].update(values)
    return json.dumps(document).encode()


def test_damaged_keyrings_are_refused(ring_path):
    good = json.loads(ring_path.read_text())
    short = base64.b64encode(bytes(31)).decode()
    twice = {**good, "epochs": good["epochs"] * 2}
    keyless = {k: v for k, v in good["epochs"][0].items() if k != "key"}
    for data in (
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        json.dumps({**good, "format": "mynumber-keyring/2"}).encode(),
        json.dumps({**good, "keyring_id": "x"}).encode(),
        json.dumps({**good, "keyring_id": 5}).encode(),
        json.dumps({**good, "keyring_id": str(__import__("uuid").uuid4())}).encode(),
        json.dumps({**good, "epochs": []}).encode(),
        json.dumps({**good, "epochs": [keyless]}).encode(),
        json.dumps(twice).encode(),
        changed(ring_path, epoch=0),
        changed(ring_path, epoch=2),
        changed(ring_path, epoch=2**32),
        changed(ring_path, epoch=True),
        changed(ring_path, epoch="1"),
        changed(ring_path, key=short),
        changed(ring_path, key="!"),
        changed(ring_path, key=None),
        changed(ring_path, check="00" * 8),
        changed(ring_path, check="00"),
        changed(ring_path, check=7),
    ):
        assert reason(ring.parse, data) == "keyring_invalid"


def test_any_bit_changed_in_a_key_is_noticed(ring_path):
    row = json.loads(ring_path.read_text())["epochs"][0]
    key = base64.b64decode(row["key"])
    for place in range(256):
        other = bytearray(key)
        other[place // 8] ^= 1 << place % 8
        data = changed(ring_path, key=base64.b64encode(other).decode())
        assert reason(ring.parse, data) == "keyring_invalid"


def test_a_change_is_noticed_within_five_seconds(ring_path, source, clock):
    assert source.epochs() == {1}
    ring.add_epoch(ring_path)
    clock.now += 4
    assert source.epochs() == {1}
    clock.now += 1
    assert source.epochs() == {1, 2}


def test_an_unknown_epoch_is_looked_for_at_once(ring_path, source):
    source.epochs()
    ring.add_epoch(ring_path)
    assert len(source.derive(2, b"kek", VAULT)) == 32


def test_a_vanished_or_damaged_keyring_stops_the_vault(ring_path, source, clock):
    source.derive(1, b"kek", VAULT)
    text = ring_path.read_bytes()
    clock.now += 6
    ring_path.write_bytes(b"{}")
    assert reason(source.derive, 1, b"kek", VAULT) == "keyring_invalid"
    ring_path.unlink()
    assert reason(source.derive, 1, b"kek", VAULT) == "keyring_missing"
    files.write_private(ring_path, text, replace=True)
    assert source.derive(1, b"kek", VAULT)


def test_a_replaced_keyring_drops_derived_keys(ring_path, source, clock, tmp_path):
    before = source.derive(1, b"kek", VAULT)
    ring.create(tmp_path / "other")
    os.rename(tmp_path / "other", ring_path)
    clock.now += 6
    assert source.derive(1, b"kek", VAULT) != before


def test_derived_keys_are_cached_for_at_most_300_seconds(source, clock, monkeypatch):
    calls = []
    real = keyring.derive_key
    monkeypatch.setattr(
        keyring, "derive_key", lambda *args: calls.append(args) or real(*args)
    )
    first = source.derive(1, b"kek", VAULT)
    clock.now += 300
    assert source.derive(1, b"kek", VAULT) == first and len(calls) == 1
    clock.now += 1
    assert source.derive(1, b"kek", VAULT) == first and len(calls) == 2


def test_a_key_that_is_no_longer_used_leaves_memory(source, clock):
    source.derive(1, b"kek", VAULT)
    clock.now += 301
    source.derive(1, b"kek", COMPANY)
    assert list(source._cache) == [(1, b"kek", COMPANY)]


def test_the_cache_is_keyed_by_epoch_label_and_context(ring_path, source):
    ring.add_epoch(ring_path)
    source.derive(2, b"kek", VAULT)
    keys = {
        source.derive(epoch, label, context)
        for epoch in (1, 2)
        for label in (b"kek", b"bidx")
        for context in (VAULT, COMPANY)
    }
    assert len(keys) == 8


def test_the_cache_does_not_grow_without_end(source):
    for company in range(keyring._CACHE_SIZE + 10):
        source.derive(1, b"kek", company.to_bytes(16, "big"))
    assert len(source._cache) <= keyring._CACHE_SIZE


def test_keys_are_dropped_after_fork(source):
    source.derive(1, b"kek", VAULT)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            source._enter()
            os.write(writer, b"%d %d" % (len(source._keys), len(source._cache)))
            key = source.derive(1, b"kek", VAULT)
            os.write(writer, b" %d" % len(key))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 100) == b"0 0 32"
    assert source._keys and source._cache
    os.close(reader)
    os.close(writer)


def test_a_child_can_derive_although_a_thread_held_the_lock_at_fork(source):
    source.derive(1, b"kek", VAULT)
    held, done = threading.Event(), threading.Event()

    def hold():
        with source._lock:
            held.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    child = os.fork()
    if not child:
        try:
            os._exit(len(source.derive(1, b"kek", VAULT)))
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    done.set()
    thread.join()
    assert os.waitstatus_to_exitcode(status) == 32


def test_labels_and_contexts(source):
    pairs = [
        (keyring.kek(source, 1, VAULT, COMPANY), b"kek", VAULT + COMPANY),
        (keyring.bik(source, 1, VAULT, COMPANY), b"bidx", VAULT + COMPANY),
        (keyring.swk(source, 1, VAULT), b"sig", VAULT),
        (keyring.pnk(source, 1, VAULT), b"pin", VAULT),
        (keyring.otk(source, 1, VAULT), b"otp", VAULT),
    ]
    for key, label, context in pairs:
        assert key == source.derive(1, label, context)
    assert len({key for key, _label, _context in pairs}) == 5


def test_places_are_tried_in_the_documented_order(tmp_path, monkeypatch):
    credentials, secrets = tmp_path / "cred", tmp_path / "secrets"
    monkeypatch.setattr(keyring, "SECRETS", str(secrets))
    environ = {"CREDENTIALS_DIRECTORY": str(credentials)}
    home = str(tmp_path / "home")
    assert keyring.locate(home, "db", {}) == f"{home}/db/keyring.json"
    assert keyring.locate(home, "db", environ) == f"{home}/db/keyring.json"
    assert reason(keyring.locate, None, "db", environ) == "keyring_missing"
    for folder in (secrets, credentials):
        folder.mkdir()
        (folder / keyring.NAME).touch()
        path = str(folder / keyring.NAME)
        assert keyring.locate(home, "db", environ) == path
        assert keyring.provider(home, "db", environ)._read_only
    assert keyring.locate(home, "db", {}) == str(secrets / keyring.NAME)


def test_an_environment_key_needs_the_unsafe_option(ring_path, tmp_path):
    environ = {keyring.VARIABLE: ring_path.read_text()}
    safe = keyring.provider(str(tmp_path / "none"), "db", environ)
    assert reason(safe.epochs) == "keyring_missing"
    unsafe = keyring.provider(None, "db", environ, unsafe_env_key=True)
    assert unsafe.epochs() == {1}
    key = keyring.FileKeyring(ring_path).derive(1, b"kek", VAULT)
    assert unsafe.derive(1, b"kek", VAULT) == key
    assert reason(unsafe.derive, 2, b"kek", VAULT) == "epoch_unknown"
    broken = keyring.provider(None, "db", {keyring.VARIABLE: "{}"}, unsafe_env_key=True)
    assert reason(broken.epochs) == "keyring_invalid"


def test_a_killed_writer_leaves_the_old_keyring(ring_path):
    before = ring_path.read_bytes()
    child = os.fork()
    if not child:
        ring.os.rename = lambda *args: os._exit(9)
        files.os.rename = ring.os.rename
        try:
            ring.add_epoch(ring_path)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert ring_path.read_bytes() == before
    assert ring.add_epoch(ring_path) == 2


def test_no_format_string_reaches_a_key(source):
    key = source.derive(1, b"kek", b"context")
    for walk in ("{0._keys}", "{0._cache!r}", "{0._keys.values}", "{0.__dict__}"):
        shown = walk.format(source)
        assert repr(key)[2:-1] not in shown and "b'" not in shown
    for walk in ("{0._keys[1]}", "{0._keys[(1,)]}", "{0._cache[0]}"):
        with pytest.raises(KeyError):
            walk.format(source)
