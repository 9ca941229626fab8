# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person at the demo in a real Chromium, in Japanese and on Tokyo time."""

import os
from pathlib import Path

import machine
from demo_accounts import BY_LOGIN
from vault_client import VaultClient

MODULE = "mynumber_management"
FONTS = Path(__file__).with_name("browser_fonts.conf")
JAPAN = {
    "locale": "ja-JP",
    "timezone_id": "Asia/Tokyo",
    "viewport": {"width": 1366, "height": 900},
}
# the machine may be busy; nothing here waits longer than it must
PATIENCE = 90_000


def options():
    """How Playwright starts the machine's own Chromium."""
    return {
        "executable_path": machine.browser(),
        "env": {**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        "args": ["--disable-dev-shm-usage", "--font-render-hinting=none", "--lang=ja"],
    }


def launch(playwright):
    """The machine's own Chromium, headless."""
    return playwright.chromium.launch(**options())


class Walker:
    """``login`` of the demo at ``address``, signed in on ``page``.

    ``client`` is a second session of the same person, for looking things up;
    ``folder`` takes the pictures.
    """

    def __init__(self, page, address, login, folder):
        self.page = page
        self.folder = folder
        self.address = address
        self.account = BY_LOGIN[login]
        self.client = VaultClient(address).login(login, self.account.password)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/web/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", self.account.password)
        page.click(".oe_login_form button[type=submit]")
        page.wait_for_selector(".o_main_navbar")

    def shot(self, name):
        """Keep a picture of what is seen now."""
        self.page.screenshot(path=self.folder / f"{name}.png", animations="disabled")

    def find(self, model, **values):
        """The only record of ``model`` with these field values: its id."""
        domain = [(name, "=", value) for name, value in values.items()]
        (found,) = self.client.call(
            model, "search", domain, context={"active_test": False}
        )
        return found

    def action(self, xmlid):
        """Database id of one of the add-on's actions, as buttons carry it."""
        return self.client.rpc("/web/action/load", action_id=f"{MODULE}.{xmlid}")["id"]

    def open_action(self, xmlid, shows):
        """Open an action by its address and wait until ``shows`` is there."""
        self.page.goto(f"{self.address}/odoo/action-{MODULE}.{xmlid}")
        self.page.wait_for_selector(shows)

    def open_employee(self, code):
        """Open an employee's page My Number."""
        employee = self.find("hr.employee", employee_code=code)
        self.page.goto(f"{self.address}/odoo/employees/{employee}")
        self.page.click(".o_notebook .nav-link[name=mynumber]")

    def act(self, name):
        """Press one of the buttons of the person whose page is open."""
        panel = self.page.locator(".o_mynumber_panel")
        panel.locator(f"> div > .o_mynumber_acts [data-act={name}]").first.click()

    def confirm(self):
        """Press the main button of the dialog on top."""
        self.page.locator(".o_dialog").last.locator(
            ".modal-footer .btn-primary"
        ).click()

    def give_pin(self):
        """Type the PIN into the dialog that asks for it."""
        self.page.fill("#o_mynumber_pin_form input", self.account.pin)
        self.page.press("#o_mynumber_pin_form input", "Enter")

    def closed(self):
        """Wait until no dialog is left."""
        self.page.wait_for_selector(".o_dialog", state="detached")

    def type_number(self, digits):
        self.page.fill(".o_mynumber_number_input input", digits)
