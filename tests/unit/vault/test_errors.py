# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Errors are constants that say what to do."""

import pickle
import re
from pathlib import Path

import pytest
from mynumber_management.vault import errors


def every():
    for name in vars(errors):
        kind = getattr(errors, name)
        if isinstance(kind, type) and issubclass(kind, errors.VaultError):
            if kind is errors.VaultUnavailable:
                yield from map(kind, errors.REASONS)
            elif kind is errors.NumberInvalid:
                yield from map(kind, errors.NUMBER_KINDS)
            elif kind is errors.PinRefused:
                yield from map(kind, errors.PIN_KINDS)
            else:
                yield kind()


@pytest.mark.parametrize("error", list(every()), ids=lambda e: f"{e.code}-{e}"[:40])
def test_message_is_a_constant_sentence_and_code_is_ascii(error):
    assert str(error) == error.message
    assert error.message.endswith(".") and error.message[0].isupper()
    assert error.code.isascii() and error.code.replace("_", "").islower()


@pytest.mark.parametrize("reason", errors.REASONS)
def test_unavailable_names_a_command_to_type(reason):
    error = errors.VaultUnavailable(reason)
    assert error.reason == reason and error.cure and error.what
    assert error.cure in str(error)


def test_every_command_that_a_cure_names_exists():
    console = Path(errors.__file__).parents[1] / "console"
    for _what, cure in errors.REASONS.values():
        for command, action in re.findall(r"mynumber ([a-z]+) ?([a-z-]*)'", cure):
            text = (console / f"{command}.py").read_text()
            assert f'"{action or command}"' in text, cure


def test_codes_are_distinct():
    kinds = {type(error): error.code for error in every()}
    assert len(set(kinds.values())) == len(kinds)


def test_lower_errors_do_not_travel_along():
    try:
        try:
            int("123456789018x")
        except ValueError:
            raise errors.VaultCorrupt()  # noqa: B904
    except errors.VaultCorrupt as error:
        assert error.__suppress_context__
        assert "123456" not in repr(error)
        assert "123456" not in pickle.dumps(error.args).decode("latin-1")


def test_an_unknown_reason_is_a_programming_error():
    with pytest.raises(KeyError):
        errors.VaultUnavailable("other")
