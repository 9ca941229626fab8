# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading numbers as people type them, and telling what else they typed."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text.digits import check_digit
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
    text = base + check_digit(base)
    assert parsed(text) == text


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
