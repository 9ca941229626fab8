# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Audit entries: canonical payloads, chaining, signing."""

import copy
import json
import pickle
import unicodedata

import pytest
from chains import SEEDS, SIGNERS
from hypothesis import given
from hypothesis import strategies as st
from invented import COMPANY, VAULT
from mynumber_management.vault import audit_chain, verifier
from mynumber_management.vault.errors import EntryInvalid

NFC = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8).map(
    lambda text: unicodedata.normalize("NFC", text)
)
KEYS = st.text(st.characters(max_codepoint=127), max_size=6)
VALUES = st.recursive(
    NFC | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_canonical_text_reads_back_and_is_stable(payload):
    try:
        text = audit_chain.canonical(payload)
    except EntryInvalid:
        assert len(json.dumps(payload)) > 4000 or "{" in json.dumps(payload)
        return
    assert json.loads(text) == payload
    assert audit_chain.canonical(json.loads(text)) == text
    shuffled = dict(reversed(payload.items()))
    assert audit_chain.canonical(shuffled) == text


def deep(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return {"a": value}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "x",
        {"a": None},
        {"a": True},
        {"a": 1.0},
        {"a": float("nan")},
        {"a": 2**53},
        {"a": -(2**53)},
        {"a": b"x"},
        {"a": (1,)},
        {"a": {1: 2}},
        {"é": 1},
        {"a": {"é": 1}},
        {"a": "e\u0301"},
        {"a": ["e\u0301"]},
        {"a": "\ud800"},
        {"a": "x" * 4096},
        {"a": "山" * 1400},
        deep(9),
        deep(5000),
    ],
)
def test_other_payloads_are_refused(payload):
    with pytest.raises(EntryInvalid):
        audit_chain.canonical(payload)


def test_limits_are_inclusive():
    room = 4096 - len('{"a":""}')
    assert len(audit_chain.canonical({"a": "x" * room})) == 4096
    with pytest.raises(EntryInvalid):
        audit_chain.canonical({"a": "x" * (room + 1)})
    audit_chain.canonical({"a": 2**53 - 1, "b": -(2**53) + 1})
    audit_chain.canonical(deep(7))


@given(st.text(), st.integers(1, 50))
def test_clean_makes_any_text_fit(text, longest):
    cleaned = audit_chain.clean(text, longest)
    audit_chain.canonical({"a": cleaned})
    assert "\x00" not in cleaned


def test_clean_leaves_names_alone():
    assert audit_chain.clean("山田　花子") == "山田　花子"
    assert audit_chain.clean("か\u3099") == "が"
    assert audit_chain.clean("a\ud800b\x00") == "a?b"
    assert audit_chain.clean("x" * 300) == "x" * 200


def test_version_and_number_are_added():
    entry = audit_chain.make_entry(COMPANY, 7, bytes(32), {"ev": "x"}, SEEDS[0])
    assert json.loads(entry.payload) == {"ev": "x", "seq": 7, "v": 1}
    forced = audit_chain.make_entry(
        COMPANY, 7, bytes(32), {"ev": "x", "seq": 3, "v": 9}, SEEDS[0]
    )
    assert json.loads(forced.payload) == {"ev": "x", "seq": 7, "v": 1}


def test_a_batch_is_a_chain():
    prev = audit_chain.genesis(VAULT, COMPANY)
    entries = audit_chain.make_entries(
        COMPANY, 1, prev, [{"n": n} for n in range(5)], SEEDS[0]
    )
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[0].prev == prev
    for before, after in zip(entries, entries[1:], strict=False):
        assert after.prev == before.hash
    assert len({entry.salt for entry in entries}) == 5
    assert all(entry.key_id == SIGNERS[0].key_id for entry in entries)


def test_genesis_differs_for_each_chain_and_vault():
    heads = {
        audit_chain.genesis(vault, chain)
        for vault in (VAULT, COMPANY)
        for chain in (audit_chain.SYSTEM_CHAIN, VAULT, COMPANY)
    }
    assert len(heads) == 6


def test_a_signer_shows_and_gives_away_nothing():
    signer = SIGNERS[0]
    assert repr(signer) == str(signer) == "<Signer>"
    for use in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            use(signer)


def test_new_seeds_are_random_and_can_be_wiped():
    first, second = audit_chain.new_seed(), audit_chain.new_seed()
    assert first != second and len(first) == 32 and isinstance(first, bytearray)
    assert audit_chain.Signer(first).pub != audit_chain.Signer(second).pub


def test_rotation_names_the_new_key():
    fields = audit_chain.rotation(SIGNERS[1].pub)
    assert fields["ev"] == verifier.ROTATE
    assert bytes.fromhex(fields["obj"]["pub"]) == SIGNERS[1].pub
    assert bytes.fromhex(fields["obj"]["key"]) == SIGNERS[1].key_id


def test_export_lines_take_memoryviews():
    entry = audit_chain.make_entry(COMPANY, 1, bytes(32), {"ev": "x"}, SEEDS[0])
    values = (entry.salt, entry.payload_digest, entry.hash, entry.sig, entry.key_id)
    views = [memoryview(value) for value in values]
    line = audit_chain.export_line(1, entry.payload, *views)
    assert line == audit_chain.export_line(1, entry.payload, *values)
    assert list(json.loads(line)) == ["seq", "p", "salt", "pd", "h", "s", "k"]
