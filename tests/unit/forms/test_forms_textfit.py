# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fitting: inside the box, never cut, readable."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.forms.errors import DoesNotFit
from mynumber_management.forms.fonts import load_fonts
from mynumber_management.forms.registry import sheet_version
from mynumber_management.forms.textfit import MARGIN, SMALLEST, Slot, fit

BOXES = sheet_version("withholding_slip", 2025, "municipal").sheet.boxes
TEXTS = st.text("漢字かなヴァー、。()（）ABCxyz0123456789-, \u3000", min_size=1)
FREE = [box for box in BOXES.values() if not box.edges and not box.groups]


def fitted(box, text):
    return fit(BOXES[box], text, load_fonts())


@settings(max_examples=300, deadline=None)
@given(box=st.sampled_from(FREE), text=TEXTS)
def test_a_text_lies_in_its_box_and_is_whole_or_is_refused(box, text):
    fonts = load_fonts()
    try:
        runs = fit(box, text, fonts)
    except DoesNotFit:
        return
    assert "".join("".join(run.text for run in runs).split()) == "".join(text.split())
    for run in runs:
        width = fonts.widths[box.face].of(run.text) * run.size * run.stretch
        assert box.x - 0.01 <= run.x
        assert run.x + width <= box.x + box.width + 0.01
        assert box.y - 0.01 <= run.y - 0.88 * run.size
        assert run.y + 0.12 * run.size <= box.y + box.height + 0.01
        assert run.size >= min(SMALLEST, box.size)
        assert run.stretch >= 0.6


def test_a_short_text_has_the_full_size():
    (run,) = fitted("payee_name", "山田 太郎")
    assert (run.size, run.stretch) == (BOXES["payee_name"].size, 1.0)


def test_an_address_wraps_at_full_size_before_it_shrinks():
    runs = fitted("payee_address", "東京都千代田区霞が関" * 4)
    assert len(runs) == 2
    assert {run.size for run in runs} == {BOXES["payee_address"].size}


def test_a_long_name_takes_two_lines():
    assert len(fitted("dep1_name", "鬱" * 30)) == 2


def test_what_cannot_be_read_any_more_does_not_fit():
    with pytest.raises(DoesNotFit):
        fitted("payee_kana", "ア" * 60)
    with pytest.raises(DoesNotFit):
        fitted("summary", "鬱" * 700)


def test_three_hundred_characters_of_summary_fit():
    assert sum(len(run.text) for run in fitted("summary", "鬱" * 300)) == 300


def test_a_line_never_begins_with_a_closing_sign():
    room = int((BOXES["summary"].width - 2 * MARGIN) / BOXES["summary"].size)
    first, second = fitted("summary", "国" * room + "。" + "国")
    assert first.text == "国" * (room - 1)
    assert second.text == "国。国"


def test_a_line_never_begins_with_a_space():
    room = int((BOXES["summary"].width - 2 * MARGIN) / BOXES["summary"].size)
    first, second = fitted("summary", "国" * room + "\u3000次の人")
    assert (first.text, second.text) == ("国" * room, "次の人")


def test_figures_in_a_text_are_not_broken():
    room = int((BOXES["summary"].width - 2 * MARGIN) / BOXES["summary"].size)
    runs = fitted("summary", "国" * (room - 3) + "1,234,567円")
    assert runs[1].text == "1,234,567円"


def test_thousands_end_at_their_ticks():
    fonts, box = load_fonts(), BOXES["pay_amount"]
    runs = fitted("pay_amount", "12,345,678")
    assert [run.text for run in runs] == ["12", "345", "678"]
    edges = (*box.groups, box.x + box.width)
    for run, edge in zip(runs, edges, strict=True):
        width = fonts.widths[box.face].of(run.text) * run.size
        assert run.x + width == pytest.approx(edge)
    assert [run.text for run in fitted("pay_amount", "9,999,999,999")] == [
        "9,999",
        "999",
        "999",
    ]
    assert [run.text for run in fitted("pay_amount", "0")] == ["0"]


def test_cells_take_digits_from_the_right():
    box = BOXES["payer_number"]
    runs = fitted("payer_number", "123456789018")
    assert len(runs) == 12
    assert runs[0].x > box.edges[1]


def test_lines_with_numbers_share_one_size():
    slots = tuple(Slot(f"({index})", f"dep{index}_number") for index in range(5, 13))
    runs = fitted("remarks", slots)
    assert len({run.size for run in runs}) == 1
    assert [run.number for run in runs] == [slot.number for slot in slots]
