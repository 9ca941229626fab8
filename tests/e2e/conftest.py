# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Walks through a real Chromium, in Japanese and on Tokyo time."""

import re

import pytest
from browser import JAPAN, Walker, launch
from places import RUN
from playwright.sync_api import sync_playwright
from servers import instance, make_instance, server  # noqa: F401

SCREENS = RUN / "screens"
# Odoo's list of apps shows icons of modules that are not part of it.
FOREIGN_ICON = "/static/description/icon.png"


# The door answers so when it wants the PIN: an ordinary step.
PIN_WANTED = re.compile(r"status of 401 .*/mynumber/")


def errors_of(page):
    """A list that receives every error the browser reports on ``page``."""
    errors = []

    def console(message):
        line = f"{message.text} {message.location['url']}"
        if message.type == "error" and not PIN_WANTED.search(line):
            if FOREIGN_ICON not in line:
                errors.append(line)

    page.on("console", console)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


@pytest.fixture(scope="module")
def demo(make_instance):  # noqa: F811
    """Address of a running demo of its own."""
    with make_instance("demo").serving() as running:
        yield running.address


@pytest.fixture(scope="session")
def chromium():
    """The machine's own Chromium, headless; without one every walk fails."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, request):
    """Factory of pages, each with a session of its own.

    A page on which the browser reported an error fails its test, unless that error was
    taken out of ``page.errors`` on purpose. A failed test leaves screenshots in
    ``.run/e2e``.
    """
    pages = []

    def make(**options):
        context = chromium.new_context(**{**JAPAN, **options})
        page = context.new_page()
        page.errors = errors_of(page)
        pages.append(page)
        return page

    yield make
    errors = [error for page in pages for error in page.errors]
    if errors or getattr(request.node, "broken", False):
        for number, page in enumerate(pages, 1):
            page.screenshot(path=RUN / "e2e" / f"{request.node.name}-{number}.png")
    for page in pages:
        page.context.close()
    assert not errors


@pytest.fixture
def page(new_page):
    """One page; see :func:`new_page`."""
    return new_page()


@pytest.fixture
def walk(page, demo):
    """Factory of people at the demo: ``walk("handler")`` is one on :func:`page`.

    Their pictures go to ``.run/screens``, for whoever looks after the design.
    """

    def make(login, on=page):
        SCREENS.mkdir(parents=True, exist_ok=True)
        return Walker(on, demo, login, SCREENS)

    return make


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.broken = getattr(item, "broken", False) or report.failed
    return report
