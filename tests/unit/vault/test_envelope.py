# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sealed forms: only the exact bytes in the exact place open."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import COMPANY, HOLDER, OTHER, SUBJECT, VAULT, flips, ids
from mynumber_management.vault import envelope
from mynumber_management.vault.errors import VaultCorrupt
from mynumber_management.vault.secret import wipe

DEK, KEY, KID = bytes(range(32)), bytes(range(32, 64)), ids(7)
DIGITS = b"123456789018"
WHERE = (VAULT, COMPANY, SUBJECT, HOLDER)
NAMES = {"vault": VAULT, "company": COMPANY, "subject": SUBJECT, "kid": KID}


def blob():
    return envelope.seal_number(DEK, KID, *WHERE, DIGITS)


def refused(call, *args, **options):
    with pytest.raises(VaultCorrupt) as caught:
        call(*args, **options)
    assert str(caught.value) == VaultCorrupt.message
    assert caught.value.__suppress_context__


def test_any_bit_changed_in_a_blob_is_rejected():
    for changed in flips(blob()):
        refused(envelope.open_number, DEK, changed, *WHERE)


def test_any_bit_changed_in_a_wrapped_key_is_rejected():
    args = {"epoch": 1, "usage": envelope.NUMBER, **NAMES}
    for changed in flips(envelope.wrap_dek(KEY, DEK, **args)):
        refused(envelope.unwrap_dek, KEY, changed, **args)


def test_any_bit_changed_in_a_wrapped_seed_or_pin_is_rejected():
    seed = {"epoch": 1, "vault": VAULT, "key_id": bytes(8)}
    for changed in flips(envelope.wrap_seed(KEY, DEK, **seed)):
        refused(envelope.unwrap_seed, KEY, changed, **seed)
    pin = {"epoch": 1, "vault": VAULT, "uid": 7}
    for changed in flips(envelope.wrap_pin(KEY, DEK, **pin)):
        refused(envelope.unwrap_pin, KEY, changed, **pin)


def test_any_bit_changed_in_a_document_header_is_rejected():
    sealed = envelope.seal_document(DEK, KID, *WHERE, {"kind": "card"}, b"picture")
    for changed in flips(sealed[:94]):
        refused(envelope.open_document, DEK, changed + sealed[94:], *WHERE)
    for place in (94, 95, len(sealed) // 2, len(sealed) - 16, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        refused(envelope.open_document, DEK, changed, *WHERE)


@pytest.mark.parametrize("place", range(4))
def test_a_blob_cannot_be_moved(place):
    """Between vaults, companies, subjects, holders."""
    elsewhere = list(WHERE)
    elsewhere[place] = "hr.employee,43" if place == 3 else OTHER
    refused(envelope.open_number, DEK, blob(), *elsewhere)


@pytest.mark.parametrize("name", ["vault", "company", "subject", "kid"])
def test_a_wrapped_key_cannot_be_moved(name):
    args = {"epoch": 1, "usage": envelope.NUMBER, **NAMES}
    wrapped = envelope.wrap_dek(KEY, DEK, **args)
    refused(envelope.unwrap_dek, KEY, wrapped, **{**args, name: OTHER})
    refused(envelope.unwrap_dek, KEY, wrapped, **{**args, "epoch": 2})
    refused(envelope.unwrap_dek, KEY, wrapped, **{**args, "usage": envelope.DOCUMENT})


def test_holder_and_subject_cannot_trade_bytes():
    """Length prefixes keep the fields of the associated data apart."""
    sealed = envelope.seal_number(DEK, KID, *WHERE[:3], "ab", DIGITS)
    for holder in ("a", "abn", "", "ab\x00"):
        refused(envelope.open_number, DEK, sealed, *WHERE[:3], holder)


def test_kinds_of_wraps_do_not_open_as_each_other():
    seed = envelope.wrap_seed(KEY, DEK, epoch=1, vault=VAULT, key_id=bytes(4))
    refused(envelope.unwrap_pin, KEY, seed, epoch=1, vault=VAULT, uid=0)


def test_a_document_does_not_open_as_a_number():
    sealed = envelope.seal_document(DEK, KID, *WHERE, {}, b"x")
    refused(envelope.open_number, DEK, sealed, *WHERE)
    refused(envelope.open_number, DEK, sealed[:126], *WHERE)
    refused(envelope.open_document, DEK, blob(), *WHERE)


def test_another_key_does_not_open():
    refused(envelope.open_number, KEY, blob(), *WHERE)


@pytest.mark.parametrize("length", [0, 1, 17, 18, 61, 94, 125, 127, 4096])
def test_other_lengths_are_refused(length):
    refused(envelope.open_number, DEK, blob()[:125].ljust(length, b"\0"), *WHERE)
    refused(envelope.unwrap_dek, KEY, bytes(length), epoch=1, usage=1, **NAMES)
    refused(envelope.open_document, DEK, bytes(length), *WHERE)


def test_kid_of_reads_only_known_versions():
    assert envelope.kid_of(memoryview(blob())) == KID
    for bad in (b"", b"\x01\x01", b"\x02\x01" + bytes(124), b"\x01\x02" + bytes(124)):
        refused(envelope.kid_of, bad)


def test_a_block_of_another_form_is_refused():
    """A blob with valid seal whose plaintext is not version 1 and 12 digits."""
    for block in (
        b"\x02" + DIGITS + bytes(3),
        b"\x01" + b"12345678901x" + bytes(3),
        b"\x01" + DIGITS + b"\x00\x00\x01",
    ):
        sealed = envelope._seal(
            DEK, KID, WHERE, b"number", envelope._NUMBER_INFO, block, None, None
        )
        refused(envelope.open_number, DEK, sealed, *WHERE)


def test_a_document_of_another_inner_form_is_refused():
    def padded(text, content=b""):
        plain = len(text).to_bytes(4, "big") + text + content
        return plain + bytes(-len(plain) % envelope.DOCUMENT_BLOCK)

    for plain in (
        padded(b"{}"),
        padded(b"nonsense"),
        padded(b"[1]"),
        padded(b'{"size":-1}'),
        padded(b'{"size":"9"}'),
        padded(b'{"size":70000}'),
        padded(b'{"size":1}', b"xy"),
        b"\xff\xff\xff\xff" + bytes(65532),
        padded(b'{"size":1}', b"x") + bytes(65536),
    ):
        sealed = envelope._seal(
            DEK, KID, WHERE, b"document", envelope._DOCUMENT_INFO, plain, None, None
        )
        refused(envelope.open_document, DEK, sealed, *WHERE)


def test_a_document_over_ten_mebibytes_is_refused():
    with pytest.raises(ValueError):
        envelope.seal_document(DEK, KID, *WHERE, {}, bytes(envelope.DOCUMENT_MAX))


def test_sealing_twice_gives_different_bytes():
    first, second = blob(), blob()
    assert first[:18] == second[:18]
    assert first[18:62] != second[18:62] and first[94:] != second[94:]


@pytest.mark.parametrize("digits", [b"", b"1234", b"12345678901a", b"1" * 13])
def test_only_twelve_digits_are_sealed(digits):
    with pytest.raises(ValueError):
        envelope.seal_number(DEK, KID, *WHERE, digits)


def test_wrong_sizes_of_keys_and_ids_are_errors():
    with pytest.raises(ValueError):
        envelope.seal_number(DEK[:31], KID, *WHERE, DIGITS)
    with pytest.raises(ValueError):
        envelope.seal_number(DEK, KID[:15], *WHERE, DIGITS)
    with pytest.raises(ValueError):
        envelope.seal_number(DEK, KID, VAULT[:15], *WHERE[1:], DIGITS)
    with pytest.raises(ValueError):
        envelope.wrap_dek(KEY, DEK[:16], epoch=1, usage=1, **NAMES)


def test_keys_and_digits_may_be_bytearrays_and_memoryviews():
    sealed = envelope.seal_number(
        bytearray(DEK), KID, *WHERE, memoryview(DIGITS).tobytes()
    )
    opened = envelope.open_number(bytearray(DEK), memoryview(sealed), *WHERE)
    with opened.use() as digits:
        assert digits == DIGITS
    wrapped = envelope.wrap_dek(KEY, bytearray(DEK), epoch=1, usage=1, **NAMES)
    dek = envelope.unwrap_dek(KEY, memoryview(wrapped), epoch=1, usage=1, **NAMES)
    assert isinstance(dek, bytearray) and dek == DEK
    wipe(dek)
    assert dek == bytes(32)


@given(st.binary(max_size=300))
def test_junk_never_opens_and_never_crashes(junk):
    refused(envelope.open_number, DEK, junk, *WHERE)
    refused(envelope.open_document, DEK, junk, *WHERE)
    refused(envelope.unwrap_dek, KEY, junk, epoch=1, usage=1, **NAMES)


def test_random_salts_and_nonces_do_not_repeat():
    seen = {bytes(blob()[18:62]) for _ in range(200)}
    assert len(seen) == 200


def test_blind_index_leaves_many_candidates():
    from mynumber_management.vault.blind_index import bidx

    values = [bidx(KEY, os.urandom(6).hex().encode()) for _ in range(2000)]
    assert all(0 <= value < 1 << 24 for value in values)
    assert len(set(values)) > 1990
