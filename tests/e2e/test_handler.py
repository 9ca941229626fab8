# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A handler's ordinary day: a new colleague's number is taken, seen, compared, used."""

import re

import pytest
from pdfminer.high_level import extract_text

NEW = "S029"
NUMBER = "123456789018"
SHOWN = "1234 5678 9018"
OTHER = "876543210989"
SLIP = "mynumber.statement.withholding"


def family_of(walker, code):
    """Subjects (UUIDs) of an employee and the family."""
    employee = walker.find("hr.employee", employee_code=code)
    found = walker.client.call(
        "mynumber.subject",
        "search_read",
        [("employee_id", "=", employee), ("state", "=", "active")],
        ["uuid"],
    )
    walker.client.step_up(walker.account.pin)
    return [one["uuid"] for one in found]


@pytest.fixture
def handler(page, walk):
    page.clock.install()
    return walk("handler")


def test_a_handler_registers_shows_and_compares_a_number(handler):
    page = handler.page
    handler.open_employee(NEW)
    page.wait_for_selector(".o_mynumber_empty")
    handler.shot("handler-01-not-registered")

    page.click(".o_mynumber_empty [data-act=enter]")
    page.select_option("select[id$=channel]", "in_person")
    handler.type_number("１２３４－５６７８－９０１９")
    page.locator(".o_mynumber_number_input input").blur()
    page.wait_for_selector(".o_mynumber_number_input .text-danger")
    handler.shot("handler-02-check-digit")
    handler.type_number("１２３４－５６７８－９０１８")
    page.wait_for_selector(".o_mynumber_number_input .text-success")
    page.select_option(".o_mynumber_identity select[id$=route]", "card")
    handler.shot("handler-03-entered")
    handler.confirm()
    page.wait_for_selector("#o_mynumber_pin_form")
    handler.shot("handler-04-pin")
    handler.give_pin()
    handler.closed()
    page.wait_for_selector(".o_mynumber_panel .text-bg-success")
    handler.shot("handler-05-registered")

    handler.act("show")
    page.select_option(".o_dialog select", "tax.withholding_slip")
    page.fill(".o_dialog input[type=text]", "吹田市")
    handler.confirm()
    assert page.text_content(".o_mynumber_value") == SHOWN
    handler.shot("handler-06-shown")
    page.clock.fast_forward(31_000)
    page.wait_for_selector(".o_mynumber_value", state="detached")
    assert SHOWN not in page.content()
    handler.shot("handler-07-hidden")
    page.keyboard.press("Escape")
    handler.closed()

    handler.act("check")
    for typed, colour in ((OTHER, "warning"), (NUMBER, "success")):
        handler.type_number(typed)
        handler.confirm()
        page.wait_for_selector(f".o_dialog [role=status] .alert-{colour}")
        handler.shot(f"handler-08-compared-{colour}")
    page.keyboard.press("Escape")
    handler.closed()
    assert not re.search("1234 ?5678 ?9018", page.content())


def test_a_shown_number_goes_when_the_tab_is_left(handler):
    page = handler.page
    handler.open_employee("S002")
    handler.act("show")
    page.select_option(".o_dialog select", "tax.withholding_slip")
    page.fill(".o_dialog input[type=text]", "横浜市")
    handler.confirm()
    handler.give_pin()
    shown = page.text_content(".o_mynumber_value")
    assert re.fullmatch("[0-9]{4}( [0-9]{4}){2}", shown)
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_selector(".o_mynumber_value", state="detached")
    assert shown not in page.content()


def test_a_handler_prints_a_slip_with_the_numbers_of_a_family(handler, tmp_path):
    page = handler.page
    slip = handler.find(SLIP, payee_code="S002", year=2025)
    page.goto(f"{handler.address}/odoo/withholding-slips/{slip}")
    page.wait_for_selector(".o_mynumber_slip")
    handler.shot("handler-10-slip")
    page.click(f"button[name='{handler.action('mynumber_statement_output_action')}']")
    page.click(".o_dialog input[data-value=a5]")
    handler.shot("handler-11-copy")
    page.click(".o_dialog button[name=action_output]")
    page.wait_for_selector(".o_dialog .o_mynumber_help")
    handler.shot("handler-12-output")
    handler.confirm()
    handler.give_pin()
    with page.expect_download() as download:
        page.click(".o_mynumber_progress li .btn-secondary")
    handler.shot("handler-13-produced")
    pdf = tmp_path / "slip.pdf"
    download.value.save_as(pdf)
    family = family_of(handler, "S002")
    assert len(family) == 8
    printed = "".join(extract_text(pdf).split())
    assert all(handler.client.show(subject) in printed for subject in family)
