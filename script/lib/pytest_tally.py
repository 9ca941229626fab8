# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""pytest plugin: write how many tests passed, failed and were skipped.

The counts go as JSON to the file named by the option ``--tally``. A test that is
expected to fail counts as skipped, one that passes against expectation as failed.
"""

import json
from pathlib import Path


def pytest_addoption(parser):
    parser.addoption("--tally", help="file that receives the counts")


def pytest_configure(config):
    if path := config.getoption("--tally"):
        config.pluginmanager.register(Tally(Path(path)))


class Tally:
    """Each test is counted once, under the worst of its phases."""

    def __init__(self, path):
        self.path = path
        self.passed, self.failed, self.skipped = set(), set(), set()

    def pytest_runtest_logreport(self, report):
        expected = hasattr(report, "wasxfail")
        if report.failed or (report.passed and expected):
            self.failed.add(report.nodeid)
        elif report.skipped:
            self.skipped.add(report.nodeid)
        elif report.when == "call":
            self.passed.add(report.nodeid)

    def pytest_collectreport(self, report):
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.skipped:
            self.skipped.add(report.nodeid)

    def pytest_sessionfinish(self):
        skipped = self.skipped - self.failed
        counts = {
            "passed": len(self.passed - skipped - self.failed),
            "failed": len(self.failed),
            "skipped": len(skipped),
        }
        self.path.write_text(json.dumps(counts))
