# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the items of a record owe to each other: one case for each branch."""

import pytest
from filings_samples import changed, findings, made
from forms_samples import number
from mynumber_management.filings.checker import Checker

NOT_ADJUSTED = dict.fromkeys(
    "pay_after deduction_total spouse_deduction life_ins quake_ins new_life care_ins "
    "new_pension basic_deduction special_rel_deduction".split(),
    "",
)
NOT_ADJUSTED |= {"dep3_class": "40", "spouse_income": ""}
OTSU = NOT_ADJUSTED | {
    "f_otsu": "1",
    "spouse_mark": "3",
    "dep_specific": "",
    "dep_elderly": "",
    "dep_elderly_living": "",
    "dep_special_rel": "",
    "dep_specific_sub": "1",
    "dep_elderly_sub": "1",
    "dep_special_rel_sub": "1",
}
HOUSE = {
    "housing_count": "1",
    "housing_credit": "100000",
    "housing_class1": "01",
    "move_in1_year": "05",
    "move_in1_month": "01",
    "move_in1_day": "05",
}
SECOND_HOUSE = {
    "housing_count": "2",
    "housing_class2": "41",
    "move_in2_year": "06",
    "move_in2_month": "03",
    "move_in2_day": "31",
}
LEFT = {
    "join_leave": "2",
    "join_leave_year": "07",
    "join_leave_month": "10",
    "join_leave_day": "31",
}
BEFORE = {
    "prev_address": "東京都港区",
    "prev_name": "前の会社",
    "prev_pay": "1",
    "prev_tax": "0",
    "prev_social_ins": "0",
    "prev_left_year": "07",
    "prev_left_month": "03",
    "prev_left_day": "31",
}

BLANKED = ("pay_after", "deduction_total", "spouse_income")
TOTAL = ("deduction_total", "deduction_total")
GOOD = [
    NOT_ADJUSTED,
    OTSU,
    HOUSE,
    HOUSE | SECOND_HOUSE,
    HOUSE | {"housing_possible": "100001"},
    LEFT,
    LEFT | {"f_death": "1"},
    BEFORE,
    {"ordinary_collection": "1", "summary": "普Ａ"},
    {"ordinary_collection": "1"} | LEFT,
    {"ordinary_collection": "1"} | OTSU,
    {"treaty_exempt": "1", "summary": "日米租税条約２０条"},
    {"spouse_class": "01", "nonresident_rel": "1"},
    {"u16_1_class": "01", "nonresident_rel": "1"},
    {"dep3_class": "61", "nonresident_rel": "1"},
    {"dep1_class": "04", "nonresident_rel": "1"},
    {"social_ins_inner": "1321234", "national_pension": "1321234"},
    {"spouse_elderly": "1"},
    {"f_widow": "1", "deduction_total": "4461234"},
    {"f_dis_special": "1", "deduction_total": "4591234"},
    {"dis_special": "2", "dis_special_living": "2", "deduction_total": "5691234"},
]


@pytest.mark.parametrize("texts", GOOD)
@pytest.mark.parametrize("code", ["315", "375"])
def test_what_the_guide_allows_is_clean(code, texts):
    table, data = changed(code)
    known = {item: text for item, text in texts.items() if item in table.by_id}
    if code == "375" and not known.get("special_rel_deduction", "1"):
        known["special_rel_deduction"] = " "
    assert findings(*changed(code, **known)) == []


BAD = [
    ({"pay_amount_inner": "8420001"}, ("pay_amount_inner", "inner_exceeds")),
    ({"tax_amount_inner": "130501"}, ("tax_amount_inner", "inner_exceeds")),
    ({"social_ins_inner": "1321235"}, ("social_ins_inner", "inner_exceeds")),
    ({"national_pension": "1321235"}, ("national_pension", "inner_exceeds")),
    ({"dep_elderly_living": "2"}, ("dep_elderly_living", "inner_exceeds")),
    ({"dis_special_living": "1"}, ("dis_special_living", "inner_exceeds")),
    ({"pay_after": "8420001"}, ("pay_after", "inner_exceeds")),
    ({"tax_amount": "8420001"}, ("tax_amount", "tax_exceeds")),
    ({"pay_kind": ""}, ("pay_kind", "expected")),
    ({"tax_amount": ""}, ("tax_amount", "expected")),
    ({"pay_after": ""}, ("pay_after", "both_or_none")),
    ({"deduction_total": ""}, ("deduction_total", "both_or_none")),
    (
        {"pay_after": "", "deduction_total": "", "dep3_class": "40"},
        *(
            (item, "only_when_adjusted")
            for item, text in NOT_ADJUSTED.items()
            if not text and item not in BLANKED
        ),
    ),
    (NOT_ADJUSTED | {"old_pension": "1"}, ("old_pension", "only_when_adjusted")),
    (
        NOT_ADJUSTED | {"national_pension": "1"},
        ("national_pension", "only_when_adjusted"),
    ),
    (
        {"dep_special_rel": ""},
        ("dep_specific", "count_differs"),
        ("dep_special_rel", "special_differs"),
    ),
    ({"special_rel_deduction": "0"}, ("special_rel_deduction", "both_or_none")),
    ({"special_rel_deduction": "110000"}, ("special_rel_deduction", "special_total")),
    (
        {"dep3_class": "00"},
        ("dep_special_rel", "special_differs"),
        ("special_rel_deduction", "both_or_none"),
    ),
    ({"dep3_class": "70"}, ("special_rel_deduction", "special_total")),
    ({"dep_other": "1"}, ("dep_specific", "count_differs")),
    ({"dep_under16": "2"}, ("dep_under16", "count_differs")),
    ({"dep_under16": ""}, ("dep_under16", "count_differs")),
    ({"dep1_class": "01"}, ("nonresident_rel", "nonresident_differs")),
    ({"dep1_class": ""}, ("dep1_class", "expected")),
    ({"spouse_class": ""}, ("spouse_class", "expected")),
    ({"nonresident_rel": "1"}, ("nonresident_rel", "nonresident_differs")),
    ({"dep4_class": "00"}, ("dep4_class", "needs")),
    ({"dep4_kana": "ヤマダ"}, ("dep4_kana", "needs")),
    ({"dep4_number": "0" + number(80)}, ("dep4_number", "number_without_name")),
    ({"u16_2_class": "00"}, ("u16_2_class", "needs")),
    (
        {"dep1_name": "", "dep1_kana": "", "dep1_class": "", "dep1_number": ""},
        ("dep2_name", "gap"),
        ("dep3_name", "gap"),
        ("dep_specific", "count_differs"),
        ("dep_special_rel", "special_differs"),
        ("special_rel_deduction", "both_or_none"),
    ),
    (
        {"dep_other": "3"},
        ("dep_specific", "count_differs"),
        ("summary", "further_differs"),
    ),
    ({"spouse_mark": "3"}, ("spouse_mark", "second_pay")),
    ({"spouse_mark": "4"}, ("spouse_mark", "second_pay")),
    (OTSU | {"spouse_mark": "1"}, ("spouse_mark", "main_pay")),
    (OTSU | {"dep_elderly": "1"}, ("dep_elderly", "main_pay")),
    ({"dep_other_sub": "1"}, ("dep_other_sub", "second_pay")),
    ({"spouse_mark": "2", "spouse_elderly": "1"}, ("spouse_elderly", "needs")),
    (
        {"spouse_name": ""},
        ("spouse_kana", "needs"),
        ("spouse_class", "needs"),
        ("spouse_number", "number_without_name"),
        ("spouse_mark", "needs"),
        ("spouse_deduction", "needs"),
    ),
    (
        {"housing_class1": "01", "housing_count": "1"}
        | {k: HOUSE[k] for k in HOUSE if k.startswith("move")},
        ("housing_class1", "needs_one_of"),
    ),
    (
        HOUSE | dict.fromkeys(("move_in1_year", "move_in1_month", "move_in1_day"), ""),
        ("housing_class1", "needs"),
    ),
    (
        HOUSE | {"housing_class1": "", "housing_count": ""},
        ("move_in1_year", "needs"),
        ("housing_class1", "expected"),
    ),
    ({"housing_balance1": "1"}, ("housing_balance1", "needs")),
    (HOUSE | {"housing_possible": "100000"}, ("housing_possible", "not_larger")),
    (HOUSE | {"housing_count": "0"}, ("housing_count", "count_differs")),
    ({"housing_credit": "1", **SECOND_HOUSE}, ("housing_class2", "gap")),
    ({"f_dis_special": "1", "f_dis_other": "1"}, ("f_dis_other", "exclusive")),
    ({"f_widow": "1", "f_single_parent": "1"}, ("f_widow", "exclusive")),
    ({"f_minor": "1"}, ("f_minor", "minor_differs")),
    ({"join_leave": "2"}, ("join_leave", "needs")),
    (LEFT | {"join_leave": "0"}, ("join_leave_year", "needs")),
    (LEFT | {"join_leave_year": "06"}, ("join_leave_year", "outside_year")),
    (BEFORE | {"prev_left_year": "06"}, ("prev_left_year", "outside_year")),
    ({"f_death": "1"}, ("f_death", "needs")),
    (BEFORE | {"prev_tax": ""}, ("prev_tax", "both_or_none")),
    (
        {
            "summary": "（１）山田　五",
            "further_numbers": "（２）"
            + number(80).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        },
        ("further_numbers", "serial_differs"),
    ),
]
ONLY_315 = [
    ({"ordinary_collection": "1"}, ("ordinary_collection", "needs")),
    ({"treaty_exempt": "1"}, ("treaty_exempt", "needs")),
    (
        {"u16_1_name": ""},
        ("u16_1_kana", "needs"),
        ("u16_1_class", "needs"),
        ("u16_1_number", "number_without_name"),
        ("dep_under16", "count_differs"),
    ),
    ({"creation": "2"}, ("creation", "not_as_set")),
    ({"municipality_code": "13101"}, ("municipality_code", "not_as_set")),
]


@pytest.mark.parametrize(
    ("code", "case"),
    [(code, case) for code in ("315", "375") for case in BAD]
    + [("315", case) for case in ONLY_315],
)
def test_what_contradicts_itself_is_named(code, case):
    texts, *expected = case
    texts = dict(texts)
    if code == "375" and not texts.get("special_rel_deduction", "1"):
        texts["special_rel_deduction"] = " "
    found = findings(*changed(code, **texts))
    if TOTAL not in expected:  # most changes touch the sum as well
        found = [finding for finding in found if finding != TOTAL]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("social_ins", "1321233"),
        ("life_ins", "119999"),
        ("quake_ins", ""),
        ("spouse_deduction", "260000"),
        ("basic_deduction", "580000"),
        ("dis_other", "2"),
        ("dis_special", "1"),
        ("dep_elderly_living", "0"),
        ("f_dis_other", "1"),
        ("f_student", "1"),
        ("f_single_parent", "1"),
        ("deduction_total", "4191233"),
    ],
)
def test_the_deductions_add_up(item, text):
    assert findings(*changed("315", **{item: text})) == [TOTAL]
    table, data = changed("315", **{item: text})
    (finding,) = Checker(table).check(data)
    (expected,) = (finding.facts["expected"],)
    repaired = {item: text, "deduction_total": expected.replace(",", "")}
    assert findings(*changed("315", **repaired)) == []


@pytest.mark.parametrize(
    ("born", "minor"),
    [(("4", "20", "01", "02"), "0"), (("4", "20", "01", "03"), "1")],
)
def test_minors_are_those_of_the_year(born, minor):
    cells = dict(
        zip(("birth_era", "birth_year", "birth_month", "birth_day"), born, strict=True)
    )
    assert findings(*changed("315", **cells, f_minor=minor)) == []
    other = "0" if minor == "1" else "1"
    found = findings(*changed("315", **cells, f_minor=other))
    assert found == [("f_minor", "minor_differs")]


PAYMENTS = [
    ("316", {"declared_code": "6", "summary": "株式報酬"}, []),
    ("316", {"declared_code": "6"}, [("declared_code", "needs")]),
    (
        "316",
        {"declared_amount": ""},
        [
            ("declared_tax", "needs"),
            ("declared_municipal_tax", "needs"),
            ("declared_prefectural_tax", "needs"),
            ("declared_amount", "no_payment"),
        ],
    ),
    ("316", {"declared_tax": "11900001"}, [("declared_tax", "tax_exceeds")]),
    ("316", {"undeclared_code": "1"}, [("undeclared_code", "needs")]),
    ("316", {"service_years": ""}, [("service_years", "expected")]),
    ("309", {"pay1_unpaid": "550001"}, [("pay1_unpaid", "inner_exceeds")]),
    ("309", {"pay1_uncollected": "56156"}, [("pay1_uncollected", "inner_exceeds")]),
    ("309", {"pay1_tax": "550001"}, [("pay1_tax", "tax_exceeds")]),
    ("309", {"pay2_kind": ""}, [("pay2_amount", "needs")]),
    (
        "309",
        {"pay2_amount": ""},
        [
            ("pay2_detail", "needs"),
            ("pay2_tax", "needs"),
            ("pay2_kind", "needs"),
        ],
    ),
    ("309", {"pay4_kind": "講演料", "pay4_amount": "1"}, [("pay4_kind", "gap")]),
    (
        "313",
        {"pay1_kind": ""},
        [("pay1_place", "needs"), ("pay1_detail", "needs"), ("pay1_basis", "needs")],
    ),
    ("313", {"pay1_place": ""}, [("pay1_kind", "needs")]),
    ("313", {"pay1_amount": ""}, [("pay1_kind", "needs")]),
    (
        "313",
        {"pay3_kind": "地代", "pay3_place": "東京都", "pay3_amount": "1"},
        [("pay3_kind", "gap")],
    ),
    ("313", {"payee_type": "2"}, [("payee_type", "type_and_number")]),
    ("313", {"payee_type": "0"}, []),
    ("313", {"broker_type": "1"}, [("broker_type", "type_and_number")]),
    ("313", {"broker_fee": ""}, [("broker_fee", "both_or_none")]),
    (
        "313",
        {"broker_name": ""},
        [
            ("broker_name", "both_or_none"),
            ("broker_type", "needs"),
            ("broker_number", "number_without_name"),
        ],
    ),
]


@pytest.mark.parametrize(("code", "texts", "expected"), PAYMENTS)
def test_payments_agree_with_themselves(code, texts, expected):
    assert sorted(findings(*changed(code, **texts))) == sorted(expected)


@pytest.mark.parametrize("code", ["309", "313"])
def test_a_record_without_a_payment_is_named(code):
    table, _data = made(code)
    empty = {
        item.id: "" for item in table.items if item.id.startswith(("pay1_", "pay2_"))
    }
    assert findings(*changed(code, **empty)) == [("pay1_amount", "no_payment")]
