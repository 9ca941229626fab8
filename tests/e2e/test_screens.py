# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every screen of the app opens in the browser without an error, in Japanese."""

import pytest
from demo_screens import ROOT, Screens

READY = (
    ".o_data_row, .o_view_nocontent, .o_kanban_record, .o_form_sheet,"
    " .o_mynumber_dashboard, .o_mynumber_import, .o_mynumber_files,"
    " .o_mynumber_people_import, .o_dialog"
)
# as a click on the menu does
OPEN = "(id) => odoo.__WOWL_DEBUG__.root.env.services.menu.selectMenu(id)"


def leaves(screens):
    """Menu items of the app that open something."""
    (root,) = [menu for menu in screens.menus.values() if menu.get("xmlid") == ROOT]
    queue = [root]
    while queue:
        menu = queue.pop(0)
        queue += [screens.menus[str(child)] for child in menu["children"]]
        if not menu["children"]:
            yield menu


@pytest.mark.parametrize("login", ["mihon", "auditor"])
def test_every_screen_opens_without_an_error(page, walk, login):
    walker = walk(login)
    for number, menu in enumerate(leaves(Screens(walker.client)), 1):
        name = menu["xmlid"].split(".")[1]
        page.evaluate(OPEN, menu["id"])
        page.wait_for_selector(READY)
        walker.shot(f"screens-{login}-{number:02}-{name}")
        assert not page.errors, name
        if page.locator(".o_dialog").count():
            page.click(".o_dialog .btn-close")
            walker.closed()
        elif has_form(walker, menu) and page.locator(".o_data_row").count():
            # the first cell may be a handle
            page.locator(".o_data_row .o_data_cell:visible").nth(1).click()
            page.wait_for_selector(".o_form_view")
            walker.shot(f"screens-{login}-{number:02}-{name}-one")
            assert not page.errors, name


def has_form(walker, menu):
    action = walker.client.rpc("/web/action/load", action_id=menu["actionID"])
    return any(kind == "form" for _view, kind in action.get("views", []))
