# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Run the add-on's own tests inside Odoo and count them from the log.

Odoo says nothing alarming when no test matches or all are skipped; here both fail.
"""

import re
import subprocess
import sys
from dataclasses import dataclass

from instance import end, free_port

RESULT = re.compile(
    r" odoo\.tests\.result: (\d+) failed, (\d+) error\(s\) of (\d+) tests "
)
SKIPPED = re.compile(r"^\S+ \S+ \d+ INFO \S+ \S+: skipped (.*)$")
BROKEN = re.compile(r"^\S+ \S+ \d+ ERROR \S+ \S+: (?:FAIL|ERROR): (.*)$")


@dataclass
class Outcome:
    """Counts of a run. ``failures`` and ``skips`` name the tests."""

    passed: int
    failed: int
    skips: list
    failures: list


def run(instance, module, tags, echo=False):
    """Install or update ``module`` in ``instance`` and run the tests ``tags`` choose.

    :param tags: as Odoo's ``--test-tags``
    :param echo: also print Odoo's log
    :returns: an :class:`Outcome`; a run without any test is one failure
    """
    screenshots = instance.folder / "screenshots"
    command = instance.command(
        *("-i", module, "-u", module),
        *("--test-tags", tags, "--stop-after-init", "--workers=0"),
        *("--http-port", str(free_port()), "--screenshots", str(screenshots)),
    )
    process = subprocess.Popen(
        command,
        env=instance.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    result, skips, failures = None, [], []
    try:
        with open(instance.log, "a") as log:
            for line in process.stdout:
                log.write(line)
                if echo:
                    sys.stdout.write(line)
                if match := RESULT.search(line):
                    result = [int(number) for number in match.groups()]
                elif match := SKIPPED.match(line):
                    skips.append(match[1])
                elif match := BROKEN.match(line):
                    failures.append(match[1].strip())
        code = process.wait()
    finally:
        end(process)
    if result is None:
        return Outcome(0, 1, skips, [f"Odoo ended with code {code} before any result"])
    failed, errored, total = result
    bad = failed + errored
    if total == 0:
        return Outcome(0, 1, skips, ["no test of the add-on was found"])
    if code and not bad:
        bad, failures = 1, [*failures, f"Odoo ended with code {code}"]
    return Outcome(max(total - bad - len(skips), 0), bad, skips, failures)
