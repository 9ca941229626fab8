# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The keyring file: its JSON form and the only functions that write it.

``{"format":"mynumber-keyring/1","keyring_id":…,"epochs":[{"epoch","created","key",
"check"}]}``; a destroyed epoch stays listed without ``key``, with ``destroyed``.
"""

import base64
import binascii
import hmac
import json
import os
import uuid
from datetime import datetime, timezone

from .errors import VaultUnavailable
from .files import write_private

FORMAT = "mynumber-keyring/1"
KEY_BYTES = 32
MAX_FILE = 1 << 20


def _check(key, keyring_id, epoch):
    message = b"mynumber/v1/check\x00" + keyring_id + epoch.to_bytes(4, "big")
    return hmac.digest(key, message, "sha256")[:8]


def _key_of(row, keyring_id):
    """Return (epoch, key or None) of one listed epoch; ValueError when malformed."""
    epoch, check = row["epoch"], bytes.fromhex(row["check"])
    if type(epoch) is not int or not 0 < epoch < 1 << 32 or len(check) != 8:
        raise ValueError
    if "key" not in row:
        if not isinstance(row["destroyed"], str):
            raise ValueError
        return epoch, None
    key = base64.b64decode(row["key"], validate=True)
    if len(key) != KEY_BYTES or not hmac.compare_digest(
        _check(key, keyring_id, epoch), check
    ):
        raise ValueError
    return epoch, key


def parse(data):
    """Return (document, {epoch: key bytes or None when destroyed}).

    :param data: bytes of a keyring file
    :raises VaultUnavailable: ``keyring_invalid``
    """
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise ValueError
        keyring_id = uuid.UUID(document["keyring_id"]).bytes
        rows = [_key_of(row, keyring_id) for row in document["epochs"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise VaultUnavailable("keyring_invalid") from None
    keys = dict(rows)
    if not rows or len(keys) != len(rows):
        raise VaultUnavailable("keyring_invalid")
    return document, keys


def _read(path):
    try:
        with open(path, "rb") as file:
            return parse(file.read(MAX_FILE))[0]
    except FileNotFoundError:
        raise VaultUnavailable("keyring_missing") from None
    except OSError:
        raise VaultUnavailable("keyring_unreadable") from None


def _now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _with_new_epoch(document):
    epoch = max((row["epoch"] for row in document["epochs"]), default=0) + 1
    key = os.urandom(KEY_BYTES)
    keyring_id = uuid.UUID(document["keyring_id"]).bytes
    row = {
        "epoch": epoch,
        "created": _now(),
        "key": base64.b64encode(key).decode(),
        "check": binascii.hexlify(_check(key, keyring_id, epoch)).decode(),
    }
    return {**document, "epochs": [*document["epochs"], row]}


def render(document):
    """Return the keyring document as the text that is stored."""
    return json.dumps(document, indent=1) + "\n"


def create(path):
    """Write a new keyring with epoch 1, mode 0600, and return the epoch.

    :raises VaultUnavailable: ``keyring_exists``; an existing file is never replaced
    """
    document = _with_new_epoch(
        {"format": FORMAT, "keyring_id": str(uuid.uuid4()), "epochs": []}
    )
    try:
        write_private(path, render(document).encode(), replace=False)
    except FileExistsError:
        raise VaultUnavailable("keyring_exists") from None
    except OSError:
        raise VaultUnavailable("keyring_unreadable") from None
    return 1


def added(path):
    """Return the text of the keyring at ``path`` with one more epoch, unwritten.

    For read-only places: the operator stores the text there.
    """
    return render(_with_new_epoch(_read(path)))


def _replace(path, document):
    try:
        write_private(path, render(document).encode(), replace=True)
    except OSError:
        raise VaultUnavailable("keyring_unreadable") from None


def add_epoch(path):
    """Add one root key to the keyring at ``path``; return its epoch."""
    document = _with_new_epoch(_read(path))
    _replace(path, document)
    return document["epochs"][-1]["epoch"]


def destroy_epoch(path, epoch):
    """Remove the key of ``epoch`` from the keyring at ``path``. Cannot be undone.

    The caller has made sure that nothing depends on it. Repeating it changes nothing.
    :raises VaultUnavailable: ``epoch_unknown``
    """
    document = _read(path)
    rows = {row["epoch"]: row for row in document["epochs"]}
    if epoch not in rows:
        raise VaultUnavailable("epoch_unknown")
    if rows[epoch].pop("key", None) is not None:
        rows[epoch]["destroyed"] = _now()
        _replace(path, document)
