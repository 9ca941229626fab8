# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the filing systems can write, and what is written instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import datafile, jis, widths
from mynumber_management.text.jis import JisError, Unencodable


def _cells():
    """All assigned cells of JIS X 0208, by its Shift_JIS arithmetic alone."""
    for row in [*range(1, 9), *range(16, 85)]:
        for cell in range(1, 95):
            lead = (row - 1) // 2 + (0x81 if row <= 62 else 0xC1)
            if row % 2:
                trail = cell + (0x3F if cell <= 63 else 0x40)
            else:
                trail = cell + 0x9E
            yield row, cell, bytes([lead, trail])


def _assigned():
    for row, cell, code in _cells():
        try:
            yield row, cell, code, code.decode("shift_jis")
        except UnicodeDecodeError:
            continue


def test_the_set_is_jis_x_0208_cell_by_cell():
    count = 0
    for row, cell, code, char in _assigned():
        if char == "\\":  # Python reads this cell as ASCII
            char = "＼"
        assert jis.kuten(char) == (row, cell), char
        assert jis.encode(char) == code
        count += 1
    assert count == 6879  # 524 signs and 6355 kanji of JIS X 0208:1997


def test_only_the_set_is_in_it():
    members = {char for *_, char in _assigned()} | {"＼"}
    windows = set("～－∥￢￠￡—")
    found = {c for c in map(chr, range(0x110000)) if jis.in_jis_x_0208(c)}
    assert found - members <= windows
    assert windows <= found


@pytest.mark.parametrize("char", "①⑳Ⅰⅰ㈱№℡㎡㍻∑髙﨑德瀨栁彅鄧𠮷ｱa1é한€😀\n\x00")
def test_extensions_and_others_are_not_in_it(char):
    assert not jis.in_jis_x_0208(char)


def test_every_character_that_windows_adds_is_refused():
    added = [
        bytes([lead, trail])
        for lead in (0x87, *range(0xED, 0xEF), *range(0xF0, 0xFD))
        for trail in range(0x40, 0xFD)
    ]
    seen = 0
    for code in added:
        try:
            char = code.decode("cp932")
        except UnicodeDecodeError:
            continue
        if char in "∪¬∩∵≡≒∠⊥√∫￢":  # twins of signs in row 2
            continue
        seen += 1
        assert not jis.in_jis_x_0208(char), char
        assert [bad.text for bad in jis.unencodable(char)] == [char]
    assert seen > 400


@pytest.mark.parametrize(
    ("char", "best"),
    [
        ("髙", "高"),
        ("﨑", "崎"),
        ("德", "徳"),
        ("瀨", "瀬"),
        ("栁", "柳"),
        ("𠮷", "吉"),
        ("濵", "浜"),
        ("桒", "桑"),
        ("\ufa10", "塚"),
        ("\ufa19", "神"),
        ("葛\U000e0100", "葛"),
        ("辻\ufe00", "辻"),
        ("㈱", "（株）"),
        ("①", "１"),
        ("⑳", "２０"),
        ("Ⅱ", "２"),
        ("㎡", "平米"),
        ("㍿", "株式会社"),
        ("é", "e"),
        ("e\u0301", "e"),
        ("ﬁ", "ｆｉ"),
        ("\u3099", "゛"),
    ],
)
def test_the_best_proposal(char, best):
    assert jis.proposals(char)[0] == best


@pytest.mark.parametrize("char", ["彅", "鄧", "한", "😀", "\n", "\ue000"])
def test_some_characters_have_no_replacement(char):
    assert jis.proposals(char) == ()


def test_unencodable_tells_place_text_and_proposals():
    assert jis.unencodable("山髙 葛\U000e0100城A彅") == [
        Unencodable(1, "髙", ("高",)),
        Unencodable(3, "葛\U000e0100", ("葛",)),
        Unencodable(7, "彅", ()),
    ]


def test_kana_typed_with_marks_counts_as_the_joined_letter():
    assert jis.unencodable("か\u3099ハ\u309a") == []
    assert jis.encode("か\u3099ハ\u309a") == "がパ".encode("cp932")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("～－∥￢￠￡―", "8160817c816181ca81918192815c"),
        ("〜−‖¬¢£—", "8160817c816181ca81918192815c"),
        ("ｱｲｳﾞ A1", "b1b2b3de204131"),
        ("", ""),
    ],
)
def test_signs_of_windows_and_of_jis_give_the_same_bytes(text, code):
    assert jis.encode(text).hex() == code


@pytest.mark.parametrize(
    "text", ["髙", "a\n", "\t", "①", "é", "\x7f", "\ud800", "¥", "\u3099"]
)
def test_nothing_is_dropped_or_replaced_silently(text):
    with pytest.raises(JisError) as error:
        jis.encode(text)
    assert error.value.code == "not_encodable"


def test_substitute_leaves_what_has_no_proposal():
    assert jis.substitute("髙橋（彅）㈱葛\U000e0100城") == "高橋（彅）（株）葛城"


@given(st.text(alphabet=[char for *_, char in _assigned() if char != "\\"]))
def test_what_fits_is_written_and_read_back(text):
    assert jis.unencodable(text) == []
    code = jis.encode(text)
    assert len(code) == 2 * len(text)
    signs = str.maketrans("〜−‖¬¢£—", "～－∥￢￠￡―")
    assert code.decode("cp932").translate(signs) == text.translate(signs)


@given(st.text())
def test_any_text_is_encoded_or_its_characters_are_named(text):
    bad = jis.unencodable(text)
    for item in bad:
        assert text[item.position :].startswith(item.text)
        assert all(jis.unencodable(proposal) == [] for proposal in item.proposals)
    if bad:
        with pytest.raises(JisError):
            jis.encode(text)
    else:
        jis.encode(text)
    left = jis.unencodable(jis.substitute(text))
    assert all(not item.proposals for item in left)


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20)))
def test_widened_ascii_always_fits(text):
    assert len(jis.encode(widths.to_full_width(text))) == 2 * len(text)


def test_the_table_of_signs_proposes_what_can_be_written():
    for row in datafile.rows("jis_symbols.csv"):
        assert jis.unencodable(row["char"]), row["char"]
        assert jis.unencodable(row["write"]) == [], row["char"]
        assert row["write"] in jis.proposals(row["char"])
