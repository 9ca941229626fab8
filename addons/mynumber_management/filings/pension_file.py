# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Write SHFD0006.CSV: frame, records, as many files as the limits ask for.

Source: ＣＳＶ形式届書作成仕様書 第16.2版 (令和8年3月).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ..text import widths
from .findings import Finding, Refused
from .pension_layout import FRAME
from .rules_pension import PensionRules
from .writer import Draft, Writer

_OFFICE = ("prefecture", "district", "office_sign", "office_no")
_CODE = re.compile("([0-9]{2})-?([^0-9-][^-]{0,3}|[0-9A-Za-z]{1,4})")
_SERIALS = 999
# What the insured person says once, when somebody becomes a dependant.
_INCOMES = ("income", "partner_income")


class Part(NamedTuple):
    """One file. ``serial``: 媒体通番; ``counts``: records by form, as the 総括票 wants
    them; ``size``: in bytes; ``drafts``: its lines before the numbers are in them."""

    serial: int
    counts: Mapping[str, int]
    size: int
    drafts: tuple

    def stream(self):
        """Yield the lines as new bytearrays, opening each number when its turn comes.

        Whoever takes a line sends it on and wipes it.
        """
        for draft in self.drafts:
            yield draft.write()


class Dependant(NamedTuple):
    """Somebody in a 被扶養者（異動）届. ``change``: 1 該当, 2 非該当, 3 変更;
    ``values``: item ids without their block (``kana``, ``birth_date``, ``number`` …);
    ``certificate``: 資格確認書発行要否."""

    change: str
    spouse: bool
    values: Mapping[str, object]
    certificate: bool = False


class PensionWriter:
    """Writes the files of one 事業所 on one day.

    Invariants: no number is opened before every record of every file has been found
    right; a file is smaller than the limits; the numbers of the media rise by one and
    go on from 001 after 999.
    """

    def __init__(self, layout, office, today, agent=None):
        """:param layout: :class:`.pension_layout.PensionLayout`
        :param office: values of line 4 by item id: prefecture, district, office_sign,
            office_no, zip1, zip2, address, office_name, owner, tel1, tel2, tel3
        :param today: the day of making and filing
        :param agent: (code of 8 digits, name) of the 社会保険労務士 who files, if any
        :raises Refused: something is wrong in the office or the agent
        """
        self.layout = layout
        self._frame = {p: Writer(table) for p, table in layout.frame.items()}
        code, name = agent or ("", "")
        try:
            line = self._frame["office"].draft(office, 4)
        except Refused as refused:
            raise _at(refused, line="office") from None
        cells = line.body.decode("cp932").rstrip("\r\n").split(",")
        own = dict(zip(layout.frame["office"].by_id, cells, strict=True))
        self._media = {"media_made_on": today.strftime("%Y%m%d"), "media_sign": code}
        if not agent:
            self._media["media_prefecture"] = own["prefecture"]
            self._media["media_district"] = own["district"]
            self._media["media_sign"] = own["office_sign"]
        elif not re.fullmatch("[0-9]{8}", code):
            facts = {"line": "media"}
            raise Refused([Finding(1, "media_sign", "media_sign", facts)])
        elif not name:
            facts = {"line": "count"}
            raise Refused([Finding(3, "count_agent_name", "agent_differs", facts)])
        values = {"count_agent_name": name, "count_offices": "001"}
        try:
            count = self._frame["count"].draft(values, 3)
        except Refused as refused:
            raise _at(refused, line="count") from None
        self._head = (_mark(FRAME[1]), count, line, _mark(FRAME[4]))
        self._writers = {
            form: Writer(
                table,
                {item: own[item] for item in _OFFICE if item in table.by_id},
                PensionRules(table, today),
            )
            for form, table in layout.forms.items()
        }

    def plan(self, records, first=1):
        """The files for these records, as a list of :class:`Part`.

        :param records: sequence of (様式コード, values); values as for
            :meth:`.writer.Writer.record`, with date groups ``birth_date``,
            ``acquired_date``, ``lost_date``, ``spouse_became_date`` …; a secret may
            fetch its number only when it is used
        :param first: 媒体通番 of the first file, 1 to 999
        :raises Refused: with the findings of all records, numbered from 1; no number
            was opened
        :raises KeyError: a form or an item that the layout has not, or an item that
            says which office
        :raises ValueError: ``first`` is no 媒体通番
        """
        if not 1 <= first <= _SERIALS:
            raise ValueError("a 媒体通番 is 1 to 999")
        drafts, found = {form: [] for form in self._writers}, []
        for number, (form, values) in enumerate(records, 1):
            if not values.keys().isdisjoint(_OFFICE):
                raise KeyError("the office is that of the file")
            try:
                drafts[form].append(self._writers[form].draft(values, number))
            except Refused as refused:
                found += _at(refused, form=form).findings
        if found:
            raise Refused(found)
        if not any(drafts.values()):
            raise Refused([Finding(0, "", "empty", {})])
        return self._split(drafts, first)

    def _split(self, drafts, first):
        head = sum(len(draft.body) for draft in (self._media_line(1), *self._head))
        limit = min(self.layout.settings["file_bytes"], self.layout.limit)
        people = self.layout.settings["file_people"]
        files, size = [], limit
        for form, rows in drafts.items():
            for draft in rows:
                if size + len(draft.body) >= limit or len(files[-1]) == people:
                    files.append([])
                    size = head
                files[-1].append((form, draft))
                size += len(draft.body)
        return [self._part(rows, first + place) for place, rows in enumerate(files)]

    def _part(self, rows, serial):
        media = self._media_line((serial - 1) % _SERIALS + 1)
        drafts = (media, *self._head, *(draft for _form, draft in rows))
        counts = dict(Counter(form for form, _draft in rows))
        size = sum(len(draft.body) for draft in drafts)
        return Part((serial - 1) % _SERIALS + 1, counts, size, drafts)

    def _media_line(self, serial):
        return self._frame["media"].draft(
            self._media | {"media_serial": f"{serial:03}"}
        )


def _mark(text):
    return Draft(text.encode("ascii") + b"\r\n", ())


def _at(refused, **facts):
    return Refused([f._replace(facts=f.facts | facts) for f in refused.findings])


def office_code(text):
    """(郡市区符号, 事業所記号) of a 事業所整理記号, printed as 01-ケイト or 01ケイト.

    :raises ValueError: it is none
    """
    match = _CODE.fullmatch(widths.to_half_width(text).strip().replace(" ", ""))
    if not match:
        raise ValueError("this is not a 事業所整理記号")
    return match.groups()


def sheets(person, dependants):
    """The values of the 2202700 records for one insured person.

    A record is of one kind of change and has places for the spouse and two others.

    :param person: values of the items of the insured person; ``number``, if there is
        one, is a function that gives a new secret for each record
    :param dependants: sequence of :class:`Dependant`
    :return: list of values for :meth:`PensionWriter.plan`
    """
    found = []
    for change in ("1", "2", "3"):
        mine = [d for d in dependants if d.change == change]
        spouses = [d for d in mine if d.spouse]
        others = [d for d in mine if not d.spouse]
        while spouses or others:
            values = dict(person) | {"change": change}
            if change != "1":
                values |= dict.fromkeys(_INCOMES)
            if person.get("number"):
                values["number"] = person["number"]()
            placed = [("spouse", spouses.pop(0))] if spouses else []
            for place in ("other1", "other2"):
                if others:
                    placed.append((place, others.pop(0)))
            for place, dependant in placed:
                own = dependant.values.items()
                values |= {f"{place}_{item}": value for item, value in own}
                values[f"certificate_{place}"] = dependant.certificate
            found.append(values)
    return found
