# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Findings for single items, numbers and people; what a finding may tell."""

import io
import re
from datetime import date, timedelta

import pytest
from filings_samples import (
    PAYER,
    SAMPLES,
    cells_of,
    changed,
    corporate,
    findings,
    joined,
    made,
    salary,
)
from forms_samples import number
from mynumber_management.filings import items
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.findings import ERROR, MESSAGES, WARNING
from mynumber_management.filings.layout import available, load
from mynumber_management.filings.writer import Writer
from mynumber_management.text.eras import to_coded


def full(text):
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def wrong_digit(digits):
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)


@pytest.mark.parametrize("code", SAMPLES)
def test_a_clean_record_has_no_findings(code):
    assert findings(*made(code)) == []


ITEMS = [
    ("315", "statement_code", "375", "code_value"),
    ("315", "reference1", "123", "wrong_length"),
    ("315", "reference1", "123456789a", "not_digits"),
    ("315", "payer_address", "", "required"),
    ("315", "payer_address", "東京都，千代田区", "comma_in_address"),
    ("315", "payee_address", "〒１００－８９４０　東京都", "postcode"),
    ("315", "payer_name", "見本ＡBC", "not_full_width"),
    ("315", "payer_name", "ﾐﾎﾝ", "not_full_width"),
    ("315", "payer_tel", "03/1234", "not_phone"),
    ("315", "payer_tel", "０３", "not_half_width"),
    ("315", "payer_tel", "1" * 16, "too_long"),
    ("315", "submitter_address", "東京都", "must_be_blank"),
    ("315", "submitter_address", " ", "must_be_blank"),
    ("315", "has_husband", "0", "must_be_blank"),
    ("315", "correction", "4", "code_value"),
    ("315", "correction", "", "required"),
    ("375", "correction", "2", "code_value"),
    ("315", "year", "08", "wrong_year"),
    ("315", "year", "7", "wrong_length"),
    ("315", "payee_address", "鬱" * 61, "too_long"),
    ("315", "payee_name", "　", "only_spaces"),
    ("315", "payee_name", "　山田", "outer_space"),
    ("315", "payee_name", "山田　", "outer_space"),
    ("315", "payee_name", "髙田", "outside_jis"),
    ("315", "payee_name", "山?", "question_mark"),
    ("315", "payee_name", "山〓", "question_mark"),
    ("315", "pay_kind", "㈱給料", "outside_jis"),
    ("315", "pay_kind", "①", "outside_jis_unknown"),
    ("315", "payee_position", "部長" * 8, "too_long"),
    ("315", "pay_amount", "12a", "not_digits"),
    ("315", "pay_amount", "-1", "not_digits"),
    ("315", "pay_amount", "12345678901", "too_long"),
    ("315", "pay_amount", " 1", "not_digits"),
    ("315", "payee_abroad", "2", "code_value"),
    ("315", "payee_abroad", "０", "not_half_width"),
    ("315", "spouse_mark", "5", "code_value"),
    ("315", "spouse_kana", "やまだ　はなこ", "not_katakana"),
    ("315", "dep1_class", "0", "code_value"),
    ("315", "dep1_class", "05", "code_value"),
    ("315", "dep3_class", "92", "code_value"),
    ("315", "birth_era", "9", "code_value"),
    ("315", "birth_era", "", "required"),
    ("315", "birth_month", "13", "no_such_date"),
    ("315", "birth_month", "5", "wrong_length"),
    ("315", "birth_day", "32", "no_such_date"),
    ("315", "birth_year", "65", "outside_era"),
    ("315", "birth_year", "00", "no_such_date"),
    ("315", "dep_other", "100", "too_long"),
    ("315", "payee_kana", "ヤマダ", "not_half_kana"),
    ("315", "payee_kana", "", "required"),
    ("315", "payee_kana", "ﾔﾏﾀﾞ A", "not_half_kana"),
    ("315", "payee_code", "A-1", "not_digits"),
    ("315", "municipality_code", "131017", "municipality_code"),
    ("315", "municipality_code", "1310", "wrong_length"),
    ("315", "payee_code", number(3), "number_in_text"),
    ("315", "payee_code", "0" + number(3), "number_in_text"),
    ("315", "payee_code", "1" * 26, "too_long"),
    ("315", "designated_number", "1" * 13, "too_long"),
    ("315", "creation", "3", "code_value"),
    ("315", "creation", "0", "not_as_set"),
    ("315", "housing_count", "1", "count_differs"),
    ("315", "payee_number", "1" * 12, "number_length"),
    ("315", "payee_number", "1" + number(1), "leading_zero"),
    ("315", "payee_number", "0" + wrong_digit(number(1)), "check_digit"),
    ("315", "payee_number", "0" * 13, "check_digit"),
    ("315", "payee_number", "", "number_missing"),
    ("315", "payee_number", "0" + full(number(1)), "not_half_width"),
    ("315", "spouse_number", "", "number_missing"),
    ("315", "u16_1_number", "", "number_missing"),
    ("315", "payer_number", wrong_digit(corporate(1)), "corporate_check_digit"),
    ("315", "payer_number", "", "number_missing"),
    ("315", "summary", f"甲{full(number(3))}", "number_in_text"),
    ("315", "summary", f"甲{full('0' + number(3))}", "number_in_text"),
    ("315", "further_numbers", f"（１）{full(number(3))}", "serial_differs"),
    ("315", "further_numbers", full(number(3)), "number_form"),
    ("315", "further_numbers", f"（１）{full(wrong_digit(number(3)))}", "check_digit"),
    ("375", "further_numbers", "（１）１２３", "number_form"),
    ("375", "special_rel_deduction", "", "last_item_space"),
    ("316", "declared_code", "8", "code_value"),
    ("316", "joined_month", "00", "no_such_date"),
    ("316", "joined_month", "", "date_incomplete"),
    ("309", "payee_number", wrong_digit(corporate(2)), "corporate_check_digit"),
    ("313", "payee_type", "3", "code_value"),
    ("313", "broker_day", "31", "no_such_date"),
]


@pytest.mark.parametrize(("code", "item", "text", "expected"), ITEMS)
def test_a_wrong_item_is_named(code, item, text, expected):
    found = findings(*changed(code, **{item: text}))
    table = load(code, SAMPLES[code][0])
    group = table.by_id[item].group
    named = table.groups[group][0].id if expected.endswith(("date", "era")) else item
    if expected == "date_incomplete":
        named = table.groups[group][0].id
    assert (named, expected) in found
    assert {name for name, _code in found} <= {named, "deduction_total"}


def test_every_finding_has_a_level_and_a_sentence():
    for code, (level, sentence) in MESSAGES.items():
        assert level in (ERROR, WARNING)
        assert sentence.endswith((".", "?", "%(replacements)s", "%(allowed)s")), code


def test_every_finding_can_be_put_into_words():
    for code, item, text, _expected in ITEMS:
        table, data = changed(code, **{item: text})
        for finding in Checker(table).check(data):
            assert finding.message and "%(" not in finding.message


def test_a_range_of_items_is_named_for_a_date():
    table, data = changed("315", birth_month="13")
    (finding,) = Checker(table).check(data)
    assert (finding.item, finding.last) == ("birth_era", "birth_day")


def test_variants_come_with_their_replacement():
    table, data = changed("315", payee_name="山﨑　髙")
    found = list(Checker(table).check(data))
    assert [f.facts["replacements"].split()[0] for f in found] == ["崎", "高"]
    assert [f.facts["position"] for f in found] == [2, 4]


def test_windows_signs_are_refused_also_where_their_unicode_is_in_the_set():
    """NEC row 13 has a second ∵; only its bytes tell."""
    table, record = made("315", summary="甲∵乙")
    twin = record.replace(b"\x81\xe6", b"\x87\x9a")
    assert twin != record
    assert findings(table, twin) == [("summary", "outside_jis_unknown")]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("1", "64", "01", "07"), None),
        (("1", "64", "01", "08"), "outside_era"),
        (("4", "01", "01", "07"), "outside_era"),
        (("4", "01", "01", "08"), None),
        (("4", "31", "04", "30"), None),
        (("4", "31", "05", "01"), "outside_era"),
        (("5", "01", "05", "01"), None),
        (("1", "47", "02", "29"), None),
        (("1", "48", "02", "29"), "no_such_date"),
        (("2", "01", "07", "30"), None),
        (("2", "01", "07", "29"), "outside_era"),
        (("3", "45", "07", "29"), None),
        (("5", "09", "01", "01"), "no_such_date"),
        (("5", "08", "12", "31"), None),
    ],
)
def test_births_lie_in_their_era(parts, expected):
    cells = dict(
        zip(("birth_era", "birth_year", "birth_month", "birth_day"), parts, strict=True)
    )
    minor = "1" if parts[0] == "5" or parts[:2] == ("4", "31") else "0"
    found = findings(*changed("315", **cells, f_minor=minor))
    assert found == ([("birth_era", expected)] if expected else [])


@pytest.mark.parametrize("code", SAMPLES)
def test_the_quick_expression_takes_every_real_day_or_leaves_it_to_the_exact_look(code):
    """What it takes is never wrong: all days of two centuries and impossible ones."""
    table = load(code, SAMPLES[code][0])
    for group in table.groups.values():
        quick = re.compile(items.date_pattern(group, table.year)).fullmatch
        for year in range(100):
            for month in range(14):
                for day in (0, 1, 28, 29, 30, 31, 32):
                    parts = [f"{year:02}", f"{month:02}", f"{day:02}"]
                    for era in "123459" if len(group) == 4 else "":
                        cells = [era, *parts]
                        if quick(",".join(cells)):
                            assert items.check_date(group, cells, table) is None
                    if len(group) == 3 and quick(",".join(parts)):
                        assert items.check_date(group, parts, table) is None


def test_ordinary_birthdays_take_the_quick_way():
    table = load("315", 2025)
    quick = re.compile(items.date_pattern(table.groups["payee_birth_date"], 2025))
    day, taken, count = date(1950, 1, 1), 0, 0
    while day < date(2008, 1, 1):
        era, parts = to_coded(day, "tax")
        text = f"{era},{parts[:2]},{parts[2:4]},{parts[4:]}"
        taken += bool(quick.fullmatch(text))
        count += 1
        day += timedelta(days=1)
    assert taken / count > 0.95


def test_quoted_records_take_the_quick_way_too(monkeypatch):
    table, record = made("315")
    quoted = ",".join(f'"{cell}"' for cell in cells_of(record)) + "\r\n"
    monkeypatch.setattr(items, "check", None)
    assert findings(table, quoted.encode("cp932")) == [("", "quotes")]


def test_a_quoted_comma_is_found():
    table, record = made("315")
    cells = cells_of(record)
    cells[14] = '"営業,部長"'
    assert findings(table, joined(cells)) == [
        ("", "quotes"),
        ("payee_position", "comma"),
    ]


def test_a_quoted_comma_does_not_make_up_for_a_lost_item():
    table, record = made("315")
    cells = cells_of(record)
    cells[14:16] = [f'"{cells[14]},{cells[15]}"']
    assert findings(table, joined(cells)) == [("", "quotes"), ("", "item_count")]


def test_a_finding_tells_nothing_of_the_content():
    """Nothing typed comes back but single characters outside the set."""
    private = "機密髙機密"
    for code, (year, _sample) in SAMPLES.items():
        table = load(code, year)
        record = made(code)[1]
        for item in table.items:
            cells = cells_of(record)
            cells[item.no - 1] = private + "987654321012"
            for finding in Checker(table).check(joined(cells)):
                told = str(finding.facts) + finding.message
                assert "機密" not in told and "98765" not in told


def test_circled_digits_are_never_told():
    digits = "".join(chr(0x2460 + int(d) - 1) if d != "0" else "⓪" for d in "123456")
    table, data = changed("315", payee_name="凹")
    data = data.replace("凹".encode("cp932"), digits.encode("cp932"))
    found = [f for f in Checker(table).check(data) if f.code.startswith("outside")]
    assert len(found) == 6
    assert all(set(finding.facts) == {"position"} for finding in found)


@pytest.mark.parametrize(("code", "year"), [(c, y) for c, y, _title in available()])
def test_a_checker_can_be_made_for_every_layout(code, year):
    assert findings(load(code, year), b"") == [("", "empty")]


def test_a_file_is_read_from_a_stream():
    table, record = made("315")
    writer = Writer(table, PAYER)
    data = b"".join(writer.record(salary(seed)) for seed in range(1, 50))
    assert findings(table, io.BytesIO(data)) == findings(table, data) == []
