# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The runner of the add-on's own tests, on a module with every outcome."""

import odoo_tests
import pytest

PROBE = "mynumber_runner_probe"


@pytest.fixture
def bare(make_instance):
    return make_instance("base")


def test_counts_every_outcome(bare):
    outcome = odoo_tests.run(bare, PROBE, f"/{PROBE}")
    assert (outcome.passed, outcome.failed) == (2, 2)
    assert sorted(outcome.failures) == ["TestBad.test_breaks", "TestBad.test_fails"]
    assert [skip.split()[0] for skip in outcome.skips] == ["TestSkipped.test_skips"]


def test_one_class_can_be_chosen(bare):
    outcome = odoo_tests.run(bare, PROBE, f"/{PROBE}:TestGood")
    assert (outcome.passed, outcome.failed, outcome.skips) == (2, 0, [])


def test_finding_no_test_is_a_failure(bare):
    outcome = odoo_tests.run(bare, PROBE, f"/{PROBE}:TestMissing")
    assert (outcome.passed, outcome.failed) == (0, 1)


def test_an_odoo_that_does_not_start_is_a_failure(bare):
    bare.options["db_port"] = 1
    outcome = odoo_tests.run(bare, PROBE, f"/{PROBE}")
    assert (outcome.passed, outcome.failed) == (0, 1)
