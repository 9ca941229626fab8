# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's own pages in the browser the other walks use."""

import pytest


@pytest.fixture(scope="module")
def bare_server(make_instance):
    with make_instance("base").serving() as server:
        yield server


def test_the_backend_opens_without_an_error(bare_server, page):
    page.goto(f"{bare_server.address}/web/login")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")
    page.click("button[type=submit]")
    page.wait_for_selector(".o_main_navbar")
    page.goto(f"{bare_server.address}/odoo/employees")
    page.wait_for_selector(".o_kanban_record, .o_list_view, .o_view_nocontent")
