# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hashes of one-time links and codes (stored in place of what was sent)."""

import hashlib
import hmac


def token_hash(token):
    """Return SHA-256 of a link's 32 raw bytes, under its own prefix."""
    if len(token) != 32:
        raise ValueError("a token has 32 bytes")
    return hashlib.sha256(b"mynumber-token/1\x00" + token).digest()


def code_mac(otk, hashed_token, code):
    """Return the 16 bytes stored for a one-time code.

    :param otk: 32 bytes of ``keyring.otk``
    :param code: str of ASCII digits as it was sent
    """
    message = hashed_token + code.encode("ascii")
    return hmac.digest(otk, message, "sha256")[:16]
