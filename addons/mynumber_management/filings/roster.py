# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whose record it is: rows of another program's file against the people of a company.

Nobody is matched by a name alone, nor by a code alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from ..text.folding import fold_name

MATCHED, UNKNOWN = "matched", "unknown"
DIFFERENT, AMBIGUOUS = "different", "ambiguous"
# How an address is written, not where it is.
_WAYS = re.compile("丁目|番地の?|番|号室?|大字|字|[‐‑‒–—―−－ー-]|の(?=[0-9０-９])")
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=丁目|番|号)")
_ONES = re.compile("[一二三四五六七八九](?=丁目|番|号)")
_FIGURE = {"": "", **{kanji: str(n) for n, kanji in enumerate("一二三四五六七八九", 1)}}


class Known(NamedTuple):
    """Somebody of the company. ``id``: whatever the caller knows the person by;
    ``code``: 社員番号 or ""; ``names``: as written in kanji, kana or letters;
    ``birth_date``: date or None; ``address`` in one line or "";
    ``relatives``: of :class:`Known`."""

    id: object
    code: str
    names: tuple[str, ...]
    birth_date: object = None
    address: str = ""
    relatives: tuple = ()


class Roster:
    """Finds people by what a row says of them.

    Invariants: a code counts only together with the name or the date of birth, a
    name only together with the date of birth, or with the address where the row has
    no date of birth; two people who both fit are nobody.
    """

    def __init__(self, people):
        """:param people: iterable of :class:`Known`"""
        self._by_code, self._by_name = defaultdict(list), defaultdict(list)
        for person in people:
            if person.code:
                self._by_code[_bare(person.code)].append(person)
            for name in {fold_name(name) for name in person.names} - {""}:
                self._by_name[name].append(person)

    def find(self, keys, by_code=True):
        """(state, :class:`Known` or None) for the keys of a :class:`.filler.Row`.

        :param by_code: whether ``keys["code"]`` is a 社員番号
        """
        names = [fold_name(keys.get(key) or "") for key in ("name", "kana")]
        named = {id(p): p for name in names if name for p in self._by_name[name]}
        code = _bare(keys.get("code") or "") if by_code else ""
        if code and (holders := self._by_code.get(code)):
            fitting = [
                person
                for person in holders
                if id(person) in named or _born(keys, person)
            ]
            return _only(fitting) if fitting else (DIFFERENT, None)
        if not named:
            return UNKNOWN, None
        if "birth_date" in keys and keys["birth_date"] is not None:
            fitting = [p for p in named.values() if _born(keys, p)]
        else:
            here = even(keys.get("address") or "")
            fitting = [p for p in named.values() if here and even(p.address) == here]
        return _only(fitting) if fitting else (DIFFERENT, None)


def relative(person, name, kana):
    """(state, :class:`Known` or None) among the relatives of ``person``."""
    wanted = {fold_name(text) for text in (name, kana) if text} - {""}
    fitting = [
        relative
        for relative in person.relatives
        if wanted & {fold_name(text) for text in relative.names}
    ]
    return _only(fitting) if fitting else (UNKNOWN, None)


def even(address):
    """An address as a key: however blocks and numbers are written."""
    text = _TENS.sub(
        lambda m: f"{_FIGURE[m[1]] or '1'}{_FIGURE[m[2]] or '0'}", address or ""
    )
    text = _ONES.sub(lambda m: _FIGURE[m[0]], text)
    key = ""
    for piece in map(fold_name, _WAYS.sub(" ", text).split()):
        apart = key[-1:].isdigit() and piece[:1].isdigit()
        key += f"-{piece}" if apart else piece
    return key


def _bare(code):
    """A code without what spreadsheets take off: leading zeros."""
    text = code.strip().lower()
    return text.lstrip("0") or text


def _born(keys, person):
    born = keys.get("birth_date")
    return born is not None and born == person.birth_date


def _only(fitting):
    if len(fitting) == 1:
        return MATCHED, fitting[0]
    return AMBIGUOUS, None
