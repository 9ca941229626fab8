# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers into bytes that stand ready: texts with holes, filled last of all.

A secret is any object whose ``use()`` is a context manager that gives a bytearray of
12 ASCII digits.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..text import jis, widths

# NUL stands for a digit until it is written; no item can hold one.
HOLE = "\0" * 12
# The bytes of a full-width digit, less the last one of ０: bytes a digit, head, last.
_WIDE = {"cp932": (b"\x82", 0x4F), "utf-8": (b"\xef\xbc", 0x90)}
_TWELVE = re.compile(rb"[0-9]{12}")


class Further(NamedTuple):
    """One number of 備考 or items 132, 133. ``number``: a secret; ``serial`` as in
    摘要; ``name`` for the form that wants it."""

    serial: int
    number: object
    name: str = ""


class NumberForm(ValueError):
    """Entries that cannot be written: ``code`` and ``facts`` of a finding."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def wide_hole(encoding="cp932"):
    """The text whose bytes give way to 12 full-width digits."""
    return HOLE * (len(_WIDE[encoding][0]) + 1)


def further(entries, item, settings, encoding="cp932"):
    """The text of 備考 or items 132, 133 with its holes.

    :param entries: of :class:`Further`; :param item: of the layout;
    :param settings: of the layout
    :raises NumberForm: too long, or an entry without the name that the form wants
    """
    named = settings.get("further_numbers_form") == "name"
    texts, length = [], 0
    for entry in entries:
        head, tail = f"（{entry.serial}）", ""
        if named:
            head, tail = "（", f"）{entry.name}"
        head, tail = widths.to_full_width(head), widths.to_full_width(tail)
        if jis.unencodable(tail) or named and not entry.name:
            raise NumberForm("number_form")
        texts.append(head + wide_hole(encoding) + tail)
        length += len(head) + 12 + len(tail)
    if length > item.high:
        raise NumberForm("too_long", found=length, limit=item.high)
    return "".join(texts)


def pour(buffer, secrets, encoding="cp932"):
    """Write the numbers into the holes of ``buffer``, a bytearray, in order.

    :param secrets: list of (secret, whether in full width)
    :raises ValueError: a secret is no number of 12 digits; the buffer is wiped then,
        as after any other error
    """
    head, zero = _WIDE[encoding]
    step, place = len(head) + 1, 0
    try:
        for secret, wide in secrets:
            place = buffer.index(0, place)
            with secret.use() as number:
                if not _TWELVE.fullmatch(number):
                    raise ValueError("a secret is not a number of 12 digits")
                if wide:
                    for position, digit in enumerate(number):
                        at = place + step * position
                        buffer[at : at + step - 1] = head
                        buffer[at + step - 1] = zero + digit - 0x30
                else:
                    buffer[place : place + 12] = number
            place += 12 * step if wide else 12
    except BaseException:
        buffer[:] = bytes(len(buffer))
        raise
