# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Entries of the audit log: canonical payload, hash chain, signature, export lines.

Pure functions; the hashing itself lives in ``verifier``, which stands alone.
"""

import json
import os
import unicodedata
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .errors import EntryInvalid
from .verifier import (
    EXPORT_FORMAT,
    ROTATE,
    entry_hash,
    genesis,
    key_id_of,
    payload_digest,
    signed_bytes,
)

__all__ = [
    "Entry",
    "SYSTEM_CHAIN",
    "Signer",
    "canonical",
    "clean",
    "export_header",
    "export_line",
    "genesis",
    "make_entries",
    "make_entry",
    "new_seed",
    "payload_of",
    "rotation",
]

SYSTEM_CHAIN = bytes(16)
PAYLOAD_MAX = 4096
_INT_MAX = 2**53
_DEPTH = 8


def _check(value, depth):
    if depth > _DEPTH:
        raise EntryInvalid()
    kind = type(value)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise EntryInvalid()
            _check(item, depth + 1)
    elif kind is list:
        for item in value:
            _check(item, depth + 1)
    elif kind is str:
        if not unicodedata.is_normalized("NFC", value):
            raise EntryInvalid()
    elif kind is not int or not -_INT_MAX < value < _INT_MAX:
        raise EntryInvalid()


def canonical(payload):
    """Return the canonical JSON text of a payload.

    :param payload: dict of objects, arrays, NFC strings and integers below 2^53 with
        ASCII keys, at most 4 KiB as UTF-8
    :raises EntryInvalid: any other type or size; see ``clean`` for foreign text
    """
    if type(payload) is not dict:
        raise EntryInvalid()
    _check(payload, 0)
    text = json.dumps(
        payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise EntryInvalid() from None
    if size > PAYLOAD_MAX:
        raise EntryInvalid()
    return text


def clean(text, longest=200):
    """Return foreign text (a login, a name) as a string an entry can hold."""
    text = text[: 4 * longest].encode("utf-8", "replace").decode()
    text = unicodedata.normalize("NFC", text.replace("\x00", ""))
    return unicodedata.normalize("NFC", text[:longest])


@dataclass(frozen=True)
class Entry:
    """One audit entry as it is stored; byte fields are raw."""

    chain: bytes
    seq: int
    payload: str
    salt: bytes
    payload_digest: bytes
    prev: bytes
    hash: bytes
    key_id: bytes
    sig: bytes


def new_seed():
    """Return a new Ed25519 seed as a bytearray of 32."""
    return bytearray(os.urandom(32))


class Signer:
    """An Ed25519 key ready to sign: ``pub`` (32 bytes), ``key_id`` (8 bytes)."""

    def __init__(self, seed):
        """:param seed: 32 bytes-like"""
        self._key = Ed25519PrivateKey.from_private_bytes(bytes(seed))
        self.pub = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key_id = key_id_of(self.pub)

    def sign(self, message):
        """Return the 64-byte signature."""
        return self._key.sign(message)

    def __repr__(self):
        return "<Signer>"

    def __reduce_ex__(self, protocol):
        raise TypeError("a Signer cannot be copied or stored")


def make_entry(chain, seq, prev, payload, signer, salt=None):
    """Return the signed Entry that follows ``prev``.

    :param chain: 16 bytes, a company's UUID or SYSTEM_CHAIN
    :param seq: 1 for the first entry, else the head's + 1
    :param prev: 32 bytes, the head's hash; ``genesis(vault, chain)`` for the first
    :param payload: dict; ``v`` and ``seq`` are added
    :param signer: Signer, or a 32-byte seed
    :param salt: only for test vectors
    :raises EntryInvalid: see ``canonical``
    """
    if not isinstance(signer, Signer):
        signer = Signer(signer)
    text = canonical({**payload, "v": 1, "seq": seq})
    salt = os.urandom(16) if salt is None else salt
    digest = payload_digest(salt, text)
    hashed = entry_hash(chain, seq, prev, digest)
    return Entry(
        chain=chain,
        seq=seq,
        payload=text,
        salt=salt,
        payload_digest=digest,
        prev=prev,
        hash=hashed,
        key_id=signer.key_id,
        sig=signer.sign(signed_bytes(chain, seq, hashed)),
    )


def make_entries(chain, seq, prev, payloads, signer):
    """Return the Entries of a batch: the first at ``seq`` after ``prev``."""
    if not isinstance(signer, Signer):
        signer = Signer(signer)
    entries = []
    for payload in payloads:
        entry = make_entry(chain, seq, prev, payload, signer)
        entries.append(entry)
        seq, prev = seq + 1, entry.hash
    return entries


def payload_of(entry, pub):
    """Return the payload (dict) of a stored Entry, None unless ``pub`` signed it.

    Whether the entry stands in its chain is the verifier's question, not this one's.
    """
    digest = payload_digest(entry.salt, entry.payload)
    hashed = entry_hash(entry.chain, entry.seq, entry.prev, digest)
    try:
        Ed25519PublicKey.from_public_bytes(pub).verify(
            entry.sig, signed_bytes(entry.chain, entry.seq, hashed)
        )
    except InvalidSignature:
        return None
    return json.loads(entry.payload)


def rotation(new_pub):
    """Return the fields ``ev`` and ``obj`` that announce a new signing key.

    The entry is signed by the old key; afterwards ``KeyStore.sigkey_activate``
    destroys the old seed.
    """
    key = {"key": key_id_of(new_pub).hex(), "pub": new_pub.hex()}
    return {"ev": ROTATE, "obj": key}


def export_header(vault, chain, first, prev, count, exported):
    """Return the first line of an export, without line end.

    :param first: seq of the first entry; ``prev``: 32 bytes, the hash before it
    :param count: number of entries that follow
    :param exported: RFC 3339 time
    """
    return canonical(
        {
            "format": EXPORT_FORMAT,
            "vault": str(uuid.UUID(bytes=vault)),
            "chain": str(uuid.UUID(bytes=chain)),
            "first": first,
            "prev": prev.hex(),
            "count": count,
            "exported": exported,
        }
    )


def export_line(seq, payload, salt, digest, hashed, sig, key_id):
    """Return one entry of an export, without line end.

    Arguments as in Entry; ``payload`` and ``salt`` are None when pruned; byte values
    may be memoryviews.
    """
    return json.dumps(
        {
            "seq": seq,
            "p": payload,
            "salt": None if salt is None else bytes(salt).hex(),
            "pd": bytes(digest).hex(),
            "h": bytes(hashed).hex(),
            "s": bytes(sig).hex(),
            "k": bytes(key_id).hex(),
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )
