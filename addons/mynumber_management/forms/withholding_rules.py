# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check a withholding statement as a whole.

The rules are those of the record layouts 375 and 315 (sums, codes, what stays blank)
and of the guide to the statements of its year; amounts that change by law are rows
with dates in ``law/withholding.json``.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..text.digits import is_corporate
from .findings import ERROR, WARNING, Finding
from .withholding import FIELDS
from .withholding_fields import check_fields

LAW = Path(__file__).resolve().parents[1] / "law" / "withholding.json"
REQUIRED = (
    "year",
    "payee_address",
    "payee_name",
    "payee_birth_date",
    "pay_kind",
    "pay_amount",
    "payer_address",
    "payer_name",
)
# part: whole (record layout, sums)
PARTS = {
    "pay_amount_inner": "pay_amount",
    "tax_amount_inner": "tax_amount",
    "social_ins_inner": "social_ins",
    "national_pension": "social_ins",
    "dep_elderly_living": "dep_elderly",
    "dis_special_living": "dis_special",
}
MAIN = ("dep_specific", "dep_elderly", "dep_other", "dep_special_rel")
SUB = tuple(f"{name}_sub" for name in MAIN)
MAIN_PAY = (*MAIN, "dep_elderly_living")
REQUIRED_WHEN_ADJUSTED = ("pay_after", "deduction_total", "basic_deduction")
ADDED = (
    "social_ins",
    "life_ins",
    "quake_ins",
    "spouse_deduction",
    "special_rel_deduction",
    "basic_deduction",
)
PREVIOUS = (
    "prev_address",
    "prev_name",
    "prev_pay",
    "prev_tax",
    "prev_social_ins",
    "prev_left_date",
)


@lru_cache(maxsize=1)
def _law():
    return json.loads(LAW.read_text(encoding="utf-8"))


def _valid(table, year):
    return [
        row
        for row in _law()[table]
        if row["since"] <= year and (row["until"] is None or year <= row["until"])
    ]


def _error(code, item, **args):
    return Finding(ERROR, code, item, args)


def _required(s):
    for name in REQUIRED:
        if name not in s:
            yield _error("required", name)
    if "tax_amount" not in s:
        yield _error("zero_must_be_written", "tax_amount")
    if "year" in s and not _valid("minors", s["year"]):
        yield _error("unknown_year", "year")
    for name in REQUIRED_WHEN_ADJUSTED:
        if s.get("adjusted") and name not in s:
            yield _error("required_when_adjusted", name)


def _blank(s):
    if s.get("adjusted"):
        return
    for field in FIELDS:
        if field.adjusted_only and s.get(field.id):
            yield _error("only_when_adjusted", field.id)


def _parts(s):
    for part, whole in PARTS.items():
        if s.get(part, 0) > s.get(whole, 0):
            yield _error("inner_exceeds", part)
    if s.get("pay_after", 0) > s.get("pay_amount", 0):
        yield _error("after_exceeds_pay", "pay_after")
    for row in _valid("ceilings", s["year"]):
        if s.get(row["key"], 0) > row["yen"]:
            yield _error("above_ceiling", row["key"], limit=f"{row['yen']:,}")


def _deduction_total(s):
    """The thirteen deductions of year-end adjustment (所得税法190条2号)."""
    if not s.get("adjusted") or "deduction_total" not in s:
        return
    yen = {row["key"]: row["yen"] for row in _valid("deductions", s["year"])}
    total = sum(s.get(name, 0) for name in ADDED)
    for key, amount in yen.items():
        count = int(s.get(key, 0))
        if key in ("dep_elderly", "dis_special"):
            count -= s.get(f"{key}_living", 0)
        total += amount * count
    if total != s["deduction_total"]:
        yield _error("deduction_total", "deduction_total", expected=f"{total:,}")


def _spouse(s):
    mark = s.get("spouse_mark", "none")
    counted = mark != "none" or s.get("spouse_deduction")
    if counted and "spouse_name" not in s:
        yield _error("spouse_needs_name", "spouse_name")
    if "spouse_name" in s and not counted and s.get("adjusted"):
        yield _error("spouse_without_reason", "spouse_name")
    for name in ("spouse_class", "spouse_kana"):
        if name in s and "spouse_name" not in s:
            yield _error("spouse_needs_name", name)
    if s.get("spouse_deduction") and "spouse_income" not in s:
        yield _error("spouse_needs_income", "spouse_income")
    if mark == "main" and s.get("adjusted") and not s.get("spouse_deduction"):
        yield _error("spouse_needs_deduction", "spouse_deduction")
    if s.get("spouse_elderly") and mark == "none":
        yield _error("spouse_elderly_needs_mark", "spouse_elderly")


def _second_pay(s):
    otsu = s.get("f_otsu")
    if otsu and s.get("adjusted"):
        yield _error("otsu_not_adjusted", "adjusted")
    for name in MAIN_PAY if otsu else SUB:
        if s.get(name):
            yield _error("otsu_main_pay" if otsu else "sub_without_otsu", name)
    if s.get("spouse_mark") == ("main" if otsu else "sub"):
        code = "otsu_main_pay" if otsu else "sub_without_otsu"
        yield _error(code, "spouse_mark")


def _relatives(s):
    names = SUB if s.get("f_otsu") else MAIN
    counted = sum(s.get(name, 0) for name in names)
    if counted != len(s["dependants"]):
        expected = len(s["dependants"])
        yield _error("count_differs", "dependants", expected=expected)
    if s.get("dep_under16", 0) != len(s["under16"]):
        yield _error("count_differs", "dep_under16", expected=len(s["under16"]))
    special = [row for row in s["dependants"] if row.get("class_code", "00") >= "10"]
    if s.get(names[-1], 0) != len(special):
        expected = s.get(names[-1], 0)
        yield _error("needs_special_code", "dependants", expected=expected)
    if s.get("adjusted") and bool(special) != bool(s.get("special_rel_deduction")):
        yield _error("both_or_none", "special_rel_deduction")
    abroad = sum(
        1
        for person in (*s["dependants"], *s["under16"])
        if (code := person.get("class_code", "00")) in ("01", "02", "03", "04")
        or (code >= "10" and code[1] == "1")
    ) + (s.get("spouse_class") == "01")
    if s.get("nonresident_rel", 0) != abroad:
        yield Finding(
            WARNING, "nonresident_differs", "nonresident_rel", {"expected": abroad}
        )


def special_relative_step(year, income):
    """First digit of the 区分 of a 特定親族 with this total income (yen), or None."""
    steps = [step for row in _valid("special_relatives", year) for step in row["steps"]]
    return next((step["digit"] for step in steps if income <= step["up_to"]), None)


def _special_relatives(s):
    """Codes of 特定親族 against their income and the amount of the deduction."""
    tables = _valid("special_relatives", s["year"])
    if not tables:
        return
    (table,) = tables
    (lower,) = _valid("special_relatives_over", s["year"])
    over = lower["yen"]
    left = s.get("left_date")
    if left and "changed_on" in lower and left.isoformat() < lower["changed_on"]:
        over = lower["before"]
    limit = table["steps"][-1]["up_to"]
    if not s.get("adjusted"):
        limit = table["unadjusted_up_to"]
    yen = {step["digit"]: step["yen"] for step in table["steps"]}
    total = 0
    for position, person in enumerate(s["dependants"], 1):
        code = person.get("class_code", "00")
        if code < "10":
            continue
        total += yen[code[0]]
        if "income" not in person:
            continue
        item = f"dependants.{position}.class_code"
        if not over < person["income"] <= limit:
            yield _error(
                "income_out_of_range", item, over=f"{over:,}", limit=f"{limit:,}"
            )
            continue
        digit = special_relative_step(s["year"], person["income"])
        if digit != code[0]:
            yield _error("code_and_income", item, expected=digit + code[1])
    if s.get("adjusted") and total != s.get("special_rel_deduction", 0):
        yield _error(
            "special_rel_total", "special_rel_deduction", expected=f"{total:,}"
        )


def _housing(s):
    codes = {
        code
        for row in _valid("housing_codes", s["year"])
        for code in row["codes"].split()
    }
    credit = s.get("housing_credit", 0)
    possible = s.get("housing_possible", 0)
    given = [turn for turn in "12" if f"housing_class{turn}" in s]
    for turn in given:
        item = f"housing_class{turn}"
        if not credit and not possible:
            yield _error("housing_needs_credit", item)
        if codes and s[item] not in codes:
            yield _error("housing_code_year", item)
        moved = s.get(f"move_in{turn}")
        if moved is None:
            yield _error("housing_needs_date", f"move_in{turn}")
            continue
        for row in _valid("housing_kinds", s["year"]):
            if moved.isoformat() >= row["move_in_from"]:
                if s[item][0] not in row["first_digits"]:
                    yield _error("housing_code_date", item)
    if given == ["2"]:
        yield _error("housing_order", "housing_class1")
    if possible and possible <= credit:
        yield _error("housing_possible", "housing_possible")
    count = s.get("housing_count", 0)
    if given and count < len(given) or count and not given:
        yield _error("housing_count", "housing_count")


def _person(s):
    birth = s.get("payee_birth_date")
    for row in _valid("minors", s["year"]):
        if birth and bool(s.get("f_minor")) != (birth.isoformat() >= row["born_from"]):
            yield _error("minor_differs", "f_minor", born_from=row["born_from"])
    if s.get("f_dis_special") and s.get("f_dis_other"):
        yield _error("exclusive", "f_dis_other")
    if s.get("f_widow") and s.get("f_single_parent"):
        yield _error("exclusive", "f_widow")
    joined, left = s.get("joined_date"), s.get("left_date")
    for name in ("joined_date", "left_date", "prev_left_date"):
        if name in s and s[name].year != s["year"]:
            yield _error("outside_year", name)
    if joined and left and left < joined:
        yield _error("leaving_before_joining", "left_date")
    if s.get("f_death") and not left:
        yield _error("death_needs_date", "left_date")


def _remarks(s):
    if s.get("life_ins_special") and not _valid("life_ins_special", s["year"]):
        yield _error("special_rule_year", "life_ins_special")
    if s.get("ordinary_collection") and "ordinary_reason" not in s:
        if not s.get("f_otsu") and "left_date" not in s:
            yield _error("ordinary_needs_reason", "ordinary_reason")
    given = [name for name in PREVIOUS if name in s]
    if given:
        for name in PREVIOUS:
            if name not in s:
                yield _error("previous_incomplete", name)
    if s.get("treaty_exempt") and "treaty_text" not in s:
        yield _error("treaty_needs_text", "treaty_text")
    if "payer_corporate_number" in s and not is_corporate(s["payer_corporate_number"]):
        yield _error("corporate_number", "payer_corporate_number")
    if len(s.get("municipality_code", "00000")) not in (5, 6):
        yield _error("municipality_code", "municipality_code")


RULES = (
    _blank,
    _parts,
    _deduction_total,
    _spouse,
    _second_pay,
    _relatives,
    _special_relatives,
    _housing,
    _person,
    _remarks,
)


def validate(statement):
    """Findings of a statement, a mapping of :data:`.withholding.FIELDS`.

    Wrong types and hostile values become findings; nothing raises. A statement
    without findings of level *error* can be mapped and printed.
    """
    good, findings = check_fields(statement)
    findings += _required(good)
    if "year" not in good or not date.min.year <= good["year"] <= date.max.year:
        return findings
    for rule in RULES:
        findings += rule(good)
    return findings
