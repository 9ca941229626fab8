# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""氏 and 名."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import names
from mynumber_management.text.names import NameRefused, PersonName

PART = st.text(
    alphabet="山田太郎髙﨑𠮷やまヤマSmithé葛\U000e0100'-・", min_size=1, max_size=9
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("山田", "山田"),
        ("  山田\u3000太郎 ", "山田 太郎"),
        ("髙﨑", "髙﨑"),
        ("\ufa19田", "\ufa19田"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("𠮷田", "𠮷田"),
        ("か\u3099", "が"),
        ("Nguyễn Văn", "Nguyễn Văn"),
        ("O'Brien-Smith", "O'Brien-Smith"),
        ("\ufeff山\u200b田", "山田"),
        ("नि\u200dशा", "नि\u200dशा"),
        ("一郎", "一郎"),
        ("\U000323b0", "\U000323b0"),
    ],
)
def test_a_typed_name_is_stored_as_typed_but_for_spaces(typed, stored):
    assert names.clean_name(typed) == stored
    assert names.clean_name(stored) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" \u3000\n", "empty"),
        ("\u200b\ufeff", "empty"),
        (None, "empty"),
        (False, "empty"),
        (123, "empty"),
        ("山田1", "not_a_name"),
        ("１２３４", "not_a_name"),
        ("①山田", "not_a_name"),
        ("山\x00田", "not_a_name"),
        ("山\u202e田", "not_a_name"),
        ("山\u2066田", "not_a_name"),
        ("\ud842", "not_a_name"),
        ("\ue000田", "private_character"),
        ("\U000f0000田", "private_character"),
        ("山" * 101, "too_long"),
        ("山" * 1_000_000, "too_long"),
    ],
)
def test_what_is_no_name_is_refused(typed, code):
    with pytest.raises(NameRefused) as error:
        names.clean_name(typed)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("山田 太郎", PersonName("山田", "太郎")),
        ("山田\u3000太郎", PersonName("山田", "太郎")),
        ("SMITH John Paul", PersonName("SMITH", "John Paul")),
        ("Suharto", PersonName("Suharto", "")),
        ("山田太郎", PersonName("山田太郎", "")),
    ],
)
def test_the_first_space_parts_a_name(line, name):
    assert names.split_name(line) == name


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("山田", "太郎"), "山田\u3000太郎"),
        (("山田", "太郎", " "), "山田 太郎"),
        (("Suharto",), "Suharto"),
        (("Suharto", ""), "Suharto"),
        (("Suharto", None), "Suharto"),
        (("", "太郎"), "太郎"),
        (("SMITH", "John Paul"), "SMITH\u3000John\u3000Paul"),
        (("SMITH", "John Paul", " "), "SMITH John Paul"),
        (("SMITH", "John Paul", " ", ""), "SMITH JohnPaul"),
        (("", ""), ""),
    ],
)
def test_joined_with_one_separator(arguments, line):
    assert names.join_name(*arguments) == line


@given(PART, PART)
def test_split_and_join_are_opposites(family, given_name):
    line = names.join_name(family, given_name)
    assert names.split_name(line) == (family, given_name)


@given(st.text())
def test_any_text_is_a_name_or_refused(text):
    try:
        stored = names.clean_name(text)
    except NameRefused as error:
        assert error.code in NameRefused.REASONS
        return
    assert names.clean_name(stored) == stored
    assert 0 < len(stored) <= names.MAX_LENGTH
