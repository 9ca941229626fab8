# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sealed forms of numbers, documents, data keys, signing seeds and PIN verifiers.

Byte formats: security design, sections 4 and 5. Every failure to open raises the
same VaultCorrupt.
"""

import hmac
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from .errors import VaultCorrupt
from .secret import Secret, wipe

HEADER = b"\x01\x01"  # version, suite
NUMBER, DOCUMENT = 1, 2  # usage of a data key
NUMBER_BYTES = 126
WRAPPED_BYTES = 62
DOCUMENT_BLOCK = 64 * 1024
DOCUMENT_MAX = 10 * 1024 * 1024
_SALT, _NONCE, _COMMIT, _BODY = 18, 50, 62, 94
_TAG = 16
_KEY = 32


def _lp(*parts):
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def _ids(*ids):
    if any(len(i) != 16 for i in ids):
        raise ValueError("ids are 16 raw bytes")
    return _lp(*ids)


def _encrypt(key, nonce, plain, aad):
    """Return ciphertext ‖ tag."""
    context = Cipher(AES(key), GCM(nonce)).encryptor()
    context.authenticate_additional_data(aad)
    return context.update(plain) + context.finalize() + context.tag


def _decrypt(key, nonce, sealed, aad):
    """Return the plaintext as a bytearray, the only copy; VaultCorrupt otherwise."""
    cut = len(sealed) - _TAG
    context = Cipher(AES(key), GCM(nonce, sealed[cut:])).decryptor()
    context.authenticate_additional_data(aad)
    plain = bytearray(cut + 15)
    try:
        context.update_into(sealed[:cut], plain)
        context.finalize()
    except InvalidTag:
        wipe(plain)
        raise VaultCorrupt() from None
    del plain[cut:]
    return plain


def _wrap(key, secret, aad, nonce):
    if len(secret) != _KEY:
        raise ValueError("a wrapped secret has 32 bytes")
    nonce = nonce or os.urandom(12)
    return HEADER + nonce + _encrypt(key, nonce, secret, aad)


def _unwrap(key, wrapped, aad):
    wrapped = bytes(wrapped)
    if len(wrapped) != WRAPPED_BYTES or wrapped[:2] != HEADER:
        raise VaultCorrupt()
    return _decrypt(key, wrapped[2:14], wrapped[14:], aad)


def _dek_aad(epoch, usage, vault, company, subject, kid):
    head = b"MNK1" + HEADER + epoch.to_bytes(4, "big") + bytes((usage,))
    return head + _ids(vault, company, subject, kid)


def wrap_dek(kek, dek, *, epoch, usage, vault, company, subject, kid, nonce=None):
    """Return the wrapped data key (62 bytes).

    :param kek: 32 bytes of ``keyring.kek`` for the same epoch, vault and company
    :param dek: 32 bytes-like
    :param usage: NUMBER or DOCUMENT
    :param nonce: only for test vectors
    """
    return _wrap(kek, dek, _dek_aad(epoch, usage, vault, company, subject, kid), nonce)


def unwrap_dek(kek, wrapped, *, epoch, usage, vault, company, subject, kid):
    """Return the data key as a bytearray; the caller wipes it. Raises VaultCorrupt."""
    return _unwrap(kek, wrapped, _dek_aad(epoch, usage, vault, company, subject, kid))


def _seed_aad(epoch, vault, key_id):
    return b"MNS1" + HEADER + epoch.to_bytes(4, "big") + _lp(vault, key_id)


def wrap_seed(swk, seed, *, epoch, vault, key_id, nonce=None):
    """Return a wrapped Ed25519 seed (62 bytes); ``key_id`` has 8 bytes."""
    return _wrap(swk, seed, _seed_aad(epoch, vault, key_id), nonce)


def unwrap_seed(swk, wrapped, *, epoch, vault, key_id):
    """Return the seed as a bytearray. Raises VaultCorrupt."""
    return _unwrap(swk, wrapped, _seed_aad(epoch, vault, key_id))


def _pin_aad(epoch, vault, uid):
    head = b"MNP1" + HEADER + epoch.to_bytes(4, "big")
    return head + _lp(vault, uid.to_bytes(4, "big"))


def wrap_pin(pnk, verifier, *, epoch, vault, uid, nonce=None):
    """Return a wrapped PIN verifier (62 bytes)."""
    return _wrap(pnk, verifier, _pin_aad(epoch, vault, uid), nonce)


def unwrap_pin(pnk, wrapped, *, epoch, vault, uid):
    """Return the PIN verifier as a bytearray. Raises VaultCorrupt."""
    return _unwrap(pnk, wrapped, _pin_aad(epoch, vault, uid))


def _blob_aad(head, vault, company, subject, holder, label):
    tail = _lp(holder.encode(), label)
    return b"MNV1" + head + _ids(vault, company, subject) + tail


def _message_keys(dek, salt, info):
    """Return (key, commitment) by HKDF-SHA-256 (RFC 5869), L = 64."""
    prk = hmac.digest(salt, dek, "sha256")
    key = hmac.digest(prk, info + b"\x01", "sha256")
    return key, hmac.digest(prk, key + info + b"\x02", "sha256")


def _seal(dek, kid, aad_parts, label, info, plain, salt, nonce):
    if len(kid) != 16 or len(dek) != _KEY:
        raise ValueError("kid has 16 bytes, a data key 32")
    salt, nonce = salt or os.urandom(32), nonce or os.urandom(12)
    head = HEADER + kid
    aad = _blob_aad(head, *aad_parts, label)
    key, commitment = _message_keys(dek, salt, info + aad)
    return head + salt + nonce + commitment + _encrypt(key, nonce, plain, aad)


def _open(dek, blob, aad_parts, label, info):
    aad = _blob_aad(blob[:_SALT], *aad_parts, label)
    key, commitment = _message_keys(dek, blob[_SALT:_NONCE], info + aad)
    if not hmac.compare_digest(commitment, blob[_COMMIT:_BODY]):
        raise VaultCorrupt()
    return _decrypt(key, blob[_NONCE:_COMMIT], blob[_BODY:], aad)


_NUMBER_INFO = b"mynumber/v1/num\x00"
_DOCUMENT_INFO = b"mynumber/v1/doc\x00"


def kid_of(blob):
    """Return the key id (16 bytes) of a sealed number or document."""
    blob = bytes(blob[:_SALT])
    if len(blob) != _SALT or blob[:2] != HEADER:
        raise VaultCorrupt()
    return blob[2:]


def seal_number(
    dek, kid, vault, company, subject, holder, digits, *, salt=None, nonce=None
):
    """Return the sealed number (126 bytes).

    :param dek: 32 bytes-like, fresh for this (subject, number version)
    :param holder: str ``"<model>,<id>"``
    :param digits: 12 ASCII digits, bytes-like (from ``Secret.use()``)
    :param salt, nonce: only for test vectors
    """
    if len(digits) != 12 or not digits.isdigit():
        raise ValueError("12 ASCII digits are needed")
    block = bytearray(b"\x01") + digits + bytes(3)
    try:
        return _seal(
            dek, kid, (vault, company, subject, holder), b"number", _NUMBER_INFO,
            block, salt, nonce,
        )  # fmt: skip
    finally:
        wipe(block)


def open_number(dek, blob, vault, company, subject, holder):
    """Return a Secret of 12 ASCII digits; parameters as seal_number.

    :param blob: 126 bytes-like
    :raises VaultCorrupt: for every failure alike
    """
    blob = bytes(blob)
    if len(blob) != NUMBER_BYTES:
        raise VaultCorrupt()
    kid_of(blob)
    parts = (vault, company, subject, holder)
    block = _open(dek, blob, parts, b"number", _NUMBER_INFO)
    try:
        digits = block[1:13]
        if block[0] != 1 or any(block[13:]) or not digits.isdigit():
            raise VaultCorrupt()
        return Secret(digits)
    finally:
        wipe(block)


def seal_document(
    dek, kid, vault, company, subject, holder, meta, content, *, salt=None, nonce=None
):
    """Return the sealed document: 94 bytes of header, then whole 64 KiB blocks + tag.

    :param meta: dict of JSON values; ``size``, the length of content, is added
    :param content: bytes-like; with meta at most 10 MiB, else ValueError
    """
    text = json.dumps(
        {**meta, "size": len(content)},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    ).encode()
    plain = bytearray(len(text).to_bytes(4, "big")) + text + content
    plain += bytes(-len(plain) % DOCUMENT_BLOCK)
    try:
        if len(plain) > DOCUMENT_MAX:
            raise ValueError("a document has at most 10 MiB")
        return _seal(
            dek, kid, (vault, company, subject, holder), b"document", _DOCUMENT_INFO,
            plain, salt, nonce,
        )  # fmt: skip
    finally:
        wipe(plain)


def open_document(dek, blob, vault, company, subject, holder):
    """Return (meta dict, Secret of the content). Raises VaultCorrupt."""
    blob = bytes(blob)
    size = len(blob) - _BODY - _TAG
    if size <= 0 or size % DOCUMENT_BLOCK or size > DOCUMENT_MAX:
        raise VaultCorrupt()
    kid_of(blob)
    parts = (vault, company, subject, holder)
    plain = _open(dek, blob, parts, b"document", _DOCUMENT_INFO)
    try:
        start = 4 + int.from_bytes(plain[:4], "big")
        meta = json.loads(plain[4:start])
        end = start + meta["size"]
        padded = end + -end % DOCUMENT_BLOCK
        if not start <= end <= len(plain) == padded or any(plain[end:]):
            raise VaultCorrupt()
        return meta, Secret(plain[start:end])
    except (ValueError, KeyError, TypeError):
        raise VaultCorrupt() from None
    finally:
        wipe(plain)
