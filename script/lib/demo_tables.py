# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The tables of ``demo_data``: people, families and places, all invented."""

import csv
from pathlib import Path

FOLDER = Path(__file__).with_name("demo_data")
# what the payroll system of the 30-person company gives in January, for the import
FIGURES = FOLDER / "figures_2026_mihon.csv"
YEARS = (2025, 2026, 2027)
COMPANY_OF_CODE = {"0": "mihon", "H": "hd", "S": "store"}


def rows(name):
    """Rows of the table ``name``, as dicts of text; empty cells are ``""``."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def company_of(code):
    """Key of the company whose employee has the code ``code``."""
    return COMPANY_OF_CODE[code[0]]


def place_of(row, places):
    """The row of ``places`` where the employee ``row`` belongs.

    ``places`` are establishments of one company and kind; the one without a
    department is for everybody whose department has none of its own.
    """
    department = row["department"].split(" / ")[-1]
    own = [place for place in places if place["department"] == department]
    return (own or [place for place in places if not place["department"]])[0]
