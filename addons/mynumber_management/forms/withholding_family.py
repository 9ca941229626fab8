# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules about spouse and relatives: who is counted, and with which deduction."""

from __future__ import annotations

from .findings import error, warning
from .withholding_law import law_rows

MAIN = ("dep_specific", "dep_elderly", "dep_other", "dep_special_rel")
SUB = tuple(f"{name}_sub" for name in MAIN)
MAIN_PAY = (*MAIN, "dep_elderly_living")


def _spouse(s):
    mark = s.get("spouse_mark", "none")
    counted = mark != "none" or s.get("spouse_deduction")
    if counted and "spouse_name" not in s:
        yield error("spouse_needs_name", "spouse_name")
    if "spouse_name" in s and not counted and s.get("adjusted"):
        yield error("spouse_without_reason", "spouse_name")
    for name in ("spouse_class", "spouse_kana"):
        if name in s and "spouse_name" not in s:
            yield error("spouse_needs_name", name)
    if s.get("spouse_deduction") and "spouse_income" not in s:
        yield error("spouse_needs_income", "spouse_income")
    if mark == "main" and s.get("adjusted") and not s.get("spouse_deduction"):
        yield error("spouse_needs_deduction", "spouse_deduction")
    if s.get("spouse_elderly") and mark == "none":
        yield error("spouse_elderly_needs_mark", "spouse_elderly")
    if counted and (s.get("f_widow") or s.get("f_single_parent")):
        yield warning("spouse_of_single", "spouse_mark")


def _spouse_deduction(s):
    """The amount against the marks and the incomes of both (所得税法83条, 83条の2)."""
    amount, income = s.get("spouse_deduction"), s.get("spouse_income")
    if not s.get("adjusted") or not amount:
        return
    kind = "special"
    if s.get("spouse_mark") == "main":
        kind = "elderly" if s.get("spouse_elderly") else "ordinary"
    row = next(iter(law_rows("spouse_deductions", s["year"])), None)
    over = _dependant_income(s)
    if row is None or over is None:
        return
    if amount not in row[kind]:
        yield error("spouse_amount", "spouse_deduction")
    if s.get("pay_after", 0) > row["payee_income"]:
        limit = f"{row['payee_income']:,}"
        yield error("spouse_payee_income", "spouse_deduction", limit=limit)
    if income is None:
        return
    if (income <= over) != (kind != "special") or income > row["spouse_income"]:
        limit = f"{row['spouse_income']:,}"
        yield error(
            "spouse_income_range", "spouse_income", over=f"{over:,}", limit=limit
        )


def _second_pay(s):
    otsu = s.get("f_otsu")
    if otsu and s.get("adjusted"):
        yield error("otsu_not_adjusted", "adjusted")
    for name in MAIN_PAY if otsu else SUB:
        if s.get(name):
            yield error("otsu_main_pay" if otsu else "sub_without_otsu", name)
    if s.get("spouse_mark") == ("main" if otsu else "sub"):
        code = "otsu_main_pay" if otsu else "sub_without_otsu"
        yield error(code, "spouse_mark")


def _relatives(s):
    names = SUB if s.get("f_otsu") else MAIN
    counted = sum(s.get(name, 0) for name in names)
    if counted != len(s["dependants"]):
        expected = len(s["dependants"])
        yield error("count_differs", "dependants", expected=expected)
    if s.get("dep_under16", 0) != len(s["under16"]):
        yield error("count_differs", "dep_under16", expected=len(s["under16"]))
    special = [row for row in s["dependants"] if row.get("class_code", "00") >= "10"]
    if s.get(names[-1], 0) != len(special):
        expected = s.get(names[-1], 0)
        yield error("needs_special_code", "dependants", expected=expected)
    if s.get("adjusted") and bool(special) != bool(s.get("special_rel_deduction")):
        yield error("both_or_none", "special_rel_deduction")
    abroad = sum(
        1
        for person in (*s["dependants"], *s["under16"])
        if (code := person.get("class_code", "00")) in ("01", "02", "03", "04")
        or (code >= "10" and code[1] == "1")
    ) + (s.get("spouse_class") == "01")
    if s.get("nonresident_rel", 0) != abroad:
        yield warning("nonresident_differs", "nonresident_rel", expected=abroad)


def _named_twice(s):
    names = ["".join(s.get("spouse_name", "").split())]
    for group in ("dependants", "under16"):
        for position, person in enumerate(s[group], 1):
            name = "".join(person.get("name", "").split())
            if name and name in names:
                yield warning("named_twice", f"{group}.{position}.name")
            names.append(name)


def _disabled(s):
    """Disabled relatives are the spouse of the household and 扶養親族 (79条)."""
    listed = sum(person.get("class_code", "00") < "10" for person in s["dependants"])
    listed += len(s["under16"])
    listed += "spouse_name" in s or "disabled_spouse_name" in s
    if s.get("dis_special", 0) + s.get("dis_other", 0) > listed:
        yield warning("too_many_disabled", "dis_other", limit=listed)


def _dependant_income(s):
    """The total income up to which a relative counts as a dependant, in yen; None in
    a year without a row."""
    row = next(iter(law_rows("dependant_income", s["year"])), None)
    if row is None:
        return None
    left = s.get("left_date")
    if left and "changed_on" in row and left.isoformat() < row["changed_on"]:
        return row["before"]
    return row["yen"]


def special_relative_step(year, income):
    """First digit of the 区分 of a 特定親族 with this total income (yen), or None."""
    steps = [
        step for row in law_rows("special_relatives", year) for step in row["steps"]
    ]
    return next((step["digit"] for step in steps if income <= step["up_to"]), None)


def _special_relatives(s):
    """Codes of 特定親族 against their income and the amount of the deduction."""
    tables = law_rows("special_relatives", s["year"])
    if not tables:
        return
    (table,) = tables
    over = _dependant_income(s)
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
            yield error(
                "income_out_of_range", item, over=f"{over:,}", limit=f"{limit:,}"
            )
            continue
        digit = special_relative_step(s["year"], person["income"])
        if digit != code[0]:
            yield error("code_and_income", item, expected=digit + code[1])
    if s.get("adjusted") and total != s.get("special_rel_deduction", 0):
        yield error("special_rel_total", "special_rel_deduction", expected=f"{total:,}")


FAMILY_RULES = (
    _spouse,
    _spouse_deduction,
    _second_pay,
    _relatives,
    _named_twice,
    _disabled,
    _special_relatives,
)
