# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The test vectors of the security design, in both directions."""

import uuid

import pytest
from mynumber_management.vault import (
    audit_chain,
    checkpoint,
    envelope,
    keyring,
    onetime,
    verifier,
)
from mynumber_management.vault.blind_index import bidx

ROOT = bytes(range(32))
VAULT = uuid.UUID("00112233-4455-6677-8899-aabbccddeeff").bytes
COMPANY = uuid.UUID("c0000000-0000-4000-8000-000000000001").bytes
SUBJECT = uuid.UUID("50000000-0000-4000-8000-000000000042").bytes
KID = uuid.UUID("d0000000-0000-4000-8000-000000000007").bytes
DEK = bytes(range(0x20, 0x40))
DIGITS = b"123456789018"
HOLDER = "hr.employee,42"
KEK = bytes.fromhex("3841c6935722fb0af2acacde5fd251993fd69529adcd47c9c973b6294de946ab")
BIK = bytes.fromhex("e7cff7193d2bb87e117c1285f11e1c032cbe8e78400b54f16fff4aa292d225c9")
WRAPPED = bytes.fromhex(
    "01016465666768696a6b6c6d6e6f0482fbb99291c1c3c47461a4d483c935361c98c49b1bbbb2d163"
    "edef22769e168b18e7c4b1dd0b349aecf7f7cddcad47"
)
BLOB = bytes.fromhex(
    "0101d0000000000040008000000000000007404142434445464748494a4b4c4d4e4f505152535455"
    "565758595a5b5c5d5e5fc8c9cacbcccdcecfd0d1d2d39f46a6672b68a49a14efb1d813ae122aa73a"
    "acc4a85c6d1df714f140a115ab5222c14f1005bfab75c0bd70b59a3a310050ec007c3333488c3690"
    "28fd91a34621"
)
IDS = {"vault": VAULT, "company": COMPANY, "subject": SUBJECT, "kid": KID}
PLACE = (VAULT, COMPANY, SUBJECT, HOLDER)


def test_derived_keys():
    assert keyring.derive_key(ROOT, b"kek", VAULT + COMPANY) == KEK
    assert keyring.derive_key(ROOT, b"bidx", VAULT + COMPANY) == BIK


def test_wrapped_key():
    nonce = bytes(range(0x64, 0x70))
    args = {"epoch": 1, "usage": envelope.NUMBER, **IDS}
    assert envelope.wrap_dek(KEK, DEK, nonce=nonce, **args) == WRAPPED
    assert envelope.unwrap_dek(KEK, WRAPPED, **args) == DEK


def test_blob():
    sealed = envelope.seal_number(
        DEK,
        KID,
        *PLACE,
        DIGITS,
        salt=bytes(range(0x40, 0x60)),
        nonce=bytes(range(0xC8, 0xD4)),
    )
    assert sealed == BLOB
    with envelope.open_number(DEK, BLOB, *PLACE).use() as digits:
        assert digits == DIGITS


def test_blind_index():
    assert bidx(BIK, DIGITS) == 11368969


SEED = bytes(range(1, 33))
PAYLOAD = (
    '{"act":{"uid":7},"ev":"number.reveal","pur":"tax.withholding_slip","res":"ok",'
    '"seq":1,"subj":"50000000-0000-4000-8000-000000000042",'
    '"ts":"2026-04-01T00:00:00.000000Z","v":1}'
)
FIELDS = {
    "ts": "2026-04-01T00:00:00.000000Z",
    "ev": "number.reveal",
    "act": {"uid": 7},
    "subj": "50000000-0000-4000-8000-000000000042",
    "pur": "tax.withholding_slip",
    "res": "ok",
}


def vector_entry():
    h0 = audit_chain.genesis(VAULT, COMPANY)
    return audit_chain.make_entry(COMPANY, 1, h0, FIELDS, SEED, salt=bytes(range(16)))


def test_audit_entry():
    entry = vector_entry()
    assert entry.prev.hex() == (
        "7758f194bc6d333a69474beee651b617db14eaf905c7161d0700fef0ee781815"
    )
    assert entry.payload == PAYLOAD
    assert entry.payload_digest.hex() == (
        "8f5e41f739f40b29e2c7d5fbf0d82d5ee2cf2a89c1e6257613a2d97601930e71"
    )
    assert entry.hash.hex() == (
        "951811f6761d1b930494e60e06c31c7d8de6a923dd364a74a1fc720c36962d05"
    )
    assert entry.key_id.hex() == "553d5d34676afc8d"
    assert entry.sig.hex() == (
        "a58af80b3b0470328b2397e988ba610e20b120a1db5efb62e3b684251d4382c8"
        "d0e697347a82298bfaf94ebb590dc2c518caa90457aea8670fab942e07e6e300"
    )


def test_signing_key():
    assert audit_chain.Signer(SEED).pub.hex() == (
        "79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad049664"
    )


def test_token_hash():
    assert onetime.token_hash(bytes(range(32))).hex() == (
        "a5be9d314d1ce125f394a9d144da1f457e8ed4563985166c20c5734e1ae075b3"
    )


@pytest.mark.parametrize("length", [0, 31, 33])
def test_token_of_other_length_is_refused(length):
    with pytest.raises(ValueError):
        onetime.token_hash(bytes(length))


NAME = (
    "mynumber/00112233-4455-6677-8899-aabbccddeeff"
    "/c0000000-0000-4000-8000-000000000001/chain-v1"
)
NOTE = f"""{NAME}
1
lRgR9nYdG5MElOYOBsMcfY3mqSPdNkp0ofxyDDaWLQU=
time 2026-04-01T00:05:00Z
keystore 12 3
epoch 1

\u2014 {NAME} u/WgRDyTtc5RO5Fqbk/l/fM7dxL132ePoatpi1gOsYxWWhLnGvP9mOaY+IlYWRmAIKosGtUQ0\
BBilGtMElt+GVQQKgg=
"""
VKEY = f"{NAME}+bbf5a044+AXm1Vi6P5lT5QHixEuipi6eQH4U65pW+1+DjkQutBJZk"


def test_checkpoint():
    head = vector_entry().hash
    made = checkpoint.make(
        VAULT,
        COMPANY,
        1,
        head,
        "2026-04-01T00:05:00Z",
        12,
        3,
        1,
        audit_chain.Signer(SEED),
    )
    assert made == NOTE
    expected = (NAME, 1, head, "2026-04-01T00:05:00Z", 12, 3, 1)
    assert checkpoint.verify(NOTE, [VKEY]) == expected == checkpoint.parse(NOTE)


def test_vkey():
    pub = audit_chain.Signer(SEED).pub
    assert checkpoint.vkey(VAULT, COMPANY, pub) == VKEY
    assert verifier.parse_vkey(VKEY) == (NAME, pub)


def test_the_verifier_accepts_the_vectors():
    entry = vector_entry()
    header = audit_chain.export_header(
        VAULT, COMPANY, 1, entry.prev, 1, "2026-04-01T00:06:00Z"
    )
    line = audit_chain.export_line(
        1,
        PAYLOAD,
        bytes(range(16)),
        entry.payload_digest,
        entry.hash,
        entry.sig,
        entry.key_id,
    )
    result = verifier.verify([header, line], [VKEY], [NOTE])
    assert (result.code, result.messages, result.checkpoints) == (0, [], 1)
    assert result.head == entry.hash.hex() and result.keys == ["553d5d34676afc8d"]
