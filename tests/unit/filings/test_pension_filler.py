# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers into a SHFD0006.CSV of another program: only their columns change."""

from datetime import date

import pytest
from forms_samples import SampleSecret, number
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.filings.pension_filler import PensionFiller
from mynumber_management.filings.reader import Stop
from pension_samples import (
    FRAME,
    HOME,
    TODAY,
    found,
    in_frame,
    record,
    secret,
    table,
)

FILLER = PensionFiller(table(), TODAY)
ALL = [record("2200700"), record("2201700"), record("2202700")]
FULL = in_frame(*ALL)
# Line and item of every number in FULL, with its seed.
SEEDS = {
    (6, "number"): 1,
    (7, "number"): 1,
    (8, "number"): 2,
    (8, "spouse_number"): 3,
    (8, "other1_number"): 4,
}


def emptied(data=FULL):
    for seed in set(SEEDS.values()):
        data = data.replace(number(seed).encode(), b"")
    return data


def give(line, item):
    seed = SEEDS.get((line, item))
    return seed and secret(seed)


def filled(data, numbers=give):
    return b"".join(FILLER.fill(data, numbers))


def test_an_emptied_file_becomes_what_it_was():
    assert emptied() != FULL
    assert filled(emptied()) == FULL
    assert found(FULL) == []


def test_rows_tell_who_is_in_the_file_but_no_number():
    rows = list(FILLER.rows(emptied()))
    assert [row.number for row in rows] == [6, 7, 8]
    assert [row.keys["form"] for row in rows] == ["2200700", "2201700", "2202700"]
    assert rows[0].keys["kana"] == "ﾐﾎﾝ ﾊﾅｺ"
    assert rows[0].keys["name"] == "見本　花子"
    assert rows[0].keys["code"] == "15"
    assert rows[0].keys["birth_date"] == date(1990, 4, 2)
    slots = {slot.id: (slot.state, slot.kana) for slot in rows[2].slots}
    assert slots == {
        "number": ("empty", "ﾐﾎﾝ ｲﾁﾛｳ"),
        "spouse_number": ("empty", "ﾐﾎﾝ ﾅﾅﾐ"),
        "other1_number": ("empty", "ﾐﾎﾝ ﾂﾊﾞｻ"),
        "other2_number": ("blocked", ""),
    }
    assert all(digits not in str(list(FILLER.rows(FULL))) for digits in [number(1)])


def test_a_column_with_something_in_it_is_never_written_over():
    asked = []

    def numbers(line, item):
        asked.append((line, item))
        return secret(9)

    assert filled(FULL, numbers) == FULL
    assert asked == []


def test_numbers_are_compared_without_being_shown():
    data = FULL.replace(number(3).encode(), b"").replace(
        number(4).encode(), number(5).encode()
    )
    results = {(line, item): one for line, item, one in FILLER.compare(data, give)}
    assert results == {
        (6, "number"): "same",
        (7, "number"): "same",
        (8, "number"): "same",
        (8, "spouse_number"): "missing",
        (8, "other1_number"): "different",
    }


BLOCKED = {
    "an address stands": (
        record("2200700", number=None, **HOME, address_kana="ﾄｳｷｮｳﾄ"),
        {"empty_here"},
    ),
    "a reason stands": (
        record("2200700", number=None, no_address_reason="1", **HOME, address_kana="ｱ"),
        {"empty_here"},
    ),
    "death": (
        record(
            "2201700",
            number=None,
            cause="5",
            pension_office="1234",
            pension_serial="567890",
        ),
        {"empty_here", "both_numbers"},
    ),
    "a pension number stands": (
        record("2201700", number=None, pension_office="1234", pension_serial="567890"),
        {"both_numbers"},
    ),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_a_column_that_must_stay_empty_takes_no_number(case):
    line, expected = BLOCKED[case]
    data = in_frame(line)
    (row,) = FILLER.rows(data)
    assert [slot.state for slot in row.slots] == ["blocked"]
    assert {f.code for f in row.keys["blocked"]["number"]} == expected
    one = secret(1)
    assert filled(data, lambda line, item: one) == data
    assert one.uses == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (ALL[0] + ",", "item_count"),
        (ALL[0].replace("2200700", "2225700"), "form_not_checked"),
        (ALL[0].replace("2200700", "9900700"), "unknown_form"),
        (ALL[0].replace("見本", "\0"), "nul"),
        (ALL[0].replace("見本", '"'), "malformed"),
    ],
)
def test_a_line_that_cannot_be_read_comes_back_whole(line, code):
    data = in_frame(line.replace(number(1), ""), ALL[1].replace(number(1), ""))
    rows = list(FILLER.rows(data))
    assert [row.code for row in rows] == [code, ""]
    whole = filled(data, lambda line, item: secret(1))
    assert whole == in_frame(line.replace(number(1), ""), ALL[1])


@pytest.mark.parametrize("change", ["lf", "bom", "quotes", "no end"])
def test_bytes_of_another_program_stay_as_they_are(change):
    data = emptied()
    if change == "lf":
        data = data.replace(b"\r\n", b"\n")
    elif change == "bom":
        data = data.decode("cp932").encode("utf-8-sig")
    elif change == "quotes":
        data = data.replace(
            "見本　花子".encode("cp932"), '"見本　花子"'.encode("cp932")
        )
    else:
        data = data[:-2]
    whole = filled(data)
    assert len(whole) == len(data) + 12 * len(SEEDS)
    for seed in set(SEEDS.values()):
        whole = whole.replace(number(seed).encode(), b"")
    assert whole == data


def test_a_frame_is_passed_on_and_asks_for_nothing():
    data = FRAME.encode("cp932")
    assert list(FILLER.rows(data)) == []
    assert filled(data, None) == data


@pytest.mark.parametrize("data", [b"PK\x03\x04", FULL.decode("cp932").encode("utf-16")])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Stop):
        filled(data)


def test_each_line_with_numbers_is_a_buffer_to_be_wiped():
    kinds = [type(line) for line in FILLER.fill(emptied(), give)]
    assert kinds == [bytes] * 5 + [bytearray] * 3
    assert SampleSecret.opened_now == 0


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_the_file_only_numbers_are_added(data):
    source = emptied()
    place = data.draw(st.integers(0, len(source) - 1))
    change = data.draw(st.binary(max_size=3))
    skip = data.draw(st.integers(0, 20))
    source = source[:place] + change + source[place + skip :]
    secrets = []

    def numbers(line, item):
        secrets.append(secret(len(secrets) + 100))
        return secrets[-1]

    try:
        whole = filled(source, numbers)
    except Stop:
        return
    assert len(whole) == len(source) + 12 * len(secrets)
    for one in secrets:
        whole = whole.replace(one.digits.encode(), b"", 1)
    assert whole == source
