# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether the text of one item is what its layout allows.

:func:`check` looks exactly and names everything wrong. :func:`pattern` is a regular
expression for the common ways of being right.

Invariant: what a pattern takes, ``check`` finds nothing wrong with, except check
digits and numbers in texts, which patterns cannot see. The reverse does not hold: the
29th of February, or a name with a rare space, is looked at by ``check`` alone. Texts
are as ``shift_jis`` decodes them, so that every character above U+007F is of JIS X 0208
or half-width katakana.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..text import digits, eras, jis, kana, municipalities
from . import pension_items

FULL = "[^\\x00-\\x7f｡-ﾟ〓]"
FULL_ADDRESS = "[^\\x00-\\x7f｡-ﾟ〓，〒]"
_KANA = "[ァ-ヶ・ーヽヾ]"
_MONTH_DAY = (
    "(?:(?:0[13578]|1[02]),(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11),(?:0[1-9]|[12][0-9]|30)"
    "|02,(?:0[1-9]|1[0-9]|2[0-8]))"
)
# Within these years of an era every day of every month exists (昭和 2 to 63).
_PLAIN_YEAR = "(?:0[2-9]|[1-5][0-9]|6[0-3])"
_CONTROL = re.compile("[\\x00-\\x1f\\x7f\\x80-\\x9f]")
_NOT_FULL = re.compile("[\\x20-\\x7e｡-ﾟ]")
_LOST = re.compile("[?〓]")
_PHONE = re.compile("[0-9()-]+")
_SIGNS = re.compile("[!-~]+")
SERIAL = re.compile("（([０-９]{1,2})）([０-９]{12})")
NAMED = re.compile("（([０-９]{12})）([^（）０-９]+)")
TO_ASCII = {0xFF10 + digit: str(digit) for digit in range(10)}
MOST_CHARACTERS = 20  # outside the set that are told of one item
# Twelve full-width digits as people group them; bears_number decides.
MAYBE_NUMBER = re.compile("[０-９](?:[^０-９,]{0,3}[０-９]){11}")


def two_digits(numbers):
    """An expression for two-digit numbers of a range."""
    return "(?:" + "|".join(f"{number:02}" for number in numbers) + ")"


def date_pattern(group, year):
    """An expression for the items of a date that is filled, commas between them.

    :param group: the items of the date; :param year: tax year of the layout
    """
    if len(group) == 3:
        return f"{_PLAIN_YEAR},{_MONTH_DAY}"
    if len(group) == 2:
        return "(?!)"
    choices = []
    for era in eras.ERAS:
        code, last = era.codes["tax"], min(era.last.year, year) - 1
        years = range(2, last - era.first.year + 2)
        if code in group[0].codes and years and era.name != "明治":
            choices.append(f"{code},{two_digits(years)}")
    return f"(?:{'|'.join(choices)}),{_MONTH_DAY}"


def pattern(item, layout):
    """An expression for the text of ``item`` (not of a date), filled.

    ``(?!)`` where only :func:`check` can tell. Check digits are not in it.
    """
    length = f"{{{item.low},{item.high}}}"
    if item.id == "payee_code":
        return "[0-9]{1,11}"  # a longer one may be a number
    if item.codes:
        return "(?:" + "|".join(item.codes) + ")"
    if item.unit == "bytes":
        return "(?!)"
    if item.kind in ("text", "text_numbers"):
        return f"(?!　){FULL}{length}(?<!　)"
    if item.kind == "address":
        return f"(?!　){FULL_ADDRESS}{length}(?<!　)"
    if item.kind == "kana":
        return f"(?=[^,]{length}(?:,|$))[ァ-ヶ]{_KANA}*(?:　{_KANA}+)*"
    if item.kind == "half_kana":
        return f"(?! )[ ｦ-ﾟ]{length}(?<! )"
    if item.kind == "phone":
        return f"[0-9()-]{length}"
    if item.kind == "year":
        return eras.wareki_year(layout.year, "cells")[1]
    if item.kind == "yen":
        return f"(?:0|[1-9][0-9]{{0,{item.high - 1}}})"
    if item.kind in ("count", "digits", "municipality"):
        return f"[0-9]{length}"
    if item.kind == "number":
        return "0[0-9]{12}" if item.high == 13 else "[0-9]{12}"
    if item.kind == "any_number":
        return f"[0-9]{length}"
    return "(?!)"


def check(item, text, layout):
    """What is wrong with a filled item: list of (code, facts).

    :param text: without line ends; the item's own check digits are looked at, other
        items are not (see :func:`check_date` and the rules)
    """
    if item.kind == "blank":
        return [("must_be_blank", {})]
    if not text.strip(" 　"):
        return [("only_spaces", {})]
    if _CONTROL.search(text):
        return [("control", {})]
    if "," in text:
        return [("comma", {})]
    if item.type == "H":
        return _half(item, text, layout)
    found = list(_CHARACTERS[item.type](item, text))
    if not found and item.unit == "bytes":
        found += pension_items.check(item, text, layout)
    if text != text.strip(" 　"):
        found.append(("outer_space", {}))
    if (size := item.size(text)) > item.high:
        code = "too_long" if item.unit == "chars" else "too_many_bytes"
        found.append((code, {"found": size, "limit": item.high}))
    if item.kind == "numbers" and not found:
        found += _numbers(text, layout)
    elif item.kind != "text_numbers" and digits.bears_number(text):
        found.append(("number_in_text", {}))
    return found


def _full(item, text):
    if _LOST.search(text):
        yield "question_mark", {}
    if _NOT_FULL.search(text.replace("?", "")):
        yield "not_full_width", {}
        return
    yield from _outside(text)
    if item.kind == "address" and "，" in text:
        yield "comma_in_address", {}
    if item.kind == "address" and "〒" in text:
        yield "postcode", {}
    if item.kind == "kana" and not kana.is_kana_name(text.strip("　")):
        yield "not_katakana", {}


def _mixed(item, text):
    if "〓" in text:
        yield "question_mark", {}
    yield from _outside(text)


def _outside(text):
    for bad in jis.unencodable(text)[:MOST_CHARACTERS]:
        facts = {"position": bad.position + 1}
        if bad.proposals and not _is_digit(bad.text):
            facts["character"] = bad.text
            facts["replacements"] = " ".join(bad.proposals)
            yield "outside_jis", facts
        else:
            yield "outside_jis_unknown", facts


def _is_digit(text):
    """Whether the character may be a part of a number: those are never told."""
    return any(c.isdigit() for c in unicodedata.normalize("NFKC", text))


def _half_kana(item, text):
    if not re.fullmatch("[ ｡-ﾟ]+", text):
        yield "not_half_kana", {}


def _half_signs(item, text):
    if not re.fullmatch("[ -~｡-ﾟ]+", text):
        yield "not_half_width", {}


_CHARACTERS = {"Z": _full, "K": _half_kana, "A": _half_signs, "M": _mixed}


def _half(item, text, layout):
    if not text.isascii():
        return [("not_half_width", {})]
    if item.codes:
        if text not in item.codes:
            return [("code_value", {"allowed": " ".join(item.codes)})]
        return []
    if item.kind in ("number", "any_number"):
        return _number(item, text)
    if item.kind == "phone":
        found = [] if _PHONE.fullmatch(text) else [("not_phone", {})]
    elif item.id == "payee_code" and layout.settings.get("employee_code_letters"):
        found = [] if _SIGNS.fullmatch(text) else [("not_half_width", {})]
    else:
        found = [] if text.isdigit() else [("not_digits", {})]
    found += _length(item, text)
    if found:
        return found
    if item.id == "payee_code" and digits.bears_number(text):
        return [("number_in_text", {})]
    if item.kind == "yen" and text[0] == "0" and text != "0":
        return [("leading_zeros", {})]
    if item.kind == "year" and text != eras.wareki_year(layout.year, "cells")[1]:
        return [("wrong_year", {})]
    if item.kind == "municipality" and not is_municipality(text):
        return [("municipality_code", {})]
    return list(pension_items.check(item, text, layout))


@lru_cache(maxsize=4096)
def is_municipality(code):
    """Whether five or six digits are the code of a municipality."""
    try:
        municipalities.municipality_code(code)
    except municipalities.MunicipalityError:
        return False
    return True


def _length(item, text):
    if item.low <= len(text) <= item.high:
        return []
    if item.low == 1:
        return [("too_long", {"found": len(text), "limit": item.high})]
    expected = str(item.low)
    if item.low != item.high:
        expected = f"{item.low}-{item.high}"
    return [("wrong_length", {"found": len(text), "expected": expected})]


def _number(item, text):
    """A number alone in its item (csv-tax 3). No 法人番号 begins with 0."""
    if not text.isdigit():
        return [("not_digits", {})]
    if not item.low <= len(text) <= item.high:
        return [("number_length", {"expected": item.high})]
    if len(text) == 13 and text[0] == "0":
        own = text[1:]
    elif len(text) == 12:
        own = text
    elif item.kind == "number":
        return [("leading_zero", {})]
    else:
        return [] if digits.is_corporate(text) else [("corporate_check_digit", {})]
    return [] if digits.is_individual(own) else [("check_digit", {})]


def _numbers(text, layout):
    """備考 and items 132, 133: serials from 1 on, one number each."""
    named = layout.settings.get("further_numbers_form") == "name"
    form = NAMED if named else SERIAL
    if form.sub("", text):
        return [("number_form", {})]
    inside = [match[1 if named else 2] for match in form.finditer(text)]
    if all(digits.is_individual(number.translate(TO_ASCII)) for number in inside):
        return []
    return [("check_digit", {})]


def check_date(group, cells, layout):
    """What is wrong with a date whose parts are right by themselves, or None.

    :param group: items of the date; :param cells: their texts
    """
    if not any(cells):
        return None
    if not all(cells):
        return "date_incomplete"
    if len(group) != 3:
        return _wrong_day(cells[0], "".join(cells[1:]), layout)
    codes = [era.codes["tax"] for era in eras.ERAS]
    wrong = {_wrong_day(code, "".join(cells), layout) for code in codes}
    return None if None in wrong else "no_such_date"


def _wrong_day(era, parts, layout):
    try:
        day = eras.from_coded(era, parts, layout.eras)
    except eras.DateError as error:
        if error.code == "unknown_code":  # 9, another calendar
            return None
        return "no_such_date" if error.code == "no_such_day" else "outside_era"
    return None if day.year <= layout.year + 1 else "no_such_date"
