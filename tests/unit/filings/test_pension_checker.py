# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Findings for single items and for items that depend on each other (4.2, 4.3, 4.7)."""

import pytest
from forms_samples import number
from mynumber_management.filings.findings import ERROR, MESSAGES
from mynumber_management.filings.pension_checker import PensionChecker
from pension_samples import TODAY, changed, found, table


def wrong_digit(digits):
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)


# Form, item, its text, finding: the item is wrong by itself.
ITEMS = [
    ("2200700", "prefecture", "13", "code_value"),
    ("2200700", "prefecture", "", "required"),
    ("2200700", "district", "00", "district"),
    ("2200700", "district", "99", "district"),
    ("2200700", "district", "3", "wrong_length"),
    ("2200700", "office_sign", "ｱ1", "office_sign"),
    ("2200700", "office_sign", "000", "all_zeros"),
    ("2200700", "office_sign", "ｱｲｳｴｵ", "too_many_bytes"),
    ("2200700", "office_sign", "アイウ", "not_half_width"),
    ("2200700", "office_no", "000", "all_zeros"),
    ("2200700", "office_no", "123456", "too_long"),
    ("2200700", "insured_no", "0", "all_zeros"),
    ("2200700", "insured_no", "A1", "not_digits"),
    ("2200700", "insured_no", "1234567", "too_long"),
    ("2200700", "kana", "ﾐﾎﾝﾊﾅｺ", "name_separator"),
    ("2200700", "kana", "ﾐﾎﾝ  ﾊﾅｺ", "double_space"),
    ("2200700", "kana", "ﾐﾎﾝ ﾊﾅｺ ｱ", "name_spaces"),
    ("2200700", "kana", "ﾐﾎﾝ ﾊﾅｺ ", "name_spaces"),
    ("2200700", "kana", "ミホン　ハナコ", "not_half_kana"),
    ("2200700", "kana", "ﾐﾎﾝ A", "not_half_kana"),
    ("2200700", "kana", "ﾐﾎﾝ ﾊﾅｺ｡", "not_half_kana"),
    ("2200700", "kana", "ｱ " + "ｶﾞ" * 12, "too_many_bytes"),
    ("2200700", "name", "見本花子", "name_separator"),
    ("2200700", "name", "見本 花子", "not_full_width"),
    ("2200700", "name", "見本　　花子", "double_space"),
    ("2200700", "name", "見　本　花子", "name_spaces"),
    ("2200700", "name", "見本　" + "花" * 10, "too_many_bytes"),
    ("2200700", "name", "髙本　花子", "outside_jis"),
    ("2200700", "name", "①本　花子", "outside_jis_unknown"),
    ("2200700", "name", "見本　〓", "question_mark"),
    ("2200700", "name", "見本　─", "unusual_sign"),
    ("2200700", "birth_era", "2", "code_value"),
    ("2200700", "birth_era", "", "required"),
    ("2200700", "birth_day", "021302", "no_such_date"),
    ("2200700", "birth_day", "310501", "outside_era"),
    ("2200700", "birth_day", "20402", "wrong_length"),
    ("2200700", "birth_day", "", "required"),
    ("2200700", "sex", "4", "code_value"),
    ("2200700", "acquisition", "6", "code_value"),
    ("2200700", "acquisition", "2", "code_value"),
    ("2200700", "number", wrong_digit(number(1)), "check_digit"),
    ("2200700", "number", "0" + number(1), "number_length"),
    ("2200700", "number", "1234-5678-90", "not_digits"),
    ("2200700", "acquired_era", "5", "code_value"),
    ("2200700", "has_dependants", "2", "code_value"),
    ("2200700", "has_dependants", "", "required"),
    ("2200700", "pay_cash", "25万", "not_half_width"),
    ("2200700", "pay_cash", "-250000", "not_digits"),
    ("2200700", "pay_cash", "10000000", "too_long"),
    ("2200700", "pay_in_kind", "", "required"),
    ("2200700", "over70", "0", "code_value"),
    ("2200700", "certificate", "0", "code_value"),
    ("2200700", "remarks", "あ" * 38, "too_many_bytes"),
    ("2200700", "remarks", "髙", "outside_jis"),
    ("2200700", "remarks", "再雇用・①", "outside_jis_unknown"),
    ("2200700", "remarks", "再雇用/70", "unusual_sign"),
    ("2200700", "remarks", "再雇用\t", "control"),
    ("2201700", "cause", "6", "code_value"),
    ("2201700", "cause", "11 ", "code_value"),
    ("2201700", "cause", "", "required"),
    ("2201700", "cards_returned", "100", "too_long"),
    ("2202700", "birth_era", "3", "code_value"),
    ("2202700", "sex", "3", "code_value"),
    ("2202700", "change", "4", "code_value"),
    ("2202700", "change", "", "required"),
    ("2202700", "employer_checked", "", "required"),
    ("2202700", "spouse_sex", "5", "code_value"),
    ("2202700", "spouse_address", "千代田区1-2", "not_full_width"),
    ("2202700", "spouse_address", "千代田区　　１", "double_space"),
    ("2202700", "spouse_address", "東" * 38, "too_many_bytes"),
    ("2202700", "spouse_zip1", "000", "all_zeros"),
    ("2202700", "spouse_zip2", "12", "wrong_length"),
    ("2202700", "spouse_nationality", "国" * 16, "too_many_bytes"),
    ("2202700", "spouse_became_era", "5", "code_value"),
    ("2202700", "other1_dependant_no", "1", "must_be_blank"),
    ("2202700", "will_confirmed", "1", "must_be_blank"),
    ("2202700", "other1_relation", "1", "code_value"),
    ("2202700", "other1_relation", "11", "code_value"),
    ("2202700", "other1_occupation", "7", "code_value"),
    ("2202700", "other1_number", wrong_digit(number(4)), "check_digit"),
]


@pytest.mark.parametrize(("form", "item", "text", "expected"), ITEMS)
def test_a_wrong_item_is_named(form, item, text, expected):
    named = item
    group = table().forms[form].by_id[item].group
    if group and expected in ("no_such_date", "outside_era"):
        named = table().forms[form].groups[group][0].id
    results = found(changed(form, **{item: text}))
    assert (named, expected) in results
    others = {"other_office", "outer_space"} | {"needed_here", "date_incomplete"}
    assert {code for place, code in results if place != named} <= others


ONLY70 = {"over70": "1", "only_over70": "1", "sex": "", "acquisition": ""}
OLD = {"birth_era": "5", "birth_day": "290120"}
PENSION = {"number": "", "pension_office": "1234", "pension_serial": "567890"}
PLACE = {"zip1": "100", "zip2": "0001", "address_kana": "ﾄｳｷｮｳﾄ"}
# Form, texts that differ from a correct record, all (item, code) that are found.
TOGETHER = [
    ("2200700", {"acquisition": ""}, {"acquisition needed_here"}),
    ("2200700", {"sex": ""}, {"sex needed_here"}),
    ("2200700", {"sex": "3"}, set()),
    ("2200700", {"sex": "7"}, set()),
    ("2200700", {"acquisition": "3", "sex": "3"}, {"sex code_value"}),
    ("2200700", {"acquisition": "4", "sex": "6"}, {"sex code_value"}),
    ("2200700", {"acquisition": "4", "sex": "1"}, set()),
    ("2200700", {"no_address_reason": "1"}, {"no_address_reason empty_here"}),
    ("2200700", {"number_note": "甲"}, {"number_note empty_here"}),
    (
        "2200700",
        {"no_address_reason": "3", "number_note": "甲"},
        {"no_address_reason empty_here", "number_note empty_here"},
    ),
    (
        "2200700",
        {**PENSION, **PLACE, "pension_office": ""},
        {"pension_office needed_here"},
    ),
    (
        "2200700",
        {"number": "", "no_address_reason": "1", **PLACE},
        {"number number_missing"},
    ),
    (
        "2200700",
        {**PENSION, "no_address_reason": "3", **PLACE},
        {"number_note needed_here"},
    ),
    (
        "2200700",
        {**PENSION, "no_address_reason": "2", "number_note": "甲", **PLACE},
        {"number_note empty_here"},
    ),
    (
        "2200700",
        {**PENSION},
        {"zip1 needed_here", "zip2 needed_here", "address_kana needed_here"},
    ),
    ("2200700", {**PENSION, **PLACE}, set()),
    ("2200700", {**PENSION, **PLACE, "address": "東京都"}, set()),
    (
        "2200700",
        {**PENSION, **PLACE, "pension_serial": ""},
        {"pension_serial needed_here", "number number_missing"},
    ),
    (
        "2200700",
        {**PENSION, **PLACE, "acquisition": "3"},
        {"pension_office empty_here", "pension_serial empty_here"},
    ),
    ("2200700", {"zip1": "100"}, {"zip1 empty_here"}),
    ("2200700", {"zip2": "0001"}, {"zip2 empty_here"}),
    ("2200700", {"address_kana": "ﾄｳｷｮｳﾄ"}, {"address_kana empty_here"}),
    ("2200700", {"address": "東京都"}, {"address empty_here"}),
    ("2200700", {**PENSION, "number": number(1)}, {"number both_numbers"}),
    ("2200700", {"pay_total": "0250001"}, {"pay_total sum_differs"}),
    ("2200700", {"pay_in_kind": "0000001"}, {"pay_total sum_differs"}),
    ("2200700", {"pay_total": "250000", "pay_cash": "0250000"}, set()),
    (
        "2200700",
        {"pay_cash": "999", "pay_total": "999"},
        {"pay_total below_minimum"},
    ),
    (
        "2200700",
        {"pay_cash": "9999999", "pay_in_kind": "1", "pay_total": "9999999"},
        set(),
    ),
    ("2200700", {"acquired_day": "081124"}, {"acquired_era in_future"}),
    ("2200700", {"acquired_day": "081123"}, set()),
    (
        "2200700",
        {"acquired_era": "7", "acquired_day": "020401"},
        {"acquired_era before_birth"},
    ),
    ("2200700", {"over70": "1"}, {"acquired_era before_70"}),
    ("2200700", {"over70": "1", "birth_era": "5", "birth_day": "311001"}, set()),
    ("2200700", {"over70": "1", "birth_era": "5", "birth_day": "311002"}, set()),
    (
        "2200700",
        {"over70": "1", "birth_era": "5", "birth_day": "311003"},
        {"acquired_era before_70"},
    ),
    ("2200700", ONLY70 | OLD, set()),
    ("2200700", ONLY70 | OLD | {"over70": ""}, {"over70 needed_here"}),
    (
        "2200700",
        {"only_over70": "1", "over70": "1", **OLD},
        {"sex empty_here", "acquisition empty_here"},
    ),
    ("2201700", {"insured_no": ""}, {"insured_no expected_here"}),
    (
        "2201700",
        {"number": ""},
        {
            "number number_missing",
            "pension_office needed_here",
            "pension_serial needed_here",
        },
    ),
    ("2201700", PENSION, set()),
    (
        "2201700",
        {"pension_serial": "567890"},
        {"pension_office needed_here", "number both_numbers"},
    ),
    ("2201700", {"pension_office": "1234"}, {"pension_serial needed_here"}),
    ("2201700", {**PENSION, "pension_office": ""}, {"pension_office needed_here"}),
    ("2201700", {**PENSION, "number": number(1)}, {"number both_numbers"}),
    ("2201700", {"lost_day": "081102"}, {"lost_era day_after"}),
    ("2201700", {"lost_day": "081031"}, {"lost_era day_after"}),
    ("2201700", {"lost_era": "", "lost_day": ""}, {"lost_era needed_here"}),
    ("2201700", {"left_era": "", "left_day": ""}, {"left_era needed_here"}),
    ("2201700", {"left_day": ""}, {"left_era date_incomplete"}),
    ("2201700", {"cause": "5"}, {"number empty_here"}),
    ("2201700", {"cause": "5", **PENSION}, set()),
    (
        "2201700",
        {"cause": "5", **PENSION, "lost_day": "081102"},
        {"lost_era day_after"},
    ),
    ("2201700", {"cause": "9"}, {"left_era empty_here"}),
    ("2201700", {"cause": "11", "left_era": "", "left_day": ""}, set()),
    (
        "2201700",
        {"cause": "7", "left_era": "", "left_day": ""},
        {"lost_era before_75"},
    ),
    (
        "2201700",
        {
            "cause": "7",
            "left_era": "",
            "left_day": "",
            "birth_era": "5",
            "birth_day": "261101",
        },
        set(),
    ),
    (
        "2201700",
        {
            "cause": "7",
            "left_era": "",
            "left_day": "",
            "birth_era": "5",
            "birth_day": "261102",
        },
        {"lost_era before_75"},
    ),
    (
        "2201700",
        {
            "cause": "7",
            "left_era": "",
            "left_day": "",
            "birth_era": "5",
            "birth_day": "261031",
        },
        {"lost_era not_75th"},
    ),
    ("2201700", {"lost_day": "081201"}, {"lost_era in_future", "lost_era day_after"}),
    ("2201700", {"over70_ended": "1"}, {"over70_ended_era needed_here"}),
    (
        "2201700",
        {"over70_ended": "1", "over70_ended_era": "9", "over70_ended_day": "081101"},
        {"over70_ended_era same_day"},
    ),
    (
        "2201700",
        {"over70_ended": "1", "over70_ended_era": "9", "over70_ended_day": "081031"},
        set(),
    ),
    (
        "2201700",
        {"over70_ended_era": "9", "over70_ended_day": "081031"},
        {"over70_ended_era unexpected_here"},
    ),
    (
        "2201700",
        {"only_over70": "1"},
        {"insured_no empty_here", "lost_era empty_here", "over70_ended needed_here"},
    ),
]


@pytest.mark.parametrize(("form", "texts", "expected"), TOGETHER)
def test_items_that_disagree_are_named(form, texts, expected):
    assert {" ".join(one) for one in found(changed(form, **texts))} == expected


def test_a_rule_is_silent_when_it_rests_on_a_wrong_item():
    """A sum with a wrong part, a day after a wrong day, an address beside a number
    that is not one: only the wrong item is named."""
    assert found(changed("2200700", pay_cash="x")) == [("pay_cash", "not_digits")]
    assert found(changed("2201700", left_day="081032")) == [
        ("left_era", "no_such_date")
    ]
    bad = wrong_digit(number(1))
    assert found(changed("2200700", number=bad)) == [("number", "check_digit")]
    assert found(changed("2201700", cause="6")) == [("cause", "code_value")]


def test_a_finding_names_the_items_it_rests_on():
    checker = PensionChecker(table(), TODAY)
    (finding,) = checker.check(changed("2200700", sex=""))
    assert finding.record == 6
    assert finding.facts == {"other": "12", "form": "2200700"}
    assert finding.message == "This item must be filled; see item 12."
    (finding,) = checker.check(changed("2201700", lost_day="081102"))
    assert (finding.item, finding.last) == ("lost_era", "lost_day")


SETTINGS = [
    ("2200700", {"acquisition": "6", "sex": "1"}, {"acquisition_codes": "1 3 4 6 7"}),
    ("2200700", {"kana": "ｱ ｲ ｳ"}, {"name_spaces": "several"}),
    (
        "2200700",
        {**PENSION, **PLACE, "address": "東京都1-2"},
        {"half_width_address": True},
    ),
    (
        "2200700",
        {**PENSION, "number": number(1)},
        {"both_identifications": "accept"},
    ),
    ("2201700", {"cause": "5"}, {"number_on_death": True}),
    ("2202700", {"spouse_nationality": "国" * 30}, {"nationality_bytes": 60}),
]


@pytest.mark.parametrize(("form", "texts", "chosen"), SETTINGS)
def test_a_setting_accepts_what_the_default_refuses(form, texts, chosen):
    data = changed(form, **texts)
    assert any(MESSAGES[code][0] == ERROR for _item, code in found(data))
    assert found(data, chosen) == []


def test_missing_numbers_are_expected_before_they_are_filled_in():
    for form in ("2200700", "2201700", "2202700"):
        data = changed(form, number="")
        assert found(data) != []
        assert found(data, numbers=False) == []


def test_a_finding_tells_nothing_of_the_content():
    """Nothing typed comes back but single characters outside the set."""
    private = "機密髙機密987654321012"
    for form in table().forms:
        for item in table().forms[form].items:
            checker = PensionChecker(table(), TODAY)
            for finding in checker.check(changed(form, **{item.id: private})):
                told = str(finding.facts) + finding.message
                assert "機密" not in told and "98765" not in told
