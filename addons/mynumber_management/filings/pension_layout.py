# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The file SHFD0006.CSV of 日本年金機構: its frame and the forms in it, by day.

``layouts/filings.json`` lists the editions under ``pension``; an edition holds from a
day on until the next one. Lines 1, 3 and 4 of the file and each form are tables like
those of the tax filings (:mod:`.layout`); lines 2 and 5 are fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from ..text import eras
from . import conditions, layout
from .layout import LayoutError

NAME = "SHFD0006.CSV"
FRAME = ("media", "[kanri]", "count", "office", "[data]")
# The tables hold for every day that an era can be written for.
_YEAR = eras.LAST_DAY.year
_ABROAD_TEXTS = ("_abroad_text", "_abroad_end_text")
_RECEIVED = ("received_era", "spouse_notified_era")


@dataclass(frozen=True)
class PensionLayout:
    """One edition. ``frame``: "media", "count", "office" -> table of the line;
    ``forms``: 様式コード -> table of its records; ``others``: codes of the forms
    that the file may hold and that are not read here; ``limit``: bytes that a file
    must stay below; ``settings``: those of the file."""

    edition: str
    since: date
    source: str
    frame: Mapping[str, layout.Layout]
    forms: Mapping[str, layout.Layout]
    others: frozenset[str]
    limit: int
    settings: Mapping[str, object]


def editions():
    """(edition, first day, title of each form by code) of every edition, in order."""
    return [
        (
            row["edition"],
            date.fromisoformat(row["since"]),
            {form["code"]: form["title"] for form in row["forms"]},
        )
        for row in layout.index()["pension"]
    ]


def settings():
    """The open points of this file as :class:`.layout.Setting`."""
    row = layout.index()["pension"][-1]
    codes = {"SHFD0006", *(form["code"] for form in row["frame"] + row["forms"])}
    return [s for s in layout.settings() if codes.intersection(s.codes)]


def load(day, chosen=None):
    """The :class:`PensionLayout` for a file made on ``day``.

    :param chosen: mapping of settings that differ from their defaults
    :raises LayoutError: no edition is known for the day, or no such setting
    """
    rows = [
        row
        for row in layout.index()["pension"]
        if date.fromisoformat(row["since"]) <= day
    ]
    if not rows:
        raise LayoutError("there is no layout of this file for this day")
    return _load(rows[-1]["since"], tuple(sorted((chosen or {}).items())))


@lru_cache(maxsize=16)
def _load(since, chosen):
    (row,) = (r for r in layout.index()["pension"] if r["since"] == since)
    chosen = dict(chosen)
    if not chosen.keys() <= {setting.key for setting in settings()}:
        raise LayoutError("this file has no such setting")
    return PensionLayout(
        row["edition"],
        date.fromisoformat(since),
        row["source"],
        MappingProxyType(
            {part["part"]: _build(row, part, chosen) for part in row["frame"]}
        ),
        MappingProxyType(
            {part["code"]: _build(row, part, chosen) for part in row["forms"]}
        ),
        frozenset(row["others"]),
        row["limit"],
        MappingProxyType(layout.choose("SHFD0006", _own("SHFD0006", chosen))),
    )


def _own(code, chosen):
    keys = {setting.key for setting in layout.settings(code)}
    return {key: value for key, value in chosen.items() if key in keys}


def _build(row, part, chosen):
    """The table of a form, or of a line of the frame, with its conditions read."""
    part = row | part
    table = layout.build(part, _YEAR, _own(part["code"], chosen), _apply)
    for item in table.items:
        conditions.parse(item.needed, tuple(table.by_id))
        conditions.parse(item.empty, tuple(table.by_id))
    return table


@lru_cache(maxsize=1)
def _pension_prefectures():
    items = layout.read_items("SHFD0006_office", _YEAR)
    return next(item.codes for item in items if item.id == "prefecture")


def _apply(item, values):
    """The item as the settings want it."""
    if item.id.endswith("_residence") and values["residence_codes"] == "pension":
        return replace(item, codes=_pension_prefectures())
    if item.id == "spouse_nationality":
        return replace(item, high=values["nationality_bytes"])
    if item.id.endswith(_ABROAD_TEXTS):
        return replace(item, high=values["abroad_text_bytes"])
    if item.id.endswith("_relation_text") and not values["relation_on_removal"]:
        return replace(item, needed=f"{item.needed} & change=1|3; ? {item.needed}")
    if item.id in _RECEIVED and values["received_required"]:
        return replace(item, needed=item.needed.removeprefix("? "))
    if item.id == "acquisition":
        return replace(item, codes=tuple(values["acquisition_codes"].split()))
    if item.kind == "number" and values.get("number_on_death"):
        return replace(item, empty="")
    if item.kind == "place" and values["half_width_address"]:
        return replace(item, type="M", high=75)
    return item
