# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which column of people is which field of the records kept of them."""

from .columns import HISTORY, YEARLY
from .findings import HINT

_NAMES = {
    name: name
    for name in (
        "family_name",
        "given_name",
        "family_name_kana",
        "given_name_kana",
        "birth_name",
        "alias_name",
        "roman_name",
    )
}
_CONTACT = {
    "postcode": "zip",
    "prefecture": "state_id",
    "city": "city",
    "street": "street",
    "building": "street2",
    "phone": "phone",
}
EMPLOYEE, DEPENDANT, PAYEE = "employee", "dependant", "payee"
# Of each population: column id → field name. A prefecture is a name here and a
# record there; all other values are taken as they are.
FIELDS = {
    EMPLOYEE: {
        "code": "employee_code",
        **_NAMES,
        "birth_date": "birthday",
        "sex": "sex",
        **{column: f"private_{field}" for column, field in _CONTACT.items()},
        "basic_pension_number": "basic_pension_number",
        "employment_insurance_number": "employment_insurance_number",
        "health_insurance_number": "health_insurance_number",
    },
    DEPENDANT: {
        **_NAMES,
        "birth_date": "birthday",
        "sex": "sex",
        **_CONTACT,
        "relation": "relation",
        "relation_written": "relation_written",
        "living": "living",
        "non_resident": "non_resident",
        "basic_pension_number": "basic_pension_number",
        **{column: column for column in sorted(YEARLY)},
    },
    PAYEE: {"code": "ref", **_NAMES, **_CONTACT},
}
# Columns about an employee that more than one field stands for: the days of the
# contract and of leaving, and the dated assignments to establishments.
ASSIGNED = ("payer", "social", "employment")
DAYS = ("hired_on", "left_on")
PLACES = frozenset(
    f"{kind}_{what}" for kind in ASSIGNED for what in ("establishment", "since")
)
_SECRET = HISTORY | {"number"}


def population(kind):
    """The population of a person of ``kind``: a leaver is an employee."""
    return EMPLOYEE if kind == "leaver" else kind


def without_number(person):
    """``person`` with nothing about the number left, and whether there was one.

    The number is wiped, its history and what was found wrong with either are left to
    the import of numbers. What the person's records have no field for is left out and
    told; a blank says nothing of an establishment.

    :param person: :class:`.people.Person`, changed in place
    :return: (person, bool)
    """
    told = any(finding.column == "number" for finding in person.findings)
    had = person.number is not None or told
    person.number, person.history = None, {}
    person.findings = [f for f in person.findings if f.column not in _SECRET]
    kind = population(person.kind)
    kept = FIELDS[kind].keys()
    if kind == EMPLOYEE:
        kept = kept | PLACES | {*DAYS}
    for name, value in list(person.values.items()):
        if name not in kept:
            del person.values[name]
            person.say(name, "not_for_kind", HINT)
        elif name in PLACES and not value:
            del person.values[name]
    return person, had


def place(person):
    """Where a person stands in the order of writing: employees and payees first.

    It depends on the file alone, so that a run that was stopped goes on behind the
    last place, whatever was written meanwhile.

    :return: int, below 2^31
    """
    return (person.kind == "dependant") << 24 | person.row


def written(kind, changes):
    """{field: value} of changes that are one field each; blanks are False.

    :param kind: "employee", "dependant" or "payee"
    :param changes: iterable of :class:`.matching.Change`; those of a year, days and
        establishments are left out
    """
    fields = FIELDS[kind]
    return {
        fields[change.field]: False if change.new in (None, "") else change.new
        for change in changes
        if change.field in fields and not change.year
    }
