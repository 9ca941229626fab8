# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The vault and the independent implementation make and open the same bytes."""

import random

import independent
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.vault import (
    audit_chain,
    blind_index,
    envelope,
    keyring,
    number,
    onetime,
    ring,
)

ID = st.binary(min_size=16, max_size=16)
KEY = st.binary(min_size=32, max_size=32)
NONCE = st.binary(min_size=12, max_size=12)
EPOCH = st.integers(1, 2**32 - 1)
HOLDER = st.text(min_size=1, max_size=40)
DIGITS = st.integers(0, 10**12 - 1).map(lambda n: str(n).zfill(12).encode())


@given(KEY, st.sampled_from([b"kek", b"bidx", b"sig", b"pin", b"otp"]), ID, ID)
def test_derived_keys(root, label, vault, company):
    context = vault + company
    assert keyring.derive_key(root, label, context) == independent.derive(
        root, label, context
    )


@given(KEY, NONCE, KEY, EPOCH, st.sampled_from([1, 2]), ID, ID, ID, ID)
def test_wrapped_data_key(key, nonce, dek, epoch, usage, vault, company, subject, kid):
    names = dict(vault=vault, company=company, subject=subject, kid=kid)
    made = envelope.wrap_dek(key, dek, epoch=epoch, usage=usage, nonce=nonce, **names)
    assert made == independent.wrap_dek(key, nonce, dek, epoch, usage, *names.values())
    opened = envelope.unwrap_dek(key, made, epoch=epoch, usage=usage, **names)
    assert opened == dek


@given(KEY, NONCE, KEY, EPOCH, ID, st.binary(min_size=8, max_size=8))
def test_wrapped_signing_seed(key, nonce, seed, epoch, vault, key_id):
    names = dict(epoch=epoch, vault=vault, key_id=key_id)
    theirs = independent.wrap_seed(key, nonce, seed, epoch, vault, key_id)
    assert envelope.wrap_seed(key, seed, nonce=nonce, **names) == theirs
    assert envelope.unwrap_seed(key, theirs, **names) == seed


@given(KEY, NONCE, KEY, EPOCH, ID, st.integers(1, 2**31 - 1))
def test_wrapped_pin(key, nonce, verifier, epoch, vault, uid):
    names = dict(epoch=epoch, vault=vault, uid=uid)
    theirs = independent.wrap_pin(key, nonce, verifier, epoch, vault, uid)
    assert envelope.wrap_pin(key, verifier, nonce=nonce, **names) == theirs
    assert envelope.unwrap_pin(key, theirs, **names) == verifier


@given(KEY, ID, ID, ID, ID, HOLDER, DIGITS, KEY, NONCE)
def test_number(dek, kid, vault, company, subject, holder, digits, salt, nonce):
    where = (vault, company, subject, holder)
    theirs = independent.seal_number(dek, kid, where, digits, salt, nonce)
    made = envelope.seal_number(dek, kid, *where, digits, salt=salt, nonce=nonce)
    assert made == theirs
    assert envelope.kid_of(theirs) == kid
    with envelope.open_number(dek, theirs, *where).use() as opened:
        assert opened == digits


@pytest.mark.parametrize("size", [0, 1, 65536 - 40, 65536, 200_000])
def test_document(size):
    rng = random.Random(size)
    dek, salt, kid, vault, company, subject = (
        rng.randbytes(n) for n in (32, 32, 16, 16, 16, 16)
    )
    nonce, content = rng.randbytes(12), rng.randbytes(size)
    meta = {"kind": "card", "name": "山田"}
    where = (vault, company, subject, "hr.employee,42")
    theirs = independent.seal_document(dek, kid, where, meta, content, salt, nonce)
    made = envelope.seal_document(
        dek, kid, *where, meta, content, salt=salt, nonce=nonce
    )
    assert made == theirs
    assert (len(made) - 94 - 16) % 65536 == 0
    opened, secret = envelope.open_document(dek, theirs, *where)
    assert opened == {**meta, "size": size}
    with secret.use() as data:
        assert data == content


@given(KEY, DIGITS)
def test_blind_index(key, digits):
    assert blind_index.bidx(key, digits) == independent.bidx(key, digits)


@given(
    KEY, st.binary(min_size=32, max_size=32), st.from_regex("[0-9]{6}", fullmatch=True)
)
def test_one_time_code(key, token, code):
    hashed = onetime.token_hash(token)
    made = onetime.code_mac(key, hashed, code)
    assert made == independent.code_mac(key, token, code)


@given(st.from_regex("[0-9]{11}", fullmatch=True))
def test_check_digit(base):
    assert number.check_digit(base) == str(independent.number_check_digit(base))


@settings(max_examples=30)
@given(
    ID,
    ID,
    st.integers(1, 2**53 - 1),
    st.binary(min_size=32, max_size=32),
    st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), st.integers(0, 9)),
    st.binary(min_size=16, max_size=16),
    KEY,
)
def test_audit_entry(vault, chain, seq, prev, payload, salt, seed):
    if seq == 1:
        prev = audit_chain.genesis(vault, chain)
    made = audit_chain.make_entry(chain, seq, prev, payload, seed, salt)
    full = {**payload, "v": 1, "seq": seq}
    theirs = independent.entry(vault, chain, seq, prev, full, salt, seed)
    assert (
        made.payload,
        made.payload_digest,
        made.hash,
        made.sig,
        made.key_id,
    ) == theirs


def test_keyring_check_bytes(ring_path):
    document, keys = ring.parse(ring_path.read_bytes())
    keyring_id = bytes.fromhex(document["keyring_id"].replace("-", ""))
    row = document["epochs"][0]
    check = independent.check_bytes(keys[1], keyring_id, 1)
    assert row["check"] == check.hex()
