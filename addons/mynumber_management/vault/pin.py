# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""PINs, enrolment codes and the key of an HTTP session.

A PIN is 6 to 64 characters; full-width input counts as half-width (NFKC).
"""

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata

from . import keyring
from .envelope import unwrap_pin, wrap_pin
from .errors import EnrolmentInvalid, PinLocked, PinNotSet, PinRefused, PinWrong
from .keystore_pins import PinRow
from .secret import wipe

SHORTEST, LONGEST = 6, 64
SESSION_CHARS = 42
_CODE_BYTES = 10


def _normal(text):
    return unicodedata.normalize("NFKC", text)


def _verifier(text, salt):
    return hashlib.scrypt(
        _normal(text).encode("utf-8", "surrogatepass"),
        salt=salt,
        n=2**15,
        r=8,
        p=3,
        maxmem=2**26,
        dklen=32,
    )


def check_policy(text):
    """Raise PinRefused with its kind unless ``text`` is fit to be a PIN."""
    pin = _normal(text)
    if len(pin) < SHORTEST:
        raise PinRefused("too_short")
    if len(pin) > LONGEST:
        raise PinRefused("too_long")
    steps = {ord(b) - ord(a) for a, b in zip(pin, pin[1:])}  # noqa: B905
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise PinRefused("trivial")


def make(source, epoch, vault, uid, text):
    """Return the PinRow of a new PIN.

    :param source: RootKeyProvider; ``epoch`` the active one
    :raises PinRefused: see ``check_policy``
    """
    check_policy(text)
    salt = os.urandom(16)
    key = keyring.pnk(source, epoch, vault)
    wrapped = wrap_pin(key, _verifier(text, salt), epoch=epoch, vault=vault, uid=uid)
    return PinRow(uid, epoch, salt, wrapped)


def check(store, source, vault, uid, text):
    """Return when the PIN is right.

    :raises PinNotSet, PinLocked, PinWrong: the try is counted, the tenth wrong locks
    :raises VaultCorrupt: the stored verifier does not open
    """
    row = store.pin_row(uid)
    if row is None:
        raise PinNotSet()
    keyring.pnk(source, row.epoch, vault)  # a missing keyring is no wrong PIN
    row = store.pin_try(uid)
    key = keyring.pnk(source, row.epoch, vault)
    stored = unwrap_pin(key, row.wrapped, epoch=row.epoch, vault=vault, uid=uid)
    given = _verifier(text[: LONGEST + 1], row.salt)
    right = hmac.compare_digest(stored, given)
    wipe(stored)
    if right:
        store.pin_passed(uid)
    elif store.pin_failed(uid):
        raise PinLocked()
    else:
        raise PinWrong()


def new_code():
    """Return (code to hand over, hash to store): 80 random bits as XXXX-XXXX-XXXX-XXXX.

    The code is base32 (RFC 4648); it is shown once and never stored.
    """
    raw = secrets.token_bytes(_CODE_BYTES)
    text = base64.b32encode(raw).decode()
    groups = [text[i : i + 4] for i in range(0, 16, 4)]
    return "-".join(groups), _code_hash(raw)


def _code_hash(raw):
    return hashlib.sha256(b"mynumber-enrolment/1\x00" + raw).digest()


def code_hash(text):
    """Return the hash of a code as typed: any case, separators or none.

    :raises EnrolmentInvalid: not a code at all
    """
    letters = [c for c in _normal(text[:LONGEST]).upper() if c.isalnum()]
    try:
        raw = base64.b32decode("".join(letters).encode("ascii"))
    except ValueError:
        raise EnrolmentInvalid() from None
    if len(raw) != _CODE_BYTES:
        raise EnrolmentInvalid()
    return _code_hash(raw)


def enrol(store, source, vault, uid, code, text):
    """Use up an enrolment code and set the user's PIN.

    :raises EnrolmentInvalid, PinRefused: an unfit PIN does not use up the code
    """
    hashed = code_hash(code)
    if not store.enrol_waits(uid):  # before the costly part: anybody may ask for it
        raise EnrolmentInvalid()
    store.enrol_redeem(
        uid, hashed, make(source, store.active_epoch(), vault, uid, text)
    )


def session_key(sid):
    """Return the 32 bytes that stand for an HTTP session.

    Only the first 42 characters count: the server rotates the rest.
    """
    return hashlib.sha256(sid[:SESSION_CHARS].encode()).digest()


def stepup_key(ses, secret):
    """Return the 32 bytes by which a step-up knows a session and its browser.

    :param ses: 32 bytes of ``session_key``
    :param secret: text that only the browser has
    """
    return hashlib.sha256(b"mynumber-stepup/1\x00" + ses + secret.encode()).digest()
