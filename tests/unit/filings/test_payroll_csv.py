# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Payroll figures from CSV: every error is named by row and column, nothing quoted."""

import random
import re
from datetime import date
from pathlib import Path

import pytest
from mynumber_management.filings import payroll_csv
from mynumber_management.filings.payroll_csv import Refused, parse, read_cells
from mynumber_management.forms.withholding import BY_ID
from mynumber_management.tables import csv_reader
from mynumber_management.text.digits import check_digit

LAYOUT = (
    Path(payroll_csv.__file__).parents[1] / "layouts" / "withholding_import.csv"
).read_text(encoding="utf-8")
COLUMNS = payroll_csv.load_columns(LAYOUT)
HEADING = "社員番号,氏名,支払金額,源泉徴収税額"
BASE = "12345678901"
NUMBER = BASE + check_digit(BASE)


def read(text, encoding="utf-8"):
    return parse(text.encode(encoding), COLUMNS)


def refusal(data):
    with pytest.raises(Refused) as caught:
        parse(data if isinstance(data, bytes) else data.encode(), COLUMNS)
    return [(i.row, i.column, i.code) for i in caught.value.issues]


def cell(column, value):
    """(value, code of the issue) of one cell under one column."""
    rows, issues = read(f'code,name,{column}\n1,甲,"{value}"\n')
    return rows[0].values.get(column), [issue.code for issue in issues]


def test_every_documented_column_is_a_field_or_a_key():
    for column in COLUMNS:
        assert column.id in BY_ID or column.id in payroll_csv.KEY_COLUMNS
        assert column.ja and column.en


def test_no_two_columns_share_a_heading():
    seen = {}
    for column in COLUMNS:
        for word in (column.id, column.ja, column.en, *column.aliases):
            key = payroll_csv.heading_key(word)
            assert seen.setdefault(key, column.id) == column.id, word


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_utf8_with_or_without_bom_and_shift_jis_are_read(encoding):
    rows, issues = read(HEADING + "\r\n0012,髙橋 﨑子,5000000,0\r\n", encoding)
    assert not issues
    assert (rows[0].code, rows[0].name) == ("0012", "髙橋 﨑子")
    assert rows[0].values == {"pay_amount": 5000000, "tax_amount": 0}


@pytest.mark.parametrize("heading", ["ja", "en", "id"])
def test_headings_in_japanese_english_and_by_id(heading):
    names = [getattr(column, heading) for column in COLUMNS]
    rows, issues = read(
        ",".join(f'"{name}"' for name in names) + "\n1,甲," + "," * (len(names) - 3)
    )
    assert not issues
    assert len(rows[0].values) == len(names) - 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (HEADING.encode(), "no_rows"),
        ((HEADING + "\n,,,\n").encode(), "no_rows"),
        (HEADING.encode("utf-16"), "utf16"),
        (HEADING.encode("utf-16-be"), "utf16"),
        ("code,name\n1,abc\n".encode("utf-16-le"), "utf16"),
        (b"code,name\n1,a\0b\n", "nul"),
        (b"code,name\n1,a\x1bb\n", "control"),
        (b"code,name\n1,\xff\xfe\xfd\n", "encoding"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"%PDF-1.7", "spreadsheet"),
        (b"x" * (payroll_csv.MAX_BYTES + 1), "too_large"),
    ],
)
def test_hostile_files_are_refused_by_name(data, code):
    assert refusal(data) == [(0, "", code)]


def test_too_many_rows():
    data = "code,name\n" + "1,a\n" * (payroll_csv.MAX_ROWS + 1)
    assert refusal(data) == [(0, "", "too_many_rows")]


def test_open_quotation_marks_name_the_row():
    assert refusal('code,name\n1,a\n2,"b\n') == [(3, "", "malformed")]


def test_tabs_instead_of_commas():
    assert refusal("社員番号\t氏名\n1\t甲\n") == [(1, "", "delimiter")]


def test_unknown_and_double_headings_are_named_by_place():
    with pytest.raises(Refused) as caught:
        read("code,name,bonus,name\n1,a,1,b\n")
    found = [(i.column, i.code, i.facts["place"]) for i in caught.value.issues]
    assert found == [("", "unknown_column", 3), ("name", "column_twice", 4)]


def test_one_column_too_many_in_a_row_and_in_the_heading():
    _rows, issues = read(HEADING + "\n1,甲,1,2,3\n")
    assert [(i.row, i.code, i.facts) for i in issues] == [
        (2, "cell_count", {"found": 5, "expected": 4})
    ]
    assert refusal(HEADING + ",\n1,甲,1,2,\n") == [(1, "", "unknown_column")]


def test_code_and_one_more_key_are_needed():
    assert refusal("氏名\n甲\n") == [(1, "code", "column_missing")]
    assert refusal("社員番号,支払金額\n1,1\n") == [(1, "name", "key_missing")]
    _rows, issues = read("code,name,birth_date\n,甲,\n2,,\n3,,S60.5.15\n")
    assert [(i.row, i.column, i.code) for i in issues] == [
        (2, "code", "blank"),
        (3, "name", "key_blank"),
    ]


def test_the_same_code_twice_names_the_first_row():
    _rows, issues = read("code,name\n7,甲\n8,乙\n7,丙\n")
    assert [(i.row, i.code, i.facts) for i in issues] == [(4, "twice", {"first": 2})]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5000000", 5000000),
        ("5,000,000", 5000000),
        ("￥５，０００，０００円", 5000000),
        ("\\1000", 1000),
        ("000", 0),
        ("", None),
        (" ", None),
        ("9999999999", 9999999999),
    ],
)
def test_amounts(typed, value):
    assert cell("pay_amount", typed) == (value, [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5", "negative"),
        ("△5", "negative"),
        ("▲1,000", "negative"),
        ("=SUM(A1)", "formula"),
        ("+5", "formula"),
        ("@x", "formula"),
        ("1.5", "amount"),
        ("5e6", "amount"),
        ("50,00", "amount"),
        ("五千", "amount"),
        ("10000000000", "too_many_digits"),
        ("#REF!", "amount"),
    ],
)
def test_wrong_amounts(typed, code):
    assert cell("pay_amount", typed) == (None, [code])


@pytest.mark.parametrize(
    ("column", "typed", "value", "codes"),
    [
        ("left_date", "令和8年3月31日", date(2026, 3, 31), []),
        ("left_date", "R8.3.31", date(2026, 3, 31), []),
        ("left_date", "2026/3/31", date(2026, 3, 31), []),
        ("left_date", "昭和99年3月31日", None, ["era"]),
        ("left_date", "令和8年2月30日", None, ["date"]),
        ("left_date", "46112", None, ["date"]),
        ("left_date", "X8.3.31", None, ["date"]),
        ("f_otsu", "○", True, []),
        ("f_otsu", "1", True, []),
        ("f_otsu", "0", False, []),
        ("f_otsu", "たぶん", None, ["flag"]),
        ("spouse_mark", "有", "main", []),
        ("spouse_mark", "従有", "sub", []),
        ("spouse_mark", "2", "none", []),
        ("spouse_mark", "何か", None, ["choice"]),
        ("housing_class1", "1", "01", []),
        ("housing_class1", "99", None, ["choice"]),
        ("dep_specific", "100", None, ["too_many_digits"]),
        ("summary_text", "=cmd", None, ["formula"]),
        ("summary_text", "あ" * 300, "あ" * 300, []),
        ("summary_text", "あ" * 301, None, ["too_long"]),
        ("summary_text", "一\n二", None, ["line_break"]),
        ("summary_text", "い" * 1001, None, []),
        ("summary_text", "\ue000", None, ["private_character"]),
    ],
)
def test_values_and_their_errors(column, typed, value, codes):
    if len(typed) > payroll_csv.MAX_CELL:
        assert refusal(f"code,name,{column}\n1,甲,{typed}\n") == [(2, "", "long_cell")]
        return
    assert cell(column, typed) == (value, codes)


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        f"{NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}",
        f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}",
        NUMBER.translate({48 + i: 0xFF10 + i for i in range(10)}),
        "0" + NUMBER,
        "'" + NUMBER,
        f"{int(NUMBER):,}",
        f"番号は{NUMBER}です",
    ],
)
@pytest.mark.parametrize("place", ["heading", "row", "extra"])
def test_a_file_with_a_number_is_refused_whole(typed, place):
    files = {
        "heading": f'code,name,"{typed}"\n1,甲,2\n',
        "row": f'code,name,summary_text\n1,甲,\n2,乙,"{typed}"\n',
        "extra": f'code,name\n1,甲\n2,乙,,"{typed}"\n',
    }
    for encoding in ("utf-8", "cp932"):
        ((_row, column, code),) = refusal(files[place].encode(encoding))
        assert (column, code) == ("", "number")


def test_no_issue_and_no_exception_carries_what_was_read():
    secret = "とくべつな語"
    with pytest.raises(Refused) as caught:
        read(f"code,name,{secret}\n1,{secret},{secret}\n")
    _rows, issues = read(f"code,name,pay_amount\n1,甲,{secret}\n2,乙,{secret}\n")
    for issue in (*caught.value.issues, *issues):
        assert secret not in repr(issue)
    assert secret not in repr(caught.value)


def test_random_bytes_never_raise_anything_else():
    source = random.Random(20260101)
    for _round in range(3000):
        size = source.randrange(1, 60)
        data = bytes(
            source.choice(b'",\r\n\0\x1b\xe3\x81\x82=1a ') for _ in range(size)
        )
        if source.random() < 0.5:
            data = HEADING.encode() + b"\n" + data
        try:
            parse(data, COLUMNS)
        except Refused as refused:
            assert refused.issues


def test_a_thousand_people_with_all_columns():
    names = ",".join(column.id for column in COLUMNS)
    line = "," + "," * (len(COLUMNS) - 3)
    data = names + "\n" + "".join(f"{i},甲{line}\n" for i in range(1, 1001))
    rows, issues = read(data)
    assert len(rows) == 1000
    assert not issues


def test_the_reader_leaves_text_as_it_is():
    assert read_cells("あ,い \r\n\r\n".encode("cp932")) == [["あ", "い "], []]


def test_every_issue_code_has_a_sentence():
    source = Path(payroll_csv.__file__).read_text(encoding="utf-8")
    importer = Path(payroll_csv.__file__).parents[1] / "models"
    sentences = (importer / "mynumber_statement_import.py").read_text(encoding="utf-8")
    codes = set(
        re.findall(r'(?:Issue\([^"]*"[^"]*", |ValueError\()"([a-z0-9_]+)"', source)
    )
    assert len(codes) >= 20
    reader = Path(csv_reader.__file__).read_text(encoding="utf-8")
    codes |= set(re.findall(r'(?:refuse\(|else )"([a-z0-9_]+)"', reader))
    assert {"utf16", "nul", "encoding", "malformed"} <= codes
    for code in codes | {"too_large"}:
        assert f'"{code}": _lt(' in sentences, code


def test_the_documentation_names_every_column_and_heading():
    docs = Path(__file__).parents[3] / "docs" / "payroll-csv.md"
    rows = [
        [part.strip() for part in line.split("|")[1:-1]]
        for line in docs.read_text(encoding="utf-8").splitlines()
        if line.count("|") == 6 and "`" in line
    ]
    told = [(ja, en, name.strip("`"), aliases) for ja, en, name, _kind, aliases in rows]
    assert told == [(c.ja, c.en, c.id, "、".join(c.aliases)) for c in COLUMNS]
