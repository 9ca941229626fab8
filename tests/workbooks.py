# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""XLSX workbooks part by part, also such as no spreadsheet would write."""

import io
import zipfile
from string import ascii_uppercase
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
COLUMNS = [*ascii_uppercase, *(a + b for a in "ABC" for b in ascii_uppercase)]
DATE = "1"  # the style whose format is a day
TYPES = (
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
    "<Override PartName='/xl/workbook.xml' ContentType='application/vnd."
    "openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>"
)
STYLES = (
    f"<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='164' "
    "formatCode='[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/>"
    "<numFmt numFmtId='165' formatCode='0.00E+00'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
    "<xf numFmtId='165'/><xf numFmtId='57'/></cellXfs></styleSheet>"
)


def cell(reference, text="", kind="str", style="0", inside=""):
    """XML of one cell; ``inside`` is put before the value."""
    value = f"<v>{escape(str(text))}</v>" if text != "" else ""
    return f"<c r='{reference}' t='{kind}' s='{style}'>{inside}{value}</c>"


def rows(*lines):
    """XML of rows from 1; a line is a list of texts or of XML cells."""
    made = []
    for number, line in enumerate(lines, 1):
        cells = "".join(
            one if one.startswith("<c ") else cell(f"{letters}{number}", one)
            for letters, one in zip(COLUMNS, line, strict=False)
        )
        made.append(f"<row r='{number}'>{cells}</row>")
    return "".join(made)


def sheet(data, after=""):
    """XML of a sheet with rows ``data`` (XML)."""
    return f"<worksheet xmlns='{MAIN}'><sheetData>{data}</sheetData>{after}</worksheet>"


def workbook(*sheets, states=(), properties="", strings="", **parts):
    """Bytes of a workbook of the given sheets (XML).

    :param states: of the sheets, "visible" where not given
    :param properties: XML before the sheets; :param strings: XML of shared texts
    :param parts: more parts, name → text, replacing those made; None leaves one out
    """
    listed, related, made = [], [], {"[Content_Types].xml": TYPES}
    for number, xml in enumerate(sheets, 1):
        state = states[number - 1] if number <= len(states) else "visible"
        listed.append(
            f"<sheet name='S{number}' sheetId='{number}' state='{state}' "
            f"r:id='rId{number}'/>"
        )
        related.append(
            f"<Relationship Id='rId{number}' Type='{RELS}/worksheet' "
            f"Target='worksheets/sheet{number}.xml'/>"
        )
        made[f"xl/worksheets/sheet{number}.xml"] = xml
    for kind, name in (("styles", "styles"), ("sharedStrings", "sharedStrings")):
        related.append(
            f"<Relationship Id='r{kind}' Type='{RELS}/{kind}' Target='{name}.xml'/>"
        )
    made |= {
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='r1' "
        f"Type='{RELS}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{RELS}'>{properties}"
        f"<sheets>{''.join(listed)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'>"
        f"{''.join(related)}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst xmlns='{MAIN}'>{strings}</sst>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (made | parts).items():
            if text is not None:
                archive.writestr(name, text)
    return file.getvalue()


def simple(*lines, **options):
    """Bytes of a workbook of one sheet with ``lines``, see :func:`rows`."""
    return workbook(sheet(rows(*lines)), **options)
