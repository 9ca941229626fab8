# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the items of one pension record (2200700, 2201700, 2202700) owe to each other.

Whether an item must be filled or empty stands in the tables (:mod:`.conditions`);
here are the days, the sums and the blocks.
Source: ＣＳＶ形式届書作成仕様書 第16.2版, 自動チェック項目 csv200 and csv201.
"""

from __future__ import annotations

from datetime import date, timedelta

from ..text import eras
from . import conditions

LARGEST = 9_999_999
LEAST_PAY = 1_000
BLOCKS = ("spouse_", "other1_", "other2_")
_DAY = timedelta(days=1)
# Findings of a condition that holds: recommended, strict.
_FILLED = ("unexpected_here", "empty_here")
_EMPTY = ("expected_here", "needed_here")


def _years_later(day, years):
    """The same day years later; the 28th for a 29th of February that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _owner(group):
    """The block of a date, "" for the insured person."""
    return next((block for block in BLOCKS if group.startswith(block)), "")


class PensionRules:
    """The rules for one form on one day; :meth:`check` takes record after record.

    Invariant: a rule is silent when it rests on an item that is wrong by itself.
    """

    def __init__(self, layout, today):
        """:param layout: table of a form, of :class:`.pension_layout.PensionLayout`
        :param today: the day of filing; later days are refused
        """
        self.layout, self.today = layout, today
        self.groups = layout.groups
        self.no = {item.id: item.no for item in layout.items}
        ids = tuple(layout.by_id)
        self.numbers = [item.id for item in layout.items if item.kind == "number"]
        self.conditions = [
            (
                tuple(part.id for part in self.groups.get(item.group, (item,))),
                conditions.parse(item.needed, ids),
                conditions.parse(item.empty, ids),
            )
            for item in layout.items
            if item.needed or item.empty
        ]
        self.one_number = layout.settings["both_identifications"] == "refuse"
        self.form = {
            "2200700": self._acquisition,
            "2201700": self._loss,
            "2202700": self._family,
        }[layout.code]

    def check(self, row, bad=frozenset(), numbers=True):
        """Yield (item id, code, facts), and the last item's id for a date.

        :param row: item id -> text, all of them
        :param bad: ids of items that are wrong by themselves
        :param numbers: False when empty numbers are still to be filled in
        """
        pending = set()
        if not numbers:
            pending = {item for item in self.numbers if not row[item]}
        for ids, needed, empty in self.conditions:
            filled = any(row[item] for item in ids)
            alternatives = empty if filled else needed
            if alternatives and ids[0] not in bad and ids[0] not in pending:
                codes = _FILLED if filled else _EMPTY
                yield from self._condition(ids, codes, alternatives, row, bad, pending)
        days = self._days(row, bad)
        yield from self._calendar(days)
        if self.one_number:
            for item in self.numbers:
                other = f"{item.removesuffix('number')}pension_serial"
                if row[item] and row.get(other):
                    yield item, "both_numbers", {"other": self.no[other]}
        right = {item: "" if item in bad else text for item, text in row.items()}
        yield from self.form(right, days)
        if self.layout.code == "2202700":
            yield from self._blocks(row)

    def _condition(self, ids, codes, alternatives, row, bad, pending):
        found = conditions.first_that_holds(alternatives, row, bad, pending)
        if found:
            facts = {"other": self._numbers_of(found.ids)}
            yield ids[0], codes[found.strict], facts, *ids[1:]

    def _numbers_of(self, ids):
        """Item numbers for people: 21, or 22-68, 21."""
        numbers = sorted({self.no[item] for item in ids})
        spans = []
        for number in numbers:
            if spans and spans[-1][1] == number - 1:
                spans[-1][1] = number
            else:
                spans.append([number, number])
        texts = [f"{a}" if a == b else f"{a}-{b}" for a, b in spans]
        return ", ".join(texts)

    def _days(self, row, bad):
        """Date group -> day, of those that are right."""
        found = {}
        for name, group in self.groups.items():
            era, digits = (row[item.id] for item in group)
            if era and digits and bad.isdisjoint(item.id for item in group):
                found[name] = eras.from_coded(era, digits, "pension")
        return found

    def _at(self, group, code, **facts):
        first, last = self.groups[group]
        return first.id, code, facts, last.id

    def _calendar(self, days):
        for group, day in days.items():
            if day > self.today:
                yield self._at(group, "in_future")
            born = days.get(f"{_owner(group)}birth_date", date.min)
            if day < born or day == born and group == "lost_date":
                yield self._at(group, "before_birth")

    def _acquisition(self, row, days):
        if row["acquisition"] in ("3", "4") and row["sex"] not in ("", "1", "2"):
            yield "sex", "code_value", {"allowed": "1 2"}
        born, acquired = days.get("birth_date"), days.get("acquired_date")
        if row["over70"] and born and acquired:
            if acquired < _years_later(born - _DAY, 70):
                yield self._at("acquired_date", "before_70")
        total = row["pay_total"]
        if row["pay_cash"] and row["pay_in_kind"] and total:
            expected = min(int(row["pay_cash"]) + int(row["pay_in_kind"]), LARGEST)
            if int(total) != expected:
                yield "pay_total", "sum_differs", {"expected": f"{expected:,}"}
        if total and int(total) < LEAST_PAY:
            yield "pay_total", "below_minimum", {"limit": f"{LEAST_PAY:,}"}

    def _loss(self, row, days):
        cause = row["cause"]
        left, lost = days.get("left_date"), days.get("lost_date")
        ended = days.get("over70_ended_date")
        facts = {"other": self.no["left_day"]}
        if cause in ("4", "5") and left:
            if lost and lost != left + _DAY:
                yield self._at("lost_date", "day_after", **facts)
            if ended and ended != left:
                yield self._at("over70_ended_date", "same_day", **facts)
        if cause == "7" and lost and "birth_date" in days:
            born = days["birth_date"]
            birthday = _years_later(born, 75)
            leap = birthday.day != born.day  # the 28th of February or the day after
            if lost < birthday:
                yield self._at("lost_date", "before_75")
            elif lost > birthday + _DAY * leap:
                yield self._at("lost_date", "not_75th")

    def _family(self, row, days):
        for block in BLOCKS:
            if row[f"{block}abroad"] == "2" and f"{block}became_date" in days:
                facts = {"other": str(self.no[f"{block}became_era"])}
                yield f"{block}abroad", "empty_here", facts

    def _blocks(self, row):
        """Somebody is named, and the first place is taken before the second."""
        used = [
            block
            for block in BLOCKS
            if any(text for item, text in row.items() if item.startswith(block))
        ]
        if not used:
            yield "change", "nobody", {}
        if "other2_" in used and "other1_" not in used:
            yield "other2_kana", "gap", {}
