# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keeps My Numbers out of the server's log.

Where a number belongs, nothing logs it. Typed elsewhere by mistake it would be logged
by Odoo itself: with every call at level debug, with the text of a failed query or an
error that quotes its input at any level (security design, invariant 9).
"""

import logging

from .text.digits import masked


class NumberMask(logging.Filter):
    """Replaces the My Numbers in records of whatever logger, also in tracebacks.

    Invariants: a record is never dropped; one without a number stays as it is.
    """

    _plain = logging.Formatter()

    def filter(self, record):
        try:
            message = record.getMessage()
        except Exception:  # the handler reports records that cannot be formatted
            return True
        if masked(message) != message:
            record.msg, record.args = masked(message), None
        if record.exc_info and not record.exc_text:
            record.exc_text = self._plain.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True


def mask_numbers():
    """Put the mask before every handler that writes the log of this process."""
    for handler in logging.getLogger().handlers:
        if not any(isinstance(each, NumberMask) for each in handler.filters):
            handler.addFilter(NumberMask())
