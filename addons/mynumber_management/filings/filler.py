# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fill numbers into a file that another program wrote.

The file is read twice: :meth:`Filler.rows` says who is in it, so that the caller can
match people; :meth:`Filler.fill` gives the same bytes back with the numbers in them.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..text import eras
from . import reader
from .holes import HOLE, further, pour

_CELL = re.compile(rb'"(?:[^"\r\n]|"")*"|[^",\r\n]*')
_BOM = b"\xef\xbb\xbf"
_NUMBER = re.compile(rb"0?([0-9]{12})")
_CORPORATE = re.compile("[1-9][0-9]{12}")


class Place(NamedTuple):
    """A number column: ``index`` from 0; ``id`` names it (an item of the layout);
    ``name`` and ``kana`` are the columns of the person whose number it is, or None;
    ``width`` 12, or 13 with a leading 0; ``several`` for 備考 and items 132, 133."""

    index: int
    id: str
    name: int | None = None
    kana: int | None = None
    width: int = 12
    several: bool = False


class Columns(NamedTuple):
    """Where things stand in a row, of a layout or of a saved mapping.

    ``keys``: ``name``, ``kana``, ``code``, ``address`` -> column; ``birth``: column
    or columns of the date of birth (era code, year, month, day); ``titles``: rows
    before the first record; ``fixed``: column -> what must stand in it.
    """

    count: int
    keys: Mapping[str, int]
    birth: tuple[int, ...]
    places: tuple[Place, ...]
    titles: int = 0
    fixed: Mapping[int, str] = MappingProxyType({})
    longest: int = 64 * 1024


class Slot(NamedTuple):
    """One number of one row. ``state``: ``empty``, ``filled``, ``blocked`` when a
    rule of the form forbids a number here, or ``other`` when something stands there
    that is no number; ``name`` and ``kana`` of its person."""

    id: str
    state: str
    name: str
    kana: str


class Row(NamedTuple):
    """A row of the file. ``code`` is why it cannot be filled (a key of
    ``findings.MESSAGES``), or ""; ``keys`` has texts and, as ``birth_date``, a
    ``date`` or None."""

    number: int
    code: str
    keys: Mapping[str, object]
    slots: tuple[Slot, ...]


def columns_of(layout):
    """The :class:`Columns` of a record layout."""
    index = {item.id: item.no - 1 for item in layout.items}
    names = {"name": "payee_name", "kana": "payee_kana", "code": "payee_code"}
    names["address"] = "payee_address"
    birth = layout.groups.get("payee_birth_date", ())
    places = []
    for item in layout.items:
        if item.kind in ("number", "any_number"):
            person = item.id.removesuffix("number")
            places.append(
                Place(
                    item.no - 1,
                    item.id,
                    index.get(f"{person}name"),
                    index.get(f"{person}kana"),
                    layout.settings.get("individual_number_width", 13),
                )
            )
        elif item.kind == "numbers":
            places.append(Place(item.no - 1, item.id, several=True))
    return Columns(
        len(layout.items),
        {key: index[item] for key, item in names.items() if item in index},
        tuple(item.no - 1 for item in birth),
        tuple(places),
        0,
        {0: layout.code},
        reader.longest(layout),
    )


class Filler:
    """Reads a file and gives it back with numbers in it.

    Invariants: outside the number columns every byte comes back as it was, whatever
    line ends, quotes and characters the other program wrote; a column that is not
    empty is never written over; a row that cannot be parsed for certain comes back
    whole and takes no number; a number goes from its secret into the buffer of its
    row, which has its length before, and nowhere else.
    """

    def __init__(self, columns, layout=None):
        """:param columns: :class:`Columns`
        :param layout: of 備考 and items 132, 133, if the columns have them
        """
        self.columns = columns
        self._by_id = {place.id: place for place in columns.places}
        self._layout = layout

    def rows(self, source):
        """Yield a :class:`Row` for every line after the titles.

        :param source: bytes, or a binary file open for reading
        :raises reader.Stop: the file as a whole cannot be filled
        """
        for line, cells, code, encoding in self._lines(source):
            if line.number > self.columns.titles:
                yield self._row(line.number, cells, code, encoding)

    def compare(self, source, numbers):
        """Yield (row number, id of the number column, result) for the columns that
        ``numbers`` knows: ``same``, ``different``, or ``missing`` when nothing stands
        there.

        :param source: as for :meth:`rows`
        :param numbers: function of (row number, id) that returns a secret or None
        """
        for line, cells, code, _encoding in self._lines(source):
            if not code and line.number > self.columns.titles:
                yield from self._compared(line.number, cells, numbers)

    def _compared(self, number, cells, numbers):
        for place in self.columns.places:
            secret = None if place.several else numbers(number, place.id)
            if secret is not None:
                with secret.use() as digits:
                    result = _compare(cells[place.index], digits)
                yield number, place.id, result

    def fill(self, source, numbers):
        """Yield the bytes of the file, row by row.

        :param source: the file that :meth:`rows` read
        :param numbers: function of (row number, id of the number column) that returns
            a secret, 法人番号 as str, a list of :class:`.holes.Further`, or None; asked
            for empty columns of rows that can be filled only
        :return: ``bytes`` for what stays, ``bytearray`` for a row with numbers, which
            the caller sends and wipes
        :raises reader.Stop: the file as a whole cannot be filled
        :raises NumberForm: entries of a list that do not fit their column
        :raises ValueError: a secret that is no number, a text that is no 法人番号
        """
        for line, cells, code, encoding in self._lines(source):
            if line.number == 1 and line.start:
                yield _BOM
            if code or line.number <= self.columns.titles:
                yield line.body + line.end
            else:
                yield self._filled(line, cells, encoding, numbers)

    def _filled(self, line, cells, encoding, numbers):
        secrets, changed = [], list(cells)
        for place in self.columns.places:
            if _state(cells[place.index]) != "empty":
                continue
            value = numbers(line.number, place.id)
            if value is not None:
                text = self._text(place, value, secrets, encoding)
                cell = cells[place.index]
                quote = b'"' if cell.startswith(b'"') else b""
                changed[place.index] = quote + text.encode(encoding) + quote
        if changed == cells:
            return line.body + line.end
        buffer = bytearray(b",".join(changed) + line.end)
        pour(buffer, secrets, encoding)
        return buffer

    def _text(self, place, value, secrets, encoding):
        if isinstance(value, str):
            if not _CORPORATE.fullmatch(value):
                raise ValueError("only a 法人番号 is given as text")
            return value
        if not place.several:
            secrets.append((value, False))
            return "0" * (place.width - 12) + HOLE
        item, settings = self._layout.by_id[place.id], self._layout.settings
        text = further(value, item, settings, encoding)
        secrets += [(entry.number, True) for entry in value]
        return text

    def _lines(self, source):
        """(line, cells as bytes, why it cannot be filled, encoding) of every line."""
        utf8 = False
        for line in reader.lines(source, self.columns.longest):
            if line.code in ("line_too_long", "lone_cr"):
                raise reader.Stop(line.code)
            utf8 |= line.number == 1 and line.start > 0
            utf8 |= not utf8 and not _shift_jis(line.body) and reader.is_utf8(line.body)
            cells = _cells(line.body)
            encoding = "utf-8" if utf8 else "cp932"
            yield line, cells, self._refusal(line, cells, encoding), encoding

    def _refusal(self, line, cells, encoding):
        if line.code:
            return line.code
        if not line.body.strip():
            return "blank_line"
        if cells is None:
            return "malformed"
        if len(cells) != self.columns.count:
            return "item_count"
        try:
            line.body.decode(encoding)
        except UnicodeDecodeError:
            return "not_utf8" if encoding == "utf-8" else "not_shift_jis"
        for index, text in self.columns.fixed.items():
            if bare(cells[index]) != text.encode():
                return "code_value"
        return ""

    def _row(self, number, cells, code, encoding):
        if code:
            return Row(number, code, {}, ())
        utf8 = encoding == "utf-8"

        def text(index):
            if index is None:
                return ""
            return reader.decode(bare(cells[index]), utf8).strip(" 　")

        keys = {key: text(index) for key, index in self.columns.keys.items()}
        keys["birth_date"] = _birth([text(index) for index in self.columns.birth])
        slots = [
            Slot(
                place.id, _state(cells[place.index]), text(place.name), text(place.kana)
            )
            for place in self.columns.places
        ]
        return Row(number, "", keys, tuple(slots))


def _cells(body):
    """The cells of a row with their quotes, or None when it is not certain."""
    cells, place = [], 0
    while True:
        match = _CELL.match(body, place)
        cells.append(match[0])
        place = match.end()
        if place == len(body):
            return cells
        if body[place] != 0x2C:
            return None
        place += 1


def bare(cell):
    """The content of a cell, its quotes taken off."""
    if cell[:1] == b'"':
        return cell[1:-1].replace(b'""', b'"')
    return cell


def _state(cell):
    text = bare(cell).strip(b" ")
    if not text:
        return "empty"
    return "filled" if re.fullmatch(rb"[0-9]{12,13}", text) else "other"


def _compare(cell, digits):
    found = _NUMBER.fullmatch(bare(cell).strip(b" "))
    if not found:
        return "different" if _state(cell) != "empty" else "missing"
    return "same" if hmac.compare_digest(found[1], digits) else "different"


def _shift_jis(body):
    try:
        body.decode("shift_jis")
    except UnicodeDecodeError:
        return False
    return True


def _birth(parts):
    """The date of birth, or None: an era code with year, month and day, in three
    parts or in one, or a text."""
    try:
        if len(parts) == 4:
            return eras.from_coded(parts[0], "".join(parts[1:]), "tax")
        if len(parts) == 2:
            return eras.from_coded(*parts, "pension")
        return eras.parse_date(parts[0]) if parts else None
    except eras.DateError:
        return None
