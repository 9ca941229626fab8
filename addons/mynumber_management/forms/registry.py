# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which sheet belongs to a form, a year and a copy: dated rows beside the sheet files.

``sheets/<form>/registry.json`` holds ``sheets`` (copy, since, until, title, file,
scale, style, source, status: what is still guessed), ``absent`` (copies that the law
no longer asks for) and ``styles`` (how marks and codes are printed on a copy).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .errors import SheetUnavailable
from .sheet import parse_sheet

SHEETS = Path(__file__).resolve().parents[1] / "sheets"
FORMS = ("withholding_slip",)
ABSENT = {
    "deemed_filed": (
        "This copy is no longer filed: the 給与支払報告書 sent to the municipality "
        "counts as the 源泉徴収票 (みなし提出). Print the municipal copy."
    ),
    "no_sheet": "There is no sheet for this form, year and copy.",
}


@dataclass(frozen=True)
class SheetVersion:
    """One row of a registry for one year. ``style``: how marks and codes are printed;
    ``words``: the words for the codes of the housing credit."""

    form: str
    copy: str
    year: int
    title: str
    file: str
    scale: float
    style: Mapping[str, str]
    words: Mapping[str, str]
    source: str
    status: str

    @property
    def sheet(self):
        """The :class:`.sheet.Sheet`; parsed once for each file, copy and scale."""
        return _parse(self.form, self.file, self.copy, self.scale)


@lru_cache(maxsize=32)
def _parse(form, file, copy, scale):
    name = f"{form}-{file.removesuffix('.svg')}-{copy}"
    return parse_sheet((SHEETS / form / file).read_bytes(), name, copy, scale=scale)


@lru_cache(maxsize=8)
def _registry(form):
    path = SHEETS / form / "registry.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _row(rows, copy, year):
    for row in rows:
        until = row["until"]
        if (
            row["copy"] == copy
            and row["since"] <= year
            and (until is None or year <= until)
        ):
            return row
    return None


def sheet_version(form, year, copy):
    """The :class:`SheetVersion` of ``form`` for the tax year ``year`` (western).

    Raises :class:`.errors.SheetUnavailable`; its ``code`` is ``deemed_filed`` when
    the law asks for no such copy in that year, else ``no_sheet``.
    """
    if form not in FORMS:
        raise SheetUnavailable("no_sheet", ABSENT["no_sheet"])
    registry = _registry(form)
    row = _row(registry["sheets"], copy, year)
    if row is None:
        absent = _row(registry["absent"], copy, year)
        code = absent["code"] if absent else "no_sheet"
        raise SheetUnavailable(code, ABSENT[code])
    return SheetVersion(
        form,
        copy,
        year,
        row["title"],
        row["file"],
        row["scale"],
        registry["styles"][row["style"]],
        registry["housing_words"],
        row["source"],
        row["status"],
    )


def sheet_versions(form):
    """Every shipped ``(year, copy)`` of ``form`` as :class:`SheetVersion`."""
    return [
        sheet_version(form, year, row["copy"])
        for row in _registry(form)["sheets"]
        for year in range(row["since"], row["until"] + 1)
    ]
