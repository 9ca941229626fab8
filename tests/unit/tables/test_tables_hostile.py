# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files made to hurt: each is refused by name, and nothing of it is told."""

import io
import random
import tracemalloc
import zipfile

import pytest
from mynumber_management.tables.codes import CODES
from mynumber_management.tables.findings import Flaw, Refused
from mynumber_management.tables.reader import open_table
from mynumber_management.tables.source import MIB, Limits
from mynumber_management.tables.xlsx_package import merged_refs
from workbooks import MAIN, STYLES, TYPES, cell, rows, sheet, simple, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PLAIN = (["code", "name"], ["1", "x"])


def read(data, **options):
    with open_table(data, **options) as table:
        return list(table.rows())


def refusal(data, **options):
    with pytest.raises(Refused) as caught:
        read(data, **options)
    (issue,) = caught.value.issues
    assert CODES[issue.code] % issue.facts
    return issue.row, issue.code


@pytest.mark.parametrize(
    ("data", "row", "code"),
    [
        (b"", 0, "empty"),
        (b"\xef\xbb\xbf \r\n", 0, "empty"),
        (b",,\n,,\n", 0, "empty"),
        ("code,name\n1,x\n".encode("utf-16"), 0, "utf16"),
        ("code,name\n1,x\n".encode("utf-16-be"), 0, "utf16"),
        ("code,name\n1,x\n".encode("utf-16-le"), 0, "utf16"),
        (b"code,name\n1,a\0b\n", 0, "nul"),
        (b"code,name\n1,a\x1bb\n", 0, "control"),
        (b"code,name\n1,\xff\xfe\xfd\n", 0, "encoding"),
        (b'code,name\n1,a\n2,"b\n', 3, "malformed"),
        (b'code,name\n1,"a"b\n', 2, "malformed"),
        (b"code,name\n1," + b"x" * 140_000 + b"\n", 2, "malformed"),
        ("社員番号\t氏名\n1\t甲\n".encode(), 1, "delimiter"),
        (b"code;name\n1;x\n", 1, "delimiter"),
        (b"%PDF-1.7", 0, "pdf"),
        (b"{\\rtf1 x}", 0, "rtf"),
        (b"<?xml version='1.0'?>", 0, "xml"),
        (OLE + bytes(600), 0, "legacy_xls"),
        (OLE + bytes(MIB) + "EncryptedPackage".encode("utf-16-le"), 0, "encrypted"),
        (b"PK\x03\x04rest", 0, "damaged"),
        (b"PK\x05\x06" + bytes(18), 0, "damaged"),
        (b"," * 1500 + b"x\n", 0, "too_many_columns"),
        (b"x" * 1500 + b",y\n", 1, "long_cell"),
    ],
)
def test_files_that_are_no_table(data, row, code):
    assert refusal(data) == (row, code)


def test_limits_of_size_and_rows():
    limits = Limits(size=100, rows=3)
    assert refusal(b"a\n" * 51, limits=limits) == (0, "too_large")
    assert refusal(b"a\n" * 5, limits=limits) == (0, "too_many_rows")
    assert len(read(b"a\n" * 4, limits=limits)) == 3
    assert refusal(simple(*[["a"]] * 5), limits=Limits(rows=3)) == (0, "too_many_rows")


class Endless(io.RawIOBase):
    """A file of one gigabyte of which nothing may be read."""

    def seek(self, place, whence=0):
        return 1 << 30 if whence else place

    def read(self, *_size):
        raise AssertionError("read in spite of its size")


def test_a_gigabyte_is_refused_unread():
    assert refusal(Endless()) == (0, "too_large")


def test_memory_does_not_grow_with_the_rows():
    peaks = []
    for count in (1_500, 9_000):
        lines = [["code", "name"], *[[str(n), f"name {n:060}"] for n in range(count)]]
        for data in (simple(*lines), "\n".join(map(",".join, lines)).encode()):
            tracemalloc.start()
            with open_table(data) as table:
                assert sum(1 for _row in table.rows()) == count
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    for small, large in zip(peaks[:2], peaks[2:], strict=True):
        assert large < small * 1.5


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": "x"}, "macro"),
        ({"XL/VBAPROJECT.BIN": "x"}, "macro"),
        (
            {"[Content_Types].xml": TYPES.replace("sheet.main", "macroEnabled.main")},
            "macro",
        ),
        ({"xl/workbook.bin": "x"}, "xlsb"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ({"[Content_Types].xml": None}, "not_workbook"),
        ({"xl/workbook.xml": None}, "not_workbook"),
        ({"xl/worksheets/sheet1.xml": None}, "damaged"),
        ({"xl/worksheets/sheet1.xml": "<worksheet>"}, "damaged"),
        ({"xl/worksheets/sheet1.xml": "no XML"}, "damaged"),
        ({"xl/styles.xml": "<a>" * 100}, "damaged"),
        ({"xl/worksheets/sheet1.xml": sheet(rows(["a"])).encode("utf-16")}, "damaged"),
        ({"xl/workbook.xml": f"<workbook xmlns='{MAIN}'/>"}, "no_visible_sheet"),
    ],
)
def test_archives_that_are_no_plain_workbook(parts, code):
    assert refusal(simple(*PLAIN, **parts)) == (0, code)


BILLION = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {new} '{f'&{old};' * 10}'>"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize("declared", [BILLION, OUTSIDE, "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_no_entity_is_ever_declared(declared, part):
    text = f"{declared}<x>&a;</x>"
    assert refusal(simple(*PLAIN, **{part: text})) == (0, "entities")


def test_a_bomb_is_refused_by_what_it_would_unpack_to():
    bomb = sheet("<row r='1'>" + " " * (4 * MIB) + "</row>")
    data = workbook(bomb)
    assert len(data) < 50_000
    assert refusal(data, limits=Limits(unpacked=MIB)) == (0, "zip_bomb")


def test_a_part_cannot_give_more_than_it_declares():
    """The declared size in the list of parts is made small; the content is large."""
    data = bytearray(workbook(sheet(" " * MIB)))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert refusal(bytes(data)) == (0, "damaged")


def test_too_many_parts():
    parts = {f"xl/x{number}": "" for number in range(2_001)}
    assert refusal(simple(*PLAIN, **parts)) == (0, "zip_bomb")


def test_the_same_part_twice():
    file = io.BytesIO(simple(*PLAIN))
    with zipfile.ZipFile(file, "a") as archive:
        with pytest.warns(UserWarning):
            archive.writestr("xl/workbook.xml", "<x/>")
    assert refusal(file.getvalue()) == (0, "damaged")


def test_a_locked_part():
    data = bytearray(simple(*PLAIN))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            data[place + flags] |= 1
    assert refusal(bytes(data)) == (0, "encrypted")


@pytest.mark.parametrize(
    "data",
    [
        "<row r='2'/><row r='1'><c r='A1' t='str'><v>a</v></c></row>",
        "<row r='x'/>",
        "<row r='99999999'/>",
        rows(["a"]).replace("r='A1'", "r='A2'"),
        rows(["a"]).replace("r='A1'", "r='1A'"),
        "<row r='1'>" + cell("B1", "x") + cell("A1", "y") + "</row>",
        "<row r='1'>" + cell("A1", "7", "s") + "</row>",
        "<row r='1'>" + cell("A1", "-1", "s") + "</row>",
    ],
)
def test_rows_and_references_that_lie(data):
    assert refusal(workbook(sheet(data))) == (0, "damaged")


def test_a_cell_far_to_the_right():
    data = rows(["a"], ["1"]).replace("r='A2'", "r='XFD2'")
    assert refusal(workbook(sheet(data))) == (0, "too_many_columns")


def test_thousands_of_merged_areas():
    after = "".join(f"<mergeCell ref='A{n}:B{n}'/>" for n in range(2, 1_203))
    data = workbook(sheet(rows(["a"], ["1"]), f"<mergeCells>{after}</mergeCells>"))
    assert refusal(data) == (0, "merged")


def test_links_to_other_files_are_told_and_not_followed():
    parts = {"xl/externalLinks/externalLink1.xml": "<x/>"}
    with open_table(simple(*PLAIN, **parts)) as table:
        assert [note.code for note in table.notes] == ["external_links"]
    outside = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
        "relationships'><Relationship Id='rId1' Type='x/worksheet' "
        "TargetMode='External' Target='file:///etc/hostname'/></Relationships>"
    )
    parts = {"xl/_rels/workbook.xml.rels": outside}
    assert refusal(simple(*PLAIN, **parts)) == (0, "damaged")


def test_a_name_cannot_climb_out_of_the_archive():
    rels = simple(*PLAIN)
    with zipfile.ZipFile(io.BytesIO(rels)) as archive:
        text = archive.read("xl/_rels/workbook.xml.rels").decode()
    text = text.replace("worksheets/sheet1.xml", "../../../../etc/hostname")
    data = simple(*PLAIN, **{"xl/_rels/workbook.xml.rels": text})
    assert refusal(data) == (0, "damaged")


MANY = "".join(f"<a{number}/>" for number in range(20_000))


@pytest.mark.parametrize(
    "part",
    [
        f"<worksheet xmlns='{MAIN}' x='{'y' * 3 * MIB}'/>",
        f"<worksheet xmlns='{MAIN}'>{MANY}</worksheet>",
        sheet("<row r='1'>" + cell("A1", "x" * 50_000) + "</row>"),
        sheet("<row r='1'>" + cell("A1", "x ' & " * 20_000) + "</row>"),
    ],
)
def test_what_would_fill_the_memory_ends_the_reading(part):
    assert refusal(workbook(part)) == (0, "damaged")


def test_shared_texts_and_formats_are_bounded():
    strings = f"<si><t>{'x' * 50_000}</t></si>"
    assert refusal(simple(*PLAIN, strings=strings)) == (0, "damaged")
    formats = f"<styleSheet xmlns='{MAIN}'><cellXfs>{'<xf/>' * 70_000}</cellXfs>"
    parts = {"xl/styles.xml": formats + "</styleSheet>"}
    assert refusal(simple(*PLAIN, **parts)) == (0, "damaged")


@pytest.mark.parametrize(
    "text", ["<mergeCell " * 300_000, "<mergeCell " + "x " * 2_000_000]
)
def test_the_search_for_merged_areas_is_quick(text):
    """Bound by the length of the text: a backtracking search would take hours."""
    assert merged_refs([text.encode()], 1_000) == []


def test_figures_and_formats_without_end():
    assert read(simple(["a"], [cell("A2", "9" * 30_000, "n")]))[0].cells == [
        Flaw("unreadable_cell")
    ]
    styles = STYLES.replace("0.00E+00", "[" * 200_000)
    parts = {"xl/styles.xml": styles}
    data = simple(["a"], [cell("A2", "5", "n", "3")], **parts)
    assert read(data)[0].cells == [5]


def test_random_xml_never_raises_anything_else():
    source = random.Random(20260102)
    whole = sheet(rows(["code", "name"], [cell("A2", "1", "n"), cell("B2", "x", "e")]))
    for _round in range(1500):
        text = list(whole)
        for _change in range(source.randrange(1, 6)):
            place = source.randrange(len(text))
            text[place] = source.choice("<>/='\"&;x19 AZrsv\n")
        try:
            read(workbook("".join(text)))
        except Refused as refused:
            assert all(issue.code in CODES for issue in refused.issues)


def test_random_damage_never_raises_anything_else():
    source, whole = random.Random(20260101), simple(*PLAIN, ["2", "y"])
    text = "社員番号,氏名\r\n1,髙橋\r\n".encode("cp932")
    for _round in range(1500):
        data = bytearray(source.choice((whole, text)))
        for _byte in range(source.randrange(1, 12)):
            data[source.randrange(len(data))] = source.randrange(256)
        if source.random() < 0.2:
            del data[source.randrange(len(data)) :]
        try:
            read(bytes(data))
        except Refused as refused:
            assert all(issue.code in CODES for issue in refused.issues)
