# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is said about a file: where, why, and never what stood there."""

from dataclasses import dataclass, field

ERROR, HINT = "error", "hint"


@dataclass(frozen=True)
class Finding:
    """One thing to say about a file.

    ``row`` is the number people see (1 is the first line or sheet row); 0 is the
    whole file. ``column`` is a column id, or "" for the whole row. ``code`` is a
    key that the caller puts into words, see :mod:`.codes`; ``facts`` are counts,
    positions and limits. ``level`` is "error" or "hint".
    """

    row: int
    column: str
    code: str
    facts: dict = field(default_factory=dict)
    level: str = ERROR


class Refused(Exception):
    """The file as a whole cannot be read; ``issues`` (findings) say why."""

    def __init__(self, *issues):
        super().__init__(issues[0].code)
        self.issues = list(issues)


@dataclass(frozen=True)
class Flaw:
    """Stands in a row in place of a cell that has no usable value."""

    code: str
    facts: dict = field(default_factory=dict)


def refuse(code, row=0, **facts):
    """Raise :class:`Refused` with one finding about the file or a row of it."""
    raise Refused(Finding(row, "", code, facts)) from None
