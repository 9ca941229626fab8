# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keystore files with impossible contents, and file systems without links."""

import errno
import os
import sqlite3
import stat

import pytest
from mynumber_management.vault import keystore
from mynumber_management.vault.errors import VaultUnavailable
from mynumber_management.vault.keystore import KeyStore, close_all


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE meta SET v='x' WHERE k='generation'",
        "UPDATE meta SET v=NULL WHERE k='generation'",
        "UPDATE meta SET v=1.5 WHERE k='generation'",
        "UPDATE meta SET v=NULL WHERE k='vault_uuid'",
        "UPDATE meta SET v=x'00' WHERE k='vault_uuid'",
        "UPDATE meta SET v='0123456789abcdef' WHERE k='vault_uuid'",
        "UPDATE meta SET v=7 WHERE k='bound_db'",
        "DELETE FROM meta WHERE k='generation'",
        "DELETE FROM meta WHERE k='vault_uuid'",
    ],
)
def test_impossible_values_are_damage(store, store_path, change):
    store.close()
    connection = sqlite3.connect(store_path)
    with connection:
        connection.execute(change)
    connection.close()
    with pytest.raises(VaultUnavailable) as caught:
        KeyStore(store_path).meta()
    assert caught.value.reason in ("keystore_corrupt", "keystore_foreign")


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_backup_needs_no_links_between_files(store, tmp_path, monkeypatch, code):
    def no_links(*paths):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(keystore.os, "link", no_links)
    path = tmp_path / "backup.sqlite"
    assert store.backup(path) == store.meta()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(VaultUnavailable) as caught:
        store.backup(path)
    assert caught.value.reason == "keystore_exists"
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.glob("backup*")] == [path.name]
    close_all()
