# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When an item must be filled, or must be empty: conditions in a layout's table.

Alternatives stand between semicolons, terms of an alternative between ``&``; a ``?``
before an alternative makes it a recommendation (warning).

==============  ===========================================
``id``          the item is filled
``!id``         it is empty
``id=1|2``      it has one of these values
``id!=1|2``     it has none of them, or is empty
``prefix_*``    one of the items of this block is filled
``!prefix_*``   the whole block is empty
==============  ===========================================
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .layout import LayoutError

_TERM = re.compile(
    r"(?P<no>!?)(?P<id>[a-z0-9_]+\*?)(?:(?P<sign>!?=)(?P<values>[0-9|]+))?"
)


class Term(NamedTuple):
    """``ids``: one item, or those of a block; ``values``: None for filled or not."""

    ids: tuple[str, ...]
    values: frozenset | None
    wanted: bool

    def holds(self, row):
        if self.values is None:
            return any(row[item] for item in self.ids) == self.wanted
        return (row[self.ids[0]] in self.values) == self.wanted

    def doubtful(self, bad, pending):
        """Whether what it asks for is not known.

        :param bad: items whose value is wrong; :param pending: empty items that will
            still be filled
        """
        return not pending.isdisjoint(self.ids) or (
            self.values is not None and self.ids[0] in bad
        )


class Alternative(NamedTuple):
    strict: bool
    terms: tuple[Term, ...]

    @property
    def ids(self):
        """The items that it rests on, in order."""
        return list(dict.fromkeys(i for term in self.terms for i in term.ids))


@lru_cache(maxsize=2048)
def parse(text, known):
    """The alternatives of a condition.

    :param known: tuple of the item ids of the layout, in order
    :raises LayoutError: no condition, or of items that the layout has not
    """
    return tuple(_alternative(part, known) for part in text.split(";") if text)


def _alternative(text, known):
    strict = not text.strip().startswith("?")
    terms = text.strip().removeprefix("?").split("&")
    return Alternative(strict, tuple(_term(term.strip(), known) for term in terms))


def _term(text, known):
    match = _TERM.fullmatch(text)
    ids = ()
    if match and match["id"].endswith("*"):
        ids = tuple(item for item in known if item.startswith(match["id"][:-1]))
    elif match and match["id"] in known:
        ids = (match["id"],)
    if not ids or match["sign"] and (match["no"] or len(ids) > 1):
        raise LayoutError("a condition of this layout cannot be read")
    values = match["values"] and frozenset(match["values"].split("|"))
    return Term(ids, values, not match["no"] and match["sign"] != "!=")


def first_that_holds(alternatives, row, bad, pending):
    """The first :class:`Alternative` that is known to hold, or None."""
    for alternative in alternatives:
        if any(term.doubtful(bad, pending) for term in alternative.terms):
            continue
        if all(term.holds(row) for term in alternative.terms):
            return alternative
    return None
