# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sheets of the 2202700: of one kind, with three places, alike for one person."""

from datetime import date

import pytest
from forms_samples import number
from mynumber_management.filings.pension_file import Dependant, sheets
from pension_samples import (
    ICHIRO,
    family,
    found,
    in_frame,
    made,
    other,
    record,
    secret,
    spouse,
)

JOIN = record("2202700", **family())
PERSON = ICHIRO | {
    "employer_checked": "1",
    "received_date": date(2026, 10, 5),
    "sex": "1",
    "income": 3_600_000,
}


def dependants(*changes):
    """One dependant for each: ("1", True) is a spouse who joins."""
    return [
        Dependant(
            change,
            is_spouse,
            (spouse if is_spouse else other)(change, number=secret(10 + place)),
            place == 0,
        )
        for place, (change, is_spouse) in enumerate(changes)
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("1", True)], ["1"]),
        ([("1", True), ("1", False), ("1", False)], ["1"]),
        ([("1", False)] * 3, ["1", "1"]),
        ([("1", True), ("2", False)], ["1", "2"]),
        ([("3", False), ("2", True), ("1", False)], ["1", "2", "3"]),
        ([("1", False)] * 5 + [("1", True)], ["1", "1", "1"]),
        ([("2", True), ("1", True)], ["1", "2"]),
    ],
)
def test_a_sheet_is_of_one_kind_and_has_three_places(changes, expected):
    person = PERSON | {"number": lambda: secret(2)}
    values = sheets(person, dependants(*changes))
    assert [one["change"] for one in values] == expected
    names = [key for one in values for key in one if key.endswith("_kana")]
    assert len(names) == len(changes)
    data = made(*[("2202700", one) for one in values])
    assert {code for _item, code in found(data)} <= {"number_of_another"}


def test_each_sheet_has_its_own_secret():
    person = PERSON | {"number": lambda: secret(2)}
    first, second = sheets(person, dependants(("1", True), ("2", False)))
    assert first["number"] is not second["number"]


def test_a_person_without_a_number_has_sheets_too():
    person = PERSON | {"pension_office": "1234", "pension_serial": "567890"}
    person |= {"zip1": "100", "zip2": "0001", "address": "東京都"}
    (only,) = sheets(person, dependants(("1", True)))
    assert found(made(("2202700", only))) == []


def test_sheets_of_one_person_begin_alike():
    again = JOIN.replace("ﾐﾎﾝ ﾅﾅﾐ", "ﾐﾎﾝ ﾔｴ").replace(number(3), number(7))
    again = again.replace("ﾐﾎﾝ ﾂﾊﾞｻ", "ﾐﾎﾝ ﾕｷ").replace(number(4), number(8))
    assert found(in_frame(JOIN, again)) == []
    other_no = again.replace(",16,", ",17,", 1)
    assert found(in_frame(JOIN, other_no)) == [("", "sheet_differs")]
