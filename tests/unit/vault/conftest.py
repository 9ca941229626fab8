# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from invented import VAULT, Clock
from mynumber_management.vault import keyring, ring
from mynumber_management.vault.keystore import KeyStore, close_all


@pytest.fixture
def clock():
    return Clock(1_800_000_000)


@pytest.fixture
def ring_path(tmp_path):
    path = tmp_path / "keyring.json"
    ring.create(path)
    return path


@pytest.fixture
def source(ring_path, clock):
    return keyring.FileKeyring(ring_path, clock=clock)


@pytest.fixture
def store_path(tmp_path):
    return tmp_path / "vault" / "keystore.sqlite"


@pytest.fixture
def store(store_path, clock):
    KeyStore.init(store_path, VAULT, "demo", now=clock.now)
    yield KeyStore(store_path, clock=clock)
    close_all()
