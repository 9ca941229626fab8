# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""CSV and XLSX give the same rows of typed cells; numbers never as text."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.tables.findings import Flaw, Refused
from mynumber_management.tables.hidden import HiddenCell
from mynumber_management.tables.reader import open_table
from mynumber_management.text.digits import check_digit
from workbooks import DATE, cell, rows, sheet, simple, workbook

BASE = "12345678901"
NUMBER = BASE + check_digit(BASE)


def read(data, secret=frozenset(), **options):
    with open_table(data, **options) as table:
        return table.headings, list(table.rows(secret))


def cells(data, secret=frozenset()):
    return [row.cells for row in read(data, secret)[1]]


def made_by_openpyxl(*lines):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_in_every_usual_encoding(encoding):
    data = "社員番号,氏名\r\n0012,髙橋 﨑子\r\n".encode(encoding)
    headings, found = read(data)
    assert headings == ["社員番号", "氏名"]
    assert [(row.number, row.cells) for row in found] == [(2, ["0012", "髙橋 﨑子"])]


def test_blank_rows_and_columns_keep_positions():
    headings, found = read(b"\r\na,,b,\r\n,,,\r\n1,,2,\r\n")
    assert headings == ["a", "", "b"]
    assert [(row.number, row.cells) for row in found] == [(4, ["1", None, "2"])]
    assert found[0].flaw is None


def test_a_row_of_another_length_is_named():
    _headings, found = read(b"a,b\n1,2,3\n1\n1,2,\n")
    assert [row.flaw for row in found] == [
        Flaw("cell_count", {"found": 3, "expected": 2}),
        Flaw("cell_count", {"found": 1, "expected": 2}),
        None,
    ]


def test_a_line_break_in_quotes_counts_as_one_row():
    _headings, found = read(b'a,b\n"1\n2",3\n4,5\n')
    assert [(row.number, row.cells[0]) for row in found] == [(2, "1\n2"), (3, "4")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("shift", [0, 1, 2])
def test_letters_may_lie_across_the_pieces_a_file_is_read_in(encoding, shift):
    text = "x" * shift + "甲,乙\n" + "髙橋,﨑子\n" * 20_000
    found = read(text.encode(encoding))[1]
    assert {tuple(row.cells) for row in found} == {("髙橋", "﨑子")}


def test_texts_written_as_formulas_keep_their_zeros():
    assert cells(b'a,b\n="0012",="x"\n"=""3""",=1+1\n') == [
        ["0012", "x"],
        ["3", "=1+1"],
    ]
    assert cells(f'a\n="{NUMBER}"\n'.encode()) == [[Flaw("number")]]


def test_cells_and_rows_without_references_follow_each_other():
    data = "<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row>"
    data += "<row><c t='str'><v>1</v></c><c/><c/></row>"
    assert cells(workbook(sheet(data))) == [["1", None]]


def test_the_same_heading_twice_is_told_apart():
    assert read(b"a,a,b,a\n1,2,3,4\n")[0] == ["a", "a (2)", "b", "a (3)"]


def test_what_a_spreadsheet_library_writes_is_read():
    data = made_by_openpyxl(
        ["社員番号", "氏名", "生年月日", "時刻つき", "数", "小数", "○", "空"],
        [
            "0012",
            "髙橋　花子",
            date(1985, 5, 15),
            datetime(2020, 4, 1, 9),
            7,
            1.5,
            True,
        ],
    )
    assert cells(data) == [
        [
            "0012",
            "髙橋　花子",
            date(1985, 5, 15),
            date(2020, 4, 1),
            7,
            Decimal("1.5"),
            True,
            None,
        ]
    ]


def test_readings_beside_a_text_are_left_out():
    strings = (
        "<si><r><t>東</t></r><r><t>京</t></r>"
        "<rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t>b</t></si>"
    )
    lines = ["a", "b"], [cell("A2", 0, "s"), cell("B2", 1, "s")]
    assert cells(simple(*lines, strings=strings)) == [["東京", "b"]]


def test_inline_texts_and_escapes():
    inside = "<is><t>x_x0041_y</t><rPh><t>ヨミ</t></rPh></is>"
    data = simple(["a"], [cell("A2", kind="inlineStr", inside=inside)])
    assert cells(data) == [["xAy"]]


@pytest.mark.parametrize(
    ("serial", "properties", "day"),
    [
        ("31182", "", date(1985, 5, 15)),
        ("31182.75", "", date(1985, 5, 15)),
        ("1", "", date(1900, 1, 1)),
        ("59", "", date(1900, 2, 28)),
        ("61", "", date(1900, 3, 1)),
        ("60", "", Flaw("date_serial")),
        ("0.5", "", Flaw("date_serial")),
        ("-3", "", Flaw("date_serial")),
        ("2958465", "", date(9999, 12, 31)),
        ("2958466", "", Flaw("date_serial")),
        ("29720", "<workbookPr date1904='1'/>", date(1985, 5, 15)),
        ("0", "<workbookPr date1904='1'/>", date(1904, 1, 1)),
        ("2957004", "<workbookPr date1904='1'/>", Flaw("date_serial")),
    ],
)
@pytest.mark.parametrize("style", [DATE, "2", "4"])
def test_days_are_numbers_counted_from_1900_or_1904(serial, properties, day, style):
    lines = ["a"], [cell("A2", serial, "n", style)]
    assert cells(simple(*lines, properties=properties)) == [[day]]


def test_a_scientific_format_is_no_day():
    assert cells(simple(["a"], [cell("A2", "31182", "n", "3")])) == [[31182]]


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        (cell("A2", "5", "n", inside="<f>2+3</f>"), Flaw("formula_cell")),
        (cell("A2", "#REF!", "e"), Flaw("error_cell")),
        (cell("A2", "1", "b"), True),
        (cell("A2", "0", "b"), False),
        (cell("A2", "2020-04-01T00:00:00", "d"), date(2020, 4, 1)),
        (cell("A2", "2020-13-01", "d"), Flaw("unreadable_cell")),
        (cell("A2", "NaN", "n"), Flaw("unreadable_cell")),
        (cell("A2", "1E+400", "n"), Flaw("unreadable_cell")),
        (cell("A2", "abc", "n"), Flaw("unreadable_cell")),
        (cell("A2", "x", "what"), Flaw("unreadable_cell")),
        (cell("A2", "a_x0007_b"), Flaw("control_cell")),
        (cell("A2", "_xD800_"), Flaw("control_cell")),
        (cell("A2", "あ" * 1001), Flaw("long_cell", {"limit": 1000})),
        (cell("A2", NUMBER), Flaw("number")),
        (cell("A2", NUMBER, "n"), Flaw("number")),
    ],
)
def test_cells_that_are_no_values_are_named(xml, value):
    assert cells(simple(["a"], [xml])) == [[value]]


def test_every_cell_of_a_merged_area_is_named():
    after = "<mergeCells><mergeCell ref='B2:B3'/><mergeCell ref='C3:D3'/></mergeCells>"
    data = workbook(
        sheet(rows(["a", "b", "c", "d"], *[["1", "2", "3", "4"]] * 2), after)
    )
    merged = Flaw("merged_cell")
    assert cells(data) == [["1", merged, "3", "4"], ["1", merged, merged, merged]]


def test_a_merged_heading_refuses_the_file():
    after = "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    with pytest.raises(Refused) as caught:
        open_table(workbook(sheet(rows(["Title", ""], ["a", "b"]), after)))
    (issue,) = caught.value.issues
    assert (issue.row, issue.code) == (1, "merged_cell")


def test_hidden_sheets_are_not_read_and_told():
    hidden, shown = sheet(rows(["x"], ["0"])), sheet(rows(["y"], ["1"]))
    data = workbook(hidden, shown, shown, states=("hidden",))
    with open_table(data) as table:
        assert table.headings == ["y"]
        notes = [(note.code, note.facts["count"], note.level) for note in table.notes]
    assert notes == [("hidden_sheets", 1, "hint"), ("more_sheets", 1, "hint")]
    with pytest.raises(Refused, match="no_visible_sheet"):
        open_table(workbook(hidden, states=("veryHidden",)))
    with open_table(data, sheet=2) as table:
        assert table.headings == ["y"]


def test_hidden_rows_are_marked():
    data = rows(["a"], ["1"]).replace("<row r='2'", "<row r='2' hidden='1'")
    assert read(workbook(sheet(data)))[1][0].hidden


@pytest.mark.parametrize("secret", [set(), {1}])
@pytest.mark.parametrize("kind", ["utf-8", "cp932", "xlsx"])
def test_a_number_never_stands_in_a_row(kind, secret):
    lines = [
        ["code", "x"],
        ["1", NUMBER],
        ["2", f"{NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}"],
    ]
    data = (
        made_by_openpyxl(*lines)
        if kind == "xlsx"
        else "\n".join(map(",".join, lines)).encode(kind)
    )
    found = read(data, secret)[1]
    assert NUMBER not in repr(found) and NUMBER[4:8] not in repr(found)
    for row in found:
        if not secret:
            assert row.cells[1] == Flaw("number")
            continue
        with row.cells[1].use() as digits:
            assert digits == NUMBER.encode()
        assert digits == bytes(12)


def test_a_number_in_a_heading_refuses_the_file():
    for data in (f"a,{NUMBER}\n1,2\n".encode(), simple(["a", NUMBER], ["1", "2"])):
        with pytest.raises(Refused) as caught:
            open_table(data)
        assert NUMBER not in str(caught.value.issues)
        assert [(i.row, i.code) for i in caught.value.issues] == [(1, "number")]


def test_leaving_the_block_wipes_the_texts_of_the_workbook():
    strings = f"<si><t>{NUMBER}</t></si>"
    data = simple(["a"], [cell("A2", 0, "s")], strings=strings)
    with open_table(data) as table:
        block = table._workbook.strings._block
        assert NUMBER.encode() in block
        (row,) = table.rows({0})
        assert isinstance(row.cells[0], HiddenCell)
    assert set(block) == {0}


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=6))
def test_csv_and_xlsx_of_the_same_table_agree(lines):
    lines = [
        [text if text.isprintable() and text == text.strip() else "x" for text in line]
        for line in lines
    ]
    text = io.StringIO()
    csv.writer(text).writerows([["h1", "h2"], *lines])
    try:
        from_csv = cells(text.getvalue().encode())
    except (Refused, UnicodeEncodeError):
        return
    book = openpyxl.Workbook()
    for number, line in enumerate([["h1", "h2"], *lines], 1):
        for place, value in enumerate(line, 1):
            one = book.active.cell(number, place)
            one.value, one.data_type = value or None, "s"
    file = io.BytesIO()
    book.save(file)
    assert cells(file.getvalue()) == from_csv
