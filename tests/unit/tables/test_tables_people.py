# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows become people: what follows from cells together, and every finding by name."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.tables.codes import CODES
from mynumber_management.tables.columns import COLUMNS, data_rows
from mynumber_management.tables.findings import Refused
from mynumber_management.tables.people import People, mapping_for
from mynumber_management.tables.profiles import suggest
from mynumber_management.tables.reader import open_table
from mynumber_management.text.digits import check_digit
from workbooks import cell, rows, sheet, workbook

TODAY = date(2026, 11, 23)
BASE = "55555555555"
NUMBER = BASE + check_digit(BASE)


def parse(text, saved=None, **changes):
    """(people, findings of the file)."""
    data = text if isinstance(text, bytes) else text.encode()
    with open_table(data) as table:
        saved = (saved or mapping_for(table)) | changes
        reading = People(table, saved, TODAY)
        return list(reading), reading.findings


def one(headings, line, **changes):
    (person,) = parse(f"社員番号,{headings}\n1,{line}\n", **changes)[0]
    return person


def found(person):
    return [(f.column, f.code) for f in person.findings]


def test_a_name_in_one_line_is_parted_at_its_space_only():
    person = one("氏名,氏名カナ", "髙橋　花子 マリア,ﾀｶﾊｼ ﾊﾅｺ")
    assert person.values == {
        "family_name": "髙橋",
        "given_name": "花子 マリア",
        "family_name_kana": "タカハシ",
        "given_name_kana": "ハナコ",
    }
    person = one("氏名", "髙橋花子")
    assert person.values == {"family_name": "髙橋花子"}
    assert found(person) == [("name", "one_part_name")]


def test_a_reading_without_space_is_left_out_of_a_name_in_two_parts():
    person = one("氏名,氏名カナ", "髙橋 花子,タカハシハナコ")
    assert "family_name_kana" not in person.values
    assert found(person) == [("kana", "one_part_kana")]
    assert one("氏名カナ", "マリア").values == {"family_name_kana": "マリア"}


def test_parts_of_a_name_go_before_the_whole_and_may_not_differ():
    person = one("氏,名,氏名", "高橋,花子,髙橋 花子")
    assert (person.values["family_name"], found(person)) == ("高橋", [])
    assert found(one("氏,名,氏名", "高橋,花子,田中 花子")) == [("name", "name_twice")]


def test_an_address_in_one_line_fills_the_parts_that_have_no_column():
    person = one("住所,氏名", "〒106-0041 東京都港区麻布台4-5-6 ビル209,甲 乙")
    values = {k: v for k, v in person.values.items() if "name" not in k}
    assert values == {
        "postcode": "106-0041",
        "prefecture": "東京都",
        "city": "港区",
        "street": "麻布台4-5-6",
        "building": "ビル209",
    }
    person = one("都道府県,住所,氏名", "東京都,品川区大崎1-2-2,甲 乙")
    assert (person.values["city"], person.values["street"]) == ("品川区", "大崎1-2-2")


def test_one_establishment_stands_for_three_unless_told_apart():
    person = one("氏名,事業所,社会保険事業所", "甲 乙,本社,支店")
    assert person.values["payer_establishment"] == "本社"
    assert person.values["social_establishment"] == "支店"
    assert person.values["employment_establishment"] == "本社"


@pytest.mark.parametrize(
    ("relation", "born", "flag", "expected"),
    [
        ("妻", "1990/1/1", "1", {"withholding_spouse": True}),
        ("夫", "1990/1/1", "0", {"withholding_spouse": False}),
        ("長男", "2011/1/2", "1", {"under16": True}),
        ("長男", "2011/1/1", "1", {"withholding_relative": True}),
        ("長男", "", "1", {"withholding_relative": True}),
        ("母", "1950/1/1", "0", {"withholding_relative": False}),
    ],
)
def test_dependant_for_tax_depends_on_relation_and_age(relation, born, flag, expected):
    heads = "氏名,続柄,生年月日,対象年,税法上の扶養"
    person = one(heads, f"甲 乙,{relation},{born},2026,{flag}")
    flags = {k: v for k, v in person.values.items() if isinstance(v, bool)}
    assert (flags, person.year) == (expected, 2026)


def test_flags_without_a_year_are_of_this_year():
    person = one("氏名,続柄,特定親族", "甲 乙,長女,○")
    assert (person.kind, person.year) == ("dependant", 2026)


@pytest.mark.parametrize(
    ("headings", "line", "expected"),
    [
        ("氏名,電話番号", ",03-1234-5678", [("family_name", "key_blank")]),
        ("氏名", "甲1 乙", [("name", "not_a_name")]),
        ("氏名,生年月日", "甲 乙,2027/1/1", [("birth_date", "in_future")]),
        (
            "氏名,入社日,退職日",
            "甲 乙,2020/4/1,2019/4/1",
            [("left_on", "left_before_hired")],
        ),
        (
            "氏名,生年月日,入社日",
            "甲 乙,2000/1/1,1999/1/1",
            [("hired_on", "hired_before_birth")],
        ),
        ("氏名,区分", "甲 乙,退職者", [("left_on", "left_on_blank")]),
        ("氏名,区分", "甲 乙,宇宙人", [("person_kind", "choice")]),
        ("氏名,区分,続柄", "甲 乙,従業員,妻", [("relation", "not_for_kind")] * 1),
        (
            "氏名,個人番号,本人確認日",
            f"甲 乙,{NUMBER},2027/1/1",
            [("checked_on", "in_future")],
        ),
        ("氏名,本人確認日", "甲 乙,2020/1/1", [("number", "history_without_number")]),
        ("氏名,提供拒否日", "甲 乙,2020/1/1", []),
        (
            "氏名,個人番号,提供拒否日",
            f"甲 乙,{NUMBER},2020/1/1",
            [("refused_on", "number_and_refusal")],
        ),
        (
            "氏名,個人番号,帳簿の申告書",
            f"甲 乙,{NUMBER},扶養控除等申告書",
            [("ledger_source", "ledger_incomplete")],
        ),
        ("氏名,個人番号", "甲 乙,123", [("number", "number_length")]),
        ("氏名,町名番地", f"甲 乙,{NUMBER}", [("street", "number")]),
        (
            "氏名,区分,税法上の扶養",
            "甲 乙,家族,1",
            [("tax_dependant", "relation_blank")],
        ),
    ],
)
def test_what_does_not_go_together_is_named(headings, line, expected):
    person = one(headings, line)
    assert [pair for pair in found(person) if pair[0] != "relation_written"] == expected
    assert NUMBER not in repr(person)


def test_a_code_is_needed_but_for_payees():
    people, _findings = parse("区分,社員番号,氏名\n従業員,,甲 乙\n支払先,,丙 丁\n")
    assert [found(person) for person in people] == [[("code", "code_blank")], []]


def test_a_number_in_a_column_that_is_not_mapped_is_told_once():
    people, findings = parse(
        f"社員番号,氏名,メモ\n1,甲 乙,{NUMBER}\n2,丙 丁,{NUMBER}\n"
    )
    assert [(f.code, f.facts, f.level) for f in findings] == [
        ("unknown_column", {"place": 3}, "hint"),
        ("numbers_unmapped", {"place": 3}, "error"),
    ]
    assert NUMBER not in repr((people, findings))


def test_a_row_of_another_length_is_an_error_of_its_own():
    people, _findings = parse("社員番号,氏名\n1,甲 乙,2\n2,丙 丁\n")
    assert [found(person) for person in people] == [[("", "cell_count")], []]


def test_figures_as_codes_are_told_once_a_file():
    lines = ["社員番号", "氏名"], *([cell(f"A{n}", n, "n"), "甲 乙"] for n in (2, 3))
    people, _findings = parse(workbook(sheet(rows(*lines))))
    assert [found(person) for person in people] == [[("code", "code_figure")], []]


def test_hidden_rows_are_read_and_told():
    data = rows(["社員番号", "氏名"], ["1", "甲 乙"])
    people, _findings = parse(
        workbook(sheet(data.replace("<row r='2'", "<row r='2' hidden='1'")))
    )
    assert found(people[0]) == [("", "hidden_row")]


def test_relatives_in_the_employee_s_row_share_the_code():
    text = (
        "従業員 社員番号,配偶者 姓,配偶者 名,家族2 姓,家族2 続柄,家族2 マイナンバー\n"
    )
    saved = suggest(text.strip().split(","), "smarthr")
    saved["columns"]["家族2 マイナンバー"] = "family2.number"
    saved["columns"]["氏"] = "family_name"
    people, _findings = parse(text + f"7,甲,乙,丙,母,{NUMBER}\n8,,,,,\n", saved)
    told = [(p.row, p.group, p.kind, p.code, bool(p.number)) for p in people]
    assert told == [
        (2, "", "employee", "7", False),
        (2, "spouse", "dependant", "7", False),
        (2, "family2", "dependant", "7", True),
        (3, "", "employee", "8", False),
    ]
    assert people[1].values["relation"] == "spouse"


def test_a_saved_mapping_fits_headings_of_another_width():
    saved = suggest(["社員番号", "姓（カナ）", "氏名"])
    people, findings = parse("社員番号,姓(ｶﾅ) ,氏名\n1,コウ,甲 乙\n", saved)
    assert people[0].values["family_name_kana"] == "コウ" and not findings
    people, findings = parse("社員番号,氏名,氏 名\n1,甲 乙,丙 丁\n", saved)
    assert people[0].values["family_name"] == "甲"
    assert [(f.code, f.column) for f in findings] == [("second_column", "name")]


def test_a_heading_of_signs_only_is_taken_as_it_is():
    saved = suggest(["社員番号", "氏名"])
    saved["columns"]["〒"] = "postcode"
    people, _findings = parse("社員番号,氏名,,〒\n1,甲 乙,x,106-0041\n", saved)
    assert people[0].values["postcode"] == "106-0041" and not found(people[0])


def test_codes_for_relations_are_not_written_as_their_names():
    own = {"relation": {"1": "child"}}
    person = one("氏名,続柄", "甲 乙,1", values=own)
    assert person.values["relation"] == "child"
    assert "relation_written" not in person.values


WORDS = sorted({row["word"] for row in data_rows("people_values.csv")})
TYPED = st.one_of(
    st.sampled_from([*WORDS, "", "甲 乙", "コウ", "2020/1/1", "R8.5.1", NUMBER, "12"]),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12),
)
OWN = [column for column in COLUMNS if column != "establishment"]


@settings(deadline=None, max_examples=150)
@given(st.lists(TYPED, min_size=len(OWN), max_size=len(OWN)), st.booleans())
def test_any_row_becomes_a_person_or_named_findings(line, clears):
    file = io.StringIO()
    csv.writer(file).writerows([OWN, line])
    saved = suggest(OWN) | {"blank": "clear" if clears else "keep"}
    try:
        people, findings = parse(file.getvalue(), saved)
    except Refused:
        return
    for person in people:
        assert {f.code for f in [*person.findings, *findings]} <= CODES.keys()
        assert NUMBER not in repr((person, findings))
        assert not person.values.keys() & {"name", "kana", "address", "tax_dependant"}


def test_a_mapping_that_fits_no_heading_is_refused():
    with pytest.raises(Refused, match="key_missing"):
        parse("a,b\n1,2\n", suggest(["社員番号"]))


def test_blank_cells_may_empty_fields():
    person = one("氏名,電話番号,旧姓", "甲 乙,,", blank="clear")
    assert person.values["phone"] is None and person.values["birth_name"] is None
    assert "phone" not in one("氏名,電話番号", "甲 乙,").values


def test_nothing_of_a_wrong_cell_is_in_any_finding():
    secret = "ひみつ9"
    heads = "氏名,氏名カナ,生年月日,性別,郵便番号,都道府県,電話番号,個人番号,利用目的"
    person = one(heads, ",".join([secret] * 9))
    assert len(person.errors) == 9
    assert secret not in repr(person.findings)
