# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which layout a file follows."""

import ast
import inspect

import pension_samples
import pytest
from filings_samples import SAMPLES, changed
from mynumber_management.filings import detect, findings, reader
from mynumber_management.filings.compare import Comparison
from mynumber_management.filings.pension_compare import PensionComparison

TODAY = pension_samples.TODAY
RECORD = "2200700,21,34,ｱｲｳ" + "," * 40


def kind(data):
    return detect.detect(data, TODAY)


@pytest.mark.parametrize("code", SAMPLES)
def test_the_first_item_and_the_year_tell_the_layout(code):
    record = changed(code)[1]
    found = kind(record if isinstance(record, bytes) else record.encode("cp932"))
    assert (found.form, found.year) == (code, SAMPLES[code][0])
    assert found.table.code == code
    assert isinstance(found.comparison(), Comparison)
    assert found.part({}) is found.table


def test_an_unknown_year_is_taken_for_the_latest_layout():
    cells = ["375", *[""] * 9, "60", "x"]
    for year, expected in (("60", 2026), ("", 2026), ("x", 2026), ("07", 2025)):
        cells[10] = year
        assert kind(",".join(cells).encode()).year == expected


@pytest.mark.parametrize(
    "text",
    [
        pension_samples.FRAME,
        pension_samples.FRAME + RECORD,
        RECORD,
        "[data]\r\n" + RECORD,
        pension_samples.FRAME.replace("\r\n", "\n"),
    ],
)
def test_the_frame_or_a_form_tells_a_file_of_the_pension_office(text):
    found = kind(text.encode("cp932"))
    assert (found.form, found.year, found.title) == ("SHFD0006", 0, "SHFD0006.CSV")
    assert isinstance(found.comparison(), PensionComparison)
    assert found.part({"form": "2200700"}).code == "2200700"
    assert found.part({"line": "office"}) is found.table.frame["office"]
    assert found.part({}) is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"name,number\r\nx,y\r\n", "unknown_layout"),
        (b"\r\n\r\n", "unknown_layout"),
        (b"999,1,2\r\n", "unknown_layout"),
        (b"\x00" * 100, "unknown_layout"),
        (b"PK\x03\x04zip", "not_text"),
        (b"\xff\xfe3\x001\x005\x00", "utf16"),
        (b'"315', "unknown_layout"),
    ],
)
def test_what_is_none_of_them(data, code):
    with pytest.raises(reader.Stop) as stop:
        kind(data)
    assert stop.value.code == code


def test_a_line_of_titles_or_a_mark_before_the_first_record_is_passed_over():
    assert kind("法定資料の種類,整理番号\r\n375,,\r\n".encode("cp932")).form == "375"
    assert kind(b"\xef\xbb\xbf309,\r\n").form == "309"


def test_every_sentence_of_the_findings_reaches_the_translators():
    """They find constants by the name of the function around them."""
    tree = ast.parse(inspect.getsource(findings))
    (table,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "MESSAGES"
    )
    marked = {}
    for key, value in zip(table.keys, table.values, strict=True):
        call = value.elts[1]
        assert call.func.id == "_lt", key.value
        marked[key.value] = call.args[0].value
    assert marked == {code: text for code, (_l, text) in findings.MESSAGES.items()}
