# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A withholding statement through writer and checker and back."""

from datetime import date

import pytest
from filings_samples import PAYER, cells_of, findings, secret
from forms_samples import person, statement
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.holes import Further
from mynumber_management.filings.layout import load
from mynumber_management.filings.salary import (
    number_places,
    record_values,
    statement_of,
)
from mynumber_management.filings.writer import Writer
from mynumber_management.forms.withholding import FIELDS
from mynumber_management.forms.withholding_rules import validate
from mynumber_management.text import widths


def record(source, code="315", with_numbers=True):
    """(layout, bytes) of a statement, with a number wherever one goes."""
    table = load(code, source["year"])
    values = record_values(source, table) | {"correction": "0"}
    for seed, place in enumerate(number_places(source, table), 1):
        if not with_numbers:
            break
        if place.serial:
            entry = Further(place.serial, secret(seed), place.name)
            values.setdefault(place.item, []).append(entry)
        else:
            values[place.item] = secret(seed)
    return table, bytes(Writer(table, {}).record(values))


def row_of(table, data):
    return dict(zip(Checker(table).ids, cells_of(data), strict=True))


def full(text):
    return widths.to_full_width(text)


UNADJUSTED = {
    field.id: None for field in FIELDS if field.adjusted_only or field.id == "adjusted"
}
FAMILY = [person(f"山田 {n}", "ヤマダ ヒト") for n in "一二三四五六"]
CHILDREN = [person(f"山田 小{n}", "ヤマダ コ") for n in "一二三四五"]
CASES = {
    "adjusted": {},
    "not adjusted": UNADJUSTED
    | {"spouse_income": None, "dep_special_rel": None}
    | {"dependants": statement()["dependants"][:2]},
    "secondary": UNADJUSTED
    | dict.fromkeys(
        "spouse_income dep_special_rel dep_specific dep_elderly dep_elderly_living "
        "spouse_name spouse_kana spouse_class".split()
    )
    | {
        "f_otsu": True,
        "spouse_mark": "none",
        "dep_other_sub": 2,
        "dependants": statement()["dependants"][:2],
    },
    "many": UNADJUSTED
    | dict.fromkeys(
        "spouse_income dep_special_rel dep_specific dep_elderly "
        "dep_elderly_living".split()
    )
    | {
        "dependants": FAMILY,
        "under16": CHILDREN,
        "dep_other": 6,
        "dep_under16": 5,
        "summary_text": "備考あり",
    },
    "joined": {"joined_date": date(2025, 4, 1)},
    "left": {"left_date": date(2025, 9, 30), "f_death": True},
    "previous": {
        "prev_address": "東京都港区１－１",
        "prev_name": "前の会社",
        "prev_pay": 100,
        "prev_tax": 0,
        "prev_social_ins": 10,
        "prev_left_date": date(2025, 3, 31),
    },
    "housing": {
        "housing_credit": 100_000,
        "housing_count": 1,
        "housing_class1": "11",
        "housing_balance1": 20_000_000,
        "move_in1": date(2019, 4, 30),
    },
    "own number of the payer": {"payer_corporate_number": None},
}


@pytest.mark.parametrize("code", ["315", "375"])
@pytest.mark.parametrize("case", CASES)
def test_a_statement_makes_a_clean_record(code, case):
    source = statement(**CASES[case])
    assert [f for f in validate(source) if f.level == "error"] == []
    assert findings(*record(source, code)) == []


@pytest.mark.parametrize("code", ["315", "375"])
@pytest.mark.parametrize("case", CASES)
def test_a_statement_comes_back_from_its_record(code, case):
    source = statement(**CASES[case])
    table, data = record(source, code)
    back = statement_of(row_of(table, data), table)
    only_315 = {"payee_code", "municipality_code", "designated_number"}
    for field in FIELDS:
        value = source.get(field.id)
        if field.kind == "flag":
            assert bool(back.get(field.id)) == bool(value), field.id
        elif code == "375" and field.id in only_315:
            assert field.id not in back
        elif (
            field.kind in ("text", "kana")
            and value
            and field.id
            not in (
                "payee_code",
                "payer_tel",
            )
        ):
            assert back[field.id] == full(value), field.id
        elif field.kind == "people":
            names = [full(one["name"]) for one in value or ()]
            assert [one["name"] for one in back.get(field.id, ())] == names
            codes = [one["class_code"] for one in value or ()]
            assert [
                one.get("class_code", "00") for one in back.get(field.id, ())
            ] == codes
        else:
            assert back.get(field.id) == value, field.id


def test_what_the_record_has_items_for_is_not_in_the_summary():
    table, data = record(statement(**CASES["previous"], deferred_tax=5))
    row = row_of(table, data)
    assert row["summary"] == "" and row["deferred_tax"] == "5"
    assert row["prev_name"] == "前の会社" and row["prev_abroad"] == "0"


def test_the_summary_follows_the_guide():
    source = statement(
        ordinary_collection=True,
        ordinary_reason="普B",
        disabled_spouse_name="山田 花子",
        income_adjust_name="山田 一郎",
        joined_date=date(2025, 4, 1),
        left_date=date(2025, 9, 30),
        treaty_exempt=True,
        treaty_text="日米20条 1,000円",
        retirement_relatives=[{"name": "山田 母"}],
        summary_text="その他",
    )
    expected = (
        "普Ｂ　山田　母（退職）　山田　花子（同配）　山田　一郎（調整）　中途就　"
        "日米２０条　１，０００円　その他"
    )
    assert record_values(source, load("315", 2025))["summary"] == expected
    shorter = expected.replace("普Ｂ　山田　母（退職）　", "")
    assert record_values(source, load("375", 2025))["summary"] == shorter


def test_the_special_rule_for_life_insurance_has_its_fixed_words():
    source = statement(year=2026, life_ins_special=True)
    summary = record_values(source, load("375", 2026))["summary"]
    assert summary == "租税特別措置法第４１条の１５の５第１項適用"


def test_serials_join_names_and_numbers():
    source = statement(**CASES["many"])
    table, data = record(source)
    row = row_of(table, data)
    assert row["summary"].startswith(
        "（１）山田　五（２）山田　六（３）山田　小五（年少）"
    )
    assert (
        row["further_numbers"].startswith("（１）")
        and "（２）" in row["further_numbers"]
    )
    assert row["further_under16_numbers"].startswith("（３）")


def test_a_375_has_no_numbers_of_children():
    source = statement(**CASES["many"])
    places = number_places(source, load("375", 2025))
    assert {place.holder for place in places} == {"payee", "spouse", "dependants"}
    places = number_places(source, load("315", 2025))
    assert sum(place.holder == "under16" for place in places) == 5


def test_the_statement_is_of_the_year_of_the_layout():
    with pytest.raises(ValueError):
        record_values(statement(year=2026), load("315", 2025))


def test_figures_of_year_end_adjustment_stay_out_without_it():
    source = statement(adjusted=False)
    values = record_values(source, load("315", 2025))
    assert "pay_after" not in values and "life_ins" not in values
    assert values["pay_amount"] == 8_420_000


def test_the_payer_of_the_statement_may_be_common_to_all():
    table = load("315", 2025)
    values = record_values(statement(), table)
    for item in ("payer_address", "payer_name", "payer_tel", "payer_number"):
        values.pop(item)
    assert (
        findings(table, bytes(Writer(table, PAYER).record(values)), numbers=False) == []
    )
