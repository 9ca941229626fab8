# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From statement to boxes: what each copy of each year prints."""

from datetime import date

import pytest
from forms_samples import person, statement
from mynumber_management.forms.mapping_withholding import box_values, number_slots
from mynumber_management.forms.preflight import preflight
from mynumber_management.forms.registry import sheet_version, sheet_versions
from mynumber_management.forms.textfit import Slot
from mynumber_management.forms.withholding import FORM

FAMILY = {
    "dependants": [person(f"長男{index}", "チョウナン") for index in range(4)]
    + [person("五男", "ゴナン", "01"), person("六男", "ロクナン", "11")],
    "under16": [person(f"子{index}", "コ") for index in range(4)]
    + [person("末子", "スエ", "01")],
    "retirement_relatives": [{"name": "母"}],
}


def boxes(copy, year=2025, **changes):
    return box_values(statement(year=year, **changes), sheet_version(FORM, year, copy))


@pytest.mark.parametrize(
    "version", sheet_versions(FORM), ids=lambda v: f"{v.year}-{v.copy}"
)
def test_every_value_has_its_box(version):
    values = box_values(statement(year=version.year, **FAMILY), version)
    assert set(values) <= set(version.sheet.boxes)
    assert preflight(version.sheet, values) == []


def test_amounts_have_thousands_and_zero_is_written_where_it_must_be():
    values = boxes("tax", tax_amount=0, quake_ins=0, dis_other=0, social_ins_inner=0)
    assert values["pay_amount"] == "8,420,000"
    assert values["tax_amount"] == "0"
    assert values["spouse_income"] == "0"
    for blank in ("quake_ins", "dis_other", "social_ins_inner"):
        assert blank not in values


def test_the_year_and_the_birth_date_are_japanese():
    values = boxes("tax")
    assert values["year"] == "7"
    birth = [values[f"birth_{part}"] for part in ("era", "year", "month", "day")]
    assert birth == ["昭和", "60", "5", "15"]


def test_without_adjustment_its_boxes_are_blank():
    values = boxes(
        "tax", adjusted=False, move_in1=date(2020, 1, 1), housing_class1="01"
    )
    for blank in (
        "pay_after",
        "deduction_total",
        "life_ins",
        "basic_deduction",
        "move_in1_year",
        "housing_class1",
        "special_rel_deduction",
    ):
        assert blank not in values
    assert values["social_ins"] == "1,321,234"
    assert values["spouse_income"] == "0"


def test_leaving_is_printed_before_joining():
    joined = boxes("tax", joined_date=date(2025, 4, 1))
    assert (joined["joined"], joined["jl_month"]) == ("○", "4")
    both = boxes("tax", joined_date=date(2025, 4, 1), left_date=date(2025, 9, 30))
    assert "joined" not in both
    assert (both["left"], both["jl_month"], both["jl_day"]) == ("○", "9", "30")
    assert "中途就" in both["summary"]
    assert "summary" not in joined


def test_spouse_marks():
    assert boxes("tax")["spouse_yes"] == "○"
    assert boxes("tax", spouse_mark="sub")["spouse_sub_yes"] == "○"
    assert "spouse_yes" not in boxes("tax", spouse_mark="none")
    assert boxes("tax", spouse_elderly=True)["spouse_elderly"] == "○"


@pytest.mark.parametrize(
    ("copy", "year", "spouse", "child", "note"),
    [
        ("municipal", 2025, "○", "○", "(年少)(01)"),
        ("municipal", 2026, "01", "01", "(年少)(01)"),
        ("payee", 2025, "○", "○", "(年少)(非居住者)"),
        ("payee", 2026, "01", "○", "(年少)(非居住者)"),
        ("tax", 2025, "○", "○", "(年少)(01)"),
    ],
)
def test_marks_of_non_residents(copy, year, spouse, child, note):
    abroad = [person("子", "コ", "01")] * 5
    values = boxes(copy, year, spouse_class="01", under16=abroad)
    assert values["spouse_class"] == spouse
    assert values["u16_1_class"] == child
    assert note in values["summary"]
    assert "spouse_class" not in boxes(copy, year)


def test_classes_of_dependants_are_codes_on_every_copy():
    for copy in ("municipal", "payee", "tax"):
        values = boxes(copy)
        assert values["dep3_class"] == "60"
        assert "dep1_class" not in values


def test_housing_classes_are_words():
    values = boxes("payee", housing_class1="21", housing_class2="42")
    assert values["housing_class1"] == "住(特特)"
    assert values["housing_class2"] == "認(特家)"


def test_the_fifth_and_later_are_named_in_the_summary():
    summary = boxes("tax", **FAMILY)["summary"]
    assert summary.startswith("(1)五男(01)　(2)六男(11)　(3)末子(年少)(01)")
    assert "母" not in summary
    assert "(4)母(退職)" in boxes("municipal", **FAMILY)["summary"]


def test_their_numbers_stand_in_the_remarks_under_the_same_serial():
    fifth = (Slot("(1)", "dep5_number"), Slot("(2)", "dep6_number"))
    assert boxes("tax", **FAMILY)["remarks"] == fifth
    assert boxes("municipal", **FAMILY)["remarks"] == (
        *fifth,
        Slot("(3)", "u16_5_number"),
        Slot("(4)", "ret1_number"),
    )
    assert "remarks" not in boxes("payee", **FAMILY)


def test_number_slots_name_the_holder():
    data = statement(**FAMILY)
    municipal = number_slots(data, sheet_version(FORM, 2025, "municipal"))
    assert ("u16_5_number", "under16", 4) in municipal
    assert ("ret1_number", "retirement_relatives", 0) in municipal
    assert not any(slot.holder == "payer" for slot in municipal)
    tax = {slot.holder for slot in number_slots(data, sheet_version(FORM, 2025, "tax"))}
    assert tax == {"payee", "spouse", "dependants"}
    assert number_slots(data, sheet_version(FORM, 2025, "payee")) == []
    sole = statement(payer_corporate_number=None)
    slots = number_slots(sole, sheet_version(FORM, 2025, "tax"))
    assert ("payer_number", "payer", 0) in slots


def test_the_payee_copy_has_no_payer_number_either():
    assert boxes("tax")["payer_number"] == "7000012050002"
    assert "payer_number" not in boxes("payee")


def test_what_the_summary_says():
    values = boxes(
        "municipal",
        2026,
        ordinary_collection=True,
        ordinary_reason="普B",
        disabled_spouse_name="山田 花子",
        income_adjust_name="山田 一郎",
        life_ins_special=True,
        deferred_tax=12_000,
        blue_worker=True,
        treaty_exempt=True,
        treaty_text="日米租税条約第20条 免税1,000,000円",
        summary_text="その他の事項",
        prev_address="大阪府大阪市北区",
        prev_name="株式会社前職",
        prev_pay=1_000_000,
        prev_tax=0,
        prev_social_ins=150_000,
        prev_left_date=date(2026, 3, 31),
    )
    assert values["summary"] == (
        "普B　山田 花子(同配)　山田 一郎(調整)　"
        "前職:大阪府大阪市北区 株式会社前職 令和8年3月31日退職 給与等1,000,000円 "
        "税額0円 社会保険料150,000円　災害による徴収猶予税額12,000円　"
        "日米租税条約第20条 免税1,000,000円　青色専従者　"
        "租税特別措置法第41条の15の5第1項適用　その他の事項"
    )
    for copy in ("payee", "tax"):
        reason = boxes(copy, ordinary_collection=True, ordinary_reason="普B")
        assert "普B" not in reason.get("summary", "")


def test_preflight_names_what_would_not_print():
    version = sheet_version(FORM, 2025, "payee")
    findings = preflight(
        version.sheet,
        {"payee_kana": "ア" * 80, "payee_name": "ก山ก", "summary": "123456789018"},
    )
    assert [(f.code, f.item) for f in findings] == [
        ("does_not_fit", "payee_kana"),
        ("glyph_missing", "payee_name"),
        ("number_in_text", "summary"),
    ]
    assert "ก" in findings[1].message
