# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files that are no filing: each gets a finding with a name, in little memory."""

import io
import tracemalloc

import pytest
from filings_samples import PAYER, SAMPLES, findings, made, salary
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.filings import reader
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.findings import Finding
from mynumber_management.filings.layout import load
from mynumber_management.filings.writer import Writer

TABLE, RECORD = made("315")
TEXT = RECORD.decode("cp932")
QUOTED = ",".join(f'"{cell}"' for cell in TEXT.strip().split(",")).encode("cp932")
TITLES = ",".join(item.name for item in TABLE.items).encode("cp932") + b"\r\n"


def codes(data):
    return [code for _item, code in findings(TABLE, data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ["empty"]),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), ["bom"]),
        (TEXT.encode("utf-8"), ["utf8"]),
        (TEXT.encode("utf-16"), ["utf16"]),
        (TEXT.encode("utf-16-le"), ["utf16"]),
        (TEXT.encode("utf-16-be"), ["utf16"]),
        (b"PK\x03\x04" + RECORD, ["not_text"]),
        (b"%PDF-1.7", ["not_text"]),
        (b"\xd0\xcf\x11\xe0", ["not_text"]),
        (RECORD.replace(b"131016", b"13\x00016"), ["nul"]),
        (QUOTED + b"\r\n", ["quotes"]),
        (QUOTED + b"\r\n" + QUOTED, ["quotes", "person_twice", "no_line_end"]),
        (RECORD.replace(b"131016", b'"131016'), ["quotes", "malformed"]),
        (RECORD.replace(b"131016", b'13"1016'), ["quotes", "malformed"]),
        (TITLES + RECORD, ["header"]),
        (RECORD + b"\r\n", ["blank_line"]),
        (b" \r\n" + RECORD, ["blank_line"]),
        (RECORD[:-2] + b",\r\n", ["trailing_comma"]),
        (RECORD[:-2] + b",9\r\n", ["item_count"]),
        (RECORD.replace(b",131016", b""), ["item_count"]),
        (RECORD.replace(b",", b"\t"), ["delimiter"]),
        (RECORD.replace(b"131016", b"1\t1016"), ["control"]),
        (RECORD.replace(b"\r\n", b"\n"), ["line_end"]),
        (RECORD.replace(b"\r\n", b"\n") * 3, ["line_end", "person_twice"]),
        (RECORD.replace(b"\r\n", b"\r"), ["lone_cr", "no_line_end"]),
        (RECORD.replace(b"131016", b"13\r016"), ["lone_cr"]),
        (RECORD[:-2], ["no_line_end"]),
        (RECORD.replace(b"131016", b"13\x81"), ["not_shift_jis"]),
        (RECORD.replace(b"131016", b"\xff\xfe\xfd"), ["not_shift_jis"]),
        (b"x" * 100_000 + b"\r\n" + RECORD, ["line_too_long"]),
        (b"\r" * 100_000 + b"\r\n" + RECORD, ["lone_cr"]),
        (b"=cmd|' /C calc'!A0\r\n", ["header"]),
        (made("309")[1], ["item_count"]),
        (made("375")[1], ["item_count"]),
    ],
)
def test_a_hostile_file_is_named(data, expected):
    found = codes(data)
    assert list(dict.fromkeys(found)) == expected


def test_a_byte_order_mark_does_not_hide_what_follows():
    data = TEXT.replace("山田　太郎", "髙田　太郎").encode("utf-8-sig")
    assert codes(data) == ["bom", "outside_jis"]


def test_records_after_a_broken_line_are_still_checked():
    wrong = RECORD.replace(b"131016", b"131017")
    table = load("315", 2025)
    data = b"x" * 100_000 + b"\n" + b"\0\r\n" + wrong
    found = [(f.record, f.code) for f in Checker(table).check(data)]
    assert found[-1] == (3, "municipality_code")


def test_an_item_full_of_signs_gets_a_handful_of_findings():
    cells = TEXT.strip().split(",")
    cells[85] = "①" * 1000
    data = (",".join(cells) + "\r\n").encode("cp932")
    found = codes(data)
    assert found.count("outside_jis_unknown") == 20 and found[-1] == "too_long"


def test_mixed_statements_are_named():
    mixed = RECORD + made("313")[1]
    assert codes(mixed) == ["item_count"]
    same_size = RECORD + RECORD.replace(b"315,", b"375,", 1)
    assert "code_value" in codes(same_size)


class Endless(io.RawIOBase):
    """A file of ``size`` bytes that is nowhere; counts what was asked for at once."""

    def __init__(self, pattern, size):
        self.pattern, self.left, self.most = pattern, size, 0

    def readline(self, limit=-1):
        self.most = max(self.most, limit)
        size = min(limit, self.left, len(self.pattern))
        self.left -= size
        return self.pattern[:size]


@pytest.mark.parametrize("pattern", [b"1" * 65536, b"1,2\r\n", b"\0" * 9 + b"\n"])
def test_a_gigabyte_stops_at_the_limit_in_flat_memory(pattern, monkeypatch):
    monkeypatch.setattr(reader, "MAX_RECORDS", 5_000)
    source = Endless(pattern, 1024**3)
    tracemalloc.start()
    last = None
    for last in Checker(TABLE).check(source):
        assert isinstance(last, Finding)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert last.code in ("too_large", "too_many_records", "utf16")
    assert last.record == 0
    assert peak < 4 * 1024**2
    assert 0 < source.most <= 64 * 1024


def test_memory_does_not_grow_with_the_file():
    writer = Writer(TABLE, PAYER)
    peaks = []
    for count in (200, 1000):
        data = io.BytesIO(b"".join(writer.record(salary(n)) for n in range(count)))
        checker = Checker(TABLE)
        tracemalloc.start()
        assert list(checker.check(data)) == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # a digest of some hundred bytes for each payee, and nothing else
    assert peaks[1] - peaks[0] < 800 * 400


@given(data=st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_checker(data):
    for code in ("315", "313"):
        table = load(code, SAMPLES[code][0])
        for finding in Checker(table).check(data):
            assert finding.message


@given(
    place=st.integers(0, len(RECORD) - 1),
    byte=st.integers(0, 255),
    more=st.binary(max_size=3),
)
@settings(max_examples=300, deadline=None)
def test_no_byte_changed_breaks_the_checker(place, byte, more):
    data = RECORD[:place] + bytes([byte]) + more + RECORD[place + 1 :]
    for finding in CHECKER.check(data):
        assert finding.message and "%(" not in finding.message


CHECKER = Checker(TABLE)
