# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From a withholding statement to the items of records 315 and 375, and back.

Numbers are no part of this: :func:`number_places` says which items take one, and
whose. What the paper writes into 摘要 though the record has items for it (previous
employer, deferred tax) goes into the items.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from ..forms.mapping_withholding import LIFE_INS_SPECIAL
from ..forms.withholding import FIELDS
from ..text import eras, widths

PLACES = 4  # relatives that have their own items
PREFIXES = {"dependants": "dep", "under16": "u16_"}
FURTHER = {"dependants": "further_numbers", "under16": "further_under16_numbers"}
# Field of a relative -> last part of the id of the item.
_PARTS = {"name": "name", "kana": "kana", "class_code": "class"}
MARKS = {"main": "1", "none": "2", "sub": "3"}
# Fields that are written in an item of the same id.
_DIRECT = {
    field.id: field
    for field in FIELDS
    if field.kind not in ("people", "choice", "date") and field.id not in ("year",)
}
_DATES = ("payee_birth_date", "prev_left_date", "move_in1", "move_in2")
# 摘要 names them one after the other:（１）name（年少）（２）name（１０）
_SERIAL = re.compile("（([１-９][０-９]?)）([^（）]+)((?:（(?:年少|[０-９]{2})）)*)")


class NumberPlace(NamedTuple):
    """An item that takes a number. ``holder``: payer, payee, spouse, dependants or
    under16; ``position``: in that list of the statement (0 otherwise); ``serial`` and
    ``name`` for 備考 and items 132, 133, else 0 and ""."""

    item: str
    holder: str
    position: int
    serial: int = 0
    name: str = ""


def _further(statement, layout):
    """(serial, holder, position, person) of the fifth and later relatives."""
    serial = 0
    for holder in PREFIXES:
        for position, person in enumerate(statement.get(holder) or ()):
            if position >= PLACES:
                serial += 1
                yield serial, holder, position, person


def number_places(statement, layout):
    """Every :class:`NumberPlace` of the record, in the order of its items.

    A child under 16 has an item in 315 only; a payer with a 法人番号 has none.
    """
    found = [] if statement.get("payer_corporate_number") else ["payer"]
    places = [NumberPlace(f"{who}_number", who, 0) for who in (*found, "payee")]
    if statement.get("spouse_name"):
        places.append(NumberPlace("spouse_number", "spouse", 0))
    for holder, prefix in PREFIXES.items():
        for position in range(len((statement.get(holder) or ())[:PLACES])):
            places.append(
                NumberPlace(f"{prefix}{position + 1}_number", holder, position)
            )
    for serial, holder, position, person in _further(statement, layout):
        item, name = FURTHER[holder], person["name"]
        places.append(NumberPlace(item, holder, position, serial, name))
    return [place for place in places if place.item in layout.by_id]


def record_values(statement, layout):
    """Values for :meth:`.writer.Writer.record`, without numbers.

    :param statement: mapping of :data:`..forms.withholding.FIELDS` in which
        ``withholding_rules.validate`` finds no error
    :param layout: 315 or 375 of the statement's year
    :raises ValueError: the statement is of another year
    """
    get = statement.get
    if get("year") != layout.year:
        raise ValueError("the statement is not of the year of this layout")
    values = {}
    for name, field in _DIRECT.items():
        item = layout.by_id.get(name)
        if item is None or field.adjusted_only and not get("adjusted"):
            continue
        values[name] = bool(get(name)) if field.kind == "flag" else get(name)
    for name in _DATES:
        adjusted = layout.groups[name][0].adjusted
        if get("adjusted") or not adjusted:
            values[name] = get(name) or None
    if not get("prev_name"):
        values["prev_abroad"] = None
    otsu, mark = bool(get("f_otsu")), get("spouse_mark") or "none"
    values["spouse_mark"] = "4" if otsu and mark == "none" else MARKS[mark]
    if get("spouse_name"):
        values["spouse_class"] = get("spouse_class") or "00"
    left, joined = get("left_date"), get("joined_date")
    # Joined and left in one year: the leaving is recorded (item 60).
    values["join_leave"] = "2" if left else "1" if joined else "0"
    values["join_leave_date"] = left or joined or None
    values["payer_number"] = get("payer_corporate_number") or None
    for holder, prefix in PREFIXES.items():
        for place, person in enumerate((get(holder) or ())[:PLACES], 1):
            values[f"{prefix}{place}_name"] = person["name"]
            values[f"{prefix}{place}_kana"] = person.get("kana")
            values[f"{prefix}{place}_class"] = person.get("class_code") or "00"
    values["summary"] = _summary(statement, layout)
    return {item: value for item, value in values.items() if value is not None}


def _summary(statement, layout):
    """摘要 in the order of the guide; the reason for 普通徴収 stands at its head
    because some municipalities ask for that and the others do not mind."""
    get, texts = statement.get, []
    municipal = layout.code == "315"
    if municipal and get("ordinary_collection"):
        texts.append(get("ordinary_reason"))
    people = []
    for serial, holder, _position, person in _further(statement, layout):
        code = person.get("class_code") or "00"
        notes = "（年少）" if holder == "under16" else ""
        notes += f"（{code}）" if code != "00" else ""
        people.append(f"（{serial}）{person['name']}{notes}")
    texts.append("".join(people))
    if municipal:
        relatives = get("retirement_relatives") or ()
        texts += [f"{person['name']}（退職）" for person in relatives]
    if get("disabled_spouse_name"):
        texts.append(f"{get('disabled_spouse_name')}（同配）")
    if get("income_adjust_name"):
        note = "（同配）" if get("income_adjust_spouse") else "（調整）"
        texts.append(get("income_adjust_name") + note)
    if get("joined_date") and get("left_date"):
        texts.append("中途就")
    if get("treaty_exempt"):
        texts.append(get("treaty_text"))
    if get("adjusted") and get("life_ins_special"):
        texts.append(LIFE_INS_SPECIAL)
    texts.append(get("summary_text"))
    return widths.to_full_width("　".join(filter(None, texts)))


def statement_of(row, layout):
    """The statement that a record tells, without numbers; the reverse of
    :func:`record_values` but for texts in 摘要, which stay in ``summary_text``.

    :param row: item id -> text, of a record in which the checker finds no error
    :return: mapping of :data:`..forms.withholding.FIELDS`; what is empty is missing
    """
    statement = {"year": layout.year}
    statement["adjusted"] = bool(row["pay_after"] or row["deduction_total"])
    for name, field in _DIRECT.items():
        text = row.get(name, "").strip(" ")
        if not text:
            continue
        if field.kind in ("yen", "count"):
            statement[name] = int(text)
        elif field.kind == "flag":
            statement[name] = text == "1"
        else:
            statement[name] = text
    for name in (*_DATES, "join_leave_date"):
        parts = [row[item.id] for item in layout.groups[name]]
        if all(parts):
            statement[name] = _day(parts, layout)
    moved = statement.pop("join_leave_date", None)
    if moved and row["join_leave"] in ("1", "2"):
        statement["joined_date" if row["join_leave"] == "1" else "left_date"] = moved
    marks = {code: mark for mark, code in MARKS.items()}
    statement["spouse_mark"] = marks.get(row["spouse_mark"], "none")
    if layout.code == "315":
        statement["payee_kana"] = widths.to_full_width(statement["payee_kana"])
    if len(row["payer_number"]) == 13 and row["payer_number"][0] != "0":
        statement["payer_corporate_number"] = row["payer_number"]
    for holder, prefix in PREFIXES.items():
        statement[holder] = [
            {
                name: text
                for name, item in _PARTS.items()
                if (text := row[f"{prefix}{place}_{item}"])
            }
            for place in range(1, PLACES + 1)
            if row[f"{prefix}{place}_name"]
        ]
    _read_summary(statement, row["summary"])
    return statement


def _day(parts, layout):
    """The date of an item group. Without an era, the latest that is not after the
    year that follows the statement's."""
    if len(parts) == 4:
        return eras.from_coded(parts[0], "".join(parts[1:]), "tax")
    for era in reversed(eras.ERAS):
        try:
            day = eras.from_coded(era.codes["tax"], "".join(parts), "tax")
        except eras.DateError:
            continue
        if day <= date(layout.year + 1, 12, 31):
            return day
    raise ValueError("the record has a date that does not exist")


def _read_summary(statement, text):
    for match in _SERIAL.finditer(text):
        notes = unicodedata.normalize("NFKC", match[3])
        person = {"name": match[2].strip("　")}
        if code := re.search("[0-9]{2}", notes):
            person["class_code"] = code[0]
        holder = "under16" if "年少" in notes else "dependants"
        statement[holder].append(person)
    rest = _SERIAL.sub("", text).strip("　")
    if rest:
        statement["summary_text"] = rest
