# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Record layouts of the filings: tables by statement code and year.

``layouts/filings.json`` lists the layouts with their years, what is still open as
settings, and the sources. ``layouts/<code>.csv`` holds the items, one a row; a row
with ``since`` or ``until`` belongs to the layouts of those years only.

Types (``type``): Z full width, H half width, K half-width katakana, A half width with
katakana, M full and half width mixed. Lengths count characters, or bytes where the row
has the ``unit`` bytes: ``=3``, ``<=60``, ``5-6``; an empty item has no length.
The records of the pension office are in :mod:`.pension_layout`.

=============  ==================================================================
kind           what the item holds
=============  ==================================================================
const          the one value of ``codes``
blank          nothing, ever
code, flag     one of ``codes``
year           year of the era, two digits (令和8年分: 08)
date_*         parts of the date ``group``; ``date_era`` has a code
yen, count     digits
digits, phone  digits; for a telephone also ``-()``
municipality   全国地方公共団体コード
text, address  full width; an address has no comma
kana           full-width katakana
half_kana      half-width katakana
number         0 and a 個人番号
any_number     法人番号, or 0 and a 個人番号
numbers        （１）, 個人番号 in full width, and so on
text_numbers   text in which a 個人番号 may stand
date_ymd       YYMMDD in an era, after the item with the era
amount         yen, with or without zeros in front
serial         digits, not all of them zeros
district       郡市区符号: neither 00 nor 99
office_sign    事業所記号: half-width katakana, or letters and digits; not all zeros
media_sign     office_sign, or the 8 digits of a 社会保険労務士
western_date   YYYYMMDD
person_name    full width, one full-width space between 氏 and 名
person_kana    half-width katakana, one half-width space between 氏 and 名
agent_name     one of the two
place          full width, never two spaces together
place_kana     half-width katakana, letters, digits and signs; spaces as in a place
mixed          text in any width
=============  ==================================================================
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

LAYOUTS = Path(__file__).resolve().parents[1] / "layouts"
KINDS = {
    "const": "H",
    "blank": "HZ",
    "code": "H",
    "flag": "H",
    "year": "H",
    "date_era": "H",
    "date_year": "H",
    "date_month": "H",
    "date_day": "H",
    "yen": "H",
    "count": "H",
    "digits": "H",
    "phone": "H",
    "municipality": "H",
    "text": "Z",
    "address": "Z",
    "kana": "Z",
    "half_kana": "K",
    "number": "H",
    "any_number": "H",
    "numbers": "Z",
    "text_numbers": "Z",
    "date_ymd": "H",
    "amount": "H",
    "serial": "H",
    "district": "H",
    "office_sign": "A",
    "media_sign": "A",
    "western_date": "H",
    "person_name": "Z",
    "person_kana": "K",
    "agent_name": "M",
    "place": "ZM",
    "place_kana": "A",
    "mixed": "M",
}
SECRET = frozenset(("number", "any_number", "numbers", "text_numbers"))
CODED = frozenset(("const", "code", "flag", "date_era"))
_LENGTH = re.compile(r"=(?P<exact>[0-9]+)|<=(?P<most>[0-9]+)|(?P<range>[0-9]+-[0-9]+)")
_ID = re.compile("[a-z][a-z0-9_]*")
DATE_PARTS = ("date_year", "date_month", "date_day")
DATES = (DATE_PARTS, ("date_era", *DATE_PARTS), ("date_era", "date_ymd"))


class LayoutError(ValueError):
    """A layout that is not there, or a table that contradicts itself."""


@dataclass(frozen=True)
class Item:
    """One item of a record. ``low`` and ``high``: lengths in ``unit``; ``field``:
    the statement field it comes from; ``adjusted``: filled only after 年末調整;
    ``confirmed``: seen in a text of the authority itself; ``needed``, ``empty``: when
    it must be filled or empty, see :mod:`.conditions`."""

    no: int
    id: str
    name: str
    type: str
    low: int
    high: int
    kind: str
    required: bool
    codes: tuple[str, ...]
    secret: bool
    group: str
    field: str
    adjusted: bool
    source: str
    confirmed: bool
    rule: str
    unit: str = "chars"
    needed: str = ""
    empty: str = ""

    def size(self, text):
        """Length of ``text`` in the unit of this item."""
        if self.unit == "chars":
            return len(text)
        return sum(1 if c <= "\x7f" or "｡" <= c <= "ﾟ" else 2 for c in text)


@dataclass(frozen=True)
class Setting:
    """An open point: what can be chosen, what we take, and on what ground."""

    key: str
    codes: tuple[str, ...]
    choices: tuple
    default: object
    question: str
    source: str


@dataclass(frozen=True)
class Layout:
    """The items of one statement in one tax year (western), settings applied."""

    code: str
    year: int
    title: str
    authority: str
    confirmed: bool
    note: str
    source: str
    items: tuple[Item, ...]
    by_id: Mapping[str, Item]
    settings: Mapping[str, object]

    @property
    def eras(self):
        """The column of ``text/data/eras.csv`` with the era codes of this authority."""
        return "pension" if self.authority == "nenkin" else "tax"

    @property
    def empty_last(self):
        """What stands in the last item when there is nothing to enter."""
        return " " if self.settings.get("empty_last_item") == "space" else ""

    def file_name(self, number, disc=False):
        """Name of the file ``number`` (from 1) of this statement.

        :param disc: for an optical disc, where the name is prescribed: 375dat01.txt
        :raises LayoutError: a disc for municipalities has rules of its own; no more
            than 99 files of a statement fit on a disc
        """
        if not disc:
            return f"{self.code}-{self.year}-{number:02}.csv"
        if self.authority != "etax" or not 1 <= number <= 99:
            raise LayoutError("there is no such file on a disc")
        return f"{self.code}dat{number:02}.txt"

    @property
    def groups(self):
        """Date group -> its items, in order."""
        found = {}
        for item in self.items:
            if item.group:
                found.setdefault(item.group, []).append(item)
        return found


@lru_cache(maxsize=1)
def index():
    """What ``layouts/filings.json`` says."""
    return json.loads((LAYOUTS / "filings.json").read_text(encoding="utf-8"))


def sources():
    """Source key -> title, place and date."""
    return dict(index()["sources"])


def settings(code=None):
    """The open points as :class:`Setting`; of one statement code if given."""
    rows = (
        Setting(
            row["key"],
            tuple(row["codes"].split()),
            tuple(row["choices"]),
            row["default"],
            row["question"],
            row["source"],
        )
        for row in index()["settings"]
    )
    return [row for row in rows if code is None or code in row.codes]


def available():
    """(code, year, title) of every layout that is here."""
    return [
        (row["code"], year, row["title"])
        for row in index()["layouts"]
        for year in range(row["since"], row["until"] + 1)
    ]


def load(code, year, chosen=None):
    """The :class:`Layout` of statement ``code`` ("315") for the tax year ``year``.

    :param chosen: mapping of settings that differ from their defaults
    :raises LayoutError: no such layout or setting
    """
    return _load(code, year, tuple(sorted((chosen or {}).items())))


@lru_cache(maxsize=64)
def _load(code, year, chosen):
    rows = [
        row
        for row in index()["layouts"]
        if row["code"] == code and row["since"] <= year <= row["until"]
    ]
    if not rows:
        raise LayoutError("there is no layout of this statement for this year")
    (row,) = rows
    return build(row, year, dict(chosen), _apply)


def build(row, year, chosen, apply):
    """The :class:`Layout` of a row of the index.

    :param chosen: settings that differ; :param apply: (item, settings) -> item
    :raises LayoutError: as :func:`load`, or the table contradicts itself
    """
    code = row["code"]
    values = choose(code, chosen)
    items = tuple(apply(item, values) for item in read_items(code, year))
    layout = Layout(
        code,
        year,
        row["title"],
        row["authority"],
        row["confirmed"],
        row["note"],
        row["source"],
        items,
        MappingProxyType({item.id: item for item in items}),
        MappingProxyType(values),
    )
    _validate(layout, row)
    return layout


def choose(code, chosen):
    """Every setting of a statement code, with the values of ``chosen`` where it has
    them.

    :raises LayoutError: no such setting or value
    """
    values = {}
    for setting in settings(code):
        value = chosen.pop(setting.key, setting.default)
        if value not in setting.choices:
            raise LayoutError("a setting has a value that is not offered")
        values[setting.key] = value
    if chosen:
        raise LayoutError("this statement has no such setting")
    return values


def read_items(code, year):
    """Yield each :class:`Item` of a table, for the layouts of a year."""
    path = LAYOUTS / f"{code}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            since, until = row.get("since") or year, row.get("until") or year
            if int(since) <= year <= int(until):
                yield _item(row)


def _item(row):
    length = _LENGTH.fullmatch(row["length"])
    if not length:
        raise LayoutError("a length is neither =n, <=n nor n-m")
    if length["range"]:
        low, high = map(int, length["range"].split("-"))
    else:
        high = int(length["exact"] or length["most"])
        low = high if length["exact"] else 1
    return Item(
        int(row["no"]),
        row["id"],
        row["name"],
        row["type"],
        low,
        high,
        row["kind"],
        bool(row["required"]),
        tuple(row["codes"].split()),
        bool(row["secret"]),
        row["group"],
        row.get("field") or row["id"],
        bool(row.get("adjusted")),
        row["source"],
        bool(row["confirmed"]),
        row["rule"],
        row.get("unit", "chars"),
        row.get("needed", ""),
        row.get("empty", ""),
    )


def _apply(item, values):
    if item.id == "summary" and "summary_length" in values:
        return replace(item, high=values["summary_length"])
    if item.kind == "numbers" and "further_numbers_length" in values:
        return replace(item, high=values["further_numbers_length"])
    if item.kind == "date_era" and values.get("era_nine"):
        return replace(item, codes=(*item.codes, "9"))
    if item.kind == "number" and "individual_number_width" in values:
        width = values["individual_number_width"]
        return replace(item, low=width, high=width)
    if item.kind == "any_number" and values.get("individual_number_width") == 12:
        return replace(item, low=12)
    return item


def _validate(layout, row):
    """Refuse a table that contradicts itself, before anything is written by it."""
    items, count = layout.items, row["items"]
    wrong = (
        [item.no for item in items] != list(range(1, count + 1))
        or len(layout.by_id) != count
        or not row.get("line")
        and items[0].codes != (layout.code,)
    )
    for item in items:
        wrong |= (
            item.type not in KINDS.get(item.kind, "")
            or not _ID.fullmatch(item.id)
            or not (item.kind != "blank") <= item.low <= item.high
            or item.secret != (item.kind in SECRET)
            or bool(item.codes) != (item.kind in CODED)
            or any(not item.low <= len(code) <= item.high for code in item.codes)
            or bool(item.group) != item.kind.startswith("date_")
            or item.source not in index()["sources"]
        )
    for group in layout.groups.values():
        kinds = tuple(item.kind for item in group)
        numbers = [item.no for item in group]
        wrong |= (
            kinds not in DATES
            or numbers != list(range(numbers[0], numbers[0] + len(group)))
            or len({item.required for item in group}) != 1
        )
    if wrong:
        raise LayoutError("the table of this layout contradicts itself")
