# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check the bytes of a SHFD0006.CSV, wherever it was made.

Source: ＣＳＶ形式届書作成仕様書 第16.2版; checks to run before writing (frame, office,
columns, items, sums, pairs, numbers, days, end of the file).
"""

from __future__ import annotations

from types import SimpleNamespace

from . import reader
from .checker import Run, each_item
from .findings import Finding
from .numbers import Seen
from .pension_layout import FRAME
from .rules_pension import BLOCKS, PensionRules

_OFFICE = ("prefecture", "district", "office_sign", "office_no")
_MEDIA = ("media_prefecture", "media_district", "media_sign")
# Items 5 to 20 of 2202700, the same in all sheets of an insured person.
_PERSON = slice(4, 20)
RECORD_CELLS = 21  # of the shortest record that the file may hold


class PensionChecker:
    """Checks files of one edition.

    Invariants: those of :class:`.checker.Checker`; what is wrong in the frame does
    not hide what is wrong in the records.
    """

    def __init__(self, layout, today):
        """:param layout: :class:`.pension_layout.PensionLayout`
        :param today: days after it are refused
        """
        self.layout, self.today = layout, today
        tables = [*layout.forms.values(), *layout.frame.values()]
        self.longest = max(map(reader.longest, tables))
        self.forms = {
            code: SimpleNamespace(
                layout=table,
                ids=tuple(table.by_id),
                rules=PensionRules(table, today),
                numbers=[item.id for item in table.items if item.kind == "number"],
            )
            for code, table in layout.forms.items()
        }

    def check(self, source, numbers=True):
        """Yield a :class:`.findings.Finding` for everything wrong in a file.

        ``record`` is the number of the line; the facts of a finding in a record of a
        known form have its code as ``form``, those in the frame the part as ``line``.

        :param source: bytes, or a binary file open for reading
        :param numbers: False for a file whose numbers are still to be filled in
        """
        run = _PensionRun(self, numbers)
        try:
            for line in reader.lines(source, self.longest):
                yield from run.line(line)
        except reader.Stop as stop:
            yield Finding(0, "", stop.code, stop.facts)
            return
        yield from run.end()


class _PensionRun(Run):
    """One file on its way through a :class:`PensionChecker`."""

    def __init__(self, checker, numbers):
        super().__init__(checker, numbers)
        self.stage = self.size = self.people = 0
        self.frame = {}
        self.twice, self.sheets = Seen(), Seen()

    def line(self, line):
        """Yield the findings of one line."""
        number = self.records = line.number
        self.size = line.start + len(line.body) + len(line.end)
        self.open_end = not line.end
        if number == 1 and line.start:
            self.utf8 = True
            yield Finding(1, "", "bom", {})
        if line.end == b"\n":
            yield from self._once(number, "line_end_required")
        if b'"' in line.body:
            yield from self._once(number, "quotes_refused")
        cells = None
        if line.code:
            yield Finding(number, "", line.code, {})
        elif (text := (yield from self._text(line))) is not None:
            cells = reader.split(text)
            if cells is None:
                yield Finding(number, "", "malformed", {})
        if cells is not None:
            yield from self._place(number, cells)
        elif self.stage < len(FRAME):
            self.stage += 1
        else:
            self.people += 1

    def _place(self, number, cells):
        """The line as what it is, or as what it should be at its place."""
        what = self._what(cells)
        if self.stage == len(FRAME):
            if what in FRAME:
                yield from self._once(number, "two_offices")
            else:
                yield from self._record(number, cells)
            return
        wanted = FRAME.index(what) if what in FRAME else self.stage
        if what == "record":
            wanted = len(FRAME)
        if wanted < self.stage:
            wanted = self.stage
        for part in FRAME[self.stage : wanted]:
            yield Finding(number, "", "frame_missing", {"expected": self._title(part)})
        self.stage = min(wanted + 1, len(FRAME))
        if what == "record":
            yield from self._record(number, cells)
        elif FRAME[wanted] not in self.layout.frame:
            if what != FRAME[wanted]:
                facts = {"expected": FRAME[wanted]}
                yield Finding(number, "", "frame_line", facts)
        else:
            yield from self._frame(number, FRAME[wanted], cells)

    def _title(self, part):
        table = self.layout.frame.get(part)
        return table.title if table else part

    def _what(self, cells):
        if len(cells) == 1:
            return cells[0] if cells[0] in FRAME else ""
        known = cells[0] in self.checker.forms or cells[0] in self.layout.others
        if known or len(cells) >= RECORD_CELLS and len(cells[0]) in (7, 8):
            return "record"
        for part, layout in self.layout.frame.items():
            if len(layout.items) == len(cells):
                return part
        return ""

    def _frame(self, number, part, cells):
        layout = self.layout.frame[part]
        cells = yield from self._named(
            self._counted(number, cells, layout), {"line": part}
        )
        if cells is None:
            return
        row = dict(zip(layout.by_id, cells, strict=True))
        bad = yield from self._named(each_item(layout, number, row), {"line": part})
        self.frame[part] = {k: "" if k in bad else v for k, v in row.items()}
        findings = getattr(self, f"_{part}")(number, self.frame[part], bad)
        yield from self._named(findings, {"line": part})

    @staticmethod
    def _named(findings, facts):
        """Yield the findings with further facts; return what they return."""
        while True:
            try:
                finding = next(findings)
            except StopIteration as stop:
                return stop.value
            yield finding._replace(facts=finding.facts | facts)

    def _media(self, number, row, bad):
        """An office has both codes; a 社会保険労務士 neither, but 8 digits."""
        if bad.isdisjoint(("media_prefecture", "media_district", "media_sign")):
            codes = bool(row["media_prefecture"]) + bool(row["media_district"])
            if codes != (0 if len(row["media_sign"]) == 8 else 2):
                yield Finding(number, "media_sign", "media_sign", {})

    def _count(self, number, row, bad):
        media = self.frame.get("media", {"media_sign": ""})
        sign, named = media["media_sign"], row["count_agent_name"]
        if sign and "count_agent_name" not in bad:
            if (len(sign) == 8) != bool(named):
                yield Finding(number, "count_agent_name", "agent_differs", {})

    def _office(self, number, row, bad):
        media = self.frame.get("media", {"media_sign": ""})
        if len(media["media_sign"]) in range(1, 8):
            for mine, its in zip(_MEDIA, _OFFICE[:3], strict=True):
                if media[mine] and row[its] != media[mine]:
                    yield Finding(number, its, "media_differs", {})

    def _record(self, number, cells):
        self.people += 1
        code = cells[0]
        if code in self.layout.others:
            yield from self._once(number, "form_not_checked")
            return
        form = self.checker.forms.get(code)
        if form is None:
            yield Finding(number, "", "unknown_form", {})
            return
        findings = self._known(number, cells, form)
        yield from self._named(findings, {"form": code})

    def _known(self, number, cells, form):
        cells = yield from self._counted(number, cells, form.layout)
        if cells is None:
            return
        row = dict(zip(form.ids, cells, strict=True))
        bad = yield from each_item(form.layout, number, row)
        found = form.rules.check(row, bad, self.want_numbers)
        for item, code, facts, *last in found:
            yield Finding(number, item, code, facts, *last)
        office = self.frame.get("office", {})
        for item in _OFFICE:
            if row.get(item) and office.get(item) and row[item] != office[item]:
                yield Finding(number, item, "other_office", {})
        yield from self._numbers(number, row, bad, form)
        if form.layout.code == "2202700" and not bad:
            yield from self._sheet(number, row, cells)

    def _numbers(self, number, row, bad, form):
        """Missing ones, one under two names, one person twice."""
        met = {}
        for item in form.numbers:
            block = item.removesuffix("number")
            kana, digits = row[f"{block}kana"].replace(" ", ""), row[item]
            if not digits:
                other = row.get(f"{block}pension_serial")
                if self.want_numbers and kana and not other:
                    yield Finding(number, item, "number_missing", {})
            elif item not in bad:
                if met.setdefault(digits, item) != item:
                    facts = {"other": form.layout.by_id[met[digits]].no}
                    yield Finding(number, item, "number_twice", facts)
                    continue
                first = self.seen.first(digits, kana, "", number)
                if first and not first[1]:
                    facts = {"first": first[0]}
                    yield Finding(number, item, "number_of_another", facts)
                    continue
                if block in BLOCKS or form.layout.code == "2202700":
                    continue
                first = self.twice.first(form.layout.code + digits, kana, "", number)
                if first:
                    yield Finding(number, item, "person_twice", {"first": first[0]})

    def _sheet(self, number, row, cells):
        """Further sheets of one kind for one person begin with the same items."""
        who = row["number"] or row["pension_office"] + row["pension_serial"]
        who = row["change"] + who
        first = self.sheets.first(who, "\0".join(cells[_PERSON]), "", number)
        if first and not first[1]:
            yield Finding(number, "", "sheet_differs", {"first": first[0]})

    def end(self):
        """Yield what only the end of the file tells."""
        if not self.records:
            yield Finding(0, "", "empty", {})
            return
        for part in FRAME[self.stage :]:
            facts = {"expected": self._title(part)}
            yield Finding(self.records, "", "frame_missing", facts)
        if not self.people:
            yield Finding(0, "", "empty", {})
        if self.open_end:
            yield Finding(self.records, "", "last_line_end", {})
        if self.size >= self.layout.limit:
            facts = {"limit": f"{self.layout.limit:,}"}
            yield Finding(0, "", "file_too_large", facts)
