# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers in a file: found in any cell, kept where no text shows them."""

import re
from contextlib import contextmanager

from ..text import digits

LENGTH = 12
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]*)?[eE]\+?[0-9]{1,2}")


class CellSpent(Exception):
    """The cell's number was used before."""


class HiddenCell:
    """The cell of a column that holds numbers.

    Invariants: a valid number is handed out once, as a bytearray of twelve ASCII
    digits that is zeroed when the block ends, however it ends; a text that is no
    valid number is not kept; no text form, copy, pickle or comparison exists.
    ``verdict`` is "" or the reason (a code) why there is no number, ``restored``
    says that a spreadsheet had dropped leading zeros.
    """

    __slots__ = ("_box", "verdict", "restored")

    def __init__(self, typed):
        """:param typed: str, or int from a spreadsheet (leading zeros are lost)"""
        text = digits.normalise(str(typed)).replace("'", "").replace(",", "")
        self.restored = isinstance(typed, int) and 0 < len(text) < LENGTH
        if self.restored:
            text = text.zfill(LENGTH)
        self.verdict = _verdict(text)
        if self.restored and self.verdict:
            self.verdict = "number_length"
        self._box = [] if self.verdict else [bytearray(text, "ascii")]

    @contextmanager
    def use(self):
        """Yield the digits; zero them at exit. :raises CellSpent: if there are none"""
        try:
            data = self._box.pop()
        except IndexError:
            raise CellSpent() from None
        try:
            yield data
        finally:
            data[:] = bytes(len(data))

    def __del__(self):
        for data in getattr(self, "_box", ()):
            data[:] = bytes(len(data))

    def __repr__(self):
        return "<HiddenCell>"

    def __format__(self, spec):
        raise TypeError("a HiddenCell has no text form")

    def __reduce_ex__(self, protocol):
        raise TypeError("a HiddenCell cannot be copied or stored")

    def __eq__(self, other):
        raise TypeError("a HiddenCell cannot be compared")

    __hash__ = None


def _verdict(text):
    if digits.is_individual(text):
        return ""
    if digits.is_corporate(text):
        return "number_corporate"
    if _SCIENTIFIC.fullmatch(text):
        return "number_scientific"
    if not re.fullmatch("[0-9]+", text):
        return "number_digits"
    return "number_check_digit" if len(text) == LENGTH else "number_length"
