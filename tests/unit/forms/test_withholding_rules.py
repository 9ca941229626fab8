# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of the withholding statement: one finding for each thing that is wrong."""

from datetime import date

import pytest
from forms_samples import number, person, statement
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.forms.findings import MESSAGES
from mynumber_management.forms.withholding import FIELDS
from mynumber_management.forms.withholding_rules import validate


def found(data):
    return {(finding.code, finding.item) for finding in validate(data)}


def otsu(**changes):
    blank = dict.fromkeys(
        field.id for field in FIELDS if field.adjusted_only or field.id[:3] == "dep"
    )
    return statement(
        **blank
        | {
            "adjusted": False,
            "f_otsu": True,
            "spouse_mark": "sub",
            "spouse_income": 400_000,
            "dep_specific_sub": 1,
            "dep_elderly_sub": 1,
            "dep_special_rel_sub": 1,
            "dep_under16": 1,
            "dis_other": 1,
            "dependants": [
                person("山田 一郎", "ヤマダ イチロウ"),
                person("山田 梅", "ヤマダ ウメ"),
                person("山田 二郎", "ヤマダ ジロウ", "10", income=800_000),
            ],
        }
        | changes
    )


def test_a_correct_statement_has_no_findings():
    assert found(statement()) == set()
    assert found(otsu()) == set()


def test_reiwa_8_has_its_own_amounts():
    codes = [person("山田 次郎", "ヤマダ ジロウ", "10", income=600_000)]
    one = {
        "year": 2026,
        "dependants": codes,
        "dep_specific": 0,
        "dep_elderly": 0,
        "dep_elderly_living": 0,
        "special_rel_deduction": 630_000,
        "deduction_total": 3_401_234,
        "tax_amount": 214_500,
    }
    assert found(statement(**one)) == {
        ("income_out_of_range", "dependants.1.class_code")
    }
    early = one | {"left_date": date(2026, 11, 30), "f_death": True}
    assert found(statement(**early)) == set()
    assert found(statement(**one | {"year": 2025})) == set()


HOUSING = {
    "housing_credit": 21_000,
    "tax_amount": 112_400,
    "housing_count": 1,
    "housing_class1": "01",
    "move_in1": date(2024, 3, 1),
}
SPECIAL = {"spouse_mark": "none", "spouse_income": 900_000}
PREVIOUS = {
    "prev_address": "大阪府大阪市北区",
    "prev_name": "株式会社前職",
    "prev_pay": 1_000_000,
    "prev_tax": 0,
    "prev_social_ins": 150_000,
    "prev_left_date": date(2025, 3, 31),
}


def test_housing_and_previous_employer_can_be_complete():
    assert found(statement(**HOUSING, **PREVIOUS)) == set()


WRONG = [
    ({"payee_name": ""}, "required", "payee_name"),
    ({"payee_name": "字" * 31}, "too_long", "payee_name"),
    ({"payee_name": "山田\n太郎"}, "control_character", "payee_name"),
    ({"payee_name": "\ue000"}, "control_character", "payee_name"),
    ({"payee_name": 7}, "wrong_type", "payee_name"),
    ({"payee_kana": "やまだ"}, "not_katakana", "payee_kana"),
    ({"summary_text": f"番号{number(3)}"}, "number_in_text", "summary_text"),
    ({"payee_code": number(4)}, "number_in_text", "payee_code"),
    ({"payee_birth_date": "1985-05-15"}, "wrong_type", "payee_birth_date"),
    ({"payee_birth_date": date(1867, 12, 31)}, "date_range", "payee_birth_date"),
    ({"payee_birth_date": date(2026, 1, 1)}, "after_year", "payee_birth_date"),
    ({"payee_kana": None}, "required", "payee_kana"),
    ({"pay_amount": None}, "required", "pay_amount"),
    ({"pay_amount": True}, "wrong_type", "pay_amount"),
    ({"pay_amount": 10**10}, "too_large", "pay_amount"),
    ({"pay_amount": -1}, "negative", "pay_amount"),
    ({"tax_amount": None}, "zero_must_be_written", "tax_amount"),
    ({"year": 2024}, "unknown_year", "year"),
    ({"dep_under16": 100}, "too_large", "dep_under16"),
    ({"adjusted": 1}, "wrong_type", "adjusted"),
    ({"spouse_mark": "yes"}, "unknown_choice", "spouse_mark"),
    ({"spouse_class": "02"}, "unknown_choice", "spouse_class"),
    ({"municipality_code": "1310"}, "municipality_code", "municipality_code"),
    ({"municipality_code": "１３１"}, "not_digits", "municipality_code"),
    ({"municipality_code": "131017"}, "municipality_code", "municipality_code"),
    ({"municipality_code": "480010"}, "municipality_code", "municipality_code"),
    ({"municipality_code": None}, "municipality_missing", "municipality_code"),
    (
        {"payer_corporate_number": "7000012050003"},
        "corporate_number",
        "payer_corporate_number",
    ),
    ({"adjusted": False}, "only_when_adjusted", "life_ins"),
    ({"basic_deduction": None}, "required_when_adjusted", "basic_deduction"),
    ({"deduction_total": 4_191_235}, "deduction_total", "deduction_total"),
    ({"f_student": True}, "deduction_total", "deduction_total"),
    ({"pay_amount_inner": 8_420_001}, "inner_exceeds", "pay_amount_inner"),
    ({"tax_amount_inner": 133_801}, "inner_exceeds", "tax_amount_inner"),
    ({"social_ins_inner": 1_321_235}, "inner_exceeds", "social_ins_inner"),
    ({"dep_elderly_living": 2}, "inner_exceeds", "dep_elderly_living"),
    ({"dis_special_living": 1}, "inner_exceeds", "dis_special_living"),
    ({"pay_after": 8_420_001}, "after_exceeds_pay", "pay_after"),
    ({"tax_amount": 8_420_001}, "after_exceeds_pay", "tax_amount"),
    ({"pay_after": 0}, "after_unusual", "pay_after"),
    ({"pay_after": 7_870_001}, "after_unusual", "pay_after"),
    ({"pay_after": 6_469_999}, "after_unusual", "pay_after"),
    ({"tax_amount": 0}, "tax_differs", "tax_amount"),
    ({"income_adjust": 1}, "income_adjust", "income_adjust"),
    (
        {"pay_amount": 9_123_456, "income_adjust": 62_345},
        "income_adjust",
        "income_adjust",
    ),
    ({"life_ins": 120_001}, "above_ceiling", "life_ins"),
    ({"spouse_name": None}, "spouse_needs_name", "spouse_name"),
    (
        {"spouse_mark": "none", "spouse_deduction": None},
        "spouse_without_reason",
        "spouse_name",
    ),
    ({"spouse_income": None}, "spouse_needs_income", "spouse_income"),
    ({"spouse_deduction": None}, "spouse_needs_deduction", "spouse_deduction"),
    (
        {"spouse_mark": "none", "spouse_elderly": True},
        "spouse_elderly_needs_mark",
        "spouse_elderly",
    ),
    ({"spouse_deduction": 370_000}, "spouse_amount", "spouse_deduction"),
    ({"spouse_elderly": True}, "spouse_amount", "spouse_deduction"),
    (SPECIAL | {"spouse_deduction": 480_000}, "spouse_amount", "spouse_deduction"),
    ({"spouse_income": 580_001}, "spouse_income_range", "spouse_income"),
    (SPECIAL | {"spouse_income": 580_000}, "spouse_income_range", "spouse_income"),
    (SPECIAL | {"spouse_income": 1_330_001}, "spouse_income_range", "spouse_income"),
    (
        {"pay_amount": 12_000_000, "pay_after": 10_050_000},
        "spouse_payee_income",
        "spouse_deduction",
    ),
    ({"f_widow": True}, "spouse_of_single", "spouse_mark"),
    ({"spouse_mark": "sub"}, "sub_without_otsu", "spouse_mark"),
    ({"dep_other_sub": 1}, "sub_without_otsu", "dep_other_sub"),
    ({"f_otsu": True}, "otsu_not_adjusted", "adjusted"),
    ({"f_otsu": True}, "otsu_main_pay", "dep_specific"),
    ({"dep_other": 1}, "count_differs", "dependants"),
    ({"dep_under16": 2}, "count_differs", "dep_under16"),
    ({"dep_special_rel": 2}, "needs_special_code", "dependants"),
    ({"special_rel_deduction": 0}, "both_or_none", "special_rel_deduction"),
    ({"special_rel_deduction": 310_000}, "special_rel_total", "special_rel_deduction"),
    ({"spouse_class": "01"}, "nonresident_differs", "nonresident_rel"),
    (
        {"under16": [person("山田　花子", "ヤマダ ハナコ")]},
        "named_twice",
        "under16.1.name",
    ),
    ({"dis_other": 5}, "too_many_disabled", "dis_other"),
    (HOUSING | {"housing_credit": 0}, "housing_needs_credit", "housing_class1"),
    (HOUSING | {"move_in1": None}, "housing_needs_date", "move_in1"),
    (HOUSING | {"move_in1": date(2026, 1, 1)}, "after_year", "move_in1"),
    ({"housing_credit": 1}, "housing_needs_class", "housing_class1"),
    (HOUSING | {"housing_class1": "11"}, "housing_code_date", "housing_class1"),
    (HOUSING | {"housing_possible": 20_000}, "housing_possible", "housing_possible"),
    (HOUSING | {"housing_count": None}, "housing_count", "housing_count"),
    (
        {"housing_credit": 1, "housing_class2": "01", "housing_count": 1},
        "housing_order",
        "housing_class1",
    ),
    ({"f_minor": True}, "minor_differs", "f_minor"),
    ({"payee_birth_date": date(2008, 1, 3)}, "minor_differs", "f_minor"),
    ({"f_dis_special": True, "f_dis_other": True}, "exclusive", "f_dis_other"),
    ({"f_widow": True, "f_single_parent": True}, "exclusive", "f_widow"),
    ({"left_date": date(2026, 1, 1)}, "outside_year", "left_date"),
    (
        {"joined_date": date(2025, 4, 1), "left_date": date(2025, 3, 1)},
        "leaving_before_joining",
        "left_date",
    ),
    ({"f_death": True}, "death_needs_date", "left_date"),
    ({"left_date": date(2025, 11, 30)}, "left_adjusted", "adjusted"),
    ({"life_ins_special": True}, "special_rule_year", "life_ins_special"),
    ({"ordinary_collection": True}, "ordinary_needs_reason", "ordinary_reason"),
    (PREVIOUS | {"prev_tax": None}, "previous_incomplete", "prev_tax"),
    ({"treaty_exempt": True}, "treaty_needs_text", "treaty_text"),
    ({"treaty_text": "第20条"}, "needs_mark", "treaty_text"),
    ({"ordinary_reason": "普A"}, "needs_mark", "ordinary_reason"),
    ({"deferred_tax": 1}, "needs_mark", "deferred_tax"),
    ({"dependants": "山田"}, "wrong_type", "dependants"),
    ({"dependants": [7]}, "wrong_type", "dependants.1"),
    ({"dependants": [{}]}, "required", "dependants.1.name"),
    ({"under16": [person("字", "カ")] * 13}, "too_many_people", "under16"),
    (
        {"under16": [person("山田", "ヤマダ", "10")]},
        "unknown_choice",
        "under16.1.class_code",
    ),
    (
        {"dependants": [person("山田 二郎", "ヤマダ", "10", income=900_000)]},
        "code_and_income",
        "dependants.1.class_code",
    ),
]


@pytest.mark.parametrize(("changes", "code", "item"), WRONG, ids=lambda v: str(v)[:40])
def test_what_is_wrong_is_found(changes, code, item):
    assert (code, item) in found(statement(**changes))


def test_housing_codes_of_old_conversions_end_with_reiwa_7():
    old = HOUSING | {"housing_class1": "03", "move_in1": date(2021, 6, 1)}
    assert found(statement(**old)) == set()
    assert ("housing_code_year", "housing_class1") in found(statement(**old, year=2026))


def test_the_deduction_for_a_spouse_with_an_income():
    assert found(statement(**SPECIAL)) == set()


def test_pay_over_8_500_000_may_be_adjusted():
    """措法41条の3の11: a tenth of what lies above, a fraction of a yen counted up."""
    data = statement(pay_amount=9_123_456, pay_after=7_110_000, income_adjust=62_346)
    assert "income_adjust" not in {code for code, _item in found(data)}


def test_who_lives_abroad_has_no_municipality():
    assert found(statement(payee_abroad=True, municipality_code="")) == set()


def test_the_tax_agrees_with_the_figures():
    """所得税法89条: 2,286,000 × 10 % − 97,500, times 102.1 %, hundreds."""
    assert found(statement(tax_amount=133_800)) == set()
    assert (
        found(statement(tax_amount=0, deferred_tax=133_800, f_disaster=True)) == set()
    )
    (hint,) = validate(statement(tax_amount=133_900))
    assert hint.level == "warning"
    assert hint.message_args == {"expected": "133,800"}


def test_every_message_is_used_and_completed():
    codes = {code for _changes, code, _item in WRONG}
    codes |= {"housing_code_year", "income_out_of_range"}
    assert codes | {"does_not_fit", "glyph_missing"} == set(MESSAGES)
    for changes, _code, _item in WRONG:
        for finding in validate(statement(**changes)):
            assert "%(" not in finding.message


def test_a_finding_never_quotes_what_was_typed():
    secret = number(9)
    data = {field.id: secret for field in FIELDS}
    for finding in validate(statement(**data)):
        assert secret not in finding.message
        assert secret not in repr(finding)


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**5000),
    st.floats(),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.lists(st.dictionaries(st.text(), st.text(), max_size=2), max_size=3),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([field.id for field in FIELDS]), ANYTHING))
def test_hostile_values_become_findings(changes):
    for finding in validate(statement(**changes)):
        assert finding.level in ("error", "warning")
        assert finding.message
