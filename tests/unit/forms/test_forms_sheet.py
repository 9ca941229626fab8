# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sheet files: what is read from them, and the registry that dates them."""

import pytest
from mynumber_management.forms.errors import SheetInvalid, SheetUnavailable
from mynumber_management.forms.registry import sheet_version, sheet_versions
from mynumber_management.forms.sheet import parse_sheet
from mynumber_management.forms.withholding import FORM

SHEET = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 148.5 210">
<g data-copies="tax"><line class="t" x1="9" y1="13" x2="19" y2="23"/></g>
<g data-copies="payee">%s</g>
<text x="10" y="20" font-size="2" textLength="6">氏名</text>
<rect data-box="name" x="20" y="30" width="40" height="5" data-size="3"/>
</svg>"""


def sheet(inside="", copy="payee", **options):
    return parse_sheet((SHEET % inside).encode(), "sheet", copy, **options)


def test_a_group_belongs_to_its_copies_only():
    assert len(sheet(copy="tax").lines) == 1
    assert sheet(copy="payee").lines == ()
    assert set(sheet(copy="payee").boxes) == {"name"}


def test_scaling_keeps_the_frame_corner():
    scaled = sheet(copy="tax", scale=0.5)
    assert (scaled.lines[0].x1, scaled.lines[0].y1) == (9, 13)
    assert (scaled.lines[0].x2, scaled.lines[0].y2) == (14, 18)
    assert scaled.labels[0].size == 1
    assert scaled.boxes["name"].width == 20


@pytest.mark.parametrize(
    "broken",
    [
        '<rect data-box="name" x="1" y="1" width="1" height="1" data-size="1"/>',
        '<line class="unknown" x1="0" y1="0" x2="1" y2="1"/>',
        '<text x="1 2 3" y="1 2 3" font-size="2">氏名</text>',
        '<rect data-box="n" x="1" y="1" width="9" height="1" data-size="1" '
        'data-number="personal" data-edges="1 2 3"/>',
    ],
)
def test_a_broken_sheet_file_is_refused(broken):
    with pytest.raises(SheetInvalid):
        sheet(broken)


def test_a_sheet_cannot_be_changed():
    boxes = sheet().boxes
    with pytest.raises(TypeError):
        boxes["other"] = boxes["name"]


@pytest.mark.parametrize(
    "version", sheet_versions(FORM), ids=lambda v: f"{v.year}-{v.copy}"
)
class TestEveryShippedSheet:
    def test_says_where_it_comes_from_and_what_is_guessed(self, version):
        assert version.source and version.status and version.title

    def test_everything_lies_on_the_slip(self, version):
        sheet = version.sheet
        assert (sheet.width, sheet.height) == (148.5, 210)
        for box in sheet.boxes.values():
            assert 5 <= box.x < box.x + box.width <= 143.5
            assert 3 <= box.y < box.y + box.height <= 199
            assert box.name
        for line in sheet.lines:
            assert 9 <= min(line.x1, line.x2) <= max(line.x1, line.x2) <= 143

    def test_boxes_do_not_overlap(self, version):
        boxes = list(version.sheet.boxes.values())
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                across = min(one.x + one.width, other.x + other.width) - max(
                    one.x, other.x
                )
                down = min(one.y + one.height, other.y + other.height) - max(
                    one.y, other.y
                )
                assert across < 0.05 or down < 0.05, (one.id, other.id)

    def test_only_the_payee_copy_is_numberless(self, version):
        assert version.sheet.numberless is (version.copy == "payee")

    def test_digit_cells_fill_their_box(self, version):
        for box in version.sheet.boxes.values():
            if box.number:
                assert box.edges[0] == pytest.approx(box.x, abs=0.05)
                assert box.edges[-1] == pytest.approx(box.x + box.width, abs=0.05)


def test_numbers_of_children_stand_on_the_municipal_copy_only():
    tax = sheet_version(FORM, 2025, "tax").sheet.boxes
    municipal = sheet_version(FORM, 2025, "municipal").sheet.boxes
    assert "u16_1_number" in municipal and "u16_1_number" not in tax
    assert "dep4_number" in municipal and "dep4_number" in tax


def test_the_tax_copy_ends_with_the_deemed_filing_of_reiwa_8():
    assert sheet_version(FORM, 2025, "tax").year == 2025
    with pytest.raises(SheetUnavailable) as refusal:
        sheet_version(FORM, 2026, "tax")
    assert refusal.value.code == "deemed_filed"
    assert "みなし提出" in str(refusal.value)


@pytest.mark.parametrize(
    "row", [(FORM, 2024, "payee"), (FORM, 2025, "police"), ("../vault", 2025, "payee")]
)
def test_there_is_no_other_sheet(row):
    with pytest.raises(SheetUnavailable) as refusal:
        sheet_version(*row)
    assert refusal.value.code == "no_sheet"
