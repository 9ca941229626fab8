# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the cells of a sheet hold: texts, figures, days, and what is no value."""

import re
from array import array
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from .csv_reader import CONTROL
from .findings import Flaw, refuse

_LETTERS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general', re.IGNORECASE)
_DAY = re.compile("[yd]|g+e", re.IGNORECASE)
# Formats without a text of their own (ECMA-376 18.8.30); 27-36 and 50-58 are the
# Japanese calendar.
_BUILTIN_DAYS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
_LAST_SERIAL = 2958465
# More than any spreadsheet writes: cell formats, shared texts, characters of a cell.
_FORMATS, _TEXTS, LONGEST = 65_536, 4_000_000, 40_000
_FORMAT_LENGTH, _FIGURE_LENGTH = 255, 40
_LAST_1904 = 2957003


def position(reference):
    """(row, column) from 1 of a reference such as B12, or None."""
    match = _LETTERS.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def day_of(serial, since_1904):
    """The day of a spreadsheet's day number; None if it stands for no day.

    Workbooks count from 1900, with a 29 February that never was, or from 1904.
    """
    number = int(serial)
    if since_1904:
        inside = 0 <= number <= _LAST_1904
        return date(1904, 1, 1) + timedelta(number) if inside else None
    if not 1 <= number <= _LAST_SERIAL or number == 60:
        return None
    return date(1899, 12, 31 if number < 60 else 30) + timedelta(number)


class Strings:
    """The workbook's shared texts, in one block that can be wiped.

    Readings that a Japanese spreadsheet keeps beside a text are left out.
    """

    def __init__(self, package, name):
        self._block, self._ends = bytearray(), array("Q")
        self._ruby, self._inside, self._parts, self._length = 0, False, [], 0
        for _chunk in package.parse(name, self._start, self._end, self._text):
            pass

    def _start(self, tag, _attributes):
        if tag == "rPh":
            self._ruby += 1
        self._inside = tag == "t" and not self._ruby

    def _end(self, tag):
        if tag == "rPh":
            self._ruby -= 1
        elif tag == "si":
            self._block += "".join(self._parts).encode()
            self._ends.append(len(self._block))
            self._parts.clear()
            self._length = 0
            if len(self._ends) > _TEXTS:
                refuse("zip_bomb", limit=_TEXTS)
        self._inside = False

    def _text(self, text):
        if self._inside:
            self._parts.append(text)
            self._length += len(text)
            if self._length > LONGEST:
                refuse("damaged")

    def __getitem__(self, place):
        if not 0 <= place < len(self._ends):
            refuse("damaged")
        start = self._ends[place - 1] if place else 0
        return self._block[start : self._ends[place]].decode()

    def wipe(self):
        self._block[:] = bytes(len(self._block))


class Styles:
    """Which cell formats show a day."""

    def __init__(self, package, name):
        self._formats, self._cells, self._inside = {}, [], False
        for _chunk in package.parse(name, self._start, self._end):
            pass
        self._days = [self._is_day(number) for number in self._cells]

    def _start(self, tag, attributes):
        if tag == "numFmt":
            code = attributes.get("formatCode", "")[:_FORMAT_LENGTH]
            self._formats[attributes.get("numFmtId")] = code
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._cells.append(attributes.get("numFmtId", "0"))
        if max(len(self._cells), len(self._formats)) > _FORMATS:
            refuse("damaged")

    def _end(self, tag):
        if tag == "cellXfs":
            self._inside = False

    def _is_day(self, number):
        code = self._formats.get(number)
        if code is None:
            return number.isdigit() and int(number) in _BUILTIN_DAYS
        return bool(_DAY.search(_LITERAL.sub("", code)))

    def is_day(self, style):
        place = int(style) if style.isdecimal() else len(self._days)
        return place < len(self._days) and self._days[place]


class Cells:
    """Turns the raw cells of a workbook into values.

    A value is str, int, Decimal, date, bool, None for blank, or a :class:`Flaw`.
    """

    def __init__(self, strings, styles, since_1904):
        self.strings, self.styles, self.since_1904 = strings, styles, since_1904

    def value(self, kind, style, text, formula):
        """:param kind: attribute t; :param style: attribute s; :param text: str"""
        if formula:
            return Flaw("formula_cell")
        if not text and kind != "s":
            return None
        if kind == "n":
            return self._figure(text, style)
        if kind == "b":
            return text.strip() == "1"
        if kind == "e":
            return Flaw("error_cell")
        if kind == "d":
            return self._iso(text)
        if kind == "s":
            if not text.isdecimal():
                refuse("damaged")
            text = self.strings[int(text)]
        if kind not in ("s", "str", "inlineStr"):
            return Flaw("unreadable_cell")
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        if CONTROL.search(text) or any("\ud800" <= char <= "\udfff" for char in text):
            return Flaw("control_cell")
        return text if text.strip() else None

    def _figure(self, text, style):
        if len(text) > _FIGURE_LENGTH:
            return Flaw("unreadable_cell")
        try:
            figure = Decimal(text.strip())
        except InvalidOperation:
            return Flaw("unreadable_cell")
        if not figure.is_finite() or not -20 < figure.adjusted() < 20:
            return Flaw("unreadable_cell")
        if self.styles.is_day(style):
            return day_of(figure, self.since_1904) or Flaw("date_serial")
        return int(figure) if figure == figure.to_integral_value() else figure

    def _iso(self, text):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return Flaw("unreadable_cell")
