# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lengths that the filing layouts allow."""

from . import datafile, jis

LIMITS = {
    row["key"]: (row["unit"], int(row["limit"])) for row in datafile.rows("limits.csv")
}


def excess(text: str, key: str) -> int:
    """By how many characters or bytes ``text`` is too long for ``key``; 0 if it fits.

    ``key`` is one of :data:`LIMITS`, e.g. ``tax.name``. Give the text as the layout
    writes it (width, spaces); it must be encodable where bytes are counted.
    """
    unit, limit = LIMITS[key]
    length = len(text) if unit == "chars" else len(jis.encode(text))
    return max(0, length - limit)
