# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Command line of ``script/test``.

Invariants:
- the last line is ``N passed, N failed``, with ``, N skipped`` where any was;
- the exit code is 0 only if something passed, nothing failed and nothing was skipped;
- a suite without tests, without its browser or that breaks off counts as a failure;
- every database and server a suite made is gone when it ends.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import cluster
import environment
import machine
import odoo_tests
import templates
from instance import Instance, database_names
from places import ROOT, Stop, run_main, say

PYTEST = {name: ROOT / "tests" / name for name in ("unit", "conformance")}
SERVERS = {name: ROOT / "tests" / name for name in ("system", "e2e")}
SUITES = ["unit", "conformance", "odoo", "system", "e2e"]
OURS = re.compile(r"test_(\d+)_")


def _pytest(folder, long):
    """Run the tests below ``folder``; counts as (passed, failed, skipped)."""
    with tempfile.TemporaryDirectory() as scratch:
        tally = Path(scratch, "tally.json")
        command = [environment.PYTHON, "-m", "pytest", "-q", "-p", "pytest_tally"]
        command += ["--durations=5", "--durations-min=10"]
        command += [f"--tally={tally}", *(["--long"] if long else []), folder]
        path = {"PYTHONPATH": str(ROOT / "script" / "lib")}
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **path},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait()
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
            process.wait()
            raise
        if not tally.exists():
            say(f"pytest ended with code {code} before it could count")
            return 0, 1, 0
        passed, failed, skipped = json.loads(tally.read_text()).values()
    if code and not failed:
        say(f"pytest ended with code {code}")
        failed = 1
    return passed, failed, skipped


def _odoo(long):
    tags = f"/{templates.MODULE}"
    instance = templates.fresh(f"test_{os.getpid()}_odoo")
    try:
        if long:
            tags += f",long/{templates.MODULE}"
        outcome = odoo_tests.run(instance, templates.MODULE, tags)
        for name in outcome.failures:
            say(f"FAILED {name}")
        for name in outcome.skips:
            say(f"SKIPPED {name}")
        if outcome.failed:
            kept = instance.log.rename(instance.folder.parent / "failed-odoo.log")
            say(f"Odoo's log: {kept}")
    finally:
        instance.drop()
    return outcome.passed, outcome.failed, len(outcome.skips)


def _run(suite, long):
    """Counts of one suite, at least one of them positive."""
    if suite in PYTEST:
        counts = _pytest(PYTEST[suite], long)
    else:
        if suite != "system" and not machine.browser():
            raise Stop("there is no Chromium on this machine")
        cluster.start()
        _sweep()
        counts = _odoo(long) if suite == "odoo" else _pytest(SERVERS[suite], long)
    if not any(counts):
        raise Stop("no test was found")
    return counts


def _sweep():
    """Drop what earlier runs left that were killed."""
    for name in database_names():
        match = OURS.match(name)
        if match and Instance(name).folder.exists():
            try:
                os.kill(int(match[1]), 0)
            except ProcessLookupError:
                Instance(name).drop()


def summary(passed, failed, skipped):
    """The closing line."""
    line = f"{passed} passed, {failed} failed"
    return f"{line}, {skipped} skipped" if skipped else line


def main():
    parser = argparse.ArgumentParser(
        prog="script/test", description="Run the tests and count them."
    )
    parser.add_argument(
        "suite", nargs="?", default="all", choices=[*SUITES, "all"], metavar="SUITE"
    )
    parser.add_argument(
        "--long", action="store_true", help="also the tests that take long"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    totals = [0, 0, 0]
    for suite in SUITES if options.suite == "all" else [options.suite]:
        began = time.monotonic()
        say(f"== {suite}")
        try:
            counts = _run(suite, options.long)
        except Stop as stop:
            say(f"{suite}: {stop}")
            counts = (0, 1, 0)
        say(f"== {suite}: {summary(*counts)} in {time.monotonic() - began:.0f} s")
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    say(summary(*totals))
    passed, failed, skipped = totals
    return int(failed > 0 or skipped > 0 or passed == 0)


if __name__ == "__main__":
    run_main(main)
