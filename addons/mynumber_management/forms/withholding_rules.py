# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check a withholding statement as a whole.

The rules are those of the record layouts 375 and 315 (sums, codes, what stays blank)
and of the guide to the statements of its year; amounts that change by law are rows
with dates in ``law/withholding.json``.
"""

from __future__ import annotations

from datetime import date

from ..text.digits import is_corporate
from ..text.municipalities import MunicipalityError
from ..text.municipalities import municipality_code as read_municipality_code
from .findings import error, warning
from .withholding import FIELDS
from .withholding_family import FAMILY_RULES
from .withholding_fields import check_fields
from .withholding_law import law_rows

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
# what is printed only beside its mark: mark
MARKED = {
    "ordinary_reason": "ordinary_collection",
    "treaty_text": "treaty_exempt",
    "deferred_tax": "f_disaster",
}
# Year-end adjustment of who left before this month is rare (所得税法190条).
LAST_MONTH = 12


def _required(s):
    for name in REQUIRED:
        if name not in s:
            yield error("required", name)
    if "tax_amount" not in s:
        yield error("zero_must_be_written", "tax_amount")
    if "year" in s and not law_rows("minors", s["year"]):
        yield error("unknown_year", "year")
    for name in REQUIRED_WHEN_ADJUSTED:
        if s.get("adjusted") and name not in s:
            yield error("required_when_adjusted", name)
    if "payee_kana" not in s:
        yield warning("required", "payee_kana")
    if "municipality_code" not in s and not s.get("payee_abroad"):
        yield warning("municipality_missing", "municipality_code")


def _blank(s):
    if s.get("adjusted"):
        return
    for field in FIELDS:
        if field.adjusted_only and s.get(field.id):
            yield error("only_when_adjusted", field.id)


def _parts(s):
    for part, whole in PARTS.items():
        if s.get(part, 0) > s.get(whole, 0):
            yield error("inner_exceeds", part)
    for name in ("pay_after", "tax_amount"):
        if s.get(name, 0) > s.get("pay_amount", 0):
            yield error("after_exceeds_pay", name)
    for row in law_rows("ceilings", s["year"]):
        if s.get(row["key"], 0) > row["yen"]:
            yield error("above_ceiling", row["key"], limit=f"{row['yen']:,}")


def _pay_after(s):
    """給与所得控除 (所得税法28条3項) and 所得金額調整控除 (措法41条の3の11) between
    their least and most."""
    pay, after = s.get("pay_amount", 0), s.get("pay_after")
    if not s.get("adjusted") or after is None:
        return
    adjust = s.get("income_adjust", 0)
    for row in law_rows("employment_income_deduction", s["year"]):
        least = max(pay - row["most"] - adjust, 0)
        most = max(pay - row["least"], 0)
        if not least <= after <= most:
            yield warning(
                "after_unusual", "pay_after", least=f"{least:,}", limit=f"{most:,}"
            )
    for row in law_rows("income_adjust", s["year"]):
        over = min(pay, row["up_to"]) - row["over"]
        expected = max(-(-over * row["percent"] // 100), 0)
        if adjust and adjust != expected:
            yield error("income_adjust", "income_adjust", expected=f"{expected:,}")


def _tax(s):
    """年調年税額 from the figures of the slip (所得税法89条, 復興財源確保法13条), once
    the deductions add up."""
    needed = ("pay_after", "deduction_total", "tax_amount")
    if not s.get("adjusted") or any(name not in s for name in needed):
        return
    if s["deduction_total"] != _added_up(s):
        return
    taxed = max(s["pay_after"] - s["deduction_total"], 0) // 1000 * 1000
    for row in law_rows("income_tax", s["year"]):
        step = next(x for x in row["steps"] if not x["up_to"] or taxed <= x["up_to"])
        tax = taxed * step["percent"] // 100 - step["less"]
        tax = max(tax - s.get("housing_credit", 0), 0)
        tax = tax * (1000 + row["surtax_per_mille"]) // 1000 // 100 * 100
        if tax != s["tax_amount"] + s.get("deferred_tax", 0):
            yield warning("tax_differs", "tax_amount", expected=f"{tax:,}")


def _added_up(s):
    """Yen of the thirteen deductions of year-end adjustment (所得税法190条2号)."""
    yen = {row["key"]: row["yen"] for row in law_rows("deductions", s["year"])}
    total = sum(s.get(name, 0) for name in ADDED)
    for key, amount in yen.items():
        count = int(s.get(key, 0))
        if key in ("dep_elderly", "dis_special"):
            count -= s.get(f"{key}_living", 0)
        total += amount * count
    return total


def _deduction_total(s):
    if not s.get("adjusted") or "deduction_total" not in s:
        return
    total = _added_up(s)
    if total != s["deduction_total"]:
        yield error("deduction_total", "deduction_total", expected=f"{total:,}")


def _housing(s):
    codes = {
        code
        for row in law_rows("housing_codes", s["year"])
        for code in row["codes"].split()
    }
    credit = s.get("housing_credit", 0)
    possible = s.get("housing_possible", 0)
    given = [turn for turn in "12" if f"housing_class{turn}" in s]
    for turn in given:
        item = f"housing_class{turn}"
        if not credit and not possible:
            yield error("housing_needs_credit", item)
        if codes and s[item] not in codes:
            yield error("housing_code_year", item)
        moved = s.get(f"move_in{turn}")
        if moved is None:
            yield error("housing_needs_date", f"move_in{turn}")
            continue
        for row in law_rows("housing_kinds", s["year"]):
            if moved.isoformat() >= row["move_in_from"]:
                if s[item][0] not in row["first_digits"]:
                    yield error("housing_code_date", item)
    if credit and not given:
        yield warning("housing_needs_class", "housing_class1")
    if given == ["2"]:
        yield error("housing_order", "housing_class1")
    if possible and possible <= credit:
        yield error("housing_possible", "housing_possible")
    count = s.get("housing_count", 0)
    if given and count < len(given) or count and not given:
        yield error("housing_count", "housing_count")


def _person(s):
    birth = s.get("payee_birth_date")
    for row in law_rows("minors", s["year"]):
        if birth and bool(s.get("f_minor")) != (birth.isoformat() >= row["born_from"]):
            yield error("minor_differs", "f_minor", born_from=row["born_from"])
    if s.get("f_dis_special") and s.get("f_dis_other"):
        yield error("exclusive", "f_dis_other")
    if s.get("f_widow") and s.get("f_single_parent"):
        yield error("exclusive", "f_widow")
    for name in ("payee_birth_date", "move_in1", "move_in2"):
        if name in s and s[name].year > s["year"]:
            yield error("after_year", name)
    joined, left = s.get("joined_date"), s.get("left_date")
    for name in ("joined_date", "left_date", "prev_left_date"):
        if name in s and s[name].year != s["year"]:
            yield error("outside_year", name)
    if joined and left and left < joined:
        yield error("leaving_before_joining", "left_date")
    if s.get("f_death") and not left:
        yield error("death_needs_date", "left_date")
    if left and left.month < LAST_MONTH and s.get("adjusted") and not s.get("f_death"):
        yield warning("left_adjusted", "adjusted")


def _remarks(s):
    if s.get("life_ins_special") and not law_rows("life_ins_special", s["year"]):
        yield error("special_rule_year", "life_ins_special")
    if s.get("ordinary_collection") and "ordinary_reason" not in s:
        if not s.get("f_otsu") and "left_date" not in s:
            yield error("ordinary_needs_reason", "ordinary_reason")
    for name, mark in MARKED.items():
        if s.get(name) and not s.get(mark):
            yield error("needs_mark", name)
    given = [name for name in PREVIOUS if name in s]
    if given:
        for name in PREVIOUS:
            if name not in s:
                yield error("previous_incomplete", name)
    if s.get("treaty_exempt") and "treaty_text" not in s:
        yield error("treaty_needs_text", "treaty_text")
    if "payer_corporate_number" in s and not is_corporate(s["payer_corporate_number"]):
        yield error("corporate_number", "payer_corporate_number")
    if "municipality_code" in s:
        try:
            read_municipality_code(s["municipality_code"])
        except MunicipalityError:
            yield error("municipality_code", "municipality_code")


RULES = (
    _blank,
    _parts,
    _pay_after,
    _tax,
    _deduction_total,
    *FAMILY_RULES,
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
