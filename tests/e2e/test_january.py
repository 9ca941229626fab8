# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""January of the 30-person company: one login, from the payroll file to the paper."""

import pytest
from demo_tables import FIGURES
from pdfminer.high_level import extract_text

SLIP = "mynumber.statement.withholding"
PEOPLE = 31


@pytest.fixture
def january(walk):
    return walk("mihon")


def mended(text):
    """The payroll file without its two mistakes, as HR corrects them."""
    assert text.count("39O8400") == text.count("0121,安藤") == 1
    return text.replace("39O8400", "3908400").replace("0121,安藤", "0021,安藤")


def choose(page, name, text):
    content = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.set_input_files("#o_mynumber_import_file", content)


def test_january_with_one_login(january, tmp_path):
    page = january.page
    text = FIGURES.read_text(encoding="utf-8-sig")

    january.open_action("mynumber_statement_import_action", "#o_mynumber_import_file")
    page.fill("#o_mynumber_import_year", "2026")
    page.keyboard.press("Tab")
    choose(page, FIGURES.name, text)
    page.wait_for_selector(".o_mynumber_import_issues")
    january.shot("january-01-two-errors")
    places = page.locator(".o_mynumber_import_issues tbody tr td:first-child")
    assert places.all_text_contents() == ["14", "22"]

    choose(page, FIGURES.name, mended(text))
    page.wait_for_selector(".o_mynumber_import_go")
    january.shot("january-02-preview")
    assert not page.locator(".o_mynumber_import .alert-warning").count()
    assert totals(page)[:3] == [str(PEOPLE), str(PEOPLE), "0"]
    page.click(".o_mynumber_import_go")
    page.wait_for_selector(".o_mynumber_import .alert-success")
    january.shot("january-03-imported")
    page.click(".o_mynumber_import .btn-primary")

    select_all(page)
    assert page.locator(".o_data_row").count() == PEOPLE
    january.shot("january-04-slips")
    page.click("button[name=action_check]")
    page.wait_for_selector(".o_data_row .text-bg-success")
    january.shot("january-05-checked")
    select_all(page)
    print_chosen(january)
    january.shot("january-06-output")
    january.confirm()
    january.give_pin()
    page.wait_for_selector(".o_mynumber_findings")
    january.shot("january-07-findings")
    january.confirm()
    paper = save(page, tmp_path / "all.pdf")
    january.shot("january-08-produced")
    names = ["見田　誠一", "岩﨑　浩", "PHAM", "関口　武"]
    assert all("".join(name.split()) in paper for name in names)

    page.click(".o_mynumber_progress summary")
    page.select_option(".o_mynumber_progress select", index=3)
    page.click(".o_mynumber_progress details button")
    one = save(page, tmp_path / "one.pdf")
    january.shot("january-09-one-again")
    assert len(one) < len(paper) / 10
    filings = january.client.call(
        "mynumber.filing",
        "search_read",
        [("period", "=", "2026")],
        ["subject_count", "state"],
        order="id",
    )
    assert [filing["state"] for filing in filings] == ["produced"] * 2


def totals(page):
    return page.locator(".o_mynumber_import_totals dd").all_text_contents()


def select_all(page):
    page.wait_for_selector(".o_data_row")
    page.click("thead .o_list_record_selector input")


def print_chosen(walker):
    action = walker.action("mynumber_statement_output_action")
    walker.page.click(f".o_control_panel button[name='{action}']")
    walker.page.click(".o_dialog input[data-value=a4]")
    walker.page.click(".o_dialog button[name=action_output]")
    walker.page.wait_for_selector(".o_dialog .o_mynumber_help")


def save(page, path):
    with page.expect_download() as download:
        page.click(".o_mynumber_progress li .btn-secondary")
    download.value.save_as(path)
    return "".join(extract_text(path).split())
