# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
#!/usr/bin/env python3
"""Check an exported audit log. Needs only Python 3.10 and ``cryptography``.

    python verifier.py EXPORT --vkey LINE|FILE … [--checkpoint FILE …] [--fast]

EXPORT is a file of JSON lines: a header, then one entry a line. A vkey is the line
``mynumber/<vault>/<chain>/chain-v1+<id>+<key>`` printed at set-up; a checkpoint is a
signed note made while the log was running. ``--fast`` checks only the last signature
of each key; every hash is checked in any case.

Exit 0: complete and unchanged. 1: tampered with. 2: incomplete: what is there is
unchanged, but something is missing. 3: wrong use.
"""

import argparse
import base64
import binascii
import hashlib
import json
import sys
import uuid
from dataclasses import dataclass, field
from itertools import chain as chained
from operator import itemgetter

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

OK, TAMPERED, INCOMPLETE, USAGE = range(4)
EXPORT_FORMAT = "mynumber-audit-export/1"
ROTATE, PRUNE, FORK = "sigkey.rotate", "log.prune", "log.fork"
MOST_MESSAGES = 100
LONGEST_LINE = 65536
_SPECIAL = tuple(f'"ev":"{name}"' for name in (ROTATE, PRUNE, FORK))
_FIELDS = itemgetter("seq", "p", "salt", "pd", "h", "s", "k")


# Formats (shared with the add-on)


def dashed(raw):
    """Return 16 bytes as the text of a UUID."""
    return str(uuid.UUID(bytes=bytes(raw)))


def genesis(vault, chain):
    """Return h_0 of a chain (vault, chain: 16 bytes)."""
    return hashlib.sha256(b"mynumber-audit-genesis/1\x00" + vault + chain).digest()


def payload_digest(salt, payload):
    """Return SHA-256(0x02 ‖ salt ‖ payload); salt 16 bytes, payload str."""
    return hashlib.sha256(b"\x02" + salt + payload.encode()).digest()


def entry_hash(chain, seq, prev, digest):
    """Return h_seq."""
    head = b"\x01" + chain + seq.to_bytes(8, "big")
    return hashlib.sha256(head + prev + digest).digest()


def signed_bytes(chain, seq, hashed):
    """Return what the signature of an entry covers."""
    return b"mynumber-audit-entry/1\x00" + chain + seq.to_bytes(8, "big") + hashed


def key_id_of(pub):
    """Return the 8-byte id of an Ed25519 public key (32 bytes)."""
    return hashlib.sha256(b"mynumber-audit-key/1\x00" + pub).digest()[:8]


def chain_name(vault, chain):
    """Return the name that checkpoints and vkeys of a chain carry."""
    return f"mynumber/{dashed(vault)}/{dashed(chain)}/chain-v1"


def note_key_id(name, pub):
    """Return the 4-byte key id of a signed note (C2SP signed-note, Ed25519)."""
    return hashlib.sha256(name.encode() + b"\n\x01" + pub).digest()[:4]
