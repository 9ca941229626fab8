# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kana in letters, and letters folded so that every usual spelling meets."""

import re
import unicodedata

from . import datafile
from .kana import to_full_kana, to_katakana

_HEPBURN = {row["kana"]: row["hepburn"] for row in datafile.rows("romaji.csv")}
_TOKEN = re.compile("|".join(sorted(_HEPBURN, key=len, reverse=True)) + "|[ッンー]")
_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
# Applied in this order to small letters a-z of one word. Left: Hepburn and free
# spellings; right: one representative close to Kunrei.
_FOLDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("(?:cch|tch)", "tty"),
        ("ch", "ty"),
        ("sh", "sy"),
        ("dz", "z"),
        ("jj", "zzy"),
        ("j", "zy"),
        ("dy|d(?=i)", "zy"),
        ("du", "zu"),
        ("ts", "t"),
        ("f", "h"),
        ("v", "b"),
        ("l", "r"),
        ("(?<=[a-z])yy", "y"),
        ("(?<=[stz])y(?=i|$)", ""),
        ("c(?=c*$)", "t"),
        ("m(?=[bpm])", "n"),
        ("w(?=o)", ""),
        ("(?<=[ou])h(?![aeiou])", ""),
        ("o[ou]+", "o"),
        ("([aiue])\\1+", r"\1"),
    )
)


def plain_latin(text: str) -> str:
    """Latin letters as small plain ones (Đặng → dang, Æ → ae), widths unified."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    text = _ACCENTS.sub("", text.casefold()).translate(_LETTERS)
    return unicodedata.normalize("NFKC", text)


def romaji(kana: str) -> str:
    """``kana`` in Hepburn letters, long vowels as spelled (サトウ → satou).

    ン before a vowel or y is ``n'``; ー repeats the vowel; ッ doubles the next
    consonant. Characters that are no kana pass through.
    """
    kana = to_katakana(to_full_kana(kana))
    out = _TOKEN.sub(lambda m: _HEPBURN.get(m.group(), m.group()), kana)
    out = re.sub("([aiueo])(ー+)", lambda m: m[1] * (1 + len(m[2])), out)
    out = re.sub("ッ+ch", "tch", out)
    out = re.sub("ッ+([b-df-hj-np-tv-z])", r"\1\1", out)
    out = re.sub("ン(?=[aiueoy])", "n'", out).replace("ン", "n")
    return out.replace("ー", "").replace("ッ", "t")


def fold_romaji(text: str) -> str:
    """Letters folded for search: equal for every usual spelling of one reading.

    shi/si, chi/ti, tsu/tu, fu/hu, ji/zi/di, sha/sya, ō/ou/oo/oh/o, mb/nb, n', case,
    width and accents do not matter. The result has a-z, digits and single spaces
    between words. It is a key for comparison, not a spelling.
    """
    text = re.sub("[^a-z0-9\\s]", "", plain_latin(text))
    return " ".join(map(_fold_word, text.split()))


def _fold_word(word: str) -> str:
    for pattern, replacement in _FOLDS:
        word = pattern.sub(replacement, word)
    return word
