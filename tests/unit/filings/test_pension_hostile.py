# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files that are no SHFD0006.CSV, or a broken one: each fault has its name."""

import io
import tracemalloc
from dataclasses import replace

import pytest
from forms_samples import number
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.filings.findings import Finding
from mynumber_management.filings.pension_checker import PensionChecker
from pension_samples import (
    TODAY,
    acquisition,
    found,
    in_frame,
    loss,
    made,
    record,
    table,
)

RECORD = record("2200700")
GOOD = in_frame(RECORD)
TEXT = GOOD.decode("cp932")
LINES = TEXT.split("\r\n")[:-1]
CHECKER = PensionChecker(table(), TODAY)


def codes(data):
    return [code for _item, code in found(data)]


def lines(*wanted):
    """The file with these of its lines, counted from 1; a text stands for itself."""
    texts = [LINES[one - 1] if isinstance(one, int) else one for one in wanted]
    return "".join(f"{text}\r\n" for text in texts).encode("cp932")


def swap(line, old, new):
    """The file with something in one of its lines replaced."""
    texts = list(LINES)
    assert old in texts[line - 1]
    texts[line - 1] = texts[line - 1].replace(old, new)
    return lines(*texts)


ALL = (1, 2, 3, 4, 5, 6)
OFFICE = LINES[3]
BARE_CR = ["lone_cr", "frame_missing", "empty", "last_line_end"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ["empty"]),
        (lines(1, 2, 3, 4, 5), ["empty"]),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), ["bom"]),
        (TEXT.encode("utf-8"), ["utf8"]),
        (TEXT.encode("utf-16"), ["utf16"]),
        (TEXT.encode("utf-16-le"), ["utf16"]),
        (TEXT.encode("utf-16-be"), ["utf16"]),
        (b"PK\x03\x04" + GOOD, ["not_text"]),
        (b"%PDF-1.7", ["not_text"]),
        (swap(1, "001", "0\x001"), ["nul"]),
        (swap(6, "0250000", "025\x000000"), ["nul"]),
        (GOOD[:-2], ["last_line_end"]),
        (GOOD.replace(b"\r\n", b"\n"), ["line_end_required"]),
        (GOOD.replace(b"\r\n", b"\r"), BARE_CR),
        (GOOD + b"\r\n", ["blank_line"]),
        (GOOD + b"\x1a", ["unknown_form", "last_line_end"]),
        (lines(6), ["frame_missing"]),
        (lines(2, 3, 4, 5, 6), ["frame_missing"]),
        (lines(1, 3, 4, 5, 6), ["frame_missing"]),
        (lines(1, 2, 4, 5, 6), ["frame_missing"]),
        (lines(1, 2, 3, 5, 6), ["frame_missing"]),
        (lines(1, 2, 3, 4, 6), ["frame_missing"]),
        (lines(1, 2, 3, 4), ["frame_missing", "empty"]),
        (lines(1, "[KANRI]", 3, 4, 5, 6), ["frame_line"]),
        (lines(1, 2, 3, 4, "[data],", 6), ["frame_line"]),
        (lines(*ALL, 2, 3, 4, 5, 6), ["two_offices", "person_twice"]),
        (swap(3, "001", "002"), ["code_value"]),
        (lines(*ALL, OFFICE, 6), ["two_offices", "person_twice"]),
        (swap(6, ",21,", ",22,"), ["code_value", "other_office"]),
        (swap(6, ",21,34", ",31,34"), ["other_office"]),
        (swap(6, ",21,34", ",21,35"), ["other_office"]),
        (swap(6, "ｱｲｳ", "ｱｲｴ"), ["other_office"]),
        (swap(6, ",1234,", ",1235,"), ["other_office"]),
        (swap(1, "21,34", "31,34"), ["media_differs"]),
        (swap(1, "ｱｲｳ", "ｱｲｴ"), ["media_differs"]),
        (swap(1, "22223", "22007"), ["code_value"]),
        (swap(1, ",001,", ",000,"), ["all_zeros"]),
        (swap(1, ",001,", ",1,"), ["wrong_length"]),
        (swap(1, "20261123", "20261131"), ["no_such_date"]),
        (swap(1, "20261123", "081123"), ["wrong_length"]),
        (swap(1, "21,34,", "21,"), ["item_count"]),
        (swap(1, "21,34,", ",,"), ["media_sign"]),
        (swap(1, "21,34,", "21,,"), ["media_sign"]),
        (swap(1, "ｱｲｳ", "12345678"), ["media_sign", "agent_differs"]),
        (swap(1, "21,34,ｱｲｳ", ",,12345678"), ["agent_differs"]),
        (swap(1, "ｱｲｳ", "1234567"), ["media_sign"]),
        (swap(3, ",001", "社労　花子,001"), ["agent_differs"]),
        (swap(3, ",001", "社労花子,001"), ["name_separator"]),
        (swap(3, ",001", "ｼｬﾛｳﾊﾅｺ,001"), ["name_separator"]),
        (swap(3, ",001", "ｼｬﾛｳ ﾊﾅｺ,001"), ["agent_differs"]),
        (swap(3, ",001", "社労 ﾊﾅｺ,001"), ["mixed_widths"]),
        (swap(4, "見本　太郎", "見本太郎"), ["name_separator"]),
        (swap(4, "見本　太郎", "見本 太郎"), ["not_full_width"]),
        (swap(4, "１－２－３", "1-2-3"), ["not_full_width"]),
        (swap(4, "見本商事株式会社", "㈱見本商事"), ["outside_jis"]),
        (swap(4, "見本商事株式会社", "見" * 26), ["too_many_bytes"]),
        (swap(4, ",03,", ",0,"), ["wrong_length"]),
        (swap(4, ",03,", ",,"), ["required"]),
        (swap(4, ",03,", ","), ["item_count"]),
        (lines(1, 2, 3, 4, 5, RECORD + ","), ["trailing_comma"]),
        (lines(1, 2, 3, 4, 5, RECORD + ",1"), ["item_count"]),
        (lines(1, 2, 3, 4, 5, RECORD[:-1]), ["item_count"]),
        (lines(1, 2, 3, 4, 5, "2200700" + "," * 11), ["item_count"]),
        (lines(1, 2, 3, 4, 5, "2200700"), ["item_count"]),
        (lines(1, 2, 3, 4, 5, RECORD.replace(",", "\t")), ["delimiter"]),
        (swap(6, "0250000", '"0250000"'), ["quotes_refused"]),
        (swap(6, "0250000", '"0250000'), ["quotes_refused", "malformed"]),
        (swap(6, "2200700", "22187041"), ["unknown_form"]),
        (swap(6, "2200700", "2220700"), ["unknown_form"]),
        (swap(6, "2200700", "2225700"), ["form_not_checked"]),
        (GOOD.replace(b"0250000", b"02\x8100", 1), ["not_shift_jis"]),
        (GOOD.replace(b"[data]", b"x" * 100_000), ["line_too_long"]),
        (lines(1, 2, 3, 4, 5, "", 6), ["blank_line"]),
    ],
)
def test_a_fault_of_the_file_is_named(data, expected):
    assert list(dict.fromkeys(codes(data))) == expected


def test_the_line_and_the_part_of_the_frame_are_told():
    (finding,) = CHECKER.check(swap(4, "見本　太郎", "見本太郎"))
    assert (finding.record, finding.item) == (4, "owner")
    assert finding.facts == {"line": "office"}
    (finding,) = CHECKER.check(lines(1, 2, 3, 4, 6))
    assert (finding.record, finding.facts) == (5, {"expected": "[data]"})


def test_records_are_checked_behind_a_broken_frame():
    bad = RECORD.replace(number(1), "123456789012")
    for frame in ((), (1,), (2, 5), ("x",), ("x,y", 2, 3, 4, 5)):
        assert ("number", "check_digit") in found(lines(*frame, bad))


def test_a_file_of_the_limit_is_refused_and_a_smaller_one_is_not():
    assert table().limit == 4_500_000
    for limit, expected in ((len(GOOD), ["file_too_large"]), (len(GOOD) + 1, [])):
        checker = PensionChecker(replace(table(), limit=limit), TODAY)
        assert [finding.code for finding in checker.check(GOOD)] == expected


def test_one_person_twice_and_one_number_under_two_names():
    twice = in_frame(RECORD, RECORD)
    assert found(twice) == [("number", "person_twice")]
    other = RECORD.replace("ﾐﾎﾝ ﾊﾅｺ", "ﾐﾎﾝ ｻｸﾗ")
    assert found(in_frame(RECORD, other)) == [("number", "number_of_another")]
    family = record("2202700")
    assert number(2) in family
    stolen = RECORD.replace(number(1), number(3))
    assert found(in_frame(family, stolen)) == [("number", "number_of_another")]


def test_forms_stand_together_in_any_order():
    data = made(
        ("2201700", loss()),
        ("2200700", acquisition()),
    )
    assert found(data) == []
    assert found(in_frame(record("2201700"), RECORD)) == []


def test_a_file_is_read_from_a_stream():
    data = in_frame(*[RECORD] * 5)
    assert found(io.BytesIO(data)) == found(data) != []


def test_memory_does_not_grow_with_a_file_of_nothing():
    data = io.BytesIO(b"x" * 20_000_000)
    tracemalloc.start()
    assert ("", "line_too_long") in found(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_get_findings(data):
    results = list(CHECKER.check(data))
    assert results and all(isinstance(one, Finding) and one.message for one in results)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_cut_or_disturbed_file_never_breaks_the_checker(data):
    place = data.draw(st.integers(0, len(GOOD) - 1))
    change = data.draw(st.binary(max_size=3))
    skip = data.draw(st.integers(0, 40))
    for finding in CHECKER.check(GOOD[:place] + change + GOOD[place + skip :]):
        assert finding.message
