# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changed between two files of one layout: what was sent, and what will be."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from os import urandom
from types import MappingProxyType
from typing import NamedTuple

from ..text.folding import fold_name
from . import reader

BIRTH = ("birth_era", "birth_year", "birth_month", "birth_day")


class Change(NamedTuple):
    """One person in two files.

    ``kind``: ``added``, ``changed``, ``removed``, ``same``, or ``unreadable`` for a
    line that is no record; ``old`` and ``new``: record numbers, 0 where there is none;
    ``name`` as it is written in the newer file that has the person; ``items``: ids
    of the items that differ, numbers apart; ``numbers``: id of a number item ->
    ``same``, ``different``, or ``missing`` when one file or both lack it, for the
    numbers that one of the files has.
    """

    kind: str
    old: int
    new: int
    name: str = ""
    items: tuple[str, ...] = ()
    numbers: Mapping[str, str] = MappingProxyType({})


class _Record(NamedTuple):
    number: int
    name: str
    cells: tuple[str, ...]
    numbers: tuple[bytes, ...]


class Comparison:
    """Compares two files.

    Invariants: of a number only a digest under a key of this object is kept, while
    it works; a change tells which items differ, never what stands in them, but for
    the name of the person.
    """

    def __init__(self, layout, by_code=False):
        """:param layout: :class:`.layout.Layout` of both files
        :param by_code: match people by 受給者番号 (315) instead of name and birth;
            layouts without a birth match by name and address
        """
        self._layout = layout
        self._ids = [item.id for item in layout.items]
        self._plain = [item.no - 1 for item in layout.items if not item.secret]
        self._secret = [item.no - 1 for item in layout.items if item.secret]
        if by_code:
            parts = ("payee_code",)
        elif "payee_birth_date" in layout.groups:
            parts = ("payee_name", *BIRTH)
        else:
            parts = ("payee_name", "payee_address")
        self._key = [self._ids.index(part) for part in parts]
        self._name = self._ids.index("payee_name")
        self._secret_key = urandom(32)

    def compare(self, old, new):
        """Yield a :class:`Change` for every person, in the order of the newer file;
        those who are gone come last.

        :param old: bytes, or a binary file; :param new: the same
        :raises reader.Stop: a file cannot be read at all
        """
        former = {}
        for number, record in self._records(old):
            if record is None:
                yield Change("unreadable", number, 0)
            else:
                former.setdefault(self._person(record), []).append(record)
        for number, record in self._records(new):
            if record is None:
                yield Change("unreadable", 0, number)
                continue
            candidates = former.get(self._person(record))
            if not candidates:
                yield Change("added", 0, number, record.name)
                continue
            best = min(candidates, key=lambda other: self._distance(other, record))
            candidates.remove(best)
            yield self._change(best, record)
        for records in former.values():
            for record in records:
                yield Change("removed", record.number, 0, record.name)

    def _records(self, source):
        utf8 = False
        for line in reader.lines(source, reader.longest(self._layout)):
            text = reader.decode(line.body, utf8)
            if reader.NO_CHARACTER in text and reader.is_utf8(line.body):
                utf8, text = True, reader.decode(line.body, True)
            cells = None if line.code else reader.split(text)
            if not cells or len(cells) != len(self._ids):
                yield line.number, None
                continue
            yield line.number, self._record(line.number, cells)

    def _record(self, number, cells):
        digests = []
        for place in self._secret:
            text = cells[place].strip()
            if len(text) == 12:
                text = "0" + text  # written with or without the leading 0
            digest = blake2b(text.encode(), digest_size=16, key=self._secret_key)
            digests.append(digest.digest() if text else b"")
        cells = [cell.strip(" ") for cell in cells]
        plain = tuple(cells[place] for place in self._plain)
        return _Record(number, cells[self._name], plain, tuple(digests))

    def _person(self, record):
        cells = dict(zip(self._plain, record.cells, strict=True))
        return tuple(fold_name(cells[place]) for place in self._key)

    @staticmethod
    def _distance(old, new):
        """How many items differ, for a person with several records."""
        pairs = zip(old.cells + old.numbers, new.cells + new.numbers, strict=True)
        return sum(first != second for first, second in pairs)

    def _change(self, old, new):
        pairs = zip(self._plain, old.cells, new.cells, strict=True)
        differing = tuple(self._ids[place] for place, was, now in pairs if was != now)
        numbers = {}
        for place, was, now in zip(self._secret, old.numbers, new.numbers, strict=True):
            if was and now:
                numbers[self._ids[place]] = "same" if was == now else "different"
            elif was or now:
                numbers[self._ids[place]] = "missing"
        changed = differing or any(state != "same" for state in numbers.values())
        kind = "changed" if changed else "same"
        return Change(kind, old.number, new.number, new.name, differing, numbers)
