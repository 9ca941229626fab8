# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pension writer against records written by hand, to the byte; they check clean."""

from pathlib import Path

import pytest
from pension_golden import CASES, NUMBERS
from pension_samples import FRAME, HANAKO, acquisition, found, in_frame, made

DATA = Path(__file__).resolve().parents[1] / "data" / "filings"
COUNTS = {"2200700": 34, "2201700": 27, "2202700": 139}
OFFICE = {
    "2200700": ["2200700", "21", "34", "ｱｲｳ", "1234"],
    "2201700": ["2201700", "21", "34", "ｱｲｳ", "1234"],
    "2202700": ["2202700", "21", "34", "ｱｲｳ"],
}


def blocks(name):
    """Case -> its lines, of a file written by hand."""
    text = (DATA / f"golden_{name}.txt").read_text(encoding="utf-8")
    for part in text.split("\n== ")[1:]:
        title, _line, body = part.partition("\n")
        yield title.split(":")[0], body.strip("\n").split("\n")


def golden(form, case):
    """The bytes of a record written by hand, without its line end."""
    cells = OFFICE[form] + [""] * (COUNTS[form] - len(OFFICE[form]))
    for line in dict(blocks(form))[case]:
        place, value = line.split("\t")
        for key, digits in NUMBERS.items():
            value = value.replace(f"{{{key}}}", digits)
        cells[int(place) - 1] = value
    return ",".join(cells).encode("cp932")


@pytest.mark.parametrize(("form", "case"), CASES)
def test_the_writer_writes_what_a_person_wrote(form, case):
    lines = made((form, CASES[form, case]())).split(b"\r\n")
    assert lines[5:] == [golden(form, case), b""]


@pytest.mark.parametrize(("form", "case"), CASES)
def test_the_golden_records_check_clean(form, case):
    data = FRAME.encode("cp932") + golden(form, case) + b"\r\n"
    codes = {code for _item, code in found(data)}
    assert codes <= ({"number_missing"} if case == "address" else set())


def test_the_examples_check_clean():
    lines = (DATA / "golden_examples.txt").read_text(encoding="utf-8").splitlines()
    records = [line for line in lines if not line.startswith("#")]
    assert len(records) == 6
    for line in records:
        missing = [("number", "number_missing")] if ",,,,,,9,081001,1," in line else []
        assert found(in_frame(line)) == missing


def test_every_golden_record_is_used():
    written = {(form, case) for form in COUNTS for case, _lines in blocks(form)}
    assert written == set(CASES)


def test_the_frame_of_a_company():
    lines = made(("2200700", acquisition())).decode("cp932").split("\r\n")
    assert lines[:5] == dict(blocks("SHFD0006"))["company"]


def test_the_frame_of_an_agent():
    data = made(
        ("2200700", acquisition(**HANAKO)),
        agent=("12345678", "社労　花子"),
        first=999,
        prefecture="01",
        district="02",
        office_sign="ＡＢ１",
        office_no="1",
        zip1="060",
        address="北海道札幌市中央区北一条西2丁目",
        office_name="北の見本〜合同会社",
        owner="北野 見本",
        tel1="011",
        tel2="200",
        tel3="12345",
    )
    lines = data.decode("cp932").split("\r\n")
    assert lines[:5] == dict(blocks("SHFD0006"))["agent"]
    assert found(data) == []
