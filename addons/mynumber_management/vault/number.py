# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A My Number as typed, and what another number looks like.

The check digits themselves and the search in free text are in ``text.digits``.
"""

import re

from ..text.digits import check_digit, is_individual, normalise
from .errors import NumberInvalid
from .secret import Secret

_MAX_TEXT = 256
_LENGTHS = {
    10: "length_10_basic_pension",
    11: "length_11",
    13: "length_13_corporate",
    16: "length_16_card",
}


def _kind(digits):
    """Return the key of NUMBER_KINDS for a normalised text, None when it is valid."""
    if not digits:
        return "empty"
    if re.fullmatch("[Tt][0-9]{13}", digits):
        return "invoice_registration"
    if not re.fullmatch("[0-9]+", digits):
        return "not_digits"
    if len(digits) != 12:
        return _LENGTHS.get(
            len(digits), "too_short" if len(digits) < 12 else "too_long"
        )
    if digits == "0" * 12:
        return "all_zero"
    return None if is_individual(digits) else "check_digit"


def parse(text):
    """Return a Secret of 12 ASCII digits.

    :param text: str as typed; full-width digits and any separators are understood
    :raises NumberInvalid: with ``kind`` naming what the text looks like
    """
    if len(text) > _MAX_TEXT:
        raise NumberInvalid("too_long")
    digits = normalise(text)
    kind = _kind(digits)
    if kind:
        raise NumberInvalid(kind) from None
    return Secret(bytearray(digits, "ascii"))


def generate(rng):
    """Return an invented number (12 digits, valid check digit) for demo and tests.

    :param rng: random.Random, seeded by the caller for repeatable data
    """
    base = str(rng.randrange(1, 10**11)).zfill(11)
    return base + check_digit(base)
