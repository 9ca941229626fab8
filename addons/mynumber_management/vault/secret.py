# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A value that may be used once and is wiped afterwards."""

from contextlib import contextmanager

from .errors import SecretSpent


def wipe(buffer):
    """Overwrite a bytearray with zeros, in place."""
    buffer[:] = bytes(len(buffer))


class Secret:
    """Bytes that one ``with`` block may see.

    Invariants: the bytes are handed out once, also when two threads ask; they are
    zeroed when the block ends, however it ends, and when the object dies unused;
    no text form, copy, pickle, JSON or comparison of the object exists.
    """

    __slots__ = ("_box", "__weakref__")

    def __init__(self, data):
        """Take ownership of ``data``: a bytearray, which will be zeroed."""
        if not isinstance(data, bytearray):
            raise TypeError("Secret takes a bytearray")
        self._box = [data]

    @classmethod
    def of(cls, data):
        """Return a Secret over a copy of ``data`` (bytes-like)."""
        return cls(bytearray(data))

    @contextmanager
    def use(self):
        """Yield the bytearray; zero it at exit. Raises SecretSpent the second time."""
        try:
            data = self._box.pop()
        except IndexError:
            raise SecretSpent() from None
        try:
            yield data
        finally:
            wipe(data)

    def __del__(self):
        for data in getattr(self, "_box", ()):
            wipe(data)

    def __repr__(self):
        return "<Secret>"

    def __format__(self, spec):
        raise TypeError("a Secret has no text form")

    def __reduce_ex__(self, protocol):
        raise TypeError("a Secret cannot be copied or stored")

    def __eq__(self, other):
        raise TypeError("a Secret cannot be compared")

    __hash__ = None
