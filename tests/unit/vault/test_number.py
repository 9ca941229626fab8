# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading numbers as people type them, and telling what else they typed."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.vault import number
from mynumber_management.vault.errors import NUMBER_KINDS, NumberInvalid

VALID = "123456789018"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def parsed(text):
    with number.parse(text).use() as digits:
        return digits.decode()


def kind_of(text):
    with pytest.raises(NumberInvalid) as caught:
        number.parse(text)
    assert caught.value.__suppress_context__
    assert caught.value.message == NUMBER_KINDS[caught.value.kind]
    return caught.value.kind


@pytest.mark.parametrize("gap", [" ", "-", "　", "－", "‐", "–", "—", "−", "ー", "\t"])
@pytest.mark.parametrize("table", [{}, FULL])
def test_separated_and_full_width_input_is_understood(gap, table):
    text = gap.join(["1234", "5678", "9018"]).translate(table)
    assert parsed(text) == VALID
    assert parsed(f"\ufeff {text}\u200b\n") == VALID


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" 　- ", "empty"),
        ("12345678901A", "not_digits"),
        ("一二三四五六七八九〇一八", "not_digits"),
        ("١٢٣٤٥٦٧٨٩٠١٨", "not_digits"),
        ("12345678901²8", "length_13_corporate"),
        ("1234-567890", "length_10_basic_pension"),
        ("12345678901", "length_11"),
        ("7123456789012", "length_13_corporate"),
        ("T7123456789012", "invoice_registration"),
        ("ｔ７１２３４５６７８９０１２", "invoice_registration"),
        ("1234 5678 9012 3456", "length_16_card"),
        ("000000000000", "all_zero"),
        ("123456789012", "check_digit"),
        ("1234", "too_short"),
        ("12345678901234", "too_long"),
        ("1" * 257, "too_long"),
        ("1" * 10**7, "too_long"),
    ],
)
def test_other_numbers_are_named(text, kind):
    assert kind_of(text) == kind


def test_ligature_flood_is_refused_without_work():
    assert kind_of("\ufdfa" * 256) == "not_digits"


@pytest.mark.parametrize("base", ["12345678901", "12345678007", "00000000001"])
def test_leading_zeros_and_edge_remainders(base):
    text = base + number.check_digit(base)
    assert parsed(text) == text


def test_remainder_one_gives_zero():
    assert number.check_digit("12345678007") == "0"


def test_no_repeated_digit_but_zero_passes_the_check_digit():
    passing = [d for d in "0123456789" if number.check_digit(d * 11) == d]
    assert passing == ["0"]


@pytest.mark.parametrize("length", [0, 10, 12])
def test_check_digit_of_another_length_is_an_error(length):
    with pytest.raises(ValueError):
        number.check_digit("1" * length)


@given(st.integers(0, 2**32))
def test_generated_numbers_are_valid(seed):
    text = number.generate(random.Random(seed))
    assert parsed(text) == text
    assert number.generate(random.Random(seed)) == text


@given(st.integers(0, 2**32), st.integers(0, 11), st.integers(1, 9))
def test_a_single_wrong_digit_is_caught_unless_the_check_digit_is_zero(
    seed, place, step
):
    text = number.generate(random.Random(seed))
    wrong = text[:place] + str((int(text[place]) + step) % 10) + text[place + 1 :]
    try:
        parsed(wrong)
    except NumberInvalid:
        return
    assert wrong.endswith("0")


def test_corporate_number():
    assert number.corporate_check_digit("123456789012") == "7"
    assert number.is_corporate("7123456789012")
    assert number.is_corporate("７－1234-5678-9012")
    assert not number.is_corporate("8123456789012")
    assert not number.is_corporate(VALID)
    assert not number.is_corporate("7" * 300)


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
    assert number.contains_number(text)


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
    assert not number.contains_number(text)


def test_long_free_text_is_read_to_its_end():
    assert not number.contains_number("1 - " * 50_000)
    assert number.contains_number("1 - " * 50_000 + f"x {VALID}")


def test_normalise_keeps_only_what_counts():
    assert number.normalise("（１２－３４）　ｱ") == unicodedata.normalize(
        "NFKC", "(1234)ア"
    )
