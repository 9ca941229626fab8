# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fonts: which file draws a character, and what is named as missing."""

import io

import pytest
from mynumber_management.forms import fonts as fonts_module
from mynumber_management.forms.document import render
from mynumber_management.forms.errors import FontsMissing, GlyphMissing
from mynumber_management.forms.fonts import Fonts, load_fonts
from mynumber_management.forms.registry import sheet_version
from pdfminer.high_level import extract_text
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

SHEET = sheet_version("withholding_slip", 2025, "payee").sheet
VARIANTS = ["葛\U000e0100", "葛\U000e0102"]  # of IPAex, of IPAmj


def printed(text):
    return extract_text(io.BytesIO(render(SHEET, {"payee_name": text})))


def test_a_name_outside_ipaex_is_drawn_by_ipamj():
    fonts = load_fonts()
    assert fonts.source("mincho", "吉") == "mincho"
    assert fonts.source("mincho", "𠮷") == "extended"
    assert "𠮷田" in printed("𠮷田")


def test_every_font_of_a_slip_is_embedded():
    pdf = render(SHEET, {"payee_name": "𠮷田 é", "pay_amount": "1,234"})
    fonts = [
        font
        for page in PDFPage.get_pages(io.BytesIO(pdf))
        for font in resolve1(page.resources["Font"]).values()
    ]
    names = {resolve1(font)["BaseFont"].name.split("+")[-1] for font in fonts}
    assert names == {"IPAexMincho", "IPAexGothic", "IPAmjMincho"}
    for font in fonts:
        assert "FontFile2" in resolve1(resolve1(font)["FontDescriptor"])


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [("Jose\u0301", "José"), ("カ\u3099", "ガ"), ("Nguye\u0302\u0303n", "Nguyễn")],
)
def test_accents_written_apart_are_joined(typed, drawn):
    assert load_fonts().prepare(typed) == drawn


@pytest.mark.parametrize("pair", ["か\u309a", "x\u0303"])
def test_a_letter_that_cannot_take_its_accent_is_named_with_it(pair):
    assert load_fonts().missing_glyphs([f"山田 {pair} é"]) == [pair]
    with pytest.raises(GlyphMissing):
        render(SHEET, {"payee_name": pair})


def test_ipamj_is_not_read_without_need():
    fonts = Fonts()
    assert fonts.widths["mincho"].of(fonts.prepare("髙﨑 ﾔﾏﾀﾞ")) > 0
    assert "extended" not in fonts.files
    fonts.source("mincho", "𠮷")
    assert "extended" in fonts.files


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_sequence_is_drawn_and_can_be_read_back(variant):
    assert variant + "城" in printed(variant + "城")
    assert load_fonts().missing_glyphs([variant]) == []


def test_compatibility_characters_keep_their_shape():
    assert load_fonts().prepare("\ufa19") == "\ufa19"
    assert load_fonts().prepare("カ\u3099") == "ガ"


def test_missing_glyphs_are_named_once_each():
    texts = ["ก山", "字ก\n", "辻\U000e01ef", "\x07"]
    assert load_fonts().missing_glyphs(texts) == ["ก", "辻\U000e01ef", "\x07"]
    with pytest.raises(GlyphMissing) as refusal:
        render(SHEET, {"payee_name": "ก山"})
    assert refusal.value.characters == ("ก",)
    assert "ก" not in str(refusal.value)


def test_private_characters_never_pass_for_another_name():
    load_fonts().prepare(VARIANTS[0])
    with pytest.raises(GlyphMissing):
        load_fonts().prepare("\U00100000")
    assert load_fonts().missing_glyphs(["\U00100000"]) == ["\U00100000"]


def test_a_missing_font_names_the_packages(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts_module, "FONT_DIRECTORIES", (str(tmp_path),))
    with pytest.raises(FontsMissing) as refusal:
        Fonts()
    for word in ("fonts-ipaexfont", "fonts-ipamj-mincho", "MYNUMBER_FONT_DIR"):
        assert word in str(refusal.value)


def test_the_font_directory_can_be_named(monkeypatch, tmp_path):
    for key in ("mincho", "gothic"):
        source = fonts_module.find_font(key)
        (tmp_path / source.name).symlink_to(source)
    monkeypatch.setattr(fonts_module, "FONT_DIRECTORIES", ())
    monkeypatch.setenv("MYNUMBER_FONT_DIR", str(tmp_path))
    fonts = Fonts()
    assert fonts.source("gothic", "山") == "gothic"
    with pytest.raises(FontsMissing):
        fonts.source("mincho", "𠮷")
