# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files of each product with invented people, and what they must come to.

``golden/<name>.csv`` is the file, ``golden/<name>.json`` the people; ``{NUMBER}`` in
a file stands for a number with a valid check digit.
"""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from mynumber_management.tables.matching import Known, applied, match
from mynumber_management.tables.people import People, mapping_for
from mynumber_management.tables.profiles import profiles
from mynumber_management.tables.reader import open_table
from mynumber_management.text.digits import check_digit
from workbooks import simple

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.csv"))
TODAY = date(2026, 11, 23)
BASE = "98765432101"
NUMBER = BASE + check_digit(BASE)
# Files whose headings the own template knows as well: it is enough for them.
TEMPLATE = {"template", "moneyforward", "officestation", "bugyo"}


def content(path):
    return path.read_text(encoding="utf-8").replace("{NUMBER}", NUMBER)


def people(data):
    with open_table(data) as table:
        saved = mapping_for(table)
        reading = People(table, saved, TODAY)
        return saved, list(reading), reading.findings


def told(path, data=None):
    """What a file comes to, as in the JSON beside it."""
    saved, found, findings = people(data or content(path).encode())
    assert NUMBER not in repr(found)
    return {
        "profile": saved["profile"],
        "findings": [[f.row, f.column, f.code, f.facts] for f in findings],
        "people": [
            {
                "row": person.row,
                "kind": person.kind,
                "group": person.group,
                "code": person.code,
                "year": person.year,
                "number": person.number is not None,
                "values": {k: plain(v) for k, v in sorted(person.values.items())},
                "history": {k: plain(v) for k, v in sorted(person.history.items())},
                "findings": [[f.column, f.code, f.level] for f in person.findings],
            }
            for person in found
        ],
    }


def plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", ["utf-8", "utf-8-sig", "cp932", "xlsx"])
def test_the_file_comes_to_the_people_beside_it(path, kind):
    text = content(path)
    if kind == "xlsx":
        data = simple(*csv.reader(text.splitlines()))
    else:
        data = text.replace("\n", "\r\n").encode(kind)
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert told(path, data) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_applying_a_file_twice_shows_nothing_the_second_time(path):
    """Relatives hang on employees who are there before."""
    data = content(path).encode()
    codes = {p.code for p in people(data)[1] if p.kind == "dependant"}
    there = [{"id": c, "kind": "employee", "code": c} for c in sorted(codes)]
    own = {p.code for p in people(data)[1] if p.kind != "dependant"}
    there = [person for person in there if person["code"] not in own]
    first = list(match(people(data)[1], Known(there)))
    assert {answer.status for answer in first} == {"new"}
    there += [applied(answer) for answer in first]
    second = list(match(people(data)[1], Known(there)))
    assert {answer.status for answer in second} == {"same"}
    assert not any(answer.changes or answer.hints for answer in second)


def test_every_product_has_a_golden_file():
    assert profiles().keys() <= {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_product_is_told_by_its_headings(path):
    expected = "" if path.stem in TEMPLATE else path.stem
    if path.stem == "smarthr_family":
        expected = "smarthr"
    assert people(content(path).encode())[0]["profile"] == expected
