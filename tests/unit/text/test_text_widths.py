# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Widths for the official layouts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import jis, limits, widths
from mynumber_management.text.kana import KanaError

ASCII = st.text(alphabet="".join(map(chr, range(0x20, 0x7F))))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("A-1～2", "A-1～2"),
        ("1\u22122\u20103\uff0d4", "1－2－3－4"),
        ("甲\u301c乙~丙", "甲～乙~丙"),
        ("ｱーか\u3099", "ｱーが"),
        ("１　1 ｶﾞ", "１　1 ｶﾞ"),
    ],
)
def test_signs_get_one_form_and_widths_stay(typed, plain):
    assert widths.to_plain_signs(typed) == plain


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("1-2-3", "１－２－３"),
        ("1ー2ｰ3", "１－２－３"),
        ("コーポ1ー2", "コーポ１－２"),
        ("ABC abc", "ＡＢＣ　ａｂｃ"),
        ("ﾔﾏﾀﾞﾋﾞﾙ3F", "ヤマダビル３Ｆ"),
        ("1−2‐3–4—5―6", "１－２－３－４－５－６"),
        ("10~12〜13", "１０～１２～１３"),
        ("\"'", "”’"),
        ("山田　太郎", "山田　太郎"),
        ("(株)#&@", "（株）＃＆＠"),
    ],
)
def test_full_width(typed, full):
    assert widths.to_full_width(typed) == full


@pytest.mark.parametrize(
    ("typed", "half"),
    [
        ("１－２－３", "1-2-3"),
        ("１ー２", "1-2"),
        ("ＡＢＣ　ａｂｃ", "ABC abc"),
        ("ヤマダ　１", "ヤマダ 1"),
        ("（０３）１２３４", "(03)1234"),
    ],
)
def test_half_width(typed, half):
    assert widths.to_half_width(typed) == half


@pytest.mark.parametrize(
    ("typed", "half"),
    [("ヤマダ　タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ"), ("やまだ－１", "ﾔﾏﾀﾞ-1"), ("ジョーンズ", "ｼﾞｮｰﾝｽﾞ")],
)
def test_half_width_kana(typed, half):
    assert widths.to_half_width_kana(typed) == half


def test_half_width_kana_refuses_kanji():
    with pytest.raises(KanaError):
        widths.to_half_width_kana("山田")


@given(ASCII)
def test_every_ascii_character_has_a_full_width_form_in_jis(text):
    full = widths.to_full_width(text)
    assert len(full) == len(text)
    assert all(map(jis.in_jis_x_0208, full))
    assert widths.to_half_width(full) == text


@given(st.text())
def test_widening_and_narrowing_twice_is_once(text):
    for convert in (widths.to_full_width, widths.to_half_width):
        assert convert(convert(text)) == convert(text)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("ｱｲｳ", 3),
        ("山田", 4),
        ("山a", 3),
        ("か\u3099", 2),
        ("𠮷", 2),
    ],
)
def test_columns(text, columns):
    assert widths.columns(text) == columns


@pytest.mark.parametrize(
    ("text", "key", "excess"),
    [
        ("山" * 30, "tax.name", 0),
        ("山" * 31, "tax.name", 1),
        ("山" * 12, "pension.name", 0),
        ("山" * 13, "pension.name", 1),
        ("ｶﾞ" * 12 + "ｱ", "pension.kana_half", 0),
        ("ｶﾞ" * 13, "pension.kana_half", 1),
        ("備" * 37 + "a", "pension.note", 0),
        ("備" * 38, "pension.note", 1),
        ("", "tax.address", 0),
    ],
)
def test_excess_over_a_layouts_limit(text, key, excess):
    assert limits.excess(text, key) == excess


def test_bytes_are_counted_only_for_what_can_be_written():
    with pytest.raises(jis.JisError):
        limits.excess("髙", "pension.note")
