# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kana: scripts, widths, voiced marks, sizes, and what a kana name may hold."""

import re
import unicodedata

from .errors import TextError

VOICED, SEMI_VOICED = "\u3099", "\u309a"  # combining marks
_HIRAGANA_TO_KATAKANA = {
    **{code: code + 0x60 for code in range(0x3041, 0x3097)},
    0x309D: "ヽ",
    0x309E: "ヾ",
}
_HALF_TO_FULL = {
    **{
        code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF61, 0xFFA0)
    },
    0x309B: VOICED,
    0x309C: SEMI_VOICED,
}
_FULL_TO_HALF = {full: chr(half) for half, full in _HALF_TO_FULL.items()} | {
    VOICED: "ﾞ",
    SEMI_VOICED: "ﾟ",
    "゛": "ﾞ",
    "゜": "ﾟ",
    # JIS X 0201 has no half-width form of these (csv-tax 2.10).
    "ヮ": "ﾜ",
    "ヰ": "ｲ",
    "ヱ": "ｴ",
    "ヵ": "ｶ",
    "ヶ": "ｹ",
    "\u3000": " ",
}
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_KANA_RUN = re.compile("[\u3041-\u30ff\u3099\u309a]+")
_LONG_MARK = re.compile("(?<=[\u30a1-\u30fa\u30fc])[-\uff0d‐‑‒–—―−]")
_STANDALONE = {ord(VOICED): "゛", ord(SEMI_VOICED): "゜"}
_PART = "[\u30a1-\u30fa\u30fb-\u30fe]+"
_NAME = re.compile(f"{_PART}(?:[ \u3000]{_PART})*")
MAX_LENGTH = 200


class KanaError(TextError):
    """A refused kana text."""

    REASONS = {
        "empty": "Enter the name in katakana.",
        "not_kana": (
            "Write the reading in katakana only: no kanji, letters, digits or signs."
        ),
        "no_half_width": "This text has characters that half-width kana cannot write.",
        "too_long": "This reading is too long.",
    }


def to_katakana(text: str) -> str:
    """Hiragana as katakana; all else unchanged."""
    return text.translate(_HIRAGANA_TO_KATAKANA)


def to_full_kana(text: str) -> str:
    """Half-width katakana as full width, voiced marks joined to their letters.

    A mark that fits no letter stays as ゛ or ゜. All else is unchanged.
    """
    text = text.translate(_HALF_TO_FULL)
    text = _KANA_RUN.sub(lambda m: unicodedata.normalize("NFC", m.group()), text)
    return text.translate(_STANDALONE)


def to_half_kana(text: str) -> str:
    """Kana as half-width katakana; voiced marks become characters of their own.

    ASCII stays, the full-width space becomes a half-width one; ヮヰヱヵヶ become
    ﾜｲｴｶｹ. :class:`KanaError` ``no_half_width`` for anything else.
    """
    text = unicodedata.normalize("NFD", to_katakana(to_full_kana(text)))
    half = "".join(_FULL_TO_HALF.get(char, char) for char in text)
    if not all(" " <= char <= "~" or "｡" <= char <= "ﾟ" for char in half):
        raise KanaError("no_half_width")
    return half


def to_large_kana(text: str) -> str:
    """Small katakana as large ones (ショウ → シヨウ), where a layout has no small."""
    return text.translate(_LARGE)


def kana_cells(text: str) -> list[str]:
    """One character per cell of an OCR sheet: voiced marks take their own cell."""
    cells = unicodedata.normalize("NFD", to_katakana(to_full_kana(text)))
    return list(cells.translate(_STANDALONE))


def normalise_kana_name(text: str) -> str:
    """A typed reading as it is stored: full-width katakana, parts one space apart.

    Takes hiragana, half-width kana, and a hyphen typed for the long mark.
    Raises :class:`KanaError`.
    """
    if not isinstance(text, str) or not text.strip():
        raise KanaError("empty")
    if len(text) > MAX_LENGTH:
        raise KanaError("too_long")
    text = _LONG_MARK.sub("ー", to_katakana(to_full_kana(" ".join(text.split()))))
    if not is_kana_name(text):
        raise KanaError("not_kana")
    return text


def is_kana_name(text: str) -> bool:
    """Whether ``text`` is a reading in full-width katakana.

    Letters, ー, ・ and iteration marks; parts one space apart.
    """
    return bool(_NAME.fullmatch(text)) and any("ァ" <= c <= "ヺ" for c in text)
