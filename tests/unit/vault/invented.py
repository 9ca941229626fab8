# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented ids and a clock for the tests of the vault."""

import uuid


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


def ids(seed):
    """Return an invented UUID as 16 bytes."""
    return uuid.UUID(int=seed).bytes


VAULT, COMPANY, OTHER, SUBJECT = ids(1), ids(2), ids(3), ids(4)
HOLDER = "hr.employee,42"


def flips(data):
    """Yield every byte string that differs from ``data`` in one bit."""
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)
