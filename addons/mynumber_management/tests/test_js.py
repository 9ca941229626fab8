# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
import re
import shutil
from pathlib import Path
from unittest import SkipTest

from odoo.tests import HttpCase, no_retry, tagged
from odoo.tools.misc import file_path

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
SUITE = "@mynumber_management"


def _job_id(name):
    """Return the id that HOOT gives a suite of this name."""
    value = 0
    for char in name:
        value = ((value << 5) - value + ord(char)) & 0xFFFFFFFF
    return f"{value:08x}"


def _count_written():
    """Return how many tests the add-on's test files declare."""
    folder = Path(file_path("mynumber_management/static/tests"))
    return sum(
        len(re.findall(r"^test(?:\.tags\([^)]*\))?\(", path.read_text(), re.MULTILINE))
        for path in folder.rglob("*.test.js")
    )


class _Memory(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """The screens' own tests (HOOT) in a real browser.

    Invariants
    - A missing browser is a failure, never a skip.
    - Every declared test runs: a run of fewer tests fails.
    """

    @classmethod
    def setUpClass(cls):
        if not any(map(shutil.which, BROWSERS)):
            raise AssertionError("No Chrome or Chromium was found. Install chromium.")
        super().setUpClass()

    @no_retry
    def test_every_screen_test_passes(self):
        memory = _Memory()
        self._logger.addHandler(memory)
        self.addCleanup(self._logger.removeHandler, memory)
        try:
            self.browser_js(
                "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
                f"&id={_job_id(SUITE)}",
                "",
                "",
                login="admin",
                timeout=900,
                success_signal="[HOOT] Test suite succeeded",
                error_checker=lambda message: "[HOOT]" not in message,
            )
        except SkipTest as reason:
            self.fail(f"The browser did not start: {reason}")
        [passed] = re.findall(r"Passed (\d+) tests", "\n".join(memory.lines))
        self.assertEqual(int(passed), _count_written())
