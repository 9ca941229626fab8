# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one way in which this package refuses an input."""


class TextError(ValueError):
    """A refused input.

    Invariants:

    * ``code`` is a key of ``REASONS`` of the class; callers branch on it and
      translate by it.
    * The sentence is a constant, completed only by ``facts`` taken from the
      tables of this package: the refused input is never part of the error,
      nor of an error chained to it.
    """

    REASONS: dict[str, str] = {}

    def __init__(self, code: str, **facts: str):
        self.code = code
        self.facts = facts
        super().__init__(self.REASONS[code] % facts)
