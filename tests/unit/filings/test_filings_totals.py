# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Figures of 総括表 and 合計表, added up from records."""

from filings_samples import (
    PAYER,
    SAMPLES,
    cells_of,
    corporate,
    fee,
    rent,
    retirement,
    salary,
    secret,
)
from mynumber_management.filings import totals
from mynumber_management.filings.layout import load
from mynumber_management.filings.writer import Writer


def rows(code, *people):
    table = load(code, SAMPLES[code][0])
    writer, ids = Writer(table, PAYER), [item.id for item in table.items]
    records = [cells_of(bytes(writer.record(values))) for values in people]
    return table, [dict(zip(ids, cells, strict=True)) for cells in records]


def test_people_are_counted_for_each_municipality():
    left = {"join_leave": "2", "ordinary_collection": True}
    _table, records = rows(
        "315",
        salary(1, pay_amount=100),
        salary(2, pay_amount=200, ordinary_collection=True),
        salary(3, pay_amount=300, **left),
        salary(4, pay_amount=400, municipality_code="271004"),
    )
    found = totals.municipal(records)
    tokyo, osaka = found["131016"], found["271004"]
    assert (tokyo.special, tokyo.ordinary, tokyo.left) == (1, 1, 1)
    assert (tokyo.people, tokyo.pay) == (3, 600)
    assert (osaka.people, osaka.pay) == (1, 400)


def test_salaries_without_void_records():
    table, records = rows(
        "375",
        salary(1, code="375", pay_amount=1_000, tax_amount=10),
        salary(2, code="375", pay_amount=2_000, tax_amount=20, deferred_tax=7),
        salary(3, code="375", pay_amount=4_000, tax_amount=40, correction="1"),
    )
    assert totals.summary(table, records) == {
        "G15": 2,
        "G16": 3_000,
        "G17": 30,
        "G18": 1,
        "G19": 7,
    }


def test_retirement_adds_the_three_blocks():
    table, records = rows(
        "316", retirement(1), retirement(2, undeclared_amount=5, undeclared_tax=1)
    )
    assert totals.summary(table, records) == {
        "G23": 2,
        "G24": 24_000_005,
        "G25": 102_101,
    }


def test_fees_count_a_payee_once_and_companies_apart():
    same = {"payee_number": secret(5)}, {"payee_number": secret(5)}
    table, records = rows(
        "309",
        fee(1, **same[0]),
        fee(1, **same[1]),
        fee(2, payee_name="弁護士法人見本", payee_number=corporate(4)),
        fee(3, payee_name="無番号", payee_number=None),
    )
    assert totals.summary(table, records) == {
        "G62": 2,
        "G63": 1,
        "G64": 4 * 610_000,
        "G65": 4 * 62_281,
    }


def test_rents():
    table, records = rows("313", rent(1), rent(2, pay1_amount=300_000))
    assert totals.summary(table, records) == {"G73": 2, "G74": 1_500_000}
