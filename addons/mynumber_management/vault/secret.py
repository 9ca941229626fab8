# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A value that may be used once and is wiped afterwards; memory that no text shows."""

from contextlib import contextmanager

from .errors import SecretSpent


def wipe(buffer):
    """Overwrite a bytearray with zeros, in place."""
    buffer[:] = bytes(len(buffer))


class Hidden(dict):
    """A dict whose content no text shows, for keys and secrets in memory.

    Invariants: no text form tells anything of the content; keys are tuples, so that
    no format string can name them: ``"{0[1]}".format(x)`` looks up text and whole
    numbers only. Code that Odoo evaluates for its administrators may format objects
    and thereby read any attribute of any object it can reach, without calling one.
    """

    __slots__ = ()

    def __repr__(self):
        return "<Hidden>"


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
        self._box = Hidden({(): data})

    @classmethod
    def of(cls, data):
        """Return a Secret over a copy of ``data`` (bytes-like)."""
        return cls(bytearray(data))

    @contextmanager
    def use(self):
        """Yield the bytearray; zero it at exit. Raises SecretSpent the second time."""
        try:
            data = self._box.pop(())
        except KeyError:
            raise SecretSpent() from None
        try:
            yield data
        finally:
            wipe(data)

    def __del__(self):
        for data in getattr(self, "_box", Hidden()).values():
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


class Typed:
    """A secret text as it was typed, before it is parsed.

    Invariants: handed out once, as ``take()``; until then no text form of the object,
    or of whatever holds it, shows it.
    """

    __slots__ = ("_box",)

    def __init__(self, text):
        self._box = Hidden({(): text})

    def take(self):
        """Return the text; empty the second time."""
        return self._box.pop((), "")

    def __repr__(self):
        return "<Typed>"
