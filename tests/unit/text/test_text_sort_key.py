# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Readings sorted in the order of the syllabary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text.folding import sort_key_kana

KANA = st.text(alphabet="".join(map(chr, range(0x30A1, 0x30F5))) + "ー", max_size=10)

SYLLABARY = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    "ハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
)
IN_ORDER = [
    SYLLABARY,
    ["ハハ", "ハバ", "ハパ", "バハ", "ババ", "パパ"],
    ["サトウ", "サドウ", "ザトウ", "サトオ"],
    ["アア", "アイ", "アン", "イア"],
    ["ショウ", "シヨウ", "ジョウ"],
    ["カー", "カア", "ガー", "カイ"],
    ["キー", "キイ", "キウ"],
    ["アベ", "アベ イチロウ", "アベ ジロウ", "アベイ"],
    ["オオタ アキラ", "オオタ ワタル", "オオダ アキラ", "オオタニ アキラ"],
    ["ハセ ワタル", "ハゼ アキラ"],
    ["1", "2", "A", "Z", "ア", "ン", "亜", "山"],
    ["", "ア"],
    ["ミカ", "ミガ", "ミカミ"],
    ["ササキ", "ササヽキ", "ササミ"],
]


@pytest.mark.parametrize("texts", IN_ORDER)
def test_order_of_the_syllabary(texts):
    texts = list(texts)
    assert sorted(reversed(texts), key=sort_key_kana) == texts
    assert len({sort_key_kana(text) for text in texts}) == len(texts)


@pytest.mark.parametrize(
    "texts",
    [
        [
            "ヤマダ タロウ",
            "やまだ たろう",
            "ﾔﾏﾀﾞ ﾀﾛｳ",
            "ヤマダ\u3000タロウ",
            " ヤマダ  タロウ ",
        ],
        ["Smith", "SMITH", "ｓｍｉｔｈ"],
        ["ジャン・ポール", "ジャンポール"],
    ],
)
def test_width_script_and_spaces_do_not_matter(texts):
    assert len({sort_key_kana(text) for text in texts}) == 1


@given(st.text())
def test_the_key_is_plain_and_short(text):
    key = sort_key_kana(text)
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert len(key) <= 12 * 64


def test_a_huge_text_gives_a_short_key():
    assert len(sort_key_kana("ア" * 1_000_000)) < 400
    assert len(sort_key_kana("㍿" * 1_000_000)) < 1000


@given(st.lists(KANA.filter(bool), min_size=2, max_size=6))
def test_letters_without_marks_decide_first(texts):
    plain = str.maketrans(
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォッャュョヮヵヶ",
        "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウアイウエオツヤユヨワカケ",
    )

    def first_level(text):
        return [SYLLABARY.index(c) for c in text.translate(plain)]

    texts = [text.replace("ー", "") or "ア" for text in texts]
    ordered = sorted(texts, key=sort_key_kana)
    levels = [first_level(text) for text in ordered]
    assert levels == sorted(levels)


@given(st.lists(st.tuples(KANA.filter(bool), KANA), min_size=2, max_size=6))
def test_people_of_one_family_name_stay_together(people):
    names = [family.replace("ー", "ア") + " " + rest for family, rest in people]
    families = [name.split(" ")[0] for name in sorted(names, key=sort_key_kana)]
    runs = [f for i, f in enumerate(families) if i == 0 or families[i - 1] != f]
    assert len(runs) == len(set(families))
