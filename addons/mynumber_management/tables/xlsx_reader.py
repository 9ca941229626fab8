# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows of the first visible sheet of an XLSX workbook, read as a stream."""

from .findings import HINT, Finding, Flaw, refuse
from .xlsx_cells import LONGEST, Cells, Strings, Styles, position
from .xlsx_package import Package, merged_refs

_MERGES, _SHEETS = 1_000, 1_000


class Workbook:
    """An XLSX workbook of which one sheet is read.

    Invariants: rows come one after the other while the sheet is unpacked, so memory
    holds one row and the shared texts, which :meth:`close` wipes; what a formula
    last gave is never taken for a value; every cell of a merged area is named.
    """

    def __init__(self, file, limits, sheet=1):
        """:param sheet: int, which of the visible sheets, counted from 1"""
        self.limits = limits
        self.package = Package(file, limits.unpacked)
        main = next(
            (p for k, p in self.package.related("").values() if k == "officeDocument"),
            "xl/workbook.xml",
        )
        related = self.package.related(main)
        self._sheets, self.since_1904 = [], False
        self._read_main(main)
        shown = [rid for rid, state in self._sheets if state == "visible"]
        if not 0 < sheet <= len(shown):
            refuse("no_visible_sheet")
        self.part = related.get(shown[sheet - 1], ("", ""))[1]
        if self.part not in self.package.names:
            refuse("damaged")
        paths = dict(related.values())
        self.strings = Strings(self.package, paths.get("sharedStrings", ""))
        styles = Styles(self.package, paths.get("styles", ""))
        self.cells = Cells(self.strings, styles, self.since_1904)
        self.notes = self._notes(len(shown))
        refs = merged_refs(self.package.chunks(self.part), _MERGES)
        self.merged = [area for area in map(_area, refs) if area]

    def _read_main(self, main):
        def start(tag, attributes):
            if tag == "workbookPr":
                self.since_1904 = attributes.get("date1904") in ("1", "true")
            elif tag == "sheet":
                state = attributes.get("state", "visible")
                ids = (v for k, v in attributes.items() if k.endswith(" id"))
                self._sheets.append((next(ids, ""), state))
                if len(self._sheets) > _SHEETS:
                    refuse("damaged")

        if main not in self.package.names:
            refuse("not_workbook")
        for _chunk in self.package.parse(main, start):
            pass

    def _notes(self, shown):
        outside = any("externallinks/" in n.lower() for n in self.package.names)
        counts = {
            "hidden_sheets": len(self._sheets) - shown,
            "more_sheets": shown - 1,
            "external_links": int(outside),
        }
        return [
            Finding(0, "", code, {"count": count}, HINT)
            for code, count in counts.items()
            if count
        ]

    def close(self):
        self.strings.wipe()
        self.package.close()

    def rows(self):
        """Yield (row number, list of values, whether the row is hidden).

        Rows without a value are left out; positions in the list are columns.
        :raises Refused: damaged, too_many_rows, too_many_columns
        """
        sheet, count = _Sheet(self.cells, self.limits.columns), 0
        parsing = self.package.parse(self.part, sheet.start, sheet.end, sheet.text)
        for _chunk in parsing:
            for number, found, hidden in sheet.done:
                count += 1
                if count > self.limits.rows + 1:
                    refuse("too_many_rows", limit=self.limits.rows)
                values = [None] * max(found)
                for column, value in found.items():
                    values[column - 1] = value
                self._name_merged(number, values)
                yield number, values, hidden
            sheet.done.clear()

    def _name_merged(self, number, values):
        for top, left, bottom, right in self.merged:
            if top <= number <= bottom:
                for column in range(left, min(right, len(values)) + 1):
                    values[column - 1] = Flaw("merged_cell")


def _area(reference):
    first, _colon, last = reference.partition(":")
    first, last = position(first), position(last or first)
    return (*first, *last) if first and last else None


class _Sheet:
    """Callbacks that collect the rows of a sheet in ``done``."""

    def __init__(self, cells, columns):
        self.cells, self.columns, self.done = cells, columns, []
        self.row = self.column = 0
        self.written, self.letters = "", {}
        self.found, self.parts = {}, []
        self.hidden = self.formula = self.taking = False
        self.kind = self.style = ""
        self.ruby = self.length = 0

    def start(self, tag, attributes):
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or tag == "t":
            self.taking = not self.ruby
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.ruby += 1
        elif tag == "row":
            self._start_row(attributes)

    def _start_row(self, attributes):
        number = attributes.get("r", str(self.row + 1))
        if not number.isdecimal() or len(number) > 7 or int(number) <= self.row:
            refuse("damaged")
        self.row, self.column, self.found = int(number), 0, {}
        self.written = number
        self.hidden = attributes.get("hidden") in ("1", "true")

    def _start_cell(self, attributes):
        self.column += 1
        if reference := attributes.get("r"):
            column = 0
            if reference.endswith(self.written):
                column = self._column(reference[: -len(self.written)])
            if column < self.column:
                refuse("damaged")
            self.column = column
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "0")
        self.formula = False
        self.parts.clear()
        self.length = 0

    def _column(self, letters):
        if letters not in self.letters:
            place = position(f"{letters}1")
            self.letters[letters] = place[1] if place and letters.isalpha() else 0
        return self.letters[letters]

    def end(self, tag):
        if tag == "v" or tag == "t":
            self.taking = False
        elif tag == "rPh":
            self.ruby -= 1
        elif tag == "c":
            text = "".join(self.parts)
            value = self.cells.value(self.kind, self.style, text, self.formula)
            if value is not None:
                if self.column > self.columns:
                    refuse("too_many_columns", limit=self.columns)
                self.found[self.column] = value
        elif tag == "row" and self.found:
            self.done.append((self.row, self.found, self.hidden))

    def text(self, text):
        if self.taking:
            self.parts.append(text)
            self.length += len(text)
            if self.length > LONGEST:
                refuse("damaged")
