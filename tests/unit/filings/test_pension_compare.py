# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two SHFD0006.CSV compared person by person; numbers only as same or different."""

import pytest
from forms_samples import number
from mynumber_management.filings.pension_compare import PensionComparison
from mynumber_management.filings.reader import Stop
from pension_samples import acquisition, family, in_frame, made, record, table

ACQUISITION, LOSS, FAMILY = map(record, ("2200700", "2201700", "2202700"))
OTHER = record("2200700", kana="ミホン サクラ")


def compared(old, new):
    changes = PensionComparison(table()).compare(in_frame(*old), in_frame(*new))
    return [(c.kind, c.old, c.new, c.items, dict(c.numbers)) for c in changes]


SAME = {"number": "same"}


def test_the_same_people_are_the_same_in_any_order_and_under_any_serial():
    old = made(("2200700", acquisition()), ("2202700", family()), first=7)
    new = in_frame(FAMILY, ACQUISITION)
    kinds = [c.kind for c in PensionComparison(table()).compare(old, new)]
    assert kinds == ["same", "same"]


def test_what_differs_is_named_by_item():
    paid = ACQUISITION.replace("0250000", "0260000")
    assert compared([ACQUISITION], [paid]) == [
        ("changed", 6, 6, ("pay_cash", "pay_total"), SAME)
    ]


def test_padding_is_no_difference():
    plain = ACQUISITION.replace("0250000", "250000").replace(",15,", ",000015,")
    assert compared([ACQUISITION], [plain]) == [("same", 6, 6, (), SAME)]


@pytest.mark.parametrize(
    ("digits", "state"),
    [(number(9), "different"), ("", "missing"), (number(1), "same")],
)
def test_a_number_is_the_same_different_or_missing(digits, state):
    new = ACQUISITION.replace(number(1), digits)
    kind = "same" if state == "same" else "changed"
    assert compared([ACQUISITION], [new]) == [(kind, 6, 6, (), {"number": state})]


def test_people_come_and_go():
    found = compared([ACQUISITION, LOSS], [OTHER, LOSS])
    assert [(kind, old, new) for kind, old, new, *_rest in found] == [
        ("added", 0, 6),
        ("same", 7, 7),
        ("removed", 6, 0),
    ]


def test_one_person_in_two_forms_is_two_entries():
    found = compared([ACQUISITION], [LOSS])
    assert [entry[0] for entry in found] == ["added", "removed"]


def test_sheets_of_another_kind_are_others():
    removal = record("2202700", **family("2"))
    assert [c[0] for c in compared([FAMILY], [removal])] == ["added", "removed"]


def test_a_broken_record_is_unreadable_and_the_rest_is_compared():
    broken = ACQUISITION + ","
    found = compared([ACQUISITION, LOSS], [broken, LOSS])
    assert [entry[0] for entry in found] == ["unreadable", "same", "removed"]


def test_a_file_in_utf_8_is_compared_as_well():
    data = in_frame(ACQUISITION)
    other = data.decode("cp932").encode("utf-8")
    (change,) = PensionComparison(table()).compare(data, other)
    assert change.kind == "same"


def test_what_is_no_text_is_refused():
    with pytest.raises(Stop):
        list(PensionComparison(table()).compare(b"PK\x03\x04", b""))


def test_a_change_tells_the_name_and_no_content():
    changes = PensionComparison(table()).compare(
        in_frame(FAMILY), in_frame(FAMILY.replace("100,0001", "530,0005"))
    )
    told = str(list(changes))
    assert "ﾐﾎﾝ ｲﾁﾛｳ" in told
    assert "0005" not in told and number(2) not in told and "ﾅﾅﾐ" not in told
