# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Amounts and thresholds that the law changes: rows with dates and sources."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

LAW = Path(__file__).resolve().parents[1] / "law" / "withholding.json"


@lru_cache(maxsize=1)
def _tables():
    return json.loads(LAW.read_text(encoding="utf-8"))


def law_rows(table, year):
    """Rows (dicts) of ``law/withholding.json`` that hold in the tax year ``year``."""
    return [
        row
        for row in _tables()[table]
        if row["since"] <= year and (row["until"] is None or year <= row["until"])
    ]
