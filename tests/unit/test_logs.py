# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the mask before the log's handlers does to records."""

import io
import logging

import pytest
from mynumber_management import logs
from mynumber_management.text.digits import MASK

NUMBER = "123456789018"


@pytest.fixture
def log():
    """A logger behind the mask; ``log.written()`` is what its handler wrote."""
    stream = io.StringIO()
    logger = logging.Logger("test")
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.NumberMask())
    logger.addHandler(handler)
    logger.written = stream.getvalue
    return logger


def test_a_number_in_message_or_arguments_is_masked(log):
    log.error("bad query: SELECT '%s'", NUMBER)
    log.error(f"call({NUMBER})")
    assert log.written() == f"bad query: SELECT '{MASK}'\ncall({MASK})\n"


def test_a_number_in_a_traceback_is_masked(log):
    try:
        raise ValueError(f"Invalid field {NUMBER!r}")
    except ValueError:
        log.exception("failed")
    assert f"ValueError: Invalid field '{MASK}'" in log.written()
    assert NUMBER not in log.written()


def test_other_records_stay_as_they_are(log):
    seen = []
    log.addFilter(lambda record: not seen.append(record))
    log.info("%s of %s", 1, 2)
    assert log.written() == "1 of 2\n"
    assert (seen[0].msg, seen[0].args) == ("%s of %s", (1, 2))


def test_a_record_that_cannot_be_formatted_is_left_to_the_handler(log, capsys):
    log.error("%d", "x")
    assert "--- Logging error ---" in capsys.readouterr().err


def test_every_handler_of_the_process_gets_one_mask(monkeypatch):
    root = logging.Logger("root")
    root.addHandler(logging.NullHandler())
    monkeypatch.setattr(logs.logging, "getLogger", lambda: root)
    logs.mask_numbers()
    logs.mask_numbers()
    (filters,) = [handler.filters for handler in root.handlers]
    assert [type(each) for each in filters] == [logs.NumberMask]
