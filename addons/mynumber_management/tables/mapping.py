# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A saved mapping: which heading is which column, and what the words in it mean."""

import unicodedata
from functools import cache

from ..text.digits import bears_number
from .columns import (
    CHOICES,
    COLUMNS,
    FLAG_CHOICES,
    KINDS,
    NONE,
    Target,
    data_rows,
    heading_key,
)
from .findings import Finding, Refused
from .profiles import profiles

VERSION = 1
OPTIONS = {
    "version": (VERSION,),
    "person_kind": KINDS,
    "date_order": ("ymd", "mdy", "dmy"),
    "blank": ("keep", "clear"),
}
_MOST = 1_000
_LONGEST = 1_000


def word_key(text):
    """A word of a cell without width, case and spaces; signs such as ○ stay."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def choices_of(column):
    """The values that words of a column may be mapped to; empty for other columns."""
    if column.kind == "flag":
        return FLAG_CHOICES
    return CHOICES.get(column.id, ()) if column.kind in ("choice", "list") else ()


def check(saved):
    """Whether a mapping can be used: list of findings, empty when it can.

    :param saved: dict as made by :func:`.profiles.suggest` and kept as JSON::

        {"version": 1, "profile": "smarthr" or "", "person_kind": "employee",
         "date_order": "ymd", "blank": "keep" or "clear",
         "columns": {heading: target}, "values": {column id: {word: value}}}

    Findings never quote it: ``column`` is a column id, ``facts["place"]`` counts the
    entries of ``columns`` from 1.
    """
    if not _is_shaped(saved):
        return [Finding(0, "", "mapping_shape")]
    found = [
        Finding(0, option, "unknown_option")
        for option, allowed in OPTIONS.items()
        if saved[option] not in allowed
    ]
    if saved["profile"] and saved["profile"] not in profiles():
        found.append(Finding(0, "", "unknown_profile"))
    return found + _check_columns(saved["columns"]) + _check_values(saved["values"])


def _is_shaped(saved):
    keys = {*OPTIONS, "profile", "columns", "values"}
    if not isinstance(saved, dict) or set(saved) != keys:
        return False
    tables = saved["values"]
    if not isinstance(tables, dict) or not isinstance(saved["columns"], dict):
        return False
    if not all(isinstance(table, dict) for table in tables.values()):
        return False
    if any(isinstance(saved[option], dict | list) for option in (*OPTIONS, "profile")):
        return False
    return all(len(t) <= _MOST for t in (saved["columns"], tables, *tables.values()))


def _check_columns(columns):
    found, taken = [], set()
    for place, (heading, text) in enumerate(columns.items(), 1):
        facts = {"place": place}
        if not _is_word(heading):
            found.append(Finding(0, "", "mapping_heading", facts))
        target = Target.of(text)
        if target is None:
            found.append(Finding(0, "", "unknown_target", facts))
        elif target in taken:
            found.append(Finding(0, target.column.id, "target_twice", facts))
        taken.add(target)
    own = {t.column.id for t in taken if t and not t.group}
    if not own & {"code", "name", "family_name"}:
        found.append(Finding(0, "code", "key_missing"))
    return found


def _check_values(tables):
    found = []
    for column_id, table in tables.items():
        column = COLUMNS.get(column_id)
        allowed = choices_of(column) if column else ()
        if not allowed:
            name = column.id if column else ""
            found.append(Finding(0, name, "values_not_allowed"))
        elif not all(map(_is_word, table)):
            found.append(Finding(0, column.id, "mapping_heading"))
        elif not all(value in (*allowed, NONE, "") for value in table.values()):
            found.append(Finding(0, column.id, "unknown_value"))
    return found


def _is_word(text):
    return isinstance(text, str) and len(text) <= _LONGEST and not bears_number(text)


@cache
def _shipped(profile, column_id):
    column, found = COLUMNS.get(column_id), {}
    general = "flag" if column is None or column.kind == "flag" else column_id
    for row in data_rows("people_values.csv"):
        if row["profile"] in ("", profile) and row["target"] in (general, column_id):
            found[word_key(row["word"])] = row["value"]
    return found


class Mapping:
    """A mapping that was checked, ready to read with."""

    def __init__(self, saved):
        """:param saved: dict, see :func:`check`; :raises Refused: with its findings"""
        if findings := check(saved):
            raise Refused(*findings)
        self.person_kind = saved["person_kind"]
        self.date_order = saved["date_order"]
        self.clears = saved["blank"] == "clear"
        self._targets = {h: Target.of(text) for h, text in saved["columns"].items()}
        self.profile, self._values, self._words = saved["profile"], saved["values"], {}

    def targets_of(self, headings):
        """The :class:`.columns.Target` of each heading, None where there is none.

        A heading may differ from the saved one in width, case, spaces and signs.
        """
        by_key = {heading_key(h): target for h, target in self._targets.items()}
        exact = {self._targets[h] for h in headings if h in self._targets}
        found = []
        for heading in headings:
            key = heading_key(heading)
            target = by_key.get(key) if key else None
            if target in exact or target in found:
                target = None
            found.append(self._targets.get(heading, target))
        return found

    def words(self, column):
        """{key of a word: value} of a column; "" is not known, "-" is none."""
        if column.id not in self._words:
            words = {word_key(choice): choice for choice in choices_of(column)}
            words |= _shipped(self.profile, column.id)
            own = self._values.get(column.id, {})
            words |= {word_key(word): value for word, value in own.items()}
            self._words[column.id] = words
        return self._words[column.id]
