# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Drawing: where numbers go, where they never go, and how long they are open."""

import io
import re
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from forms_samples import SampleSecret, number, statement
from mynumber_management.forms.document import Document, PersonPage, render
from mynumber_management.forms.errors import (
    NumberRefused,
    PartTooLarge,
    SheetInvalid,
)
from mynumber_management.forms.mapping_withholding import box_values, number_slots
from mynumber_management.forms.registry import sheet_version
from mynumber_management.forms.textfit import Slot
from pdfminer.high_level import extract_text

MUNICIPAL = sheet_version("withholding_slip", 2025, "municipal")
PAYEE = sheet_version("withholding_slip", 2025, "payee")
TAX = sheet_version("withholding_slip", 2025, "tax")
DIGITS = number(1)


def text(pdf):
    return re.sub(r"\s", "", extract_text(io.BytesIO(pdf)))


def streams(pdf):
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            yield match[1]


def page_of(version, data):
    secrets = {
        slot.id: SampleSecret(number(index))
        for index, slot in enumerate(number_slots(data, version))
    }
    return PersonPage([box_values(data, version)], secrets)


def test_a_number_is_drawn_digit_by_digit():
    pdf = render(TAX.sheet, {}, {"payee_number": SampleSecret(DIGITS)})
    assert DIGITS in text(pdf)


def test_every_number_of_a_family_is_drawn():
    data = statement()
    page = page_of(MUNICIPAL, data)
    assert len(page.numbers) == 6
    drawn = text(Document("a5", [MUNICIPAL.sheet]).render_part([page]))
    for secret in page.numbers.values():
        assert secret.digits in drawn
        assert secret.uses == 1


def test_a_payee_copy_refuses_numbers():
    with pytest.raises(NumberRefused):
        render(PAYEE.sheet, {}, {"payee_number": SampleSecret(DIGITS)})


def test_a_payee_copy_contains_no_number_in_any_form():
    """Also when it is printed together with a copy that bears numbers."""
    data = statement()
    page = page_of(MUNICIPAL, data)
    both = Document("a4", [MUNICIPAL.sheet, PAYEE.sheet]).render_part(
        [PersonPage([*page.values, box_values(data, PAYEE)], page.numbers)]
    )
    alone = render(PAYEE.sheet, box_values(data, PAYEE))
    for secret in page.numbers.values():
        assert text(both).count(secret.digits) == 1
        assert secret.digits not in text(alone)
        spelled = "".join(f"{ord(digit):02x}" for digit in secret.digits).encode()
        for stream in streams(alone):
            squeezed = re.sub(rb"[^0-9a-f]", b"", stream)
            assert spelled not in squeezed
            assert secret.digits.encode() not in stream


@pytest.mark.parametrize("version", [PAYEE, MUNICIPAL], ids=["payee", "municipal"])
@pytest.mark.parametrize("typed", ["{}", "番号は{}です", "{0:.4}-{0:.8}"])
def test_a_number_typed_as_text_is_refused(version, typed):
    value = typed.format(DIGITS)
    if "-" in value:
        value = f"{DIGITS[:4]}-{DIGITS[4:8]}-{DIGITS[8:]}"
    with pytest.raises(NumberRefused) as refusal:
        render(version.sheet, {"summary": value})
    assert DIGITS not in str(refusal.value)


def test_a_number_box_takes_no_text_but_a_corporate_number():
    assert "7000012050002" in text(render(TAX.sheet, {"payer_number": "7000012050002"}))
    for box, value in (
        ("payee_number", DIGITS),
        ("payee_number", "1234"),
        ("payer_number", "0" + DIGITS),
        ("payer_number", DIGITS),
    ):
        with pytest.raises(NumberRefused):
            render(TAX.sheet, {box: value})


def test_a_number_without_a_place_is_refused_unopened():
    secret = SampleSecret(DIGITS)
    with pytest.raises(NumberRefused):
        render(TAX.sheet, {}, {"u16_1_number": secret})
    assert secret.uses == 0


def test_a_box_takes_a_text_or_a_number():
    with pytest.raises(NumberRefused):
        render(
            TAX.sheet,
            {"payer_number": "7000012050002"},
            {"payer_number": SampleSecret(DIGITS)},
        )


@pytest.mark.parametrize("bad", ["", "12345678901", "12345678901x", DIGITS + "1"])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises(NumberRefused):
        render(TAX.sheet, {}, {"payee_number": SampleSecret(bad)})


def test_numbers_behind_serials_stand_in_the_remarks():
    slots = (Slot("(1)", "dep5_number"), Slot("(2)", "dep6_number"))
    drawn = text(
        render(TAX.sheet, {"remarks": slots}, {"dep5_number": SampleSecret(DIGITS)})
    )
    assert f"(1){DIGITS}" in drawn
    assert "(2)" in drawn
    with pytest.raises(SheetInvalid):
        render(PAYEE.sheet, {"remarks": slots})


def test_numbers_are_open_for_one_person_at_a_time_and_zeroed():
    opened = []

    def people():
        for index in range(3):
            page = page_of(MUNICIPAL, statement(payee_code=str(index)))
            for secret in opened:
                assert secret.buffer == bytes(12)
            assert SampleSecret.opened_now == 0
            opened.extend(page.numbers.values())
            yield page

    Document("a5", [MUNICIPAL.sheet]).render_part(people())
    assert all(secret.uses == 1 for secret in opened)
    assert all(secret.buffer == bytes(12) for secret in opened)


def test_numbers_are_closed_when_drawing_fails():
    secret = SampleSecret(DIGITS)
    with pytest.raises(SheetInvalid):
        render(TAX.sheet, {"no_such_box": "x"}, {"payee_number": secret})
    assert secret.buffer == bytes(12)


def test_one_person_s_number_is_not_kept_for_the_next():
    first, second = number(11), number(12)
    pages = [
        PersonPage([{}], {"payee_number": SampleSecret(first)}),
        PersonPage([{}], {}),
        PersonPage([{}], {"payee_number": SampleSecret(second)}),
    ]
    drawn = text(Document("a5", [TAX.sheet]).render_part(pages))
    assert drawn.count(first) == drawn.count(second) == 1


def test_a_part_holds_at_most_250_people():
    document = Document("a4", [PAYEE.sheet])
    assert document.render_part([PersonPage([{}])] * 250).startswith(b"%PDF")
    with pytest.raises(PartTooLarge):
        document.render_part([PersonPage([{}])] * 251)


def test_a_part_without_people_is_refused():
    with pytest.raises(SheetInvalid):
        Document("a5", [PAYEE.sheet]).render_part([])


def test_two_slips_share_an_a4_page():
    pages = [PersonPage([{"payee_name": name}]) for name in ("甲", "乙", "丙")]
    a4 = Document("a4", [PAYEE.sheet]).render_part(pages)
    a5 = Document("a5", [PAYEE.sheet]).render_part(pages)
    assert a4.count(b"/Type /Page\n") == 2
    assert a5.count(b"/Type /Page\n") == 3


def test_a_mark_stands_on_every_slip_of_its_person():
    document = Document("a4", [MUNICIPAL.sheet])
    people = [PersonPage([{}], mark="控え")] * 3 + [PersonPage([{}])]
    assert text(document.render_part(people)).count("控え") == 3
    with pytest.raises(NumberRefused):
        document.render_part([PersonPage([{}], mark=DIGITS)])


def test_ruling_is_stored_once_for_all_slips():
    one = Document("a5", [PAYEE.sheet]).render_part([PersonPage([{}])])
    many = Document("a5", [PAYEE.sheet]).render_part([PersonPage([{}])] * 100)
    assert len(many) - len(one) < 100 * 700


def test_documents_can_be_drawn_side_by_side():
    """Threads share the fonts; each gets the bytes it would get alone."""
    samples = [
        box_values(statement(payee_name=f"𠮷田 {name}", payee_code=name), PAYEE)
        for name in ("一郎", "次郎", "髙子", "﨑男")
    ]
    alone = [render(PAYEE.sheet, values) for values in samples]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda values: render(PAYEE.sheet, values), samples * 3)
        assert list(together) == alone * 3


def test_an_unknown_page_format_is_refused():
    with pytest.raises(SheetInvalid):
        Document("b5", [PAYEE.sheet])


def test_the_same_values_give_the_same_bytes():
    values = box_values(statement(), PAYEE)
    assert render(PAYEE.sheet, values) == render(PAYEE.sheet, values)


def test_drawing_writes_no_file(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a file was opened for writing")

    render(PAYEE.sheet, {})
    monkeypatch.setattr("os.open", refuse)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert render(PAYEE.sheet, box_values(statement(), PAYEE)).startswith(b"%PDF")
