# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Telephone numbers as people in Japan write them."""


def national(record, number, country=None):
    """``number`` in Japan's national format (03-1234-5678), else as it was typed.

    ``record`` is any recordset; ``country`` (res.country, default Japan) is where a
    number without a country code belongs. A number of another country gets the
    international format; one that is no telephone number stays untouched.
    """
    if not number:
        return number
    return (
        record._phone_format_number(
            number,
            country=country or record.env.ref("base.jp"),
            force_format="NATIONAL",
        )
        or number
    )
