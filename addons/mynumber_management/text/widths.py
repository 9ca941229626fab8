# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Full-width and half-width forms for the official layouts."""

import re
import unicodedata

from .kana import to_full_kana, to_half_kana

# Signs that are a hyphen or minus to people (csv-social-insurance 9.1).
DASHES = "-‐‑‒–—―−－"
WAVES = "~〜～"
_ASCII_TO_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {
    0x20: "\u3000",
    # JIS X 0208 has no full-width form of the straight quotes.
    ord('"'): "”",
    ord("'"): "’",
    **dict.fromkeys(map(ord, DASHES), "－"),
    **dict.fromkeys(map(ord, WAVES), "～"),
}
_FULL_TO_ASCII = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {
    0x3000: " ",
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, WAVES), "~"),
    ord("”"): '"',
    ord("“"): '"',
    ord("’"): "'",
    ord("‘"): "'",
}
_TO_ONE_SIGN = {
    **dict.fromkeys(map(ord, DASHES[1:]), "－"),
    **dict.fromkeys(map(ord, WAVES[1:]), "～"),
}
_LONG_MARK_IN_NUMBER = re.compile("(?<=[0-9０-９])[ーｰ](?=[0-9０-９])")


def to_full_width(text: str) -> str:
    """ASCII and half-width kana as full width; every dash as －, every wave as ～.

    A long mark typed between two digits is taken for a dash.
    """
    text = _LONG_MARK_IN_NUMBER.sub("－", text)
    return to_full_kana(text).translate(_ASCII_TO_FULL)


def to_half_width(text: str) -> str:
    """Full-width letters, digits, signs and spaces as ASCII; every dash as ``-``.

    Kana and kanji stay as they are.
    """
    return _LONG_MARK_IN_NUMBER.sub("-", text).translate(_FULL_TO_ASCII)


def to_half_width_kana(text: str) -> str:
    """As :func:`to_half_width`, kana too: only JIS X 0201 remains.

    Raises :class:`.kana.KanaError` ``no_half_width`` for kanji and the like.
    """
    return to_half_kana(to_half_width(text))


def to_plain_signs(text: str) -> str:
    """``text`` in its own widths, composed (NFC); every dash but ``-`` as －, every
    wave but ``~`` as ～."""
    return unicodedata.normalize("NFC", text).translate(_TO_ONE_SIGN)


def columns(text: str) -> int:
    """Width of ``text`` in half-width columns: a full-width character counts 2."""
    return sum(0 if unicodedata.combining(c) else 2 if _wide(c) else 1 for c in text)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "FWA"
