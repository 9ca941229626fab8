# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From a withholding statement to the boxes of its sheets.

The boxes keep the field ids wherever one field fills one box. Numbers are no part of
this: :func:`number_slots` says which ones a copy has a place for, and whose.
"""

from __future__ import annotations

from typing import NamedTuple

from ..text.eras import format_wareki, wareki_year
from .textfit import Slot
from .withholding import FIELDS

MARK = "○"
NAMED = 4  # people that have their own boxes
LIFE_INS_SPECIAL = "租税特別措置法第41条の15の5第1項適用"
# Boxes in which nothing to declare is written as 0; elsewhere 0 stays blank.
ZERO_WRITTEN = frozenset(
    (
        "pay_amount",
        "pay_after",
        "deduction_total",
        "tax_amount",
        "basic_deduction",
        "spouse_income",
    )
)
PLAIN = (
    "payee_address",
    "payee_code",
    "payee_position",
    "payee_kana",
    "payee_name",
    "pay_kind",
    "spouse_name",
    "spouse_kana",
    "payer_address",
    "payer_name",
    "payer_tel",
)
# Fields of the remarks; they fill no box of their own.
UNBOXED = frozenset(("deferred_tax", "prev_pay", "prev_tax", "prev_social_ins", "year"))


class NumberSlot(NamedTuple):
    """A place for a number: ``id`` is the key of the ``numbers`` of the renderer,
    ``holder`` payee, spouse, dependants, under16, retirement_relatives or payer, and
    ``position`` the index in that list of the statement (0 otherwise)."""

    id: str
    holder: str
    position: int


def number_slots(statement, version):
    """The :class:`NumberSlot` that ``version`` has for ``statement``; none on a
    numberless copy. A payer with a 法人番号 needs no slot."""
    if version.sheet.numberless:
        return []
    slots = [NumberSlot("payee_number", "payee", 0)]
    if not statement.get("payer_corporate_number"):
        slots.append(NumberSlot("payer_number", "payer", 0))
    if statement.get("spouse_name"):
        slots.append(NumberSlot("spouse_number", "spouse", 0))
    for holder, prefix in _numbered(version):
        for position in range(len(statement.get(holder) or ())):
            slots.append(NumberSlot(f"{prefix}{position + 1}_number", holder, position))
    return slots


def _numbered(version):
    if version.copy == "municipal":
        return (
            ("dependants", "dep"),
            ("under16", "u16_"),
            ("retirement_relatives", "ret"),
        )
    return (("dependants", "dep"),)


def _yen(amount):
    return f"{amount:,}"


def _figures(statement, adjusted):
    for field in FIELDS:
        amount = statement.get(field.id)
        if amount is None or field.id in UNBOXED:
            continue
        if field.kind == "yen" and (amount or field.id in ZERO_WRITTEN):
            if adjusted or not field.adjusted_only:
                yield field.id, _yen(amount)
        elif field.kind == "count" and amount:
            yield field.id, str(amount)
        elif field.kind == "flag" and amount and field.id.startswith("f_"):
            yield field.id, MARK


def _date(prefix, day, parts=("era", "year", "month", "day")):
    era, *rest = format_wareki(day, "cells")
    cells = dict(zip(("era", "year", "month", "day"), (era, *rest), strict=True))
    for part in parts:
        yield f"{prefix}_{part}", cells[part].lstrip("0")


def _dates(statement, adjusted):
    born = statement.get("payee_birth_date")
    if born:
        yield from _date("birth", born)
    joined, left = statement.get("joined_date"), statement.get("left_date")
    if joined or left:
        # Joined and left in one year: the leaving is recorded (record item 60).
        yield ("left" if left else "joined"), MARK
        yield from _date("jl", left or joined, ("year", "month", "day"))
    for turn in "12":
        moved = statement.get(f"move_in{turn}")
        if adjusted and moved:
            yield from _date(f"move_in{turn}", moved, ("year", "month", "day"))


def _marks(statement, version, adjusted):
    style = version.style
    mark = statement.get("spouse_mark")
    if mark in ("main", "sub"):
        yield ("spouse_yes" if mark == "main" else "spouse_sub_yes"), MARK
    if statement.get("spouse_elderly"):
        yield "spouse_elderly", MARK
    if statement.get("spouse_class") == "01":
        yield "spouse_class", style["spouse_abroad"]
    for turn in "12":
        code = statement.get(f"housing_class{turn}")
        if adjusted and code:
            yield f"housing_class{turn}", version.words[code]


def _people(statement, version):
    for holder, prefix in (("dependants", "dep"), ("under16", "u16_")):
        for number, person in enumerate((statement.get(holder) or ())[:NAMED], 1):
            for part in ("name", "kana"):
                yield f"{prefix}{number}_{part}", person.get(part) or ""
            yield (
                f"{prefix}{number}_class",
                _class(holder, person.get("class_code"), version),
            )


def _class(holder, code, version):
    if code in (None, "", "00"):
        return ""
    return version.style["under16_abroad"] if holder == "under16" else code


class _Unboxed(NamedTuple):
    """Someone without boxes: named in 摘要, numbered in 備考 under the same serial."""

    serial: str
    name: str
    note: str
    number: str


def _unboxed(statement, version):
    people = []
    for holder, prefix, first in (
        ("dependants", "dep", NAMED),
        ("under16", "u16_", NAMED),
        ("retirement_relatives", "ret", 0),
    ):
        if holder == "retirement_relatives" and version.copy != "municipal":
            continue
        for index, person in enumerate(statement.get(holder) or ()):
            if index < first:
                continue
            people.append(
                _Unboxed(
                    f"({len(people) + 1})",
                    person.get("name") or "",
                    _note(holder, person.get("class_code"), version),
                    f"{prefix}{index + 1}_number",
                )
            )
    return people


def _note(holder, code, version):
    abroad = code not in (None, "", "00")
    if holder == "under16":
        return "(年少)" + (
            f"({version.style['under16_abroad_note']})" if abroad else ""
        )
    if holder == "retirement_relatives":
        return "(退職)"
    return f"({code})" if abroad else ""


def _previous(statement):
    """The previous employer whose pay was settled together; a draft may lack parts."""
    get = statement.get
    yield f"前職:{get('prev_address') or ''}"
    yield get("prev_name")
    if get("prev_left_date"):
        yield f"{format_wareki(get('prev_left_date'))}退職"
    for word, name in (
        ("給与等", "prev_pay"),
        ("税額", "prev_tax"),
        ("社会保険料", "prev_social_ins"),
    ):
        if get(name) is not None:
            yield f"{word}{_yen(get(name))}円"


def _summary(statement, version, people):
    """摘要, in the order of the guide; the reason for 普通徴収 stands at its head
    because some municipalities ask for that and the others do not mind."""
    get = statement.get
    if version.copy == "municipal" and get("ordinary_collection"):
        yield get("ordinary_reason")
    for person in people:
        yield person.serial + person.name + person.note
    if get("disabled_spouse_name"):
        yield get("disabled_spouse_name") + "(同配)"
    if get("income_adjust_name"):
        note = "(同配)" if get("income_adjust_spouse") else "(調整)"
        yield get("income_adjust_name") + note
    if get("joined_date") and get("left_date"):
        yield "中途就"
    if get("prev_name"):
        yield " ".join(filter(None, _previous(statement)))
    if get("deferred_tax"):
        yield f"災害による徴収猶予税額{_yen(get('deferred_tax'))}円"
    if get("treaty_exempt"):
        yield get("treaty_text")
    if version.copy == "municipal" and get("blue_worker"):
        yield "青色専従者"
    if get("adjusted") and get("life_ins_special"):
        yield LIFE_INS_SPECIAL
    yield get("summary_text")


def box_values(statement, version):
    """Values for :func:`.document.render`: box id -> str, or tuple of
    :class:`.textfit.Slot` for 備考.

    ``statement``: mapping of :data:`.withholding.FIELDS` whose values are good by
    themselves, as :func:`.withholding_fields.check_fields` returns them; a draft may
    lack some. ``version``: a :class:`.registry.SheetVersion` of this form and of the
    statement's year.
    """
    adjusted = bool(statement.get("adjusted"))
    people = _unboxed(statement, version)
    values = {"year": wareki_year(statement["year"], "cells")[1].lstrip("0")}
    values |= {name: statement.get(name) or "" for name in PLAIN}
    values |= _figures(statement, adjusted)
    values |= _dates(statement, adjusted)
    values |= _marks(statement, version, adjusted)
    values |= _people(statement, version)
    values["summary"] = "　".join(filter(None, _summary(statement, version, people)))
    if not version.sheet.numberless:
        values["payer_number"] = statement.get("payer_corporate_number") or ""
        numbered = {slot.id for slot in number_slots(statement, version)}
        values["remarks"] = tuple(
            Slot(person.serial, person.number)
            for person in people
            if person.number in numbered
        )
    return {box: value for box, value in values.items() if value}
