# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reads a table of figures that a payroll system exports as CSV.

The file becomes plain rows of ``statement field id -> value``; everything wrong is
an :class:`Issue` naming row and column. Nothing read is ever part of an issue.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from ..forms.withholding import BY_ID
from ..tables import csv_reader
from ..tables.findings import Finding as Issue
from ..tables.findings import Refused
from ..tables.source import OLE, ZIP, Limits, opened
from ..text.digits import bears_number
from ..text.eras import DateError, parse_date
from ..text.widths import DASHES

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_CELL = 1_000
KEY_COLUMNS = {"code": ("text", 64), "name": ("text", 64), "birth_date": ("date", 10)}
FLAGS = {"1": True, "0": False, "2": False}
FLAGS |= dict.fromkeys(("○", "〇", "◯", "有", "該当", "はい", "true", "yes", "y"), True)
FLAGS |= dict.fromkeys(("×", "無", "非該当", "いいえ", "false", "no", "n"), False)
# spouse_mark: our choices, the words of the slip, the codes of record item 23
SPOUSE_MARKS = dict.fromkeys(("none", "無", "×", "0", "2", "4"), "none")
SPOUSE_MARKS |= dict.fromkeys(("main", "有", "○", "〇", "◯", "1"), "main")
SPOUSE_MARKS |= dict.fromkeys(("sub", "従有", "3"), "sub")
# characters that only one computer knows (外字)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SPREADSHEETS = (ZIP, OLE[:4], b"%PDF")
_AMOUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_FORMULA = ("=", "+", "@", "\t", "\r", "\n", *DASHES)


@dataclass(frozen=True)
class Column:
    """A documented column: its id and the headings it is known by."""

    id: str
    ja: str
    en: str
    aliases: tuple[str, ...] = ()

    @property
    def shape(self):
        """(kind, length) of the values, see ``forms.withholding``."""
        if self.id in KEY_COLUMNS:
            return KEY_COLUMNS[self.id]
        return BY_ID[self.id].kind, BY_ID[self.id].length


@dataclass
class Row:
    """One person: the keys to find the employee, and the statement's values."""

    number: int
    code: str = ""
    name: str = ""
    birth_date: date | None = None
    values: dict = field(default_factory=dict)


def load_columns(text):
    """The documented columns from the text of ``layouts/withholding_import.csv``."""
    return tuple(
        Column(
            row["id"],
            row["ja"],
            row["en"],
            tuple(filter(None, row["aliases"].split("|"))),
        )
        for row in csv.DictReader(io.StringIO(text))
    )


def heading_key(text):
    """A heading without width, case, spaces and punctuation, for comparison."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def read_cells(data):
    """Split a CSV file into rows of cells, refusing one that bears a number.

    :param data: bytes of the file
    :return: list of lists of str, blank rows kept so that positions stay right
    :raises Refused: unreadable, too long, or a cell holds a valid number
    """
    file = opened(data, Limits(size=MAX_BYTES))
    if any(data.startswith(magic) for magic in _SPREADSHEETS):
        raise Refused(Issue(0, "", "spreadsheet"))
    cells = []
    for number, row in csv_reader.rows(file, csv_reader.sniff(file), MAX_ROWS):
        cells.append(row)
        for place, cell in enumerate(row, 1):
            if bears_number(cell):
                raise Refused(Issue(number, "", "number", {"place": place}))
            if len(cell) > MAX_CELL:
                raise Refused(Issue(number, "", "long_cell", {"place": place}))
    return cells


def parse(data, columns):
    """Read the file into rows and issues.

    :param data: bytes; :param columns: tuple of :class:`Column`
    :return: (list of :class:`Row`, list of :class:`Issue`)
    :raises Refused: when the file or its heading cannot be used at all
    """
    cells = read_cells(data)
    used = _read_heading(cells[0], columns)
    rows, issues, seen = [], [], {}
    for number, line in enumerate(cells[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(used):
            facts = {"found": len(line), "expected": len(used)}
            issues.append(Issue(number, "", "cell_count", facts))
            continue
        row, wrong = _read_row(number, line, used)
        issues += wrong
        if row.code and (first := seen.setdefault(row.code, number)) != number:
            issues.append(Issue(number, "code", "twice", {"first": first}))
        rows.append(row)
    if not rows and not issues:
        raise Refused(Issue(0, "", "no_rows"))
    return rows, issues


def _read_heading(line, columns):
    known = {
        heading_key(word): column
        for column in columns
        for word in (column.id, column.ja, column.en, *column.aliases)
    }
    used, issues = [], []
    if len(line) == 1 and ("\t" in line[0] or ";" in line[0]):
        raise Refused(Issue(1, "", "delimiter"))
    for place, cell in enumerate(line, 1):
        column = known.get(heading_key(cell)) if heading_key(cell) else None
        if column is None:
            issues.append(Issue(1, "", "unknown_column", {"place": place}))
        elif column in used:
            issues.append(Issue(1, column.id, "column_twice", {"place": place}))
        used.append(column)
    ids = {column.id for column in used if column}
    if "code" not in ids:
        issues.append(Issue(1, "code", "column_missing"))
    if not ids & {"name", "birth_date"}:
        issues.append(Issue(1, "name", "key_missing"))
    if issues:
        raise Refused(*issues)
    return used


def _read_row(number, line, used):
    row, issues = Row(number), []
    for column, cell in zip(used, line, strict=True):
        try:
            value = _read_value(column, cell)
        except ValueError as error:
            issues.append(Issue(number, column.id, *error.args))
            continue
        if column.id in KEY_COLUMNS:
            setattr(row, column.id, value)
        else:
            row.values[column.id] = value
    broken = {issue.column for issue in issues}
    if not row.code and "code" not in broken:
        issues.append(Issue(number, "code", "blank"))
    if not (row.name or row.birth_date or broken & {"name", "birth_date"}):
        issues.append(Issue(number, "name", "key_blank"))
    return row, issues


def _read_value(column, cell):
    """The value of one cell, None when blank; ValueError(code, facts) when wrong."""
    kind, length = column.shape
    plain = unicodedata.normalize("NFKC", cell).strip()
    if not plain:
        return None if kind != "text" else ""
    if kind in ("yen", "count"):
        return _read_amount(plain, length)
    if cell.lstrip(" \u3000").startswith(_FORMULA):
        raise ValueError("formula", {})
    if kind == "date":
        return _read_date(plain)
    if kind == "flag":
        return _choose(plain.casefold(), FLAGS, "flag")
    if kind == "choice":
        return _choose(plain.casefold(), SPOUSE_MARKS, "choice")
    if kind == "code":
        choices = {code: code for code in BY_ID[column.id].choices}
        return _choose(plain.zfill(2), choices, "choice")
    text = plain if column.id == "code" else cell.strip()
    if "\n" in text or "\r" in text:
        raise ValueError("line_break", {})
    if _PRIVATE.search(text):
        raise ValueError("private_character", {})
    if len(text) > length:
        raise ValueError("too_long", {"limit": length})
    return text


def _choose(word, choices, code):
    if word not in choices:
        raise ValueError(code, {})
    return choices[word]


def _read_amount(text, length):
    text = text.removeprefix("¥").removeprefix("\\").removesuffix("円").strip()
    if text[:1] in "-−△▲" and _AMOUNT.fullmatch(text[1:].strip()):
        raise ValueError("negative", {})
    if text.startswith(_FORMULA):
        raise ValueError("formula", {})
    if not _AMOUNT.fullmatch(text):
        raise ValueError("amount", {})
    digits = text.replace(",", "").lstrip("0") or "0"
    if len(digits) > length:
        raise ValueError("too_many_digits", {"limit": length})
    return int(digits)


def _read_date(text):
    try:
        return parse_date(text)
    except DateError as error:
        era = error.code in ("before_era", "after_era")
        raise ValueError("era" if era else "date", {}) from None
