# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names folded for search, and keys that sort kana in the order of the syllabary."""

import re
import unicodedata
from collections.abc import Iterable

from .kana import SEMI_VOICED, VOICED, to_full_kana, to_katakana, to_large_kana
from .romaji import fold_romaji, plain_latin, romaji
from .variants import to_representative

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DASH_AFTER_KANA = re.compile("(?<=[\u30a1-\u30fa\u30fc])[-‐‑‒–—―−]")
_SAME_SOUND = str.maketrans("ヂヅヲヰヱ", "ジズオイエ")
_REPEATED = re.compile("(.)々")
_KANA_WORD = re.compile("[\u30a1-\u30fa\u30fc]+")

_LETTERS = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    "ハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
)
_VOWEL_OF = {c: "アイウエオ"["aiueo".index(romaji(c)[-1])] for c in _LETTERS[:-1]}
_ASCII = "0123456789abcdefghijklmnopqrstuvwxyz"
# Two characters a letter: digits "1", Latin "2", kana from "a" on; others "z" + code.
_CODES = {c: ("1" if c.isdigit() else "2") + c for c in _ASCII} | {
    kana: "abcdefghijkl"[i // 5] + str(i % 5) for i, kana in enumerate(_LETTERS)
}
_SORTED_CHARACTERS = 64
_LONG, _SMALL, _REPEAT, _PLAIN = "0123"
_NO_MARK = "0"
_MARKS = {VOICED: "1", SEMI_VOICED: "2"}


def _katakana(text: str) -> str:
    # Kana first: NFKC would part ゛ from its letter by a space.
    text = plain_latin(to_full_kana(_SELECTORS.sub("", text)))
    return to_katakana(to_full_kana(text))


def fold_name(text: str) -> str:
    """A name as a key for search: equal for every usual way of writing it.

    Width, case, accents, hiragana or katakana, small or large kana, ヂ/ジ and the
    like, variant kanji (髙 高, 﨑 崎, 斎 斉 齋 齊), variation selectors, 々, spaces and
    punctuation do not matter. Only letters and digits remain.
    """
    text = _DASH_AFTER_KANA.sub("ー", _katakana(text))
    text = to_representative(to_large_kana(text).translate(_SAME_SOUND))
    text = "".join(c for c in text if c.isalnum() or c == "々")
    while (folded := _REPEATED.sub(r"\1\1", text)) != text:
        text = folded
    return text


def search_key(texts: Iterable[str]) -> str:
    """What to store for a person so that :func:`search_terms` find it.

    ``texts``: 氏名, 氏名カナ, 旧姓, 通称, ローマ字, each with spaces between its parts.
    Words are one space apart; each text stands there by parts and joined, kana and
    letters in folded romaji too.
    """
    words: dict[str, None] = {}
    for text in texts:
        parts = text.split()
        for part in [*parts, "".join(parts)]:
            words.update(dict.fromkeys(_forms(part)))
    return " ".join(words)


def _forms(part: str) -> list[str]:
    """The key of one word, then for kana its letters; empty if no letter is in it."""
    folded = fold_name(part)
    if _KANA_WORD.fullmatch(folded):
        return [folded, fold_romaji(romaji(_katakana(part))).replace(" ", "")]
    if folded.isascii():
        folded = fold_romaji(part).replace(" ", "")
    return [folded] if folded else []


def search_terms(query: str) -> list[str]:
    """The words of what a user typed, each to be found within :func:`search_key`.

    A word in letters is folded as romaji, any other as a name. The terms hold
    letters and digits only, so they are safe in SQL LIKE.
    """
    return [form for word in query.split() for form in _forms(word)[:1]]


def sort_key_kana(text: str) -> str:
    """A key that sorts readings in the order of the syllabary (五十音順).

    Letters first, then voiced marks (ハ バ パ), then ー, small, repeated and plain
    letters, as JIS X 4061; part by part, so that one family name stays together.
    Digits come first, then Latin, kana, and all else by code. The key has only
    ``0-9a-z``: the order holds under C and under any other collation. Characters
    after the 64th do not count; an empty text gives an empty key.
    """
    text = _katakana(text[:_SORTED_CHARACTERS])
    return "0".join(map(_sort_part, text[:_SORTED_CHARACTERS].split()))


def _sort_part(part: str) -> str:
    codes, marks, shapes = [], [], []
    previous = ""
    for char in part:
        base, *mark = unicodedata.normalize("NFD", char)
        shape = _PLAIN
        if base == "ー" and previous in _VOWEL_OF:
            base, shape = _VOWEL_OF[previous], _LONG
        elif base == "ヽ" and previous:
            base, shape = previous, _REPEAT
        elif (large := to_large_kana(base)) != base:
            base, shape = large, _SMALL
        if base not in _CODES and not base.isalnum():
            continue
        codes.append(_CODES.get(base) or f"z{ord(base):06x}")
        marks.append(_MARKS.get(mark[0], _NO_MARK) if mark else _NO_MARK)
        shapes.append(shape)
        previous = base
    return "".join(codes) + "0" + "".join(marks) + "0" + "".join(shapes)
