# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Those without a role: they learn whether a number is registered, or nothing."""

import pytest

SHOW = """async ([subject, token]) => {
    const answer = await fetch("/mynumber/show", {
        method: "POST",
        headers: {"Content-Type": "application/octet-stream", "X-CSRF-Token": token},
        body: JSON.stringify({
            subject, purpose: "tax.withholding_slip", destination: "-",
        }),
    });
    return [answer.status, (await answer.json()).error];
}"""


@pytest.fixture
def registered(new_page, walk):
    """UUID of a subject with a number, looked up by somebody who may."""
    handler = walk("handler", on=new_page())
    (one,) = handler.client.call(
        "mynumber.subject", "search_read", [("state", "=", "active")], ["uuid"], limit=1
    )
    return one["uuid"]


def has_app(page):
    return page.evaluate(
        "odoo.__WOWL_DEBUG__.root.env.services.menu.getApps()"
        ".some((app) => app.xmlid.startsWith('mynumber_management.'))"
    )


def refused(walker, subject):
    """Whether the page's own script gets no number; the browser reports the 403."""
    page = walker.page
    status, error = page.evaluate(SHOW, [subject, page.evaluate("odoo.csrf_token")])
    reported = [line for line in page.errors if "/mynumber/show" in line]
    page.errors[:] = [line for line in page.errors if line not in reported]
    return status == 403 and error == "right_missing" and len(reported) == 1


@pytest.mark.parametrize(("code", "held"), [("S002", True), ("S029", False)])
def test_plain_hr_sees_registered_or_not_and_no_button(page, walk, code, held):
    hr = walk("hr")
    hr.open_employee(code)
    page.wait_for_selector(".o_mynumber_plain")
    hr.shot(f"outsiders-number-page-{code}")
    assert page.locator(".o_mynumber_plain .text-bg-success").is_visible() is held
    assert page.locator(".o_mynumber_plain .text-bg-light").is_visible() is not held
    assert not page.locator(".o_mynumber_panel, [data-act]").count()
    assert not has_app(page)
    (person,) = hr.client.call(
        "hr.employee",
        "read",
        [hr.find("hr.employee", employee_code=code)],
        ["mynumber_registered"],
    )
    assert person["mynumber_registered"] is held


def test_plain_hr_cannot_show_a_number(walk, registered):
    assert refused(walk("hr"), registered)


def test_a_settings_user_sees_no_number_and_cannot_show_one(page, walk, registered):
    settings = walk("settings")
    page.goto(f"{settings.address}/odoo/action-hr.hr_employee_public_action")
    page.wait_for_selector(".o_kanban_record")
    page.click(".o_kanban_record >> nth=0")
    page.wait_for_selector(".o_form_view")
    settings.shot("outsiders-employee")
    assert not page.locator("[name=mynumber], .o_mynumber_panel, [data-act]").count()
    assert not has_app(page)
    assert refused(settings, registered)
