# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the engine refuses, and why. Messages are constants that quote no value."""

from __future__ import annotations


class FormsError(Exception):
    """Base of every refusal of the engine."""


class FontsMissing(FormsError):
    """A font file of the sheet is not installed."""


class GlyphMissing(FormsError):
    """A character stands in none of the fonts.

    ``characters``: the characters concerned, in order, each once.
    """

    def __init__(self, characters):
        super().__init__("A character stands in none of the fonts of the sheet")
        self.characters = tuple(characters)


class DoesNotFit(FormsError):
    """A text is too long for its box even at the smallest size."""

    def __init__(self):
        super().__init__("A text does not fit its box even at the smallest size")


class NumberRefused(FormsError):
    """A number came by a way, or for a place, that is not meant for numbers."""


class SheetUnavailable(FormsError):
    """There is no sheet for this form, year and copy.

    ``code``: ``deemed_filed`` when the law asks for no such copy, else ``no_sheet``.
    """

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class SheetInvalid(FormsError):
    """A sheet file or a value does not match what the engine knows."""


class PartTooLarge(FormsError):
    """More people than one part may hold."""
