# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checkpoints: signed notes that no bit can be changed in."""

import pytest
from chains import SIGNERS, Log, note, vkey
from hypothesis import given
from hypothesis import strategies as st
from invented import COMPANY, OTHER, flips
from mynumber_management.vault import checkpoint, verifier
from mynumber_management.vault.errors import VaultCorrupt

LOG = Log().many(3)
NOTE = note(LOG.entries[2])


def refused(text, keys):
    with pytest.raises(VaultCorrupt):
        checkpoint.verify(text, keys)


def test_a_checkpoint_reads_back():
    found = checkpoint.verify(NOTE, [vkey()])
    assert (found.seq, found.hash) == (3, LOG.entries[2].hash)
    assert (found.generation, found.tombs, found.epoch) == (12, 3, 1)


def test_any_bit_changed_in_a_checkpoint_is_rejected():
    for changed in flips(NOTE.encode()):
        refused(changed.decode("utf-8", "replace"), [vkey()])


def test_added_or_cut_text_is_rejected():
    for changed in (
        "",
        NOTE[:-1],
        NOTE + "\n",
        NOTE + NOTE,
        " " + NOTE,
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("epoch 1\n", "epoch 1\nepoch 1\n"),
        NOTE.replace("\n\n", "\n"),
    ):
        refused(changed, [vkey()])


def test_only_the_chains_own_key_counts():
    refused(NOTE, [])
    refused(NOTE, [vkey(1)])
    refused(NOTE, [vkey(0, OTHER)])
    assert checkpoint.verify(NOTE, [vkey(1), vkey(0)])


def test_a_note_signed_under_another_name_is_rejected():
    other = note(LOG.entries[2], chain=OTHER)
    mixed = NOTE.split("\n\n")[0] + "\n\n" + other.split("\n\n")[1]
    refused(mixed, [vkey(0), vkey(0, OTHER)])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "a+b",
        vkey()[:-4],
        vkey().replace("+A", "+B", 1),
        vkey() + "AAAA",
        "x" + vkey(),
        vkey().rsplit("+", 1)[0] + "+\u3042",
    ],
)
def test_damaged_vkeys_are_refused(line):
    with pytest.raises(ValueError):
        verifier.parse_vkey(line)


def test_any_bit_changed_in_a_vkey_is_rejected_or_another_key():
    for changed in flips(vkey().encode()):
        try:
            found = verifier.parse_vkey(changed.decode("utf-8", "replace"))
        except ValueError:
            continue
        assert found == (verifier.parse_vkey(vkey())[0], SIGNERS[0].pub)


@given(st.text(max_size=400))
def test_junk_is_no_checkpoint(text):
    refused(text, [vkey()])


def test_keys_of_one_chain_differ_in_their_ids():
    ids = {
        verifier.note_key_id(verifier.chain_name(COMPANY, chain), SIGNERS[n].pub)
        for n in range(3)
        for chain in (COMPANY, OTHER)
    }
    assert len(ids) == 6
