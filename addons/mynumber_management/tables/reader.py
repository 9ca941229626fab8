# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One way to read a table of people: headings, then rows of typed cells."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ..text.digits import bears_number
from . import csv_reader, source
from .findings import Flaw, refuse
from .hidden import HiddenCell
from .source import Limits
from .xlsx_reader import Workbook

# ="0012" is how programs make a spreadsheet keep the zeros of a text
_TEXT_FORMULA = re.compile('="([^"]*)"')


@dataclass(frozen=True)
class Row:
    """``number`` as people see it; ``cells`` as long as the headings.

    A cell is str, int, Decimal, date, bool, None for blank, :class:`Flaw` where no
    value can be used, or :class:`HiddenCell` in a column said to be secret. ``flaw``
    is about the row itself; ``hidden`` says that a spreadsheet does not show it.
    """

    number: int
    cells: list
    flaw: Flaw | None = None
    hidden: bool = False


class Table:
    """A CSV file or the first visible sheet of a workbook.

    Invariants: :meth:`rows` never gives a number as text: a cell that holds one is a
    :class:`HiddenCell` in a secret column and a :class:`Flaw` in any other; memory
    does not grow with the number of rows. Close it, or use it in a ``with`` block.

    What cannot be wiped: the bytes given, and the short-lived texts that the CSV and
    XML parsers make of a row. They are not copied further than to the HiddenCell.
    """

    def __init__(self, file, limits, sheet):
        self._limits, self._workbook = limits, None
        self.kind, self.notes, self.since_1904 = source.kind(file), [], False
        if self.kind == "xlsx":
            self._workbook = Workbook(file, limits, sheet)
            self.notes = self._workbook.notes
            self.since_1904 = self._workbook.since_1904
        else:
            self._encoding = csv_reader.sniff(file)
        self._file = file
        self.heading_row, self.headings = self._read_headings()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        """Let go of the file and wipe what was unpacked of it."""
        if self._workbook:
            self._workbook.close()

    def _lines(self):
        """(number, list of values, hidden) of every row that is not blank."""
        if self._workbook:
            yield from self._workbook.rows()
            return
        lines = csv_reader.rows(self._file, self._encoding, self._limits.rows)
        for number, cells in lines:
            if any(cell and not cell.isspace() for cell in cells):
                yield number, cells, False

    def _read_headings(self):
        number, cells, _hidden = next(self._lines(), (0, None, False))
        if cells is None:
            refuse("empty")
        if len(cells) > self._limits.columns:
            refuse("too_many_columns", limit=self._limits.columns)
        if self.kind == "csv" and len(cells) == 1 and set(cells[0]) & {"\t", ";"}:
            refuse("delimiter", row=number)
        words = [self._heading(number, place, c) for place, c in enumerate(cells, 1)]
        while words and not words[-1]:
            words.pop()
        seen, unique = {}, []
        for word in words:
            seen[word] = seen.get(word, 0) + 1
            again = f" ({seen[word]})" if word and seen[word] > 1 else ""
            unique.append(word + again)
        return number, unique

    def _heading(self, number, place, cell):
        if isinstance(cell, Flaw):
            refuse(cell.code, row=number, place=place)
        word = "" if cell is None else " ".join(str(cell).split())
        if len(word) > self._limits.cell:
            refuse("long_cell", row=number, place=place)
        if bears_number(word):
            refuse("number", row=number, place=place)
        return word

    def rows(self, secret=frozenset()):
        """Yield a :class:`Row` for every row below the headings that is not blank.

        :param secret: places (from 0) of the columns that hold numbers
        :raises Refused: the file turns out to be unreadable further down
        """
        width = len(self.headings)
        for number, cells, hidden in self._lines():
            if number == self.heading_row:
                continue
            while len(cells) > width and _is_blank(cells[-1]):
                cells.pop()
            flaw = None
            if len(cells) > width or (self.kind == "csv" and len(cells) < width):
                facts = {"found": len(cells), "expected": width}
                flaw = Flaw("cell_count", facts)
            values = [self._cell(c, place in secret) for place, c in enumerate(cells)]
            values += [None] * (width - len(values))
            yield Row(number, values[:width], flaw, hidden)

    def _cell(self, cell, secret):
        if _is_blank(cell):
            return None
        if isinstance(cell, str):
            if self.kind == "csv" and (text := _TEXT_FORMULA.fullmatch(cell.strip())):
                cell = text[1]
            if len(cell) > self._limits.cell:
                return Flaw("long_cell", {"limit": self._limits.cell})
            if secret:
                return HiddenCell(cell)
            return Flaw("number") if bears_number(cell) else cell
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            if secret:
                return HiddenCell(cell)
            return Flaw("number") if bears_number(str(cell)) else cell
        return Flaw("number_digits") if secret and not isinstance(cell, Flaw) else cell


def _is_blank(cell):
    return cell is None or (isinstance(cell, str) and not cell.strip())


def open_table(file, limits=None, sheet=1):
    """Open a file of people.

    :param file: bytes, or a seekable binary file
    :param limits: :class:`.source.Limits`; :param sheet: int, of the visible sheets
    :return: :class:`Table`
    :raises Refused: by name, for every file that is no readable CSV or XLSX
    """
    limits = limits or Limits()
    return Table(source.opened(file, limits), limits, sheet)
