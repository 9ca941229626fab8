# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which layout the bytes of a file follow, and the engines of that layout."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from ..text.eras import LAST_DAY
from . import layout, pension_layout, reader
from .checker import Checker
from .compare import Comparison
from .filler import Filler, columns_of
from .pension_checker import PensionChecker
from .pension_compare import PensionComparison
from .pension_filler import PensionFiller

PENSION = "SHFD0006"
# Lines that are looked at: a file of the pension office has its frame in them.
_LINES = 6
_LONGEST = 64 * 1024
_REIWA = 2018
_MARKS = frozenset(part for part in pension_layout.FRAME if part.startswith("["))


class Kind(NamedTuple):
    """A file's layout. ``form``: "315", "375", "316", "309", "313" or "SHFD0006";
    ``year``: tax year (western), 0 for a file of the pension office; ``title``: in
    Japanese; ``table``: :class:`.layout.Layout` or
    :class:`.pension_layout.PensionLayout`; ``today``: the day of looking."""

    form: str
    year: int
    title: str
    table: object
    today: object

    def checker(self):
        """What finds faults: ``check(source)``."""
        if self.form == PENSION:
            return PensionChecker(self.table, self.today)
        return Checker(self.table)

    def comparison(self):
        """What compares two files: ``compare(old, new)``."""
        if self.form == PENSION:
            return PensionComparison(self.table)
        return Comparison(self.table)

    def filler(self):
        """What fills in numbers: ``rows(source)`` and ``fill(source, numbers)``."""
        if self.form == PENSION:
            return PensionFiller(self.table, self.today)
        return Filler(columns_of(self.table), self.table)

    def table_of(self, line):
        """The table of a record, from the bytes of its line; of a file of the pension
        office that of the form, or None."""
        if self.form != PENSION:
            return self.table
        code = line.split(b",", 1)[0].strip(b'" \r')
        return self.table.forms.get(code.decode("ascii", "replace"))

    def part(self, facts):
        """The table that a finding is about, from its facts: of a record of the tax
        filings, of a form of the pension office or of a line of its frame; or None."""
        if self.form != PENSION:
            return self.table
        found = self.table.forms.get(facts.get("form"))
        return found or self.table.frame.get(facts.get("line"))


def detect(source, today):
    """The :class:`Kind` of a file, from its first lines.

    The year is that of its first record; a record without a year that is known here
    is taken for one of the latest layout, whose checker then says so.

    :param source: bytes; :param today: day of looking at the file
    :raises reader.Stop: it is none of the layouts, or no text at all
    """
    found = [
        reader.split(reader.decode(line.body)) or [""]
        for line in islice(reader.lines(source, _LONGEST), _LINES)
    ]
    if not found:
        raise reader.Stop("empty")
    forms = {
        code
        for _edition, _since, titles in pension_layout.editions()
        for code in titles
    }
    first = [cells[0].strip() for cells in found]
    if any(len(cells) == 1 and cells[0] in _MARKS for cells in found) or not (
        forms.isdisjoint(first)
    ):
        day = min(max(today, pension_layout.editions()[0][1]), LAST_DAY)
        return Kind(PENSION, 0, pension_layout.NAME, pension_layout.load(day), today)
    years = {}
    for code, year, _title in layout.available():
        years.setdefault(code, []).append(year)
    for cells in found:
        code = cells[0].strip()
        if code in years:
            table = layout.load(code, max(years[code]))
            year = _year(cells, table)
            if year in years[code]:
                table = layout.load(code, year)
            return Kind(code, table.year, table.title, table, today)
    raise reader.Stop("unknown_layout")


def _year(cells, table):
    """The tax year of a record, or 0."""
    place = table.by_id["year"].no - 1
    text = cells[place].strip() if place < len(cells) else ""
    return _REIWA + int(text) if text.isascii() and text.isdigit() else 0
