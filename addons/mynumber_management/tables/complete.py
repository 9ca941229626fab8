# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What follows from a row's cells together: names, address, flags, order of days."""

from datetime import date

from ..text.addresses import Address, AddressError, split_address
from ..text.folding import fold_name
from ..text.legal_days import attained_age
from ..text.names import join_name
from .findings import HINT

_SPOUSES = ("spouse", "common_law")
_UNDER = 16
_ASSIGNMENTS = ("payer", "social", "employment")


def complete(person, read, today):
    """Fill ``person.values`` from the values ``read`` (by column id).

    What follows is added (parts of a name in one line, of an address in one line …)
    and what cannot be is told as findings of ``person``. ``read`` is used up.
    """
    _names(person, read, "name", "family_name", "given_name")
    _names(person, read, "kana", "family_name_kana", "given_name_kana")
    _address(person, read)
    _family(person, read)
    if "establishment" in read:
        place = read.pop("establishment")
        for kind in _ASSIGNMENTS:
            read.setdefault(f"{kind}_establishment", place)
    person.values = read
    _keys(person)
    _days(person, today)
    _number(person)


def _names(person, read, whole, family, given):
    """A name in one line in its parts; where 氏 ends is never guessed.

    The reading of a name with two parts is left out when it has no space.
    """
    if whole not in read:
        return
    text = read.pop(whole) or ""
    parts = join_name(read.get(family) or "", read.get(given) or "")
    if parts:
        if text and fold_name(parts) != fold_name(text):
            person.say(whole, "name_twice", HINT)
        return
    first, space, rest = text.partition(" ")
    if text and not space and whole == "kana" and read.get("given_name"):
        person.say(whole, "one_part_kana", HINT)
        return
    read[family] = first or None
    if space:
        read[given] = rest
    elif text and whole == "name":
        person.say(whole, "one_part_name", HINT)


def _address(person, read):
    """An address in one line in its parts; a column of a part goes before."""
    line = read.pop("address", None)
    if not line:
        return
    prefecture = read.get("prefecture") or ""
    if not line.startswith(prefecture):
        line = prefecture + line
    try:
        found = split_address(line)
    except AddressError:
        found = None
    if found is None:
        person.say("address", "address")
        return
    for name, value in _parts(found).items():
        if value and not read.get(name):
            read[name] = value


def _parts(address: Address):
    code = address.postcode
    return {
        "postcode": f"{code[:3]}-{code[3:]}" if code else "",
        "prefecture": address.prefecture,
        "city": address.municipality,
        "street": address.street,
        "building": address.building,
    }


def _family(person, read):
    if read.get("living") == "abroad":
        read["living"] = "apart"
        read.setdefault("non_resident", True)
    if person.group == "spouse":
        read.setdefault("relation", "spouse")
    taxed = read.pop("tax_dependant", None)
    if taxed is None:
        return
    if not read.get("relation"):
        person.say("tax_dependant", "relation_blank")
    elif read["relation"] in _SPOUSES:
        read.setdefault("withholding_spouse", taxed)
    elif taxed and _is_child(read.get("birth_date"), person.year):
        read.setdefault("under16", True)
    else:
        read.setdefault("withholding_relative", taxed)


def _is_child(birth_date, year):
    return birth_date and attained_age(birth_date, date(year, 12, 31)) < _UNDER


def _keys(person):
    values = person.values
    named = values.get("family_name") or values.get("family_name_kana")
    told = {finding.column for finding in person.errors}
    if not person.code and person.kind != "payee" and "code" not in told:
        person.say("code", "code_blank")
    if not named and not values.get("birth_date"):
        if not told & {"name", "family_name", "kana", "family_name_kana", "birth_date"}:
            person.say("family_name", "key_blank")


def _days(person, today):
    values = person.values
    born, hired, left = map(values.get, ("birth_date", "hired_on", "left_on"))
    if born and born > today:
        person.say("birth_date", "in_future")
    if born and hired and hired <= born:
        person.say("hired_on", "hired_before_birth")
    if hired and left and left < hired:
        person.say("left_on", "left_before_hired")
    told = {finding.column for finding in person.errors}
    if person.kind == "leaver" and not left and "left_on" not in told:
        person.say("left_on", "left_on_blank")
    for name in ("collected_on", "checked_on", "notice_on", "refused_on"):
        day = person.history.get(name)
        if day and day > today:
            person.say(name, "in_future")


def _number(person):
    history = {name for name, value in person.history.items() if value}
    told = {finding.column for finding in person.errors}
    if person.number and history & {"refused_on", "refusal_note"}:
        person.say("refused_on", "number_and_refusal")
    elif not person.number and "number" not in told:
        if history - {"refused_on", "refusal_note", "purposes", "notice_on"}:
            person.say("number", "history_without_number", HINT)
    if len(history & {"ledger_source", "ledger_month"}) == 1:
        person.say("ledger_source", "ledger_incomplete")
