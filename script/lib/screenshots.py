# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Command line of ``script/screenshots``: the pictures that the README shows."""

import os
import subprocess
import tempfile
from pathlib import Path

import cluster
import templates
from browser import JAPAN, Walker, launch
from places import ROOT, run_main, say
from playwright.sync_api import sync_playwright

FOLDER = ROOT / "docs" / "screenshots"
NUMBER = "123456789018"
SLIP = "mynumber.statement.withholding"
# the jobs have run for a day, as on any server
JOBS = """
for job in env["ir.cron"].search([("model_id.model", "=", "mynumber.jobs")]):
    job.method_direct_trigger()
    env.cr.commit()
"""


def employee_page(walker):
    """A family, its states and what was done with the numbers."""
    walker.page.set_viewport_size({"width": 1366, "height": 1320})
    walker.open_employee("S002")
    walker.page.wait_for_selector(".o_mynumber_cards .o_mynumber_wide")
    walker.shot("employee-page")


def enter(walker):
    """The three steps of an entry."""
    page = walker.page
    walker.open_employee("S029")
    page.click(".o_mynumber_empty [data-act=enter]")
    page.select_option("select[id$=channel]", "in_person")
    walker.type_number(NUMBER)
    page.select_option(".o_mynumber_identity select[id$=route]", "card")
    page.wait_for_selector(".o_mynumber_number_input .text-success")
    walker.shot("enter")


def output(walker):
    """A print run of last year's slips, done, and the first page of its PDF."""
    page = walker.page
    # whoever opens somebody of the other company works in both from then on
    walker.open_employee("S002")
    walker.open_action("mynumber_statement_withholding_action", ".o_data_row")
    for row in page.locator(".o_data_row:has-text('S00') input[type=checkbox]").all():
        row.check()
    action = walker.action("mynumber_statement_output_action")
    page.click(f".o_control_panel button[name='{action}']")
    page.click(".o_dialog input[data-value=a5]")
    page.click(".o_dialog button[name=action_output]")
    page.wait_for_selector(".o_dialog .o_mynumber_help")
    walker.confirm()
    walker.give_pin()
    page.wait_for_selector(".o_mynumber_findings, .o_mynumber_progress li")
    if page.locator(".o_mynumber_findings").count():
        walker.confirm()
    with page.expect_download() as download:
        page.click(".o_mynumber_progress li .btn-secondary")
    walker.shot("output")
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "slips.pdf"
        download.value.save_as(pdf)
        draw(pdf, "𠮷田", FOLDER / "slip")


def draw(pdf, name, picture):
    """Draw the page of ``pdf`` that bears ``name`` as ``picture`` (without .png)."""
    text = subprocess.run(
        ["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True
    )
    pages = text.stdout.split("\f")
    (number,) = [n for n, page in enumerate(pages, 1) if name in page]
    page = ["-f", str(number), "-l", str(number)]
    command = ["pdftoppm", "-png", "-singlefile", "-r", "130", *page, pdf, picture]
    subprocess.run(command, check=True)


def dashboard(walker):
    """The start page of the app."""
    walker.open_action("mynumber_dashboard_action", ".o_mynumber_dashboard")
    walker.shot("dashboard")


def main():
    cluster.start()
    instance = templates.fresh(f"screenshots_{os.getpid()}", "demo")
    try:
        with open(instance.log, "a") as log:
            quiet = {"stdout": log, "stderr": log}
            instance.odoo("shell", "--no-http", input=JOBS, stdin=None, **quiet)
        with instance.serving() as server, sync_playwright() as playwright:
            browser = launch(playwright)
            for login, take in (
                ("handler", employee_page),
                ("handler", enter),
                ("handler", output),
                ("mihon", dashboard),
            ):
                say(f"  {take.__name__}")
                page = browser.new_context(**JAPAN).new_page()
                take(Walker(page, server.address, login, FOLDER))
            browser.close()
    finally:
        instance.drop()
    say(f"the pictures are in {FOLDER}")


run_main(main)
