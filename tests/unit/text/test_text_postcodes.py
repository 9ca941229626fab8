# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Post codes and Japan Post's table."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management import text as package
from mynumber_management.text import postcodes
from mynumber_management.text.postcodes import PostcodeError, PostcodeRow, RowError

SAMPLE = (Path(package.__path__[0]).parent / "demo" / "ken_all_sample.csv").read_bytes()
CHIYODA = (
    '13101,"100  ","1000001","ﾄｳｷｮｳﾄ","ﾁﾖﾀﾞｸ","ﾁﾖﾀﾞ",'
    '"東京都","千代田区","千代田",0,0,0,0,0,0'
)


def _line(town, kana="ﾐﾎﾝ", code="03507", postcode="0287917", city="九戸郡洋野町"):
    return (
        f'{code},"02879","{postcode}","ｲﾜﾃｹﾝ","ｸﾉﾍｸﾞﾝﾋﾛﾉﾁｮｳ","{kana}",'
        f'"岩手県","{city}","{town}",0,0,0,0,0,0'
    )


def _read(text, encoding="cp932", newline="\r\n"):
    errors = []
    lines = [text] if isinstance(text, str) else text
    source = newline.join([*lines, ""]).encode(encoding)
    return list(postcodes.read_ken_all(source, errors.append)), errors


@pytest.mark.parametrize(
    "typed",
    """1000001 100-0001 〒100-0001 １０００００１
    １００－０００１ 〒１００ー０００１ 100‐0001 100−0001
    100―0001 〒1000001""".split()
    + ["〒 100-0001", " 100-0001 ", "100 0001", "100 - 0001"],
)
def test_usual_ways_of_typing_a_post_code(typed):
    assert postcodes.parse_postcode(typed) == "1000001"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (None, "empty"),
        (False, "empty"),
        (1000001, "not_a_postcode"),
        ("100000", "not_a_postcode"),
        ("10000011", "not_a_postcode"),
        ("1000-001", "not_a_postcode"),
        ("100-00a1", "not_a_postcode"),
        ("〒", "not_a_postcode"),
        ("١٠٠٠٠٠١", "not_a_postcode"),
        ("1" * 100_000, "not_a_postcode"),
        ("100\x000001", "not_a_postcode"),
    ],
)
def test_what_is_no_post_code_is_refused(typed, code):
    with pytest.raises(PostcodeError) as error:
        postcodes.parse_postcode(typed)
    assert error.value.code == code


@given(st.from_regex("[0-9]{7}", fullmatch=True))
def test_a_formatted_post_code_is_read_back(code):
    assert postcodes.parse_postcode(postcodes.format_postcode(code)) == code


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_both_encodings_give_the_same_row(encoding, newline):
    rows, errors = _read(CHIYODA, encoding, newline)
    assert errors == []
    assert rows == [
        PostcodeRow(
            "1000001", "東京都", "千代田区", "千代田", "チヨダク", "チヨダ", "131016"
        )
    ]


def test_the_sample_is_read_without_errors():
    errors = []
    rows = list(postcodes.read_ken_all(SAMPLE, errors.append))
    assert errors == []
    assert len(rows) == len(SAMPLE.splitlines())
    by_code = {row.postcode: row for row in rows}
    assert by_code["1000000"].town == ""
    assert by_code["5220317"].town == "一円"
    assert by_code["2310017"].municipality_code == "141046"
    assert by_code["1000005"].town == "丸の内"


@pytest.mark.parametrize(
    ("town", "kana", "cleaned", "cleaned_kana"),
    [
        ("以下に掲載がない場合", "ｲｶﾆｹｲｻｲｶﾞﾅｲﾊﾞｱｲ", "", ""),
        ("洋野町の次に番地がくる場合", "ﾋﾛﾉﾁｮｳﾉﾂｷﾞﾆﾊﾞﾝﾁｶﾞｸﾙﾊﾞｱｲ", "", ""),
        ("洋野町一円", "ﾋﾛﾉﾁｮｳｲﾁｴﾝ", "", ""),
        ("一円", "ｲﾁｴﾝ", "一円", "イチエン"),
        ("大通西（１～１９丁目）", "ｵｵﾄﾞｵﾘﾆｼ(1-19ﾁｮｳﾒ)", "大通西", "オオドオリニシ"),
        ("見本（次のビルを除く）", "ﾐﾎﾝ(ﾂｷﾞﾉﾋﾞﾙｦﾉｿﾞｸ)", "見本", "ミホン"),
        ("見本タワー（３８階）", "ﾐﾎﾝﾀﾜｰ(38ｶｲ)", "見本タワー", "ミホンタワー"),
        ("種市第１地割～第３地割", "ﾀﾈｲﾁﾀﾞｲ1ﾁﾜﾘ-ﾀﾞｲ3ﾁﾜﾘ", "種市", "タネイチ"),
        ("見本１２地割（その他）", "ﾐﾎﾝ12ﾁﾜﾘ(ｿﾉﾀ)", "見本", "ミホン"),
        ("見本", "ﾐﾎﾝ", "見本", "ミホン"),
        ("", "", "", ""),
    ],
)
def test_remarks_of_the_table_are_left_out(town, kana, cleaned, cleaned_kana):
    rows, errors = _read(_line(town, kana))
    assert errors == []
    assert (rows[0].town, rows[0].town_kana) == (cleaned, cleaned_kana)


def test_a_town_over_several_lines_is_joined():
    rows, errors = _read(
        [
            _line("種市（第５０地割「１、２」、", "ﾀﾈｲﾁ(ﾀﾞｲ50ﾁﾜﾘ<1､2>､"),
            _line("第５１地割「３」～", "ﾀﾞｲ51ﾁﾜﾘ<3>-"),
            _line("第５２地割）", "ﾀﾞｲ52ﾁﾜﾘ)"),
            _line("大野", "ｵｵﾉ", postcode="0288802"),
        ]
    )
    assert errors == []
    assert [(row.postcode, row.town, row.town_kana) for row in rows] == [
        ("0287917", "種市", "タネイチ"),
        ("0288802", "大野", "オオノ"),
    ]


def test_a_town_that_goes_on_nowhere_is_an_error():
    rows, errors = _read(
        [_line("種市（第５０地割、"), _line("大野", postcode="0288802"), _line("又（")]
    )
    assert [row.town for row in rows] == ["大野"]
    assert errors == [RowError(1, "unfinished"), RowError(3, "unfinished")]


def test_an_endless_town_is_an_error():
    lines = [_line("種市（" + "あ" * 150, "")] * 40
    rows, errors = _read([*lines, _line("終）")])
    assert rows == [] or all(row.town != "種市" for row in rows[1:])
    assert RowError in {type(error) for error in errors}


def test_a_place_that_comes_twice_is_yielded_once():
    rows, _ = _read([_line("見本（１丁目）"), _line("見本（２丁目）"), _line("大野")])
    assert [row.town for row in rows] == ["見本", "大野"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("13101,100", "columns"),
        (CHIYODA + ",1", "columns"),
        ('13101,"100', "columns"),
        (CHIYODA.replace("1000001", "100000"), "postcode"),
        (CHIYODA.replace("1000001", "100-001"), "postcode"),
        (CHIYODA.replace("13101", "1310"), "municipality"),
        (CHIYODA.replace("13101", "99101"), "municipality"),
        (CHIYODA.replace("13101", "14101"), "prefecture"),
        (CHIYODA.replace('"千代田区"', '""'), "name"),
        (CHIYODA.replace('"千代田"', '"' + "あ" * 300 + '"'), "name"),
        (CHIYODA.replace("13101", "１３１０１"), "municipality"),
    ],
)
def test_a_bad_line_is_reported_and_left_out(bad, code):
    rows, errors = _read([CHIYODA, bad, _line("大野")])
    assert [row.town for row in rows] == ["千代田", "大野"]
    assert errors == [RowError(2, code)]
    assert code in postcodes.ROW_REASONS


def test_a_line_in_another_encoding_is_reported():
    source = CHIYODA.encode() + b"\n" + b"\xff\xfe\x81\n" + CHIYODA.encode()
    errors = []
    assert len(list(postcodes.read_ken_all(source, errors.append))) == 1
    assert errors == [RowError(2, "encoding")]


def test_line_numbers_count_over_the_whole_file():
    lines = [_line(f"見本{n}") for n in range(3000)]
    lines[2500:2500] = ["", "damaged"]
    rows, errors = _read(lines)
    assert len(rows) == 3000
    assert errors == [RowError(2502, "columns")]


def test_empty_lines_and_the_end_mark_of_old_files_are_skipped():
    rows, errors = _read(["", CHIYODA, "   ", "\x1a"])
    assert len(rows) == 1 and errors == []


def _zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_CSV", ".CSV"), content)
    return buffer.getvalue()


def test_the_zip_file_is_read_as_it_comes():
    source = _zipped(KEN_ALL_CSV=CHIYODA.encode("cp932"), README="x")
    assert [row.town for row in postcodes.read_ken_all(source, pytest.fail)] == [
        "千代田"
    ]


def test_a_file_object_is_read_too():
    rows = postcodes.read_ken_all(io.BytesIO(SAMPLE), pytest.fail)
    assert next(rows).prefecture == "北海道"


DAMAGED = bytearray(_zipped(KEN_ALL_CSV=SAMPLE * 50))
DAMAGED[200:260] = bytes(60)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n", "empty_file"),
        (b"PK\x03\x04", "bad_zip"),
        (_zipped(A_CSV="1", B_CSV="2"), "bad_zip"),
        (_zipped(A="1"), "bad_zip"),
        (_zipped(A_CSV=""), "empty_file"),
        (bytes(DAMAGED), "bad_zip"),
        (_zipped(KEN_ALL_CSV=SAMPLE * 50)[:-40], "bad_zip"),
        (b"a,b,c\n", "not_a_table"),
        (b"x" * 1_000_000, "not_a_table"),
        (b"\n" * 100_000 + b"a", "not_a_table"),
        (b"a\n" * 100_000, "not_a_table"),
        (CHIYODA.encode("utf-16"), "not_a_table"),
        (bytes(range(256)) * 100, "not_a_table"),
        ((CHIYODA + "\n").encode() + b"a\n" * 2000, "too_many_errors"),
        (CHIYODA.encode() + b"\n" + b"x" * 1_000_000, "not_a_table"),
    ],
)
def test_a_file_of_another_kind_is_refused(source, code):
    with pytest.raises(PostcodeError) as error:
        list(postcodes.read_ken_all(source, lambda _: None))
    assert error.value.code == code


def test_a_zip_that_unpacks_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(postcodes, "MAX_BYTES", 200_000)
    line = (CHIYODA + "\r\n").encode("cp932")
    source = _zipped(KEN_ALL_CSV=line * (200_000 // len(line) + 1))
    assert len(source) < 10_000
    with pytest.raises(PostcodeError) as error:
        for _ in postcodes.read_ken_all(source, pytest.fail):
            pass
    assert error.value.code == "too_large"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(source):
    errors = []
    try:
        rows = list(postcodes.read_ken_all(source, errors.append))
    except PostcodeError as error:
        assert error.code in PostcodeError.REASONS
    else:
        assert rows
    assert all(error.code in postcodes.ROW_REASONS for error in errors)


@given(
    st.lists(
        st.text(alphabet='13101,"0千代田区東京都（）\r\n', max_size=60), max_size=6
    )
)
def test_lines_like_the_table_are_read_or_reported(lines):
    rows, errors = _read([CHIYODA, *lines], "utf-8")
    assert rows[0].town == "千代田"
    assert all(error.code in postcodes.ROW_REASONS for error in errors)
