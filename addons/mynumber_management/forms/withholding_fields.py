# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check each field of a withholding statement by itself: kind, length, characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date

from ..text.digits import contains_number
from ..text.eras import DateError, era_of
from ..text.kana import is_kana_name
from .findings import ERROR, Finding
from .withholding import FIELDS, PEOPLE

BLANK = (None, "")


def _text(field, value):
    if not isinstance(value, str):
        yield "wrong_type", {}
        return
    if len(value) > field.length:
        yield "too_long", {"limit": field.length}
    if any(unicodedata.category(char) in ("Cc", "Cs", "Co") for char in value):
        yield "control_character", {}
    if contains_number(value):
        yield "number_in_text", {}
    if field.kind == "kana" and not is_kana_name(value):
        yield "not_katakana", {}


def _amount(field, value):
    if not isinstance(value, int) or isinstance(value, bool):
        yield "wrong_type", {}
    elif value < 0:
        yield "negative", {}
    elif value >= 10**field.length:
        yield "too_large", {"limit": field.length}


def _digits(field, value):
    if not isinstance(value, str):
        yield "wrong_type", {}
    elif len(value) > field.length:
        yield "too_long", {"limit": field.length}
    elif not (value.isascii() and value.isdigit()):
        yield "not_digits", {}


def _choice(field, value):
    if value not in field.choices:
        yield "unknown_choice", {}


def _date(_field, value):
    if type(value) is not date:
        yield "wrong_type", {}
        return
    try:
        era_of(value)
    except DateError:
        yield "date_range", {}


def _flag(_field, value):
    if not isinstance(value, bool):
        yield "wrong_type", {}


_KINDS = {
    "text": _text,
    "kana": _text,
    "yen": _amount,
    "count": _amount,
    "digits": _digits,
    "choice": _choice,
    "code": _choice,
    "date": _date,
    "flag": _flag,
}


def _record(fields, source, prefix):
    """Good values of one mapping, and findings for the others."""
    good, findings = {}, []
    for field in fields:
        value = source.get(field.id)
        if value in BLANK or field.kind == "people":
            continue
        problems = list(_KINDS[field.kind](field, value))
        if not problems:
            good[field.id] = value
        findings += [
            Finding(ERROR, code, prefix + field.id, args) for code, args in problems
        ]
    return good, findings


def check_fields(statement):
    """``(good values, findings)`` of a statement (see :mod:`.withholding`).

    Blank fields are left out of the good values; people are lists of mappings, with
    an empty mapping where a person is not readable, so that positions stay.
    """
    good, findings = _record(FIELDS, statement, "")
    for field in FIELDS:
        if field.kind != "people":
            continue
        people = statement.get(field.id) or []
        if not isinstance(people, (list, tuple)):
            findings.append(Finding(ERROR, "wrong_type", field.id, {}))
            people = []
        if len(people) > field.length:
            limit = {"limit": field.length}
            findings.append(Finding(ERROR, "too_many_people", field.id, limit))
            people = people[: field.length]
        good[field.id] = []
        for position, person in enumerate(people, 1):
            item = f"{field.id}.{position}"
            if not isinstance(person, Mapping):
                findings.append(Finding(ERROR, "wrong_type", item, {}))
                person = {}
            clean, problems = _record(PEOPLE[field.id], person, item + ".")
            good[field.id].append(clean)
            findings += problems
            if person.get("name") in BLANK:
                findings.append(Finding(ERROR, "required", item + ".name", {}))
    return good, findings
