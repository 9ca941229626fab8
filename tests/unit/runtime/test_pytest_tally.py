# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The counts behind the closing line of ``script/test``."""

import json
import subprocess
import sys

import pytest
import pytest_tally

OUTCOMES = """
import pytest

def test_passes():
    pass

def test_fails():
    assert False

def test_skips():
    pytest.skip()

@pytest.mark.xfail
def test_fails_as_expected():
    assert False

@pytest.mark.xfail(strict=False)
def test_passes_unexpectedly():
    pass

@pytest.fixture
def breaks_at_the_end():
    yield
    raise RuntimeError

def test_passes_but_its_fixture_breaks(breaks_at_the_end):
    pass

@pytest.fixture
def breaks():
    raise RuntimeError

def test_never_starts(breaks):
    pass
"""


def counts(tmp_path, source):
    (tmp_path / "test_sample.py").write_text(source)
    tally = tmp_path / "tally.json"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "pytest_tally", "--rootdir"]
        + [tmp_path, f"--tally={tally}", tmp_path],
        env={"PYTHONPATH": pytest_tally.__file__.rpartition("/")[0]},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return json.loads(tally.read_text())


def test_each_test_counts_once_under_its_worst_phase(tmp_path):
    assert counts(tmp_path, OUTCOMES) == {"passed": 1, "failed": 4, "skipped": 2}


@pytest.mark.parametrize(
    "source, failed, skipped",
    [
        ("import a_module_that_is_not_there", 1, 0),
        ("import pytest; pytest.skip(allow_module_level=True)", 0, 1),
        ("", 0, 0),
    ],
)
def test_a_module_without_tests_counts_no_pass(tmp_path, source, failed, skipped):
    expected = {"passed": 0, "failed": failed, "skipped": skipped}
    assert counts(tmp_path, source) == expected
