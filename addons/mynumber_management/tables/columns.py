# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The documented template of people, as data, and what a heading may stand for."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

LAYOUTS = Path(__file__).resolve().parents[1] / "layouts"
KINDS = ("employee", "dependant", "payee", "leaver")
# A relative that stands in the employee's row: "spouse.sex", "family2.sex".
_GROUP = re.compile("spouse|family[1-9][0-9]?")
EMPLOYEE, DEPENDANT, PAYEE = "E", "D", "P"
_LETTER = dict(zip(KINDS, (EMPLOYEE, DEPENDANT, PAYEE, EMPLOYEE), strict=True))

# Values that a column with a choice may take; the ids are those of the models.
CHOICES = {
    "person_kind": KINDS,
    "sex": ("male", "female"),
    "relation": (
        "spouse",
        "common_law",
        "child",
        "parent",
        "parent_in_law",
        "grandparent",
        "grandchild",
        "sibling",
        "other",
    ),
    "living": ("together", "apart", "abroad"),
    "deduction_spouse": ("spouse", "special"),
    "disability": ("ordinary", "special", "special_together"),
    "abroad_reason": ("01", "02", "03", "04"),
    "checked_how": (
        "card",
        "documents",
        "known",
        "proxy",
        "mail",
        "online",
        "former_employer",
        "declared",
    ),
    "ledger_source": (
        "dependants",
        "secondary",
        "spouse",
        "retirement",
        "pension",
        "income_adjust",
        "tax_cut",
    ),
    "purposes": (
        "tax.withholding_slip",
        "tax.dependant_declaration",
        "tax.retirement",
        "tax.payment_record",
        "tax.real_estate",
        "tax.dividend",
        "si.health_pension",
        "si.dependant",
        "si.third_category",
        "ei.employment",
        "ei.benefit",
        "zaikei",
    ),
}
FLAG_CHOICES = ("yes", "no")
NONE = "-"  # a word may say that there is none: the field is emptied
# What a dependant counts as in one year; the others are the person's own.
YEARLY = frozenset(
    (
        "withholding_spouse",
        "deduction_spouse",
        "withholding_relative",
        "specific_relative",
        "under16",
        "disability",
        "retirement_pay",
        "health_dependant",
        "third_category",
        "income",
        "abroad_reason",
    )
)
# What is known of a number besides the number.
HISTORY = frozenset(
    (
        "collected_on",
        "checked_on",
        "checked_how",
        "checked_by",
        "purposes",
        "notice_on",
        "refused_on",
        "refusal_note",
        "ledger_source",
        "ledger_month",
    )
)
KEYS = frozenset(("person_kind", "code", "number", "year"))


def data_rows(name):
    """Rows of ``layouts/<name>`` as dicts by column name (UTF-8 CSV)."""
    with (LAYOUTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def heading_key(text):
    """A heading without width, case, spaces and punctuation, for comparison."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


@dataclass(frozen=True)
class Column:
    """One documented column.

    ``kind`` says how a cell is read, see :mod:`.values`; ``length`` is in characters
    (digits for digits, yen), 0 for none; ``people`` has a letter for each kind of
    person the column is about: E(mployees and leavers), D(ependants), P(ayees).
    """

    id: str
    ja: str
    en: str
    aliases: tuple[str, ...]
    kind: str
    length: int
    people: str
    source: str

    @property
    def headings(self):
        """Every word the column is known by."""
        return (self.id, self.ja, self.en, *self.aliases)

    def about(self, person_kind):
        """Whether the column is about ``person_kind``, one of :data:`KINDS`."""
        return _LETTER[person_kind] in self.people


def load_columns():
    """The columns of ``layouts/people_import.csv`` by id, in the order of the file."""
    return {
        row["id"]: Column(
            row["id"],
            row["ja"],
            row["en"],
            tuple(filter(None, row["aliases"].split("|"))),
            row["kind"],
            int(row["length"] or 0),
            row["people"],
            row["source"],
        )
        for row in data_rows("people_import.csv")
    }


COLUMNS = load_columns()
BY_HEADING = {
    heading_key(word): column.id
    for column in COLUMNS.values()
    for word in column.headings
}


@dataclass(frozen=True)
class Target:
    """What a heading of a file stands for.

    Written ``birth_date``, ``spouse.birth_date`` or ``family2.birth_date`` (a relative
    in the employee's row), or ``purposes:zaikei`` (a column of its own for one of the
    values, ticked or not).
    """

    group: str
    column: Column
    value: str = ""

    @classmethod
    def of(cls, text):
        """The target written as ``text``; None if there is no such target."""
        if not isinstance(text, str):
            return None
        group, dot, rest = text.partition(".")
        if not dot or not _GROUP.fullmatch(group):
            group, rest = "", text
        name, colon, value = rest.partition(":")
        column = COLUMNS.get(name)
        if not column or (colon and value not in CHOICES["purposes"]):
            return None
        if colon and column.kind != "list":
            return None
        if group and (not column.about("dependant") or name in ("person_kind", "code")):
            return None
        return cls(group, column, value)
