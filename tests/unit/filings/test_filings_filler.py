# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers into the file of another program: nothing else changes."""

import io
from datetime import date

import pytest
from filings_samples import (
    SAMPLES,
    cells_of,
    changed,
    corporate,
    findings,
    made,
    secret,
)
from forms_samples import SampleSecret, number
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.filings import reader
from mynumber_management.filings.filler import Columns, Filler, Place, columns_of
from mynumber_management.filings.findings import MESSAGES
from mynumber_management.filings.holes import Further, NumberForm
from mynumber_management.filings.layout import load

TABLE = load("315", 2025)
FILLER = Filler(columns_of(TABLE), TABLE)
SECRET_ITEMS = [item for item in TABLE.items if item.secret]


def emptied(code, quotes=False, end="\r\n", encoding="cp932", **texts):
    """A record of another program: no number, its own quotes and line ends."""
    table, record = changed(code, **texts)
    cells = cells_of(record)
    for item in table.items:
        if item.kind in ("number", "any_number", "numbers"):
            cells[item.no - 1] = ""
    if quotes:
        cells = [f'"{cell}"' for cell in cells]
    return (",".join(cells) + end).encode(encoding)


def filler(code, chosen=None):
    table = load(code, SAMPLES[code][0], chosen)
    return Filler(columns_of(table), table)


def numbers_of(wanted):
    """A function for ``fill``; every secret made when it is asked for."""

    def ask(row, place):
        value = wanted.get((row, place))
        return value() if callable(value) else value

    return ask


def filled(data, wanted, with_filler=FILLER):
    return b"".join(with_filler.fill(data, numbers_of(wanted)))


MINE = {(1, "payee_number"): lambda: secret(1)}


def test_the_rows_name_their_people_and_the_holders_of_each_number():
    (row,) = FILLER.rows(emptied("315"))
    assert row.code == "" and row.number == 1
    assert row.keys["name"] == "山田　太郎"
    assert row.keys["kana"] == "ﾔﾏﾀﾞ ﾀﾛｳ"
    assert row.keys["code"] == "000001"
    assert row.keys["birth_date"] == date(1985, 5, 15)
    slots = {slot.id: slot for slot in row.slots}
    assert set(slots) == {item.id for item in SECRET_ITEMS}
    assert slots["dep2_number"].name == "山田　梅"
    assert slots["u16_1_number"].kana == "ヤマダ　サクラ"
    assert {slot.state for slot in row.slots} == {"empty"}


def test_a_filled_column_says_so():
    (row,) = FILLER.rows(made("315")[1])
    states = {slot.id: slot.state for slot in row.slots}
    assert states["payee_number"] == "filled" and states["dep4_number"] == "empty"
    (row,) = FILLER.rows(changed("315", payee_number="later")[1])
    assert {s.id: s.state for s in row.slots}["payee_number"] == "other"


@pytest.mark.parametrize("code", SAMPLES)
def test_an_emptied_record_filled_again_is_the_record(code):
    table, record = made(code)
    cells = cells_of(record)
    wanted = {}
    for item in table.items:
        text = cells[item.no - 1]
        if item.kind in ("number", "any_number") and text:
            own = text[0] == "0"
            wanted[1, item.id] = SampleSecret(text[1:]) if own else text
    assert filled(emptied(code), wanted, filler(code)) == record


@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
@pytest.mark.parametrize("quotes", [True, False])
@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_only_the_number_columns_change(end, quotes, encoding):
    data = emptied("315", quotes, end, encoding)
    after = filled(data, MINE)
    assert len(after) == len(data) + 13
    digits = b"0" + number(1).encode()
    assert after.count(digits) == 1
    assert after.replace(digits, b"") == data


def test_an_empty_column_in_quotes_keeps_its_quotes():
    after = filled(emptied("315", quotes=True), MINE)
    assert b'"0' + number(1).encode() + b'"' in after


def test_the_space_of_an_empty_last_item_gives_way():
    data = emptied("309").replace(b",\r\n", b", \r\n")
    after = filled(data, {(1, "payee_number"): lambda: secret(1)}, filler("309"))
    assert after.endswith(b",0" + number(1).encode() + b"\r\n")


def test_the_width_follows_the_setting():
    other = filler("315", {"individual_number_width": 12})
    assert b"," + number(1).encode() + b"," in filled(emptied("315"), MINE, other)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_further_numbers_are_written_in_full_width(encoding):
    more = {
        (1, "further_numbers"): lambda: [Further(1, secret(1)), Further(2, secret(2))]
    }
    after = filled(emptied("315", encoding=encoding), more).decode(encoding)
    full = str.maketrans("0123456789", "０１２３４５６７８９")
    expected = f"（１）{number(1)}（２）{number(2)}".translate(full)
    assert after.split(",")[131] == expected


def test_what_stands_there_is_never_written_over():
    data = made("315")[1]
    assert filled(data, {(1, "payee_number"): lambda: secret(77)}) == data


def test_only_empty_columns_are_asked_for():
    asked = []
    data = made("315")[1]
    b"".join(FILLER.fill(data, lambda row, place: asked.append((row, place))))
    assert (1, "payee_number") not in asked and (1, "dep4_number") in asked


def test_a_corporate_number_is_given_as_text():
    after = filled(emptied("313"), {(1, "payee_number"): corporate(3)}, filler("313"))
    assert corporate(3).encode() in after
    for wrong in (number(1), "0" + number(1), "1,2", '"', "１" * 13):
        with pytest.raises(ValueError):
            filled(emptied("313"), {(1, "payee_number"): wrong}, filler("313"))


HARD = [
    ("malformed", b'315,"a'),
    ("malformed", b'315,a"b,'),
    ("malformed", b'315,"a"b,'),
    ("item_count", b"315,1,2"),
    ("nul", b"315,\0"),
    ("blank_line", b""),
    ("blank_line", b"  "),
    ("not_shift_jis", emptied("315", end="").replace(b"131016", b"13\x8116")),
    ("code_value", emptied("315", end="").replace(b"315,", b"375,", 1)),
    ("item_count", emptied("315", end="") + b","),
]


@pytest.mark.parametrize(("code", "line"), HARD)
def test_a_row_that_is_not_certain_comes_back_as_it_was(code, line):
    assert code in MESSAGES
    data = emptied("315") + line + b"\r\n" + emptied("315")
    rows = list(FILLER.rows(data))
    assert [row.code for row in rows] == ["", code, ""]
    every = {(row, "payee_number"): lambda: secret(1) for row in (1, 2, 3)}
    digits = b"0" + number(1).encode()
    after = filled(data, every)
    assert after.count(digits) == 2
    assert after.replace(digits, b"") == data
    assert after.split(b"\r\n")[1] == line


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"1" * 200_000, "line_too_long"),
        (emptied("315").replace(b"\r\n", b"\r") * 200, "lone_cr"),
        ("あ,い".encode("utf-16"), "utf16"),
        (b"PK\x03\x04", "not_text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(data, code):
    for act in (FILLER.rows, lambda source: FILLER.fill(source, lambda *_: None)):
        with pytest.raises(reader.Stop) as caught:
            list(act(data))
        assert caught.value.code == code


def test_a_list_that_does_not_fit_is_refused_and_opens_nothing():
    many = [Further(place, secret(place)) for place in range(1, 9)]
    with pytest.raises(NumberForm):
        filled(emptied("315"), {(1, "further_numbers"): many})
    assert not any(entry.number.uses for entry in many)


def test_rows_with_numbers_can_be_wiped():
    pieces = list(FILLER.fill(emptied("315") * 2, numbers_of(MINE)))
    assert [type(piece) for piece in pieces] == [bytearray, bytes]
    pieces[0][:] = bytes(len(pieces[0]))
    assert not any(pieces[0]) and SampleSecret.opened_now == 0


def test_numbers_that_stand_there_are_compared_without_showing_them():
    data = made("315")[1] + emptied("315")
    mine = {
        (1, "payee_number"): lambda: secret(11),
        (1, "spouse_number"): lambda: secret(99),
        (2, "payee_number"): lambda: secret(11),
    }
    assert list(FILLER.compare(data, numbers_of(mine))) == [
        (1, "payee_number", "same"),
        (1, "spouse_number", "different"),
        (2, "payee_number", "missing"),
    ]


MAPPING = Columns(
    count=5,
    keys={"code": 0, "name": 1},
    birth=(2,),
    places=(Place(3, "payee_number", 1), Place(4, "spouse_number", None)),
    titles=1,
)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_any_csv_with_a_mapping_can_be_filled(encoding):
    data = (
        "社員番号,氏名,生年月日,個人番号,配偶者の個人番号\n"
        'E1,"髙橋, 一郎",S60.5.15,,\n'
        "E2,斎藤　花,1990/1/2,,\n"
    ).encode(encoding)
    other = Filler(MAPPING)
    first, second = other.rows(data)
    assert first.keys == {
        "code": "E1",
        "name": "髙橋, 一郎",
        "birth_date": date(1985, 5, 15),
    }
    assert second.keys["birth_date"] == date(1990, 1, 2)
    after = filled(data, {(3, "payee_number"): lambda: secret(1)}, other)
    expected = data.decode(encoding).replace("1990/1/2,,", f"1990/1/2,{number(1)},")
    assert after.decode(encoding) == expected


def test_a_file_that_was_filled_checks_clean():
    assert findings(TABLE, emptied("315"), numbers=False) == []
    wanted = {
        (1, item.id): lambda seed=seed: secret(seed)
        for seed, item in enumerate(SECRET_ITEMS, 1)
        if item.kind == "number" and item.id not in ("dep4_number",)
        if not item.id.startswith("u16_") or item.id == "u16_1_number"
    }
    wanted[1, "payer_number"] = corporate(1)
    assert findings(TABLE, filled(emptied("315"), wanted)) == []


@given(
    rows=st.lists(
        st.lists(
            st.text("山田あｱA1\"', 　髙―ソ表", max_size=6), min_size=5, max_size=5
        ),
        min_size=1,
        max_size=6,
    ),
    style=st.sampled_from(["plain", "quoted", "mixed"]),
    end=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["cp932", "utf-8", "utf-8-sig"]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_the_file_only_numbers_are_added(rows, style, end, encoding):
    """Removing the digits gives the file that came, byte for byte."""

    def cell(text, place):
        if style == "plain" or style == "mixed" and place % 2:
            return text
        return '"' + text.replace('"', '""') + '"'

    lines = [",".join(cell(t, i) for i, t in enumerate(row)) for row in rows]
    data = (end.join(lines) + end).encode(encoding)
    titles = Columns(5, {"name": 1}, (2,), MAPPING.places)
    after = b"".join(Filler(titles).fill(io.BytesIO(data), lambda *_at: secret(1)))
    digits = number(1).encode()
    count = after.count(digits) - data.count(digits)
    spaces = sum(
        row[place].strip(" ") == "" != row[place] for row in rows for place in (3, 4)
    )
    if not spaces:
        assert after.replace(digits, b"") == data
        assert len(after) == len(data) + 12 * count
