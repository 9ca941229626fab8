# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checkpoints: signed notes (C2SP signed-note) that pin a chain's head outside.

Parsing and checking live in ``verifier``, which stands alone.
"""

import base64
from typing import NamedTuple

from .errors import VaultCorrupt
from .verifier import (
    chain_name,
    note_key_id,
    note_signed_by,
    parse_note,
    parse_vkey,
)


class Checkpoint(NamedTuple):
    """What a checkpoint says; ``tombs`` counts the keystore's tombstones."""

    name: str
    seq: int
    hash: bytes
    time: str
    generation: int
    tombs: int
    epoch: int


def make(vault, chain, seq, head, time, generation, tombs, epoch, signer):
    """Return the text of a checkpoint.

    :param vault, chain: 16 bytes; ``head``: 32 bytes, the hash of entry ``seq``
    :param time: RFC 3339 in UTC, e.g. ``2026-04-01T00:05:00Z``
    :param generation, tombs: of the keystore; ``epoch``: the active one
    :param signer: audit_chain.Signer of the key that signs entries now
    """
    name = chain_name(vault, chain)
    text = (
        f"{name}\n{seq}\n{base64.b64encode(head).decode()}\ntime {time}\n"
        f"keystore {generation} {tombs}\nepoch {epoch}\n"
    )
    raw = note_key_id(name, signer.pub) + signer.sign(text.encode())
    return f"{text}\n\u2014 {name} {base64.b64encode(raw).decode()}\n"


def vkey(vault, chain, pub):
    """Return the verifier key line of a chain for a public key (32 bytes)."""
    name = chain_name(vault, chain)
    encoded = base64.b64encode(b"\x01" + pub).decode()
    return f"{name}+{note_key_id(name, pub).hex()}+{encoded}"


def parse(text):
    """Return the Checkpoint in a text, its signature unchecked.

    :raises VaultCorrupt: it is none
    """
    try:
        note = parse_note(text)
    except ValueError:
        raise VaultCorrupt() from None
    numbers = (int(note[key]) for key in ("generation", "tombs", "epoch"))
    return Checkpoint(note["name"], note["seq"], note["hash"], note["time"], *numbers)


def verify(text, vkeys):
    """Return the Checkpoint in a text that one of the verifier keys signed.

    :raises VaultCorrupt: damaged, or signed by none of them
    """
    found = parse(text)
    pubs = [pub for name, pub in map(parse_vkey, vkeys) if name == found.name]
    if not note_signed_by(parse_note(text), pubs):
        raise VaultCorrupt()
    return found
