# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check the bytes of a filing, wherever it was made."""

from __future__ import annotations

import re

from ..text import digits
from . import items, reader
from .findings import ERROR, Finding
from .numbers import Seen, inside, is_individual
from .rules_payment import PaymentRules
from .rules_salary import SalaryRules

# Statements of which one payee may have several records (more payments than places).
_SEVERAL = ("309", "313")
# Who pays: the same in all records of one branch.
_PAYER = ("payer_address", "payer_name", "payer_tel", "payer_number")
_BRANCHES = 10_000
# Findings that say nothing while an item of the record is wrong by itself.
_SUMS = frozenset(
    "count_differs special_differs special_total nonresident_differs further_differs "
    "only_when_adjusted tax_exceeds minor_differs no_payment both_or_none "
    "deduction_total special_unadjusted".split()
)


class Checker:
    """Checks records of one layout.

    Invariants: a finding never holds what was read, but for a single character that
    cannot be filed; memory does not grow with the file except for a digest for each
    payee; a record that the fast expression takes has no fault in any item by
    itself (``items``), so that only sums, numbers and other people remain.
    """

    def __init__(self, layout):
        """:param layout: :class:`.layout.Layout`"""
        self.layout = layout
        self.ids = [item.id for item in layout.items]
        salary = layout.code in ("315", "375")
        self.rules = (SalaryRules if salary else PaymentRules)(layout)
        self.fast = re.compile(self._expression()).fullmatch
        self.numbers = {
            item.id: f"{item.id.removesuffix('number')}name"
            for item in layout.items
            if item.kind in ("number", "any_number")
        }
        self.lists = [item.id for item in layout.items if item.kind == "numbers"]

    def _expression(self):
        """One expression for a whole record; see :func:`.items.pattern`."""
        groups, parts = self.layout.groups, []
        for item in self.layout.items:
            last = item is self.layout.items[-1]
            if item.group:
                group = groups[item.group]
                if item is not group[0]:
                    continue
                filled = items.date_pattern(group, self.layout.year)
                empty = "," * (len(group) - 1)
            else:
                filled, empty = items.pattern(item, self.layout), ""
                if last:
                    empty = self.layout.empty_last
            if item.kind == "blank":
                parts.append("")
            elif item.required:
                parts.append(f"(?:{filled})")
            else:
                parts.append(f"(?:{filled}|{empty})")
        return ",".join(parts)

    def check(self, source, numbers=True):
        """Yield a :class:`.findings.Finding` for everything wrong in a file.

        :param source: bytes, or a binary file open for reading
        :param numbers: False for a file whose numbers are still to be filled in:
            missing ones are then no finding
        """
        run = Run(self, numbers)
        try:
            for line in reader.lines(source, reader.longest(self.layout)):
                yield from run.line(line)
        except reader.Stop as stop:
            yield Finding(0, "", stop.code, stop.facts)
            return
        if not run.records:
            yield Finding(0, "", "empty", {})
        elif run.open_end:
            yield Finding(run.records, "", "no_line_end", {})


class Run:
    """One file on its way through a :class:`Checker`."""

    def __init__(self, checker, numbers):
        self.checker, self.layout = checker, checker.layout
        self.want_numbers = numbers
        self.records = 0
        self.open_end = self.utf8 = False
        self.seen, self.told = Seen(), set()
        self.payers, self.marks = {}, set()
        self.corporate = ""  # the last 法人番号 found right: mostly the payer's

    def line(self, line):
        """Yield the findings of one line."""
        self.records = line.number
        self.open_end = not line.end
        if line.number == 1 and line.start:
            self.utf8 = True
            yield Finding(1, "", "bom", {})
        if line.end == b"\n" and self.layout.settings["line_end"] == "crlf":
            yield from self._once(line.number, "line_end")
        if line.code:
            yield Finding(line.number, "", line.code, {})
            return
        if b'"' in line.body:
            yield from self._once(line.number, "quotes")
        row = self._clean(line.body)
        if row is not None:
            yield from self._together(line.number, row)
            return
        cells = yield from self._cells(line)
        if cells is not None:
            yield from self._slowly(line.number, cells)

    def _once(self, record, code):
        if code not in self.told:
            self.told.add(code)
            yield Finding(record, "", code, {})

    def _clean(self, body):
        """Item id -> text of a record without a fault in any item, else None."""
        if self.utf8:
            return None
        try:
            text = body.decode("shift_jis")
        except UnicodeDecodeError:
            return None
        if '"' in text:
            cells = reader.split(text) or ()
            text = ",".join(cells)
            if text.count(",") != len(cells) - 1:  # a comma inside a value
                return None
        if not self.checker.fast(text) or items.MAYBE_NUMBER.search(text):
            return None
        row = dict(zip(self.checker.ids, text.split(","), strict=True))
        if row[self.checker.ids[-1]] == " ":
            row[self.checker.ids[-1]] = ""
        code = row.get("municipality_code")
        if code and not items.is_municipality(code):
            return None
        for item in self.checker.numbers:
            number = row[item]
            if not number:
                continue
            if len(number) == 13 and number[0] != "0":
                if number != self.corporate and not digits.is_corporate(number):
                    return None
                self.corporate = number
            elif not is_individual(number[-12:]):
                return None
        return row

    def _text(self, line):
        """The text of a line; None after naming why it has none."""
        body, number = line.body, line.number
        text = reader.decode(body, self.utf8)
        if reader.NO_CHARACTER in text and not self.utf8 and reader.is_utf8(body):
            self.utf8 = True
            yield Finding(number, "", "utf8", {})
            text = reader.decode(body, True)
        if not text.strip(" \t\u3000"):
            yield Finding(number, "", "blank_line", {})
            return None
        if reader.NO_CHARACTER in text:
            yield Finding(number, "", "not_shift_jis", {})
            return None
        if "," not in text and text.count("\t") > 1:
            yield Finding(number, "", "delimiter", {})
            return None
        return text

    def _cells(self, line):
        """The items of a line that is not clean; None after naming what it is."""
        text, number = (yield from self._text(line)), line.number
        cells = reader.split(text) if text is not None else None
        if cells is None:
            if text is not None:
                yield Finding(number, "", "malformed", {})
            return None
        if number == 1 and not cells[0].isdigit() and cells[0].strip():
            yield Finding(1, "", "header", {})
            return None
        return (yield from self._counted(number, cells, self.layout))

    def _counted(self, number, cells, layout):
        """The cells if they are as many as the layout has items, else None."""
        expected = len(layout.items)
        if len(cells) == expected:
            return cells
        facts = {"found": len(cells), "expected": expected}
        if len(cells) == expected + 1 and not cells[-1]:
            yield Finding(number, "", "trailing_comma", facts)
        else:
            yield Finding(number, "", "item_count", facts)
        return None

    def _slowly(self, record, cells):
        """Item by item; then what the good ones owe to each other."""
        row = dict(zip(self.checker.ids, cells, strict=True))
        last = self.layout.items[-1]
        if row[last.id] == " ":
            row[last.id] = ""
        elif not row[last.id] and self.layout.empty_last:
            yield Finding(record, last.id, "last_item_space", {})
        bad = yield from each_item(self.layout, record, row)
        row.update(dict.fromkeys(bad, ""))
        numbers = {self.layout.by_id[item].no for item in bad}
        for finding in self._together(record, row):
            others = {finding.facts.get(key) for key in ("other", "whole")}
            hidden = finding.item in bad or others & numbers
            if not (hidden or bad and finding.code in _SUMS):
                yield finding

    def _together(self, record, row):
        for item, code, facts in self.checker.rules.check(row):
            yield Finding(record, item, code, facts)
        met = {}
        for item, name in self.checker.numbers.items():
            if row[item]:
                if len(row[item]) == 13 and row[item][0] != "0":
                    continue  # a 法人番号: one company may have two parts here
                other = met.setdefault(row[item][-12:], item)
                if other != item:
                    facts = {"other": self.layout.by_id[other].no}
                    yield Finding(record, item, "number_twice", facts)
            elif self.want_numbers and row.get(name):
                yield Finding(record, item, "number_missing", {})
        for item in self.checker.lists:
            if row[item]:
                for number in inside(row[item], self.layout.settings):
                    if met.setdefault(number, item) != item:
                        facts = {"other": self.layout.by_id[met[number]].no}
                        yield Finding(record, item, "number_twice", facts)
        payer = [row[item] for item in _PAYER]
        first, written = self.payers.setdefault(row["branch"], (record, payer))
        if written != payer and len(self.payers) <= _BRANCHES:
            yield Finding(record, "payer_name", "payer_differs", {"first": first})
        self.marks.add(row["correction"])
        if self.layout.authority == "etax" and self.marks >= {"0", "1"}:
            yield from self._once(record, "void_and_right")
        yield from self._others(record, row)

    def _others(self, record, row):
        """The same payee, or the same number, in an earlier record."""
        number = row["payee_number"]
        if not number or (len(number) == 13 and number[0] != "0"):
            return
        met = self.seen.first(
            number[-12:], row["payee_name"], row["correction"], record
        )
        if met is None:
            return
        first, same_name, same_mark = met
        if not same_name:
            yield Finding(record, "payee_number", "number_of_another", {"first": first})
        elif same_mark and self.layout.code not in _SEVERAL:
            yield Finding(record, "payee_number", "person_twice", {"first": first})


def each_item(layout, record, row):
    """Yield what is wrong with the items of a record by themselves.

    :param row: item id -> text; :return: the ids of items with an error
    """
    bad = set()
    for item in layout.items:
        text, found = row[item.id], []
        if text in item.codes:
            continue
        if text:
            found = items.check(item, text, layout)
        elif item.required:
            found = [("required", {})]
        for code, facts in found:
            finding = Finding(record, item.id, code, facts)
            if finding.level == ERROR:
                bad.add(item.id)
            yield finding
    for group in layout.groups.values():
        ids = [item.id for item in group]
        if bad.isdisjoint(ids):
            code = items.check_date(group, [row[id] for id in ids], layout)
            if code:
                bad.update(ids)
                yield Finding(record, ids[0], code, {}, ids[-1])
    return bad
