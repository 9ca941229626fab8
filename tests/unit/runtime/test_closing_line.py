# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The closing line and exit code of ``script/test``."""

import pytest
import run_tests
from places import Stop


@pytest.fixture
def suites(monkeypatch):
    """Replace the suites by given counts or errors; return a runner of them all."""

    def run(*results, capsys):
        outcomes = dict(zip("abcdef", results, strict=False))

        def outcome(suite, long):
            if isinstance(outcomes[suite], Stop):
                raise outcomes[suite]
            return outcomes[suite]

        monkeypatch.setattr(run_tests, "SUITES", list(outcomes))
        monkeypatch.setattr(run_tests, "_run", outcome)
        monkeypatch.setattr("sys.argv", ["script/test"])
        code = run_tests.main()
        return code, capsys.readouterr().out.splitlines()[-1]

    return run


@pytest.mark.parametrize(
    "results, code, line",
    [
        ([(3, 0, 0), (4, 0, 0)], 0, "7 passed, 0 failed"),
        ([(3, 0, 0), (4, 1, 0)], 1, "7 passed, 1 failed"),
        ([(3, 0, 0), (4, 0, 2)], 1, "7 passed, 0 failed, 2 skipped"),
        ([(3, 0, 0), Stop("no browser")], 1, "3 passed, 1 failed"),
    ],
)
def test_sums_over_suites_and_fails_on_any_doubt(suites, capsys, results, code, line):
    assert suites(*results, capsys=capsys) == (code, line)
