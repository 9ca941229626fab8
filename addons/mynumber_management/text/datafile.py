# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reader of the tables in ``data/``."""

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Rows of ``data/<name>`` as dicts by column name.

    The files are UTF-8 CSV; lines that start with ``#`` hold source and date.
    """
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(x for x in file if not x.startswith("#")))
