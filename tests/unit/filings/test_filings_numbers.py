# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers in a file that is checked: their digits, their width, whose they are."""

from filings_samples import (
    PAYER,
    SAMPLES,
    changed,
    findings,
    made,
    salary,
    secret,
)
from forms_samples import SampleSecret, number
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.holes import Further
from mynumber_management.filings.layout import load
from mynumber_management.filings.numbers import is_individual
from mynumber_management.filings.writer import Writer
from mynumber_management.text import digits as text_digits


def full(text):
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 10**6))
@settings(max_examples=1000)
def test_the_quick_check_digit_is_the_check_digit(digits, seed):
    for number_ in (digits, digits[:11] + "0", "0" * 12, number(seed)):
        assert is_individual(number_) == text_digits.is_individual(number_)


def test_a_company_may_have_two_parts_in_a_record():
    table, data = changed("313", broker_number="7000012050002")
    assert findings(table, data) == []


def test_a_number_stands_once_in_a_record():
    same = "0" + number(13)
    table, data = changed("315", dep2_number=same)
    (finding,) = Checker(table).check(data)
    assert (finding.item, finding.code) == ("dep2_number", "number_twice")
    assert finding.facts == {"other": table.by_id["dep1_number"].no}


def test_a_number_of_a_further_relative_stands_once():
    table = load("315", 2025)
    values = salary(
        dep_specific=3,
        dep4_name="山田　四",
        dep4_class="00",
        dep4_number=secret(60),
        summary="（１）山田　五",
        further_numbers=[Further(1, secret(60))],
    )
    data = bytes(Writer(table, PAYER).record(values))
    assert ("further_numbers", "number_twice") in findings(table, data)


def two(code, first, second):
    table = load(code, SAMPLES[code][0])
    writer = Writer(table, PAYER)
    make = SAMPLES[code][1]
    records = (writer.record(make(1, **first)), writer.record(make(2, **second)))
    return table, b"".join(records)


def test_a_number_under_two_names_is_found_across_records():
    same = {"payee_number": secret(99)}
    again = {"payee_number": secret(99), "payee_name": "別人　花子"}
    table, data = two("315", same, again)
    (finding,) = Checker(table).check(data)
    assert (finding.record, finding.code) == (2, "number_of_another")
    assert finding.facts == {"first": 1}


def test_one_person_twice_is_a_warning_for_salaries_only():
    again = [{"payee_number": secret(99)} for _time in range(2)]
    assert findings(*two("315", *again)) == [("payee_number", "person_twice")]
    again = [{"payee_number": secret(99)} for _time in range(2)]
    assert findings(*two("309", *again)) == []


def test_a_void_record_and_the_right_one_may_stand_together():
    first = {"payee_number": secret(99), "correction": "1"}
    found = findings(*two("375", first, {"payee_number": secret(99)}))
    assert found == [("", "void_and_right")]
    again = {"payee_number": secret(99), "correction": "2"}
    assert findings(*two("315", {"payee_number": secret(99)}, again)) == []


def test_one_payer_stands_in_a_file_unless_there_are_branches():
    other = {"payer_address": "大阪府大阪市北区中之島一丁目３番２０号"}
    table, data = two("315", {}, other)
    (finding,) = Checker(table).check(data)
    assert (finding.record, finding.code) == (2, "payer_differs")
    assert findings(*two("315", {}, other | {"branch": "00002"})) == []


def test_a_variant_of_the_name_is_the_same_person():
    first = {"payee_number": secret(99), "payee_name": "斎藤　太郎"}
    again = {"payee_number": secret(99), "payee_name": "斉藤太郎"}
    assert findings(*two("315", first, again)) == [("payee_number", "person_twice")]


def test_a_relative_may_be_a_payee_as_well():
    first = {"spouse_number": secret(99)}
    assert findings(*two("315", first, {"payee_number": secret(99)})) == []


def test_missing_numbers_are_expected_before_they_are_filled_in():
    empty = {
        item: None
        for item, value in salary().items()
        if isinstance(value, SampleSecret)
    }
    table, record = made("315", **empty)
    assert {code for _item, code in findings(table, record)} == {"number_missing"}
    assert findings(table, record, numbers=False) == []


def test_the_width_of_numbers_follows_the_setting():
    twelve = {"individual_number_width": 12}
    table, record = made("315", chosen=twelve)
    assert findings(table, record) == []
    codes = {code for _item, code in findings(load("315", 2025), record)}
    assert codes == {"number_length"}
    codes = {code for _item, code in findings(table, made("315")[1])}
    assert codes == {"number_length"}


def test_further_numbers_with_names_are_taken_when_set_so():
    chosen = {"further_numbers_form": "name"}
    text = f"（{full(number(70))}）山田　五"
    table, data = changed("315", chosen, further_numbers=text)
    assert findings(table, data) == []
    assert findings(load("315", 2025), data) == [("further_numbers", "number_form")]
