# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows of a table become people: typed values, history of the number, findings."""

from dataclasses import dataclass, field, replace

from ..text.legal_days import today_tokyo
from .columns import COLUMNS, HISTORY, KEYS, YEARLY, Target
from .complete import complete
from .findings import ERROR, HINT, Finding, Flaw, Refused
from .hidden import HiddenCell
from .mapping import Mapping
from .profiles import detect, suggest, target_of
from .reader import Row
from .values import NOT_GIVEN, CellReader, Unreadable

# How a column that stands for one value of a list is read: ticked or not.
_TICKED = replace(COLUMNS["purposes"], id="", kind="flag")
# Said once for the whole file, at the first row it is about.
_ONCE = {"code_figure"}


@dataclass
class Person:
    """What one row says about one person.

    ``kind`` is one of columns.KINDS; ``group`` is "" or the relative's place in the
    employee's row (spouse, family2 …). ``code`` is the employee's, also for a
    dependant. ``values`` has the columns about the person that the row fills
    (None: the row says there is none); values of columns.YEARLY are those of
    ``year``. ``history`` has what is told about the number, ``number`` is a
    :class:`.hidden.HiddenCell` or None.
    """

    row: int
    kind: str
    group: str = ""
    code: str = ""
    year: int = 0
    values: dict = field(default_factory=dict)
    history: dict = field(default_factory=dict)
    number: HiddenCell | None = None
    findings: list = field(default_factory=list)

    @property
    def errors(self):
        """The findings that forbid to take the row over."""
        return [finding for finding in self.findings if finding.level == ERROR]

    def say(self, column, code, level=ERROR, **facts):
        """Add a finding about this row."""
        self.findings.append(Finding(self.row, column, code, facts, level))


def mapping_for(table):
    """The mapping to begin with: that of the product whose headings fit best."""
    return suggest(table.headings, detect(table.headings)[0][0])


class People:
    """Reads a :class:`.reader.Table` as a mapping says; iterate for :class:`Person`.

    Invariants: nothing but the row's own people is kept between rows; a cell of a
    column that is not mapped is never looked at, but a number in it is told;
    ``findings`` (about headings and whole columns) is complete after iterating.
    """

    def __init__(self, table, saved, today=None):
        """:param saved: dict, see :func:`.mapping.check`; :param today: date

        :raises Refused: the mapping cannot be used, or not with this file
        """
        self._table, self._mapping = table, Mapping(saved)
        self._today = today or today_tokyo()
        self._reader = CellReader(self._mapping, table.since_1904)
        self._targets = self._mapping.targets_of(table.headings)
        own = {t.column.id for t in self._targets if t and not t.group}
        if not own & {"code", "name", "family_name"}:
            raise Refused(Finding(table.heading_row, "code", "key_missing"))
        self.findings = list(table.notes) + self._unknown()
        self._said = set()

    def _unknown(self):
        row, found = self._table.heading_row, []
        pairs = zip(self._table.headings, self._targets, strict=True)
        for place, (heading, target) in enumerate(pairs, 1):
            if heading and not target:
                meant = Target.of(target_of(heading, self._mapping.profile))
                taken = meant and meant in self._targets
                code = "second_column" if taken else "unknown_column"
                column = meant.column.id if taken else ""
                found.append(Finding(row, column, code, {"place": place}, HINT))
        return found

    def __iter__(self):
        targets = enumerate(self._targets)
        secret = {p for p, t in targets if t and t.column.kind == "number"}
        for row in self._table.rows(secret):
            yield from self._people(row)

    def _people(self, row: Row):
        groups = {"": []}
        for place, (target, cell) in enumerate(
            zip(self._targets, row.cells, strict=True), 1
        ):
            if target:
                groups.setdefault(target.group, []).append((target, cell))
            elif isinstance(cell, Flaw) and cell.code == "number":
                self._tell_number(place)
        first = Person(row.number, self._mapping.person_kind)
        if row.flaw:
            first.say("", row.flaw.code, **row.flaw.facts)
            yield first
            return
        if row.hidden:
            first.say("", "hidden_row", HINT)
        self._fill(first, groups.pop(""))
        yield first
        for group, cells in groups.items():
            if any(cell is not None for _target, cell in cells):
                relative = Person(row.number, "dependant", group, first.code)
                self._fill(relative, cells)
                yield relative

    def _tell_number(self, place):
        if place not in self._said:
            self._said.add(place)
            facts = {"place": place}
            row = self._table.heading_row
            self.findings.append(Finding(row, "", "numbers_unmapped", facts))

    def _fill(self, person, cells):
        read = {}
        for target, cell in cells:
            if target.column.kind == "number":
                self._take_number(person, cell)
                continue
            value = self._value(person, target, cell)
            if value is NOT_GIVEN:
                continue
            if target.value:
                if not value:
                    continue
                value = tuple(sorted({*read.get("purposes", ()), target.value}))
            read[target.column.id] = value
            if target.column.id == "relation" and not str(cell).isascii():
                read.setdefault("relation_written", str(cell).strip())
        self._sort(person, read)
        complete(person, read, self._today)

    def _value(self, person, target: Target, cell):
        column, hints = _TICKED if target.value else target.column, []
        try:
            value = self._reader.read(column, cell, hints)
        except Unreadable as error:
            person.say(target.column.id, error.flaw.code, **error.flaw.facts)
            return NOT_GIVEN
        for code in hints:
            if code not in _ONCE or code not in self._said:
                person.say(target.column.id, code, HINT)
                self._said.add(code)
        return value

    def _take_number(self, person, cell):
        if isinstance(cell, Flaw):
            person.say("number", cell.code, **cell.facts)
        elif cell is not None and cell.verdict:
            person.say("number", cell.verdict)
        elif cell is not None:
            person.number = cell
            if cell.restored:
                person.say("number", "zeros_restored", HINT)

    def _sort(self, person, read):
        """Put what was read where it belongs; leave out what is not about the kind."""
        if not person.group:
            person.kind = read.get("person_kind") or person.kind
            person.code = read.get("code") or ""
        person.year = read.get("year") or 0
        for name, value in list(read.items()):
            if name in KEYS:
                del read[name]
            elif not COLUMNS[name].about(person.kind):
                del read[name]
                if value not in (None, ()):
                    person.say(name, "not_for_kind", HINT)
            elif name in HISTORY:
                person.history[name] = read.pop(name)
        if not person.year and (YEARLY | {"tax_dependant"}) & read.keys():
            person.year = self._today.year
