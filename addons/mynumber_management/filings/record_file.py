# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records 315 and 375 of many people, one after the other, as parts of one file."""

from __future__ import annotations

from typing import NamedTuple

from .findings import Finding, Refused
from .holes import Further
from .rules_salary import SalaryRules
from .salary import number_places, record_values
from .writer import Writer

NEW = "0"  # 提出区分, 訂正表示 (item 10): an ordinary record


class Entry(NamedTuple):
    """A record without its numbers. ``values``: as for :meth:`.writer.Writer.record`;
    ``places``: every :class:`.salary.NumberPlace` of it."""

    values: dict
    places: tuple

    @classmethod
    def of(cls, statement, layout):
        """The entry of a statement, see :func:`.salary.record_values`.

        An employee code that is not of digits alone stays off a record that takes
        digits only: the item may be empty.
        """
        places = tuple(number_places(statement, layout))
        values = record_values(statement, layout)
        code = values.get("payee_code") or ""
        letters = layout.settings.get("employee_code_letters", True)
        if not letters and not (code.isascii() and code.isdigit()):
            values.pop("payee_code", None)
        return cls(values, places)

    def complete(self, numbers):
        """The values with numbers.

        :param numbers: slot (:func:`slot_of`) -> secret; others stay empty
        """
        values = dict(self.values)
        for place in self.places:
            secret = numbers.get(slot_of(place))
            if secret is None:
                continue
            if place.serial:
                further = Further(place.serial, secret, place.name)
                values[place.item] = [*values.get(place.item, ()), further]
            else:
                values[place.item] = secret
        return values


def slot_of(place):
    """The name of a :class:`.salary.NumberPlace` within its record."""
    return f"{place.item}.{place.serial}" if place.serial else place.item


class RecordFile:
    """Writes a file of one layout, a part of it at a time.

    Invariants: the numbers of one person are open while that person's record is
    written; the buffer of a record is wiped when it is handed over, or when nobody
    fetches it; no file and no frame around the records exists, so that parts are
    joined by putting them one after the other.
    """

    media_type = "application/octet-stream"

    def __init__(self, layout):
        """:param layout: :class:`.layout.Layout` of 315 or 375"""
        self.layout = layout
        self._writer = Writer(layout, {"correction": NEW})
        self._rules = SalaryRules(layout)

    def stream(self, people):
        """Yield the bytes of one record for each person, numbers included.

        :param people: iterable of :class:`..forms.document.PersonPage` whose values
            are an :class:`Entry`, read one by one
        :raises .findings.Refused: see :meth:`findings`, which says so before
        """
        for number, person in enumerate(people, 1):
            record = self._writer.record(person.values.complete(person.numbers), number)
            try:
                yield bytes(record)
            finally:
                record[:] = bytes(len(record))

    def findings(self, entry, slots=()):
        """What is wrong or doubtful in a record, numbers apart; none is opened.

        :param entry: :class:`Entry`; :param slots: those that will be filled
        :return: list of :class:`.findings.Finding`
        """
        holders = dict.fromkeys(slots, _Closed())
        try:
            draft = self._writer.draft(entry.complete(holders))
        except Refused as refused:
            return refused.findings
        row = self._row(draft.body)
        return [Finding(0, *found) for found in self._rules.check(row)]

    def row(self, entry):
        """Item id -> text of a record without numbers.

        :raises .findings.Refused: the record cannot be written
        """
        return self._row(self._writer.draft(entry.values).body)

    def _row(self, body):
        cells = body.decode("cp932").rstrip("\r\n").split(",")
        if cells[-1] == self.layout.empty_last:
            cells[-1] = ""
        return dict(zip(self.layout.by_id, cells, strict=True))


class _Closed:
    """Stands for a number that is there and stays closed."""
