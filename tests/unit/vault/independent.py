# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The byte formats once more, written from their description alone.

Imports nothing of the add-on; uses other primitives than the vault does (AESGCM and
the HKDF classes of ``cryptography`` in place of its cipher contexts and ``hmac``).
"""

import hashlib
import json
import struct

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def mac(key, message):
    context = hmac.HMAC(bytes(key), hashes.SHA256())
    context.update(bytes(message))
    return context.finalize()


def derive(root, label, context):
    info = b"mynumber/v1/" + label + bytes(1) + context
    return HKDFExpand(hashes.SHA256(), 32, info).derive(root)


def check_bytes(key, keyring_id, epoch):
    return mac(key, b"mynumber/v1/check\0" + keyring_id + struct.pack(">I", epoch))[:8]


def field(value):
    return struct.pack(">H", len(value)) + value


def wrap(key, nonce, secret, tag, epoch, middle, fields):
    aad = tag + b"\1\1" + struct.pack(">I", epoch) + middle
    aad += b"".join(field(value) for value in fields)
    return b"\1\1" + nonce + AESGCM(key).encrypt(nonce, secret, aad)


def wrap_dek(key, nonce, dek, epoch, usage, vault, company, subject, kid):
    fields = (vault, company, subject, kid)
    return wrap(key, nonce, dek, b"MNK1", epoch, struct.pack("B", usage), fields)


def wrap_seed(key, nonce, seed, epoch, vault, key_id):
    return wrap(key, nonce, seed, b"MNS1", epoch, b"", (vault, key_id))


def wrap_pin(key, nonce, verifier, epoch, vault, uid):
    fields = (vault, struct.pack(">I", uid))
    return wrap(key, nonce, verifier, b"MNP1", epoch, b"", fields)


def blob_parts(dek, salt, prefix, kid, where, label):
    vault, company, subject, holder = where
    aad = b"MNV1" + b"\1\1" + kid
    for value in (vault, company, subject, holder.encode("utf-8"), label):
        aad += field(value)
    info = prefix + b"\0" + aad
    okm = HKDF(hashes.SHA256(), 64, salt, info).derive(bytes(dek))
    return aad, okm[:32], okm[32:]


def seal(dek, kid, where, label, prefix, plain, salt, nonce):
    aad, key, commitment = blob_parts(dek, salt, prefix, kid, where, label)
    head = b"\1\1" + kid + salt + nonce + commitment
    return head + AESGCM(key).encrypt(nonce, bytes(plain), aad)


def seal_number(dek, kid, where, digits, salt, nonce):
    plain = b"\1" + digits + b"\0\0\0"
    return seal(dek, kid, where, b"number", b"mynumber/v1/num", plain, salt, nonce)


def seal_document(dek, kid, where, meta, content, salt, nonce):
    text = json.dumps(
        dict(meta, size=len(content)),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    ).encode("utf-8")
    plain = struct.pack(">I", len(text)) + text + content
    while len(plain) % 65536:
        plain += bytes(65536 - len(plain) % 65536)
    return seal(dek, kid, where, b"document", b"mynumber/v1/doc", plain, salt, nonce)


def bidx(key, digits):
    return int(mac(key, b"mynumber/v1/num\0" + digits).hex()[:6], 16)


def code_mac(key, token, code):
    hashed = hashlib.sha256(b"mynumber-token/1\0" + token).digest()
    return mac(key, hashed + code.encode())[:16]


def number_check_digit(base):
    """Digit n counted from the right weighs n + 1 up to the sixth, then n - 5."""
    total = 0
    for n in range(1, 12):
        total += int(base[11 - n]) * (n + 1 if n <= 6 else n - 5)
    rest = total % 11
    return 0 if rest in (0, 1) else 11 - rest


def entry(vault, chain, seq, prev, payload, salt, seed):
    """Return (payload text, pd, h, signature, key id) of one audit entry."""
    text = json.dumps(
        payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    digest = hashlib.sha256(b"\2" + salt + text.encode("utf-8")).digest()
    if seq == 1:
        genesis = b"mynumber-audit-genesis/1\0" + vault + chain
        prev = hashlib.sha256(genesis).digest()
    link = hashlib.sha256()
    for part in (b"\1", chain, struct.pack(">Q", seq), prev, digest):
        link.update(part)
    head = link.digest()
    key = Ed25519PrivateKey.from_private_bytes(seed)
    pub = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    message = b"mynumber-audit-entry/1\0" + chain + struct.pack(">Q", seq) + head
    key_id = hashlib.sha256(b"mynumber-audit-key/1\0" + pub).digest()[:8]
    return text, digest, head, key.sign(message), key_id
