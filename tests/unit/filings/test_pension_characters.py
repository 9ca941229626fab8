# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bytes that SHFD0006.CSV may hold: JIS X 0201 and rows 1-8, 16-84 of JIS X 0208."""

import pytest
from mynumber_management.filings.findings import ERROR
from mynumber_management.filings.pension_checker import PensionChecker
from pension_samples import TODAY, in_frame, record, table

CHECKER = PensionChecker(table(), TODAY)
HEAD, TAIL = record("2200700", remarks="備考").split("備考")
# First and last codes of what is allowed; what is in them is asked of euc_jp.
ALLOWED = [(0x8140, 0x84BE), (0x889F, 0x9872), (0x989F, 0x9FFC), (0xE040, 0xEAA4)]
NO_TEXT = (0x81AC,)  # 〓 stands for a lost character


def two_bytes(first, last):
    for code in range(first, last + 1):
        low = code & 0xFF
        if 0x40 <= low <= 0xFC and low != 0x7F:
            yield code


def found(*remarks):
    """Line -> codes of its errors, for records with these bytes as remarks."""
    frame = in_frame()
    lines = [HEAD.encode("cp932") + text + TAIL.encode("cp932") for text in remarks]
    data = frame + b"".join(line + b"\r\n" for line in lines)
    errors = {}
    for finding in CHECKER.check(data):
        if finding.level == ERROR:
            errors.setdefault(finding.record - 5, []).append(finding.code)
    return errors


def defined(code):
    """Whether JIS X 0208 has a character at this code."""
    try:
        code.to_bytes(2, "big").decode("shift_jis")
    except UnicodeDecodeError:
        return False
    return True


def test_every_character_of_the_allowed_rows_passes():
    codes = [c for span in ALLOWED for c in two_bytes(*span)]
    known = [c.to_bytes(2, "big") for c in codes if defined(c) and c not in NO_TEXT]
    assert len(known) == 6879 - len(NO_TEXT)
    texts = [b"".join(known[at : at + 37]) for at in range(0, len(known), 37)]
    assert found(*texts) == {}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0x84BF, 0x8740),
        (0x8740, 0x879C),
        (0x879D, 0x889E),
        (0x9873, 0x989E),
        (0xEAA5, 0xECFC),
        (0xED40, 0xEEFC),
        (0xEF40, 0xEFFC),
        (0xF040, 0xF9FC),
        (0xFA40, 0xFC4B),
        (0xFC4C, 0xFCFC),
    ],
)
def test_every_other_code_is_refused(first, last):
    codes = list(two_bytes(first, last))[::3]
    errors = found(*(code.to_bytes(2, "big") + b"A" for code in codes))
    assert len(errors) == len(codes)


def test_half_width_signs_and_kana_pass_and_other_single_bytes_do_not():
    fine = [bytes([c]) for c in [*range(0x21, 0x7F), *range(0xA1, 0xE0)]]
    fine = [c for c in fine if c not in (b'"', b",")]
    assert found(*(b"A" + c + b"A" for c in fine)) == {}
    wrong = [*range(0x01, 0x0A), *range(0x0E, 0x20), 0x7F, 0x80, 0xA0, 0xFD, 0xFE, 0xFF]
    errors = found(*(b"A" + bytes([c]) + b"A" for c in wrong))
    assert len(errors) == len(wrong)


def test_the_signs_with_two_forms_have_one_byte_form():
    text = "－～∥￢￠￡―"
    written = record("2200700", remarks=text).split(",")[27].encode("cp932")
    assert written.hex(" ", 2) == "817c 8160 8161 81ca 8191 8192 817c"
    assert found(written) == {}
