# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pages of the record layouts are what the tables say.

Run as a program, this file writes them into docs/layouts.
"""

import sys
from datetime import date
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from conftest import ROOT
from mynumber_management.filings import pension_layout
from mynumber_management.filings.layout import available, load, settings
from mynumber_management.filings.manual import page, pension_page

PAGES = ROOT / "docs" / "layouts"
CODES = sorted({code for code, _year, _title in available()})


@pytest.mark.parametrize("code", CODES)
def test_the_page_is_what_the_table_says(code):
    """Else run this file as a program."""
    assert (PAGES / f"{code}.md").read_text(encoding="utf-8") == page(code)


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_every_item_and_every_open_point(code):
    text = page(code)
    for item in load(code, 2026).items:
        assert f"| {item.no} | `{item.id}` | {item.name} |" in text
    for setting in settings(code):
        assert f"| `{setting.key}` |" in text and setting.question in text


def test_the_page_of_the_pension_file_is_what_its_tables_say():
    text = pension_page()
    assert (PAGES / "SHFD0006.md").read_text(encoding="utf-8") == text
    tables = pension_layout.load(date(2026, 11, 23))
    for table in (*tables.frame.values(), *tables.forms.values()):
        for item in table.items:
            assert f"| {item.no} | `{item.id}` | {item.name} |" in text
    for setting in pension_layout.settings():
        assert f"| `{setting.key}` |" in text and setting.question in text


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for name in CODES:
        (PAGES / f"{name}.md").write_text(page(name), encoding="utf-8")
    (PAGES / "SHFD0006.md").write_text(pension_page(), encoding="utf-8")
