# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changed between two SHFD0006.CSV: what was sent, and what will be."""

from __future__ import annotations

from os import urandom

from . import reader
from .compare import Comparison
from .pension_checker import RECORD_CELLS

# Leading zeros mean nothing in these.
_FIGURES = ("amount", "count")
_PERSON = ("kana", "birth_era", "birth_day")


class PensionComparison(Comparison):
    """A :class:`.compare.Comparison` for a file with a frame and several forms.

    A person is matched by reading and date of birth within a form; in a 2202700 also
    by the kind of change. The frame, whose 媒体通番 differs always, is not compared.
    """

    def __init__(self, layout):
        """:param layout: :class:`.pension_layout.PensionLayout` of both files"""
        key = urandom(32)
        self._forms = {
            code: _FormComparison(table, key) for code, table in layout.forms.items()
        }
        tables = [*layout.forms.values(), *layout.frame.values()]
        self._longest = max(map(reader.longest, tables))

    def _records(self, source):
        utf8 = False
        for line in reader.lines(source, self._longest):
            text = reader.decode(line.body, utf8)
            if reader.NO_CHARACTER in text and reader.is_utf8(line.body):
                utf8, text = True, reader.decode(line.body, True)
            cells = None if line.code else reader.split(text)
            if cells and cells[0] not in self._forms and len(cells) < RECORD_CELLS:
                continue
            form = self._forms.get(cells[0]) if cells else None
            if form is None or len(cells) != form.count:
                yield line.number, None
            else:
                yield line.number, form._record(line.number, cells)

    def _person(self, record):
        return self._forms[record.cells[0]]._person(record)

    def _change(self, old, new):
        return self._forms[new.cells[0]]._change(old, new)


class _FormComparison(Comparison):
    """The records of one form."""

    def __init__(self, table, secret_key):
        self._layout, self._secret_key = table, secret_key
        self._ids = [item.id for item in table.items]
        self.count = len(self._ids)
        self._plain = [item.no - 1 for item in table.items if not item.secret]
        self._secret = [item.no - 1 for item in table.items if item.secret]
        self._name = self._ids.index("kana")
        parts = ["form_code", *_PERSON]
        if "change" in self._ids:
            parts.append("change")
        self._key = [self._ids.index(part) for part in parts]
        figures = {item.id for item in table.items if item.kind in _FIGURES}
        figures.add("insured_no")
        self._figures = [self._ids.index(item) for item in figures]

    def _record(self, number, cells):
        cells = list(cells)
        for place in self._figures:
            if cells[place].strip():
                cells[place] = cells[place].strip().lstrip("0") or "0"
        return super()._record(number, cells)
