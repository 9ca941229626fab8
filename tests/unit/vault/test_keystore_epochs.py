# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Root epochs, signing keys and audit heads in the keystore."""

import random

import pytest
from invented import COMPANY, OTHER, SUBJECT, ids
from mynumber_management.vault.errors import VaultUnavailable
from mynumber_management.vault.keystore import DekRow, DestroyOrder
from mynumber_management.vault.keystore_epochs import SigKey
from mynumber_management.vault.keystore_pins import PinRow

ORDER = DestroyOrder(COMPANY, 5)


def row(number, **changes):
    wrapped = random.Random(number).randbytes(62)
    values = DekRow(ids(1000 + number), COMPANY, SUBJECT, 1, 1, wrapped)
    return values._replace(**changes)


def reason(call, *args, **options):
    with pytest.raises(VaultUnavailable) as caught:
        call(*args, **options)
    return caught.value.reason


def test_epochs_move_only_forward(store, clock):
    store.epoch_add(2)
    assert store.epochs() == {1: "active", 2: "pending"}
    assert store.active_epoch() == 1
    for epoch, state in (
        (1, "active"),
        (1, "decrypt"),
        (1, "destroyed"),
        (1, "pending"),
        (2, "decrypt"),
        (2, "destroyed"),
        (3, "active"),
    ):
        assert reason(store.epoch_set, epoch, state) == "epoch_order"
    assert reason(store.epoch_add, 2) == "epoch_order"
    assert reason(store.epoch_add, 1) == "epoch_order"


def test_only_an_epoch_that_was_never_used_is_forgotten(store, clock):
    assert store.active_since() == clock.now
    for epoch in (1, 2):
        assert reason(store.epoch_withdraw, epoch) == "epoch_order"
    store.epoch_add(2)
    store.epoch_withdraw(2)
    assert store.epochs() == {1: "active"}
    store.epoch_add(3)
    clock.now += 60
    store.epoch_set(3, "active")
    assert store.active_since() == clock.now
    for epoch in (1, 3):
        assert reason(store.epoch_withdraw, epoch) == "epoch_order"
    assert store.epochs() == {1: "decrypt", 3: "active"}


def test_activation_waits_60_seconds(store, clock):
    store.epoch_add(2)
    clock.now += 59
    assert reason(store.epoch_set, 2, "active") == "epoch_order"
    clock.now += 1
    store.epoch_set(2, "active")
    assert store.epochs() == {1: "decrypt", 2: "active"}
    assert store.active_epoch() == 2


def test_new_keys_are_wrapped_under_the_active_epoch_only(store, clock):
    store.put([row(1)])
    store.epoch_add(2)
    clock.now += 60
    assert reason(store.put, [row(2, epoch=2)]) == "epoch_order"
    store.epoch_set(2, "active")
    assert reason(store.put, [row(2)]) == "epoch_order"
    assert store.put([row(2, epoch=2)]) == 2
    assert store.put([row(1)]) == 2
    assert [r.kid for r in store.batch(2)] == [row(2).kid]


def test_an_epoch_is_destroyed_only_when_nothing_carries_it(store, clock):
    store.put([row(1)])
    store.pin_put(PinRow(7, 1, bytes(16), bytes(62)))
    key = SigKey(bytes(8), bytes(32), 1, bytes(62), "")
    store.sigkey_add(key)
    store.epoch_add(2)
    clock.now += 60
    store.epoch_set(2, "active")
    assert reason(store.epoch_set, 1, "destroyed") == "epoch_order"
    store.destroy([row(1).kid], ORDER)
    assert reason(store.epoch_set, 1, "destroyed") == "epoch_order"
    store.pin_drop(7)
    assert reason(store.epoch_set, 1, "destroyed") == "epoch_order"
    store.sigkey_add(key._replace(key_id=b"2" * 8, epoch=2))
    store.sigkey_activate(b"2" * 8)
    store.epoch_set(1, "destroyed")
    assert store.epochs() == {1: "destroyed", 2: "active"}
    assert reason(store.epoch_set, 1, "active") == "epoch_order"


def test_one_signing_key_is_active_and_a_retired_one_has_no_seed(store):
    assert reason(store.active_sigkey) == "sigkey_missing"
    keys = [SigKey(bytes([n]) * 8, bytes(32), 1, bytes(62), "") for n in (1, 2)]
    store.sigkey_add(keys[0])
    store.sigkey_add(keys[1])
    assert store.active_sigkey() == keys[0]._replace(state="active")
    assert [key.state for key in store.sigkeys()] == ["active", "pending"]
    assert reason(store.sigkey_activate, keys[0].key_id) == "sigkey_missing"
    assert reason(store.sigkey_activate, b"unknown!") == "sigkey_missing"
    store.sigkey_activate(keys[1].key_id)
    retired, active = store.sigkeys()
    assert retired == keys[0]._replace(state="retired", wrapped=None)
    assert active == keys[1]._replace(state="active") == store.active_sigkey()
    assert reason(store.sigkey_activate, keys[0].key_id) == "sigkey_missing"


def test_audit_heads_travel_with_every_write_and_never_go_back(store):
    store.note_head(COMPANY, 5, b"5" * 32)
    store.note_head(COMPANY, 4, b"4" * 32)
    assert store.audit_heads() == {}
    store.put([row(1)])
    assert store.audit_heads() == {COMPANY: (5, b"5" * 32)}
    store.note_head(OTHER, 1, b"1" * 32)
    store.note_head(COMPANY, 3, b"3" * 32)
    store.save_heads()
    assert store.audit_heads() == {COMPANY: (5, b"5" * 32), OTHER: (1, b"1" * 32)}
    assert store.generation() == 1
