# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Digits of official codes in their usual groups."""

import re

from odoo.exceptions import ValidationError

from ..text import digits

BASIC_PENSION = (4, 6)
EMPLOYMENT_INSURED = EMPLOYMENT_OFFICE = (4, 6, 1)
LABOUR_OFFICE = (2, 1, 2, 6, 3)
SOCIAL_OFFICE = (5,)
TAX_REFERENCE = (10,)


def grouped(record, fname, value, groups):
    """``value`` typed into field ``fname``, with hyphens between ``groups``.

    ``groups`` are the lengths of the groups, e.g. (4, 6, 1). Width, spaces and
    hyphens of ``value`` do not matter. Raises ValidationError, which names the field
    and never the value, unless it has exactly that many digits.
    """
    number = digits.normalise(value)
    if not re.fullmatch(f"[0-9]{{{sum(groups)}}}", number):
        raise ValidationError(
            record.env._(
                "%(field)s has %(length)s digits. Check it on the office's notice.",
                field=record._fields[fname]._description_string(record.env),
                length=sum(groups),
            )
        )
    ends = [sum(groups[: i + 1]) for i in range(len(groups))]
    return "-".join(
        number[end - size : end] for end, size in zip(ends, groups, strict=True)
    )
