# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fill numbers into a SHFD0006.CSV that another program wrote."""

from __future__ import annotations

from . import reader
from .checker import each_item
from .filler import Columns, Filler, Place, bare
from .findings import ERROR, Finding
from .pension_checker import RECORD_CELLS
from .rules_pension import PensionRules

_FRAME = "frame"


class PensionFiller(Filler):
    """A :class:`.filler.Filler` for a file with a frame and several forms.

    Invariants: those of the filler; a number is not asked for where the rules of the
    form forbid it (a 資格喪失届 because of death, an address beside it): such a column
    is ``blocked``, and ``keys["blocked"]`` of its row has the findings by item id.
    """

    def __init__(self, layout, today):
        """:param layout: :class:`.pension_layout.PensionLayout`
        :param today: the day of filing
        """
        tables = [*layout.forms.values(), *layout.frame.values()]
        longest = max(map(reader.longest, tables))
        super().__init__(Columns(0, {}, (), (), longest=longest))
        self._others = layout.others
        self._forms = {
            code: (Filler(_columns(table)), PensionRules(table, today))
            for code, table in layout.forms.items()
        }

    def rows(self, source):
        """Yield a :class:`.filler.Row` for every record; ``keys`` has its 様式コード as
        ``form``. See :meth:`.filler.Filler.rows`."""
        for line, cells, code, encoding in self._lines(source):
            if code != _FRAME:
                yield self._row(line.number, cells, code, encoding)

    def _refusal(self, line, cells, encoding):
        if line.code or cells is None:
            return line.code or "malformed"
        form = self._form(cells)
        if form:
            return form[0]._refusal(line, cells, encoding)
        if len(cells) < RECORD_CELLS:
            return _FRAME
        known = bare(cells[0]).decode("ascii", "replace") in self._others
        return "form_not_checked" if known else "unknown_form"

    def _form(self, cells):
        """The filler and the rules of a record, or None."""
        return self._forms.get(bare(cells[0]).decode("ascii", "replace"))

    def _row(self, number, cells, code, encoding):
        if code:
            return super()._row(number, cells, code, encoding)
        filler, rules = self._form(cells)
        row = filler._row(number, cells, code, encoding)
        blocked = self._blocked(rules, cells, encoding)
        keys = row.keys | {"form": rules.layout.code, "blocked": blocked}
        slots = tuple(
            slot._replace(state="blocked") if slot.id in blocked else slot
            for slot in row.slots
        )
        return row._replace(keys=keys, slots=slots)

    def _compared(self, number, cells, numbers):
        return self._form(cells)[0]._compared(number, cells, numbers)

    def _filled(self, line, cells, encoding, numbers):
        filler, rules = self._form(cells)
        blocked = self._blocked(rules, cells, encoding)

        def allowed(number, item):
            return None if item in blocked else numbers(number, item)

        return filler._filled(line, cells, encoding, allowed)

    def _blocked(self, rules, cells, encoding):
        """Item id -> findings that a number would bring, of the empty columns."""
        texts = [reader.decode(bare(cell), encoding == "utf-8") for cell in cells]
        row = dict(zip(rules.layout.by_id, texts, strict=True))
        findings = each_item(rules.layout, 0, row)
        bad = {f.item for f in findings if f.level == ERROR}
        before = list(rules.check(row, bad, numbers=False))
        blocked = {}
        for item in rules.numbers:
            if not row[item]:
                filled = rules.check(row | {item: "1" * 12}, bad, numbers=False)
                new = [Finding(0, *what) for what in filled if what not in before]
                new = tuple(f for f in new if f.level == ERROR)
                if new:
                    blocked[item] = new
        return blocked


def _columns(table):
    """The :class:`.filler.Columns` of the records of a form."""
    index = {item.id: item.no - 1 for item in table.items}
    places = []
    for item in table.items:
        if item.kind == "number":
            person = item.id.removesuffix("number")
            names = index[f"{person}name"], index[f"{person}kana"]
            places.append(Place(item.no - 1, item.id, *names))
    return Columns(
        len(table.items),
        {"name": index["name"], "kana": index["kana"], "code": index["insured_no"]},
        (index["birth_era"], index["birth_day"]),
        tuple(places),
        fixed={0: table.code},
        longest=reader.longest(table),
    )
