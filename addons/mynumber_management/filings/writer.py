# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Write the records of a filing: Shift_JIS, no quotes, numbers last of all."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..text import digits, eras, jis, kana, municipalities, widths
from . import items
from .findings import ERROR, Finding, Refused
from .holes import HOLE, NumberForm, further, pour, wide_hole

_LINE_ENDS = {"crlf": b"\r\n", "lf": b"\n"}


@lru_cache(maxsize=1)
def _full_width():
    """A set for expressions: JIS X 0208, and the other forms of some signs
    (～ － ∥ ￢ ￠ ￡) that give the same bytes."""
    codes = [
        code
        for code in range(0xA2, 0xFFF0)
        if not 0xFF61 <= code <= 0xFF9F and jis.in_jis_x_0208(chr(code))
    ]
    codes.remove(ord("—"))  # cp932 has the other form only
    codes.remove(ord("〓"))  # stands for what could not be converted
    spans, first = [], codes[0]
    for code, following in zip(codes, [*codes[1:], 0], strict=True):
        if following != code + 1:
            spans.append(chr(first) if first == code else f"{chr(first)}-{chr(code)}")
            first = following
    return f"[{''.join(spans)}]"


@lru_cache(maxsize=128)
def _accept(source):
    address = items.FULL_ADDRESS
    source = source.replace(address, "(?:(?![，〒])" + _full_width() + ")")
    return re.compile(source.replace(items.FULL, _full_width())).fullmatch


def _wareki(year):
    if type(year) is not int or not eras.FIRST_DAY.year <= year <= eras.LAST_DAY.year:
        return None
    return eras.wareki_year(year, "cells")[1]


def _figure(value):
    return str(value) if value.__class__ is int else None


def _mark(value):
    return ("0", "1")[value] if isinstance(value, bool) else None


def _tick(value):
    """A mark of an item that has no 0."""
    return ("", "1")[value] if isinstance(value, bool) else None


def _amount(value):
    """Seven digits; what does not fit is written as the largest (仕様書 2)."""
    return f"{min(value, 9_999_999):07}" if type(value) is int else None


_FROM_VALUE = {
    "yen": _figure,
    "count": _figure,
    "flag": _mark,
    "year": _wareki,
    "amount": _amount,
}
_TO_WIDTH = {
    "Z": widths.to_full_width,
    "H": widths.to_half_width,
    "K": widths.to_half_width_kana,
    "A": widths.to_half_width_kana,
    "M": widths.to_plain_signs,
}


class Draft(NamedTuple):
    """A record in which only the numbers are missing: ``body`` has a hole for each of
    ``secrets`` (secret, in full width), in their order."""

    body: bytes
    secrets: tuple

    def write(self):
        """The bytes of the record as a new bytearray; see :meth:`Writer.record`."""
        buffer = bytearray(self.body)
        pour(buffer, self.secrets)
        return buffer


class Writer:
    """Writes records of one layout.

    Invariants: a record with anything wrong in an item is refused whole, before a
    number is opened; a number goes from its secret into the record's own buffer, at
    its place, and nowhere else; the buffer has its length before that, so that no
    copy is left behind by growing; a buffer that is not handed out is wiped.

    A secret is any object whose ``use()`` is a context manager that gives a bytearray
    of 12 ASCII digits. Whoever takes a record streams it and wipes it.
    """

    def __init__(self, layout, common=None, rules=None):
        """:param layout: :class:`.layout.Layout`
        :param common: values that every record has (payer, branch), see
            :meth:`record`
        :param rules: what the items owe to each other, asked before a number is
            opened: ``check(row, bad)`` as in :class:`.rules_pension.PensionRules`
        :raises Refused: something is wrong in ``common``
        """
        self.layout, self._rules = layout, rules
        self._line_end = _LINE_ENDS[layout.settings.get("line_end", "crlf")]
        self._dates = layout.groups
        self._holes = [item for item in layout.items if item.secret]
        self._items = {
            item.id: (
                item.no - 1,
                item,
                _tick if item.codes == ("1",) else _FROM_VALUE.get(item.kind),
                self._is_code
                if item.kind == "municipality"
                else _accept(items.pattern(item, layout)),
            )
            for item in layout.items
            if not (item.group or item.secret)
        }
        self._secret = {item.id for item in self._holes}
        self._required = [item for item in layout.items if item.required]
        self._template = [""] * len(layout.items)
        fixed = {i.id: i.codes[0] for i in layout.items if i.kind == "const"}
        if "year" in layout.by_id:
            fixed["year"] = layout.year
        if "creation" in layout.by_id:
            fixed["creation"] = layout.settings["creation"]
        values = fixed | (common or {})
        cells, wrong = self._cells(values)
        for item in self._holes:
            if isinstance(values.get(item.id), str):
                cells[item.no - 1], code = self._hole(item, values[item.id], [])
                wrong += [(item.id, *code)] if code else []
            elif values.get(item.id) is not None:
                raise TypeError("a secret belongs to one record")
        if wrong:
            raise Refused([Finding(0, *what) for what in wrong])
        self._template = cells

    def record(self, values, number=0):
        """The bytes of one record, its line end included, as a new bytearray.

        :param values: item id -> str, int (yen, counts), bool (marks); date group
            (``payee_birth_date``, ``joined_date`` …) -> ``datetime.date``; number
            item -> secret, or 法人番号 as str; 備考 and items 132, 133 -> list of
            :class:`.holes.Further`; 摘要 of 313 also a tuple of texts and secrets. What
            is None, "" or missing stays as it is in ``common``, or empty. Texts get
            the width of the item.
        :param number: of the record, for findings
        :raises Refused: nothing was opened then
        :raises ValueError: a secret that is no number of 12 digits
        """
        return self.draft(values, number).write()

    def draft(self, values, number=0):
        """A :class:`Draft`: :meth:`record` without opening a number."""
        cells, wrong = self._cells(values)
        secrets = []
        for item in self._holes:
            value = values.get(item.id)
            if value is not None and not (isinstance(value, str) and not value):
                cells[item.no - 1], code = self._hole(item, value, secrets)
                if code:
                    wrong.append((item.id, *code))
        told = {what[0] for what in wrong}
        for item in self._required:
            first = self._dates[item.group][0] if item.group else item
            if not cells[item.no - 1] and first.id not in told:
                wrong.append((item.id, "required", {}))
                told.add(first.id)
        if not cells[-1]:
            cells[-1] = self.layout.empty_last
        text = ",".join(cells)
        if items.MAYBE_NUMBER.search(text):
            wrong += [
                (item.id, "number_in_text", {})
                for item in self.layout.items
                if item.type == "Z" and item.id not in told
                if digits.bears_number(cells[item.no - 1])
            ]
        if self._rules:
            row = dict(zip(self.layout.by_id, cells, strict=True))
            bad = {what[0] for what in wrong}
            given = {item for item in bad if values.get(item) not in (None, "")}
            row |= {item: row[item] or "?" for item in given}
            found = self._rules.check(row, bad)
            wrong += [what for what in found if Finding(0, *what).level == ERROR]
        if wrong:
            raise Refused([Finding(number, *what) for what in wrong])
        return Draft(text.encode("cp932") + self._line_end, tuple(secrets))

    def _cells(self, values):
        """The texts of a record, and (item id, code, facts) of what is wrong."""
        cells, wrong = self._template.copy(), []
        for key, value in values.items():
            if value is None:
                continue
            place = self._items.get(key)
            if place is None:
                if key in self._dates:
                    wrong += self._date(cells, self._dates[key], value)
                elif key not in self._secret:
                    raise KeyError("this layout has no such item")
                continue
            index, item, from_value, accept = place
            if value.__class__ is str:
                text = value
            else:
                text = from_value(value) if from_value else None
            if text is not None and accept(text):
                cells[index] = text
            elif text or text is None:
                cells[index], found = self._exact(item, text)
                wrong += found
        return cells, wrong

    def _is_code(self, text):
        """A municipality with as many digits as the setting says."""
        width = self.layout.settings["municipality_code_width"]
        return (
            len(text) == width
            and text.isascii()
            and text.isdigit()
            and items.is_municipality(text)
        )

    def _exact(self, item, text):
        """The text in the width of the item, and what is still wrong with it."""
        if text is None:
            return "", [(item.id, "wrong_type", {})]
        if item.kind == "kana":
            text = kana.to_katakana(text)
        try:
            text = _TO_WIDTH[item.type](text).strip(" 　")
        except kana.KanaError:
            code = "not_half_kana" if item.type == "K" else "not_half_width"
            return "", [(item.id, code, {})]
        found = items.check(item, text, self.layout) if text else []
        if item.kind == "municipality" and text and not found:
            width = self.layout.settings["municipality_code_width"]
            text = municipalities.municipality_code(text)[:width]
        if item.kind == "text_numbers" and digits.bears_number(text):
            found.append(("number_in_text", {}))
        wrong = [(item.id, *what) for what in found]
        return text, [what for what in wrong if Finding(0, *what).level == ERROR]

    def _date(self, cells, group, day):
        first = group[0]
        if type(day) is not date:
            return [(first.id, "wrong_type", {})]
        try:
            era, parts = eras.to_coded(day, self.layout.eras)
        except eras.DateError:
            return [(first.id, "no_such_date", {})]
        if day.year > self.layout.year + 1:
            return [(first.id, "no_such_date", {})]
        texts = [parts[:2], parts[2:4], parts[4:]]
        if len(group) == 2:
            texts = [parts]
            if era not in first.codes:
                return [(first.id, "outside_era", {})]
        if len(group) != 3:
            texts.insert(0, era)
        cells[first.no - 1 : first.no - 1 + len(texts)] = texts
        return []

    def _hole(self, item, value, secrets):
        """The text with holes for the numbers, and (code, facts) if it is refused."""
        if isinstance(value, str):
            if item.kind == "text_numbers":
                return self._parts(item, (value,), secrets)
            if item.kind != "any_number":
                return "", ("wrong_type", {})
            if not digits.is_corporate(value):
                return "", ("corporate_check_digit", {})
            return value, None
        if item.kind == "numbers":
            return self._further(item, value, secrets)
        if item.kind == "text_numbers":
            return self._parts(item, value, secrets)
        secrets.append((value, False))
        return "0" * (item.low - 12) + HOLE, None

    def _further(self, item, entries, secrets):
        try:
            text = further(entries, item, self.layout.settings)
        except NumberForm as error:
            return "", (error.code, error.facts)
        secrets += [(entry.number, True) for entry in entries]
        return text, None

    def _parts(self, item, parts, secrets):
        texts, length = [], 0
        for part in parts:
            if isinstance(part, str):
                _text, wrong = self._exact(item, part)
                if wrong:
                    return "", wrong[0][1:]
                texts.append(widths.to_full_width(part))
                length += len(texts[-1])
            else:
                texts.append(wide_hole())
                length += 12
                secrets.append((part, True))
        if length > item.high:
            return "", ("too_long", {"found": length, "limit": item.high})
        return "".join(texts), None
