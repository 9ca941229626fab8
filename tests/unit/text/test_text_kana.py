# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kana: scripts, widths, marks, sizes, readings of names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import kana
from mynumber_management.text.kana import KanaError

KATAKANA = "".join(map(chr, range(0x30A1, 0x30F5))) + "ー"
HALF = "".join(map(chr, range(0xFF66, 0xFFA0)))
NAMES = st.text(alphabet="".join(c for c in KATAKANA if c not in "ヮヰヱ"), min_size=1)


@pytest.mark.parametrize(
    ("typed", "katakana"),
    [
        ("やまだ たろう", "ヤマダ タロウ"),
        ("ヤマダ", "ヤマダ"),
        ("ゔぁ", "ヴァ"),
        ("ゝゞ", "ヽヾ"),
        ("ゎゐゑを", "ヮヰヱヲ"),
        ("ゕゖ", "ヵヶ"),
        ("山田 abc", "山田 abc"),
        ("", ""),
    ],
)
def test_hiragana_becomes_katakana(typed, katakana):
    assert kana.to_katakana(typed) == katakana


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ"),
        ("ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", "パピプペポ"),
        ("ｳﾞｧ", "ヴァ"),
        ("ｼﾞｮｰﾝｽﾞ", "ジョーンズ"),
        ("ｱﾞ", "ア゛"),
        ("ﾞ", "゛"),
        ("ｱﾟﾞ", "ア゜゛"),
        ("カ゛", "ガ"),
        ("か\u3099", "が"),
        ("｡｢｣､･", "。「」、・"),
        ("ﾜﾞ", "ヷ"),
        ("山田", "山田"),
    ],
)
def test_half_width_becomes_full_width_with_joined_marks(half, full):
    assert kana.to_full_kana(half) == full


@pytest.mark.parametrize(
    ("full", "half"),
    [
        ("ヤマダ　タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("ヴァン", "ｳﾞｧﾝ"),
        ("ヮヰヱヵヶ", "ﾜｲｴｶｹ"),
        ("がぱ", "ｶﾞﾊﾟ"),
        ("ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ"),
        ("A-1", "A-1"),
        ("ー・「」", "ｰ･｢｣"),
    ],
)
def test_kana_becomes_half_width_with_separate_marks(full, half):
    assert kana.to_half_kana(full) == half


@pytest.mark.parametrize("text", ["山田", "Ａ", "é", "ヤマダ\n", "ヽ", "\x7f", "½"])
def test_nothing_but_kana_is_made_half_width(text):
    with pytest.raises(KanaError) as error:
        kana.to_half_kana(text)
    assert error.value.code == "no_half_width"


@given(NAMES)
def test_half_width_and_back(name):
    assert kana.to_full_kana(kana.to_half_kana(name)) == name.translate(
        str.maketrans("ヵヶ", "カケ")
    )


@given(st.text(alphabet=HALF))
def test_full_width_and_back(half):
    assert kana.to_half_kana(kana.to_full_kana(half)) == half


@given(st.text())
def test_only_kana_changes(text):
    full = kana.to_full_kana(text)
    assert kana.to_full_kana(full) == full
    others = HALF + "｡｢｣､･゛゜\u3099\u309a"
    if not set(text) & set(others):
        assert full == text


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ("ショウ", "シヨウ"),
        ("ハットリ", "ハツトリ"),
        ("ヴァ", "ヴア"),
        ("ヶヵヮ", "ケカワ"),
    ],
)
def test_small_kana_become_large(small, large):
    assert kana.to_large_kana(small) == large


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("ガパヴ", ["カ", "゛", "ハ", "゜", "ウ", "゛"]),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", ["ヤ", "マ", "タ", "゛", " ", "タ", "ロ", "ウ"]),
        ("さとう", ["サ", "ト", "ウ"]),
        ("", []),
    ],
)
def test_marks_take_a_cell_of_their_own(name, cells):
    assert kana.kana_cells(name) == cells


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("やまだ たろう", "ヤマダ タロウ"),
        ("ﾔﾏﾀﾞ\u3000ﾀﾛｳ", "ヤマダ タロウ"),
        ("  サトウ   ハナコ ", "サトウ ハナコ"),
        ("じょ-んず", "ジョーンズ"),
        ("ジョ－ンズ", "ジョーンズ"),
        ("ジョ−ンズ", "ジョーンズ"),
        ("スハルト", "スハルト"),
        ("ジャン・ポール", "ジャン・ポール"),
        ("か\u3099", "ガ"),
    ],
)
def test_a_typed_reading_is_stored_in_one_form(typed, stored):
    assert kana.normalise_kana_name(typed) == stored
    assert kana.is_kana_name(stored)
    assert kana.normalise_kana_name(stored) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  \u3000", "empty"),
        (None, "empty"),
        (False, "empty"),
        (12, "empty"),
        ("山田", "not_kana"),
        ("ヤマダ1", "not_kana"),
        ("yamada", "not_kana"),
        ("ー", "not_kana"),
        ("・", "not_kana"),
        ("ヤマダ\x00", "not_kana"),
        ("ヤマダ\u202e", "not_kana"),
        ("ヤマダ゛", "not_kana"),
        ("ア" * 201, "too_long"),
    ],
)
def test_a_reading_that_is_none_is_refused(typed, code):
    with pytest.raises(KanaError) as error:
        kana.normalise_kana_name(typed)
    assert error.value.code == code


@pytest.mark.parametrize(
    "text", ["", " ", "ヤマダ  タロウ", " ヤマダ", "ヤマダ ", "やまだ", "ﾔﾏﾀﾞ", "ー"]
)
def test_is_kana_name_takes_the_stored_form_only(text):
    assert not kana.is_kana_name(text)


@given(st.text())
def test_any_typed_reading_is_stored_or_refused(text):
    try:
        stored = kana.normalise_kana_name(text)
    except KanaError as error:
        assert error.code in KanaError.REASONS
        return
    assert kana.is_kana_name(stored)
    assert unicodedata.is_normalized("NFC", stored)
