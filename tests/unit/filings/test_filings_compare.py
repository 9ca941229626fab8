# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changed between two files, person by person."""

from datetime import date

import pytest
from filings_samples import PAYER, SAMPLES, fee, made, salary, secret
from forms_samples import number
from mynumber_management.filings import reader
from mynumber_management.filings.compare import Comparison
from mynumber_management.filings.layout import load
from mynumber_management.filings.writer import Writer

TABLE = load("315", 2025)


def file_of(*people, code="315", chosen=None):
    """Bytes of a file; a person is (seed, changes)."""
    year, sample = SAMPLES[code]
    writer = Writer(load(code, year, chosen), PAYER)
    return b"".join(writer.record(sample(seed, **more)) for seed, more in people)


def person(seed, **more):
    name = f"山田　{'一二三四五六七八九'[seed - 1]}郎"
    return seed, {"payee_name": name} | more


def changes(old, new, **options):
    return list(Comparison(TABLE, **options).compare(old, new))


def kinds(old, new, **options):
    return [(c.kind, c.old, c.new) for c in changes(old, new, **options)]


def test_a_file_is_the_same_as_itself():
    data = file_of(person(1), person(2))
    found = changes(data, data)
    assert [change.kind for change in found] == ["same", "same"]
    assert set(found[0].numbers.values()) == {"same"}


def test_people_who_come_go_and_change_are_told():
    old = file_of(person(1), person(2), person(3))
    new = file_of(person(3, pay_amount=8_420_001), person(4), person(1))
    assert kinds(old, new) == [
        ("changed", 3, 1),
        ("added", 0, 2),
        ("same", 1, 3),
        ("removed", 2, 0),
    ]


def test_a_change_names_its_items():
    old = file_of(person(1))
    new = file_of(person(1, tax_amount=1, payee_address="大阪府大阪市北区"))
    (change,) = changes(old, new)
    assert change.items == ("payee_address", "tax_amount")
    assert change.name == "山田　一郎"


def test_numbers_are_same_different_or_missing():
    old = file_of(person(1))
    new = file_of(person(1, payee_number=secret(99), spouse_number=None))
    (change,) = changes(old, new)
    assert change.kind == "changed" and change.items == ()
    assert change.numbers["payee_number"] == "different"
    assert change.numbers["spouse_number"] == "missing"
    assert change.numbers["dep1_number"] == "same"
    assert "dep4_number" not in change.numbers
    assert number(99) not in str(change) and number(11) not in str(change)


def test_the_width_of_a_number_is_no_difference():
    old = file_of(person(1))
    new = file_of(person(1), chosen={"individual_number_width": 12})
    assert kinds(old, new) == [("same", 1, 1)]


def test_a_variant_of_the_name_is_the_same_person():
    old = file_of((1, {"payee_name": "斎藤　太郎"}))
    new = file_of((1, {"payee_name": "斉藤太郎"}))
    (change,) = changes(old, new)
    assert (change.kind, change.items) == ("changed", ("payee_name",))


def test_namesakes_are_told_apart_by_birth():
    twin = {"payee_birth_date": date(1990, 1, 1)}
    old = file_of((1, {}), (2, twin))
    new = file_of((2, twin), (1, {}))
    assert kinds(old, new) == [("same", 2, 1), ("same", 1, 2)]


def test_people_may_be_matched_by_code():
    old = file_of(person(1))
    new = file_of((1, {"payee_name": "佐藤　一郎"}))
    assert kinds(old, new) == [("added", 0, 1), ("removed", 1, 0)]
    assert kinds(old, new, by_code=True) == [("changed", 1, 1)]


def test_a_payee_with_several_records_is_paired_by_content():
    table = load("309", 2025)
    writer = Writer(table, PAYER)
    first, second = fee(1), fee(1, pay1_amount=700_000)
    old = b"".join([writer.record(first), writer.record(second)])
    new = b"".join(
        [
            writer.record(second),
            writer.record(first),
            writer.record(fee(1, pay1_amount=1_000_000)),
        ]
    )
    found = [(c.kind, c.old, c.new) for c in Comparison(table).compare(old, new)]
    assert found == [("same", 2, 1), ("same", 1, 2), ("added", 0, 3)]


@pytest.mark.parametrize("code", SAMPLES)
def test_every_layout_can_be_compared(code):
    table, record = made(code)
    (change,) = Comparison(table).compare(record, record)
    assert change.kind == "same"


def test_quotes_line_ends_and_encodings_are_no_difference():
    data = file_of(person(1))
    text = data.decode("cp932").strip()
    other = ",".join(f'"{cell}"' for cell in text.split(",")).encode("utf-8") + b"\n"
    assert kinds(data, other) == [("same", 1, 1)]


def test_lines_that_are_no_records_are_told():
    data = file_of(person(1))
    assert kinds(data + b"1,2,3\r\n", b"\0\r\n" + data) == [
        ("unreadable", 2, 0),
        ("unreadable", 0, 1),
        ("same", 1, 2),
    ]


def test_a_file_that_cannot_be_read_is_refused():
    with pytest.raises(reader.Stop):
        changes(b"PK\x03\x04", file_of(person(1)))


def test_no_number_is_kept():
    comparison = Comparison(TABLE)
    (_number, record) = next(comparison._records(file_of(person(1))))
    assert number(11) not in str(record)
    assert salary(1)["payee_number"].digits == number(11)
