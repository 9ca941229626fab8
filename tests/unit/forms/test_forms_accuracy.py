# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every printed value lies within 0.3 mm of its box, read back from the PDF.

The characters and their boxes come from the embedded fonts of the finished file, by a
reader that shares no code with the engine. Ruling and labels are a form object of
their own there, so what stands on the page itself are the values.
"""

import io
from collections import defaultdict

import pytest
from forms_samples import SampleSecret, longest_statement, number, statement
from mynumber_management.forms.document import Document, PersonPage
from mynumber_management.forms.mapping_withholding import box_values, number_slots
from mynumber_management.forms.registry import sheet_versions
from mynumber_management.forms.textfit import Slot
from mynumber_management.forms.withholding import FORM
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

POINT = 25.4 / 72
TOLERANCE = 0.3
VERSIONS = sheet_versions(FORM)
ADDRESS = "北海道虻田郡倶知安町字高砂" * 5


def samples(year):
    """Names of the sample -> statement."""
    longest = longest_statement(year)
    return {
        "longest": longest | {"summary_text": "鬱" * 250},
        "many": longest_statement(year, people=12)
        | {
            "summary_text": "",
            "retirement_relatives": [{"name": "山田 菊"}] * 6,
            "dependants": longest["dependants"] + [{"name": "山田 太郎"}] * 6,
            "under16": longest["under16"] + [{"name": "山田 桜"}] * 6,
        },
        "otsu": longest | {"spouse_mark": "sub", "left_date": None, "f_otsu": True},
        "sole": longest | {"payer_corporate_number": "", "payee_address": ADDRESS[:60]},
        "latin": longest
        | {
            "payee_name": "Maximiliana Wolfeschlegelstein",
            "dependants": [{"name": "Jyväskylä-Wolfeschlegelstein gq"}] * 4,
            "summary_text": "Tax treaty, Article 20 (1,234,567) gjpqy " * 6,
        },
        "ordinary": statement(year=year),
    }


def read_pages(pdf):
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(pdf)):
        interpreter.process_page(page)
        yield device.get_result()


def characters(page):
    """(text, left, top, right, bottom) in mm of what stands on the page itself."""
    for item in page:
        if isinstance(item, LTChar) and item.get_text().strip():
            yield (
                item.get_text(),
                item.x0 * POINT,
                (page.height - item.y1) * POINT,
                item.x1 * POINT,
                (page.height - item.y0) * POINT,
            )


def box_of(boxes, char, offset):
    """The box whose area holds the middle of a character."""
    _text, left, top, right, bottom = char
    x, y = (left + right) / 2 - offset, (top + bottom) / 2
    found = [
        box
        for box in boxes
        if box.x - TOLERANCE <= x <= box.x + box.width + TOLERANCE
        and box.y - TOLERANCE <= y <= box.y + box.height + TOLERANCE
    ]
    assert len(found) == 1, (char, [box.id for box in found])
    return found[0]


def expected(value, numbers):
    if isinstance(value, str):
        return value
    return "".join(
        line.prefix + numbers[line.number].digits if isinstance(line, Slot) else line
        for line in value
    )


def bare(text):
    return "".join(sorted(text.replace(",", "").replace("\u3000", "").replace(" ", "")))


@pytest.mark.parametrize("page_format", ["a5", "a4"])
@pytest.mark.parametrize("sample", list(samples(2025)))
@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: f"{v.year}-{v.copy}")
def test_every_value_lies_within_its_box(version, sample, page_format):
    data = samples(version.year)[sample]
    values = box_values(data, version)
    numbers = {
        slot.id: SampleSecret(number(index + 3))
        for index, slot in enumerate(number_slots(data, version))
    }
    pdf = Document(page_format, [version.sheet]).render_part(
        [PersonPage([values], numbers)] * 2
    )
    wanted = {box: bare(expected(value, numbers)) for box, value in values.items()}
    for place, secret in numbers.items():
        if place in version.sheet.boxes:
            wanted[place] = bare(secret.digits)
    boxes = [version.sheet.boxes[box] for box in wanted]
    pages = list(read_pages(pdf))
    slips = [(page, 0.0, 148.5) for page in pages]
    if page_format == "a4":
        slips = [(pages[0], 0.0, 148.5), (pages[0], 148.5, 297.0)]
    assert len(slips) == 2
    for page, offset, end in slips:
        found = defaultdict(str)
        for char in characters(page):
            text, left, top, right, bottom = char
            if not offset <= left < end:
                continue
            box = box_of(boxes, char, offset)
            assert left - offset >= box.x - TOLERANCE, (box.id, text)
            assert right - offset <= box.x + box.width + TOLERANCE, (box.id, text)
            assert top >= box.y - TOLERANCE, (box.id, text)
            assert bottom <= box.y + box.height + TOLERANCE, (box.id, text)
            found[box.id] += text
        assert {box: bare(text) for box, text in found.items()} == wanted


@pytest.mark.parametrize(
    "version",
    [version for version in VERSIONS if not version.sheet.numberless],
    ids=lambda v: f"{v.year}-{v.copy}",
)
def test_digits_stand_in_the_middle_of_their_cells(version):
    sheet = version.sheet
    cells = [box for box in sheet.boxes.values() if box.number]
    numbers = {box.id: SampleSecret(number(5)) for box in cells}
    pdf = Document("a5", [sheet]).render_part([PersonPage([{}], numbers)])
    (page,) = read_pages(pdf)
    drawn = defaultdict(list)
    for char in characters(page):
        drawn[box_of(cells, char, 0.0).id].append(char)
    for box in cells:
        digits = sorted(drawn[box.id], key=lambda char: char[1])
        assert "".join(char[0] for char in digits) == number(5)
        edges = box.edges[-13:]
        for char, left, right in zip(digits, edges, edges[1:], strict=False):
            assert (char[1] + char[3]) / 2 == pytest.approx(
                (left + right) / 2, abs=0.05
            )
