# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every change of an item of a record written by hand is found, or legal.

What is legal is said here a second time, without the code under test: the printed
type and length, the codes, the days, and the items that nothing depends on.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from mynumber_management.filings.pension_checker import PensionChecker
from pension_golden import CASES
from pension_samples import FRAME, TODAY, table
from test_filings_mutations import mutations
from test_pension_golden import golden

DATA = Path(__file__).resolve().parents[1] / "data" / "filings"
CHECKER = PensionChecker(table(), TODAY)
ERAS = {
    "1": (date(1868, 1, 25), date(1912, 7, 29)),
    "3": (date(1912, 7, 30), date(1926, 12, 24)),
    "5": (date(1926, 12, 25), date(1989, 1, 7)),
    "7": (date(1989, 1, 8), date(2019, 4, 30)),
    "9": (date(2019, 5, 1), date(2099, 12, 31)),
}
# Items whose value nothing depends on; of a block without its name. Some only when
# they are filled, or when they are empty in a record that may have them.
TEXTS = (
    "insured_no kana name remarks note number_note address address_kana zip1 zip2 "
    "became_text ended_text abroad_text abroad_end_text relation_text nationality "
    "alias_kana alias_name tel1 tel2 tel3 pension_office pension_serial income "
    "partner_income cards_returned cards_lost"
).split()
NEVER_EMPTY = (
    "kana zip1 zip2 address address_kana number_note became_text ended_text note "
    "abroad_text abroad_end_text relation_text tel1 tel2 tel3 pension_office "
    "pension_serial"
).split()
CODES = {
    "2200700": {
        "sex": "123567",
        "has_dependants": "01",
        "several_offices": "1 ",
        "short_time": "1 ",
        "rehired": "1 ",
        "certificate": "1 ",
    },
    "2201700": {"several_offices": "1 ", "rehired": "1 "},
    "2202700": {
        "employer_checked": "01",
        "sex": "12",
        "living": "12",
        "tel_kind": "1234",
        "relation_checked": "1 ",
        "certificate_spouse": "1 ",
        "certificate_other1": "1 ",
        "certificate_other2": "1 ",
    },
}
BLOCKS = ("spouse_", "other1_", "other2_")
# Findings about the other rows of a file.
AMONG_ROWS = ("person_twice", "number_of_another", "sheet_differs")
# What an empty column is filled with.
FILLINGS = ("1", "9", "01", "10", "1234", "080101", "甲", "甲　乙", "ｱ ｱ", " ", "A")


def columns(form):
    """(id, printed type, least, most) of every column."""
    lines = (DATA / f"names_{form}.txt").read_text(encoding="utf-8").splitlines()
    for item, line in zip(table().forms[form].items, lines, strict=True):
        _no, _name, kind, length = line.split("\t")
        least, most = (int(n) for n in (re.findall("[0-9]+", length) * 2)[:2])
        yield item.id, kind, 1 if length.startswith("<=") else least, most


def bytes_of(text):
    return sum(1 if c < "\x80" or "｡" <= c <= "ﾟ" else 2 for c in text)


def in_the_set(char):
    """JIS X 0208 without the signs that are rare, by its bytes."""
    code = char.translate({0xFF0D: 0x2212, 0xFF5E: 0x301C}).encode("euc_jp", "ignore")
    if len(code) != 2 or min(code) < 0xA1:
        return False
    return code[0] != 0xA8 and not (code[0] == 0xA2 and code[1] > 0xAD)


def well_formed(item, kind, least, most, text):
    if not least <= bytes_of(text) <= (30 if item.endswith("nationality") else most):
        return False
    if kind == "H":
        return bool(re.fullmatch("[0-9]+", text))
    if kind == "K" and item.endswith("alias_kana"):
        return bool(re.fullmatch("[｡-ﾟ]([ ｡-ﾟ]*[｡-ﾟ])?", text))
    if kind == "K":
        return bool(re.fullmatch("[ｦ-ﾟ]+ [ｦ-ﾟ]+", text))
    if kind == "A":
        return bool(re.fullmatch("[0-9A-Zｦ-ﾟ-]+( [0-9A-Zｦ-ﾟ-]+)*", text))
    half = "[0-9A-Zaｦ-ﾟ -]" if kind == "M" else "(?!)"
    if text != text.strip(" 　") or not all(
        in_the_set(char) or re.fullmatch(half, char) for char in text
    ):
        return False
    if item.removeprefix("spouse_").endswith("name") and "alias" not in item:
        return bool(re.fullmatch("[^　]+　[^　]+", text))
    return not (item.endswith("address") and "　　" in text)


def day(row, stem):
    """The day of an era and six digits; None when there is none, or none is there."""
    era, digits = row[f"{stem}_era"], row[f"{stem}_day"]
    if era not in ERAS or not re.fullmatch("[0-9]{6}", digits):
        return None
    first, last = ERAS[era]
    year = first.year - 1 + int(digits[:2])
    try:
        found = date(year, int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
    return found if first <= found <= last else None


def legal_day(form, item, row):
    """A day that moved: nothing is said of it but its era, birth and today."""
    stem = item.rsplit("_", 1)[0]
    block = next((b for b in BLOCKS if item.startswith(b)), "")
    found, born = day(row, stem), day(row, f"{block}birth")
    if found is None or born is None or found > TODAY or found < born:
        return False
    era = row[f"{stem}_era"]
    if stem.endswith("birth"):
        if era not in ("579" if form == "2202700" else "13579"):
            return False
    elif era not in ("9" if "abroad" in stem or "entered" in stem else "79"):
        return False
    days = [d for d in (day(row, s) for s in stems(row, block)) if d]
    if any(one < born for one in days) or found > TODAY:
        return False
    if form == "2201700" and stem != "birth":
        return row["cause"] in ("9", "11") and stem == "lost" and found > born
    if form == "2201700" and row["cause"] == "7":
        return False
    if form == "2200700" and row["over70"]:
        past = born - timedelta(1)
        at_70 = date(past.year + 70, past.month, min(past.day, 28))
        return day(row, "acquired") >= at_70
    return True


def stems(row, block):
    ends = [item[:-4] for item in row if item.endswith("_era")]
    mine = [stem for stem in ends if stem.startswith(block)]
    if not block:
        mine = [stem for stem in mine if not stem.startswith(BLOCKS)]
    return [stem for stem in mine if not stem.endswith("notified")]


def check_digit(base):
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(d) * w for d, w in zip(base, weights, strict=True)) % 11
    return "0" if rest <= 1 else str(11 - rest)


def legal_number(text, row):
    others = [t for i, t in row.items() if i.endswith("number") and t == text]
    return (
        re.fullmatch("[0-9]{12}", text)
        and check_digit(text[:11]) == text[11]
        and len(others) == 1
    )


def legal_family_code(short, row, item):
    text, change = row[item], row["change"]
    if short in ("living", "tel_kind") and not text:
        return False
    if short == "sex" and item.startswith("spouse"):
        return text in tuple("1234")
    if short == "residence":
        return change == "2" and (not text or text in [f"{n:02}" for n in range(1, 48)])
    if short == "relation":
        return bool(re.fullmatch("0[1-9]", text))
    if short == "occupation":
        return text in tuple("1234" if item.startswith("spouse") else "123456")
    if short == "became_reason":
        return text in tuple("1234") and not row[item.replace("reason", "text")]
    if short == "ended_reason":
        return text in tuple("2345") and not row[item.replace("reason", "text")]
    if short == "abroad_reason":
        return text in tuple("1234")
    return text in tuple(CODES["2202700"].get(short, "").replace(" ", "")) or (
        not text and " " in CODES["2202700"].get(short, "")
    )


def legal_code(form, short, row, item, before):
    text = row[item]
    if short == "cause" and before in ("4", "5"):
        return text == "4" or text == "5" and not row["number"]
    if short == "cause":
        return text in ("9", "11")
    if short == "no_address_reason":
        return not row["number"] and text in ("", "1", "2")
    if short == "acquisition":
        if text in tuple("34"):
            return row["sex"] in ("1", "2") and not row["pension_office"]
        return text == "1"
    if short == "over70":
        return text == "1" and not row["only_over70"]
    codes = CODES[form].get(short)
    if form == "2200700" and short == "sex" and row["acquisition"] != "1":
        codes = "12"
    return codes is not None and (text or " ") in tuple(codes)


def legal(form, column, row, before):
    item, kind, least, most = column
    block = next((b for b in BLOCKS if item.startswith(b)), "")
    short, text = item.removeprefix(block), row[item]
    if item.endswith(("_era", "_day")):
        return legal_day(form, item, row)
    if kind == "H" and short == "number":
        return legal_number(text, row)
    if short in TEXTS:
        if not text:
            optional = form == "2200700" and short == "address"
            return optional or short not in NEVER_EMPTY
        if short in ("insured_no", "pension_office", "pension_serial", "zip1"):
            if not text.strip("0"):
                return False
        return well_formed(item, kind, least, most, text)
    if short in ("pay_cash", "pay_in_kind", "pay_total"):
        parts = [row[i] for i in ("pay_cash", "pay_in_kind", "pay_total")]
        if not all(re.fullmatch("[0-9]{1,7}", part) for part in parts):
            return False
        cash, kind_, total = map(int, parts)
        return total == min(cash + kind_, 9_999_999) and total >= 1000
    if form == "2202700":
        return legal_family_code(short, row, item)
    return legal_code(form, short, row, item, before)


@pytest.mark.parametrize(("form", "case"), CASES)
def test_every_mutation_of_an_item_is_found_or_legal(form, case):
    cells = golden(form, case).decode("cp932").split(",")
    (before,) = check([cells])
    missed = []
    for place, column in enumerate(columns(form)):
        texts = mutations(cells[place]) if cells[place] else FILLINGS
        texts = [t for t in texts if t != cells[place] and not unreadable(t)]
        rows = [[*cells[:place], text, *cells[place + 1 :]] for text in texts]
        for row, codes in zip(rows, check(rows), strict=True):
            values = dict(zip(table().forms[form].by_id, row, strict=True))
            if codes <= before and not legal(form, column, values, cells[place]):
                missed.append((column[0], row[place]))
    assert missed == []


def check(rows):
    """The (item, code) found in each row by itself."""
    data = FRAME + "".join(",".join(cells) + "\r\n" for cells in rows)
    codes = [set() for _row in rows]
    for finding in CHECKER.check(data.encode("cp932")):
        if finding.code not in AMONG_ROWS:
            codes[finding.record - 6].add(finding[1:3])
    return codes


def unreadable(text):
    """Characters that never were in a file in Shift_JIS."""
    return text.encode("cp932", "replace").decode("cp932") != text
