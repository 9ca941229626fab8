# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check digits, and finding a My Number in free text."""

import unicodedata

import pytest
from mynumber_management.text import digits

VALID = "123456789018"


def test_remainder_one_gives_zero():
    assert digits.check_digit("12345678007") == "0"


def test_no_repeated_digit_but_zero_passes_the_check_digit():
    passing = [d for d in "0123456789" if digits.check_digit(d * 11) == d]
    assert passing == ["0"]


@pytest.mark.parametrize("length", [0, 10, 12])
def test_check_digit_of_another_length_is_an_error(length):
    with pytest.raises(ValueError):
        digits.check_digit("1" * length)


def test_corporate_number():
    assert digits.corporate_check_digit("123456789012") == "7"
    assert digits.is_corporate("7123456789012")
    assert digits.is_corporate(digits.normalise("７－1234-5678-9012"))
    assert not digits.is_corporate("8123456789012")
    assert not digits.is_corporate(VALID)
    assert not digits.is_corporate("7" * 300)


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        f"番号は{VALID}です",
        "１２３４ ５６７８ ９０１８",
        "マイナンバー：1234-5678-9018。",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "1234 - 5678 - 9018",
        "tel 03-1234 x 1234・5678・9018",
        "No.1 1234-5678-9018",
        f"T7123456789012 / {VALID}",
        f"x{VALID}x",
    ],
)
def test_free_text_that_holds_a_number_is_noticed(text):
    assert digits.contains_number(text)
    left = digits.without_numbers(text)
    assert digits.MASK in left and not digits.contains_number(left)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789012",
        "000000000000",
        "03-1234-5678",
        "7123456789012",
        "9999123456789018",
        "1234\n5678\n9018",
        "1234    5678 9018",
        "2026/04/01",
    ],
)
def test_free_text_without_a_number_is_left_alone(text):
    assert not digits.contains_number(text)
    assert digits.without_numbers(text) == text


def test_only_the_number_is_taken_out():
    text = f"前 {VALID} 中 1234-5678-9018 後 03-1234-5678"
    kept = digits.without_numbers(text)
    assert kept == "前 [My Number] 中 [My Number] 後 03-1234-5678"


def test_long_free_text_is_read_to_its_end():
    assert not digits.contains_number("1 - " * 50_000)
    assert digits.contains_number("1 - " * 50_000 + f"x {VALID}")


def test_normalise_keeps_only_what_counts():
    assert digits.normalise("（１２－３４）　ｱ") == unicodedata.normalize(
        "NFKC", "(1234)ア"
    )


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        "1234 5678 9018",
        "1234-5678－9018",
        "１２３４　５６７８　９０１８",
        repr("　１２３４　５６７８　９０１８"),
        repr(f"\n{VALID}\t"),
        f"%{VALID}%",
    ],
)
def test_a_number_is_taken_out_of_a_line_of_a_log(text):
    line = f"bad query: SELECT '{text}' WHERE id = 5"
    masked = digits.masked(line)
    assert masked.startswith("bad query: SELECT '")
    assert masked.endswith("' WHERE id = 5")
    assert digits.MASK in masked
    assert not digits.contains_number(masked)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "12345678901",
        "123456789012",
        "7123456789012",
        "192.168.100.123 2026-11-23 06:29:01",
        f"+{VALID}",
        "1234, 5678, 9018",
    ],
)
def test_other_digits_stay_in_a_log(line):
    assert digits.masked(line) == line


def test_every_number_of_a_line_is_taken_out():
    assert digits.masked(f"{VALID} {VALID}") == f"{digits.MASK} {digits.MASK}"
