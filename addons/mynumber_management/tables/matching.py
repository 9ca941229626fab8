# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People of a file against people there: who is new, changed, the same, in conflict."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from ..text.digits import normalise
from ..text.folding import fold_name
from .columns import COLUMNS, YEARLY
from .findings import HINT

NEW, CHANGED, SAME = "new", "changed", "same"
CONFLICT, ERROR_ROW = "conflict", "error"
NAMES = frozenset(
    (
        "family_name",
        "given_name",
        "family_name_kana",
        "given_name_kana",
        "birth_name",
        "alias_name",
        "roman_name",
    )
)
_WRITTEN = frozenset(("city", "street", "building"))
# whoever keeps these groups their digits in their own way
_GROUPED = {c.id for c in COLUMNS.values() if c.kind in ("digits", "phone", "postcode")}
# words of relations that say no more than the choice itself
_GENERIC = {"子", "配偶者", "父母", "祖父母", "兄弟姉妹", "孫", "その他"}
_DASHES = re.compile("[‐‑‒–—―−－]|(?<=[0-9])[ーのノ](?=[0-9])")
VARIANT, FORM = "variant", "form"
ASK = "ask"
_ABOUT_CODE = {"code_other_person", "other_code", "employee_missing"}


@dataclass(frozen=True)
class Change:
    """One field, before and after; ``year`` is set for what holds in one year.

    ``hint`` is "" for a difference to be taken over, else "variant" (the name differs
    only in shapes of characters) or "form" (an address only in its way of writing).
    """

    field: str
    old: object
    new: object
    year: int = 0
    hint: str = ""


@dataclass
class Match:
    """A person of the file, what it comes to, and the existing one's ``id``.

    ``status`` is new, changed, same, conflict or error; reasons are among
    ``person.findings``. ``changes`` are those to apply, ``hints`` the others.
    """

    person: object
    status: str
    id: object = None
    changes: list = field(default_factory=list)
    hints: list = field(default_factory=list)


class Known:
    """The people there, found by code, by name and by birth date.

    Each is a dict: ``id``, ``kind`` (see columns.KINDS), ``code`` (for a dependant the
    employee's), column ids with their values, and for dependants ``years``:
    {year: {column id: value}}. A missing key, None, False and "" are one: blank.
    The dependants of an employee without a code have the employee's ``family`` (any
    text that is no code) as ``code``.
    """

    def __init__(self, people):
        self._by_code, self._bare = {}, defaultdict(list)
        self._by_name = defaultdict(list)
        self._relatives = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person):
        """Make one more person known. Codes are taken to be unique."""
        kind, code = _population(person["kind"]), person.get("code") or ""
        if kind == "dependant":
            self._relatives[code].append(person)
            return
        if code:
            self._by_code[kind, code] = person
            self._bare[kind, code.lstrip("0")].append(person)
        keys = _keys_of(person)
        for key in filter(None, keys):
            self._by_name[kind, key].append((person, keys))

    def give_code(self, person, code):
        """A person who had none gets ``code``; the dependants follow."""
        kind = _population(person["kind"])
        self._by_code[kind, code] = person
        self._bare[kind, code.lstrip("0")].append(person)
        person["code"] = code
        self._relatives[code] += self._relatives.pop(person.get("family"), [])

    def with_code(self, kind, code):
        """The person with a code; leading zeros may differ where that is unique."""
        found = self._by_code.get((kind, code))
        bare = self._bare.get((kind, code.lstrip("0")), ())
        return found or (bare[0] if len(bare) == 1 else None)

    def named(self, kind, keys):
        """Those whose name agrees with ``keys``, see :func:`_alike`."""
        found = {}
        for key in filter(None, keys):
            for person, others in self._by_name.get((kind, key), ()):
                if _alike(keys, others):
                    found[id(person)] = person
        return list(found.values())

    def relatives(self, code):
        """The dependants of the employee with ``code``."""
        return self._relatives.get(code, [])


def _population(kind):
    return "employee" if kind == "leaver" else kind


def _keys_of(values):
    """[folded full name, folded reading], "" where there is none.

    The reading of a family name alone is none of a person who has a given name.
    """
    keys = []
    for ending in ("", "_kana"):
        family = values.get(f"family_name{ending}") or ""
        given = values.get(f"given_name{ending}") or ""
        keys.append(family and ending + fold_name(family + given))
    if values.get("given_name") and not values.get("given_name_kana"):
        keys[1] = ""
    return keys


def _alike(keys, others):
    """Whether names agree; readings count only where a name is missing."""
    if keys[0] and others[0]:
        return keys[0] == others[0]
    return bool(keys[1]) and keys[1] == others[1]


def match(people, known, namesakes=ASK):
    """Compare people of a file with those there.

    Dependants whose employee comes later in the file are told at the end. ``known``
    learns of new people, so that their relatives fit; a dependant's ``code`` becomes
    the employee's as it is written there.

    :param people: iterable of :class:`.people.Person`; :param known: :class:`Known`
    :param namesakes: what to make of one person there with the same name, no code
        and no birth date to compare: "ask" (a conflict), "same" or "new"
    :return: iterator of :class:`Match`
    """
    matcher, waiting, codes = _Matcher(known, namesakes), [], set()
    for person in people:
        if person.kind == "dependant" and not person.errors:
            bare = person.code.lstrip("0")
            # one family stays in the order of the file
            if bare in codes or not known.with_code("employee", person.code):
                waiting.append(person)
                codes.add(bare)
                continue
        yield matcher.matched(person)
    for person in waiting:
        yield matcher.matched(person)


class _Matcher:
    """Matches one person after the other.

    Invariants: a person is found by code together with name or birth date, never by
    the code alone; a relative in an employee's row follows the employee's fate; one
    code, and one person there or made by an earlier row, is matched once.
    """

    def __init__(self, known, namesakes):
        self._known, self._namesakes = known, namesakes
        self._codes, self._taken, self._bad_rows = {}, {}, set()

    def matched(self, person):
        if person.group and person.row in self._bad_rows and not person.errors:
            return _conflict(person, "employee_conflict")
        answer = self._decided(person)
        if not person.group and answer.status in (CONFLICT, ERROR_ROW):
            self._bad_rows.add(person.row)
        return answer

    def _decided(self, person):
        if person.errors:
            return Match(person, ERROR_ROW)
        keys = _keys_of(person.values)
        if person.kind == "dependant":
            return self._relative(person, keys)
        kind = _population(person.kind)
        if person.code:
            first = self._codes.setdefault((kind, person.code), person.row)
            if first != person.row:
                return _conflict(person, "twice", first=first)
            found = self._known.with_code(kind, person.code)
            if found is not None:
                return self._with_code(person, keys, found)
        return self._by_name(person, self._known.named(kind, keys))

    def _compared(self, person, found):
        """Compare with the one person that fits, unless another row did before."""
        first = self._taken.setdefault(id(found), person.row)
        if first != person.row:
            return _conflict(person, "twice", first=first)
        answer = _compared(person, found)
        if person.kind != "dependant" and person.code and not found.get("code"):
            self._known.give_code(found, person.code)
        return answer

    def _new(self, person, *needed):
        answer = _new(person, *needed)
        if answer.status == NEW:
            made = person.values | {"kind": person.kind, "code": person.code}
            self._taken[id(made)] = person.row
            self._known.add(made)
        return answer

    def _with_code(self, person, keys, found):
        if id(found) in self._taken:
            return self._compared(person, found)
        there = _keys_of(found)
        named = _alike(keys, there) or bool(keys[1] and keys[1] == there[1])
        # without the zeros it may be another code: then the name has to agree
        if not named and (
            person.code != found["code"] or not _born_alike(person, found)
        ):
            self._taken[id(found)] = person.row
            return _conflict(person, "code_other_person", id=found.get("id"))
        if named and _born_apart(person, found):
            person.say("birth_date", "birth_date_differs", HINT)
        return self._compared(person, found)

    def _by_name(self, person, people):
        """The code is not there: the same person under another one, or a new one."""
        others = [p for p in people if not _born_apart(person, p)]
        sure = [p for p in others if _born_alike(person, p) or not person.code]
        if len(sure) > 1:
            return _conflict(person, "ambiguous", count=len(sure))
        if sure and id(sure[0]) not in self._taken:
            if sure[0].get("code") and person.code:
                return _conflict(person, "other_code", id=sure[0].get("id"))
        if sure:
            return self._compared(person, sure[0])
        bare = [p for p in others if not p.get("code")]
        if bare and self._namesakes != NEW:
            if len(bare) > 1:
                return _conflict(person, "ambiguous", count=len(bare))
            if self._namesakes == SAME:
                return self._compared(person, bare[0])
            return _conflict(person, "namesake", id=bare[0].get("id"))
        return self._new(person)

    def _relative(self, person, keys):
        employee = self._known.with_code("employee", person.code)
        if employee is None:
            return _conflict(person, "employee_missing")
        # as the employee's is written, where only leading zeros differ
        person.code = employee["code"]
        family = self._known.relatives(person.code)
        named = [p for p in family if _alike(keys, _keys_of(p))]
        alike = [p for p in named if not _born_apart(person, p)]
        if not alike and not any(keys):
            alike = [p for p in family if _born_alike(person, p)]
        if len(alike) > 1:
            return _conflict(person, "ambiguous", count=len(alike))
        if alike:
            return self._compared(person, alike[0])
        return self._new(person, "relation")


def _born_alike(person, other):
    born = person.values.get("birth_date")
    return bool(born) and born == (other.get("birth_date") or None)


def _born_apart(person, other):
    born, there = person.values.get("birth_date"), other.get("birth_date")
    return bool(born and there and born != there)


def _conflict(person, code, id=None, **facts):
    column = "code" if code in _ABOUT_CODE else ""
    person.say(column, code, **facts)
    return Match(person, CONFLICT, id)


def _new(person, *needed):
    for name in ("family_name", *needed):
        if not person.values.get(name):
            code = "name_blank" if name == "family_name" else "relation_blank"
            person.say(name, code)
    if person.errors:
        return Match(person, ERROR_ROW)
    return Match(person, NEW, changes=_differences(person, {}))


def _compared(person, found):
    differences = _differences(person, found)
    changes = [change for change in differences if not change.hint]
    hints = [change for change in differences if change.hint]
    if person.kind != "dependant" and person.code and not found.get("code"):
        changes.insert(0, Change("code", "", person.code))
    status = CHANGED if changes else SAME
    return Match(person, status, found.get("id"), changes, hints)


def _differences(person, found):
    yearly = (found.get("years") or {}).get(person.year, {})
    changes = []
    for name, new in person.values.items():
        if name == "relation_written" and new in _GENERIC and found.get(name):
            if found.get("relation") == person.values.get("relation"):
                continue
        in_year = name in YEARLY
        old = (yearly if in_year else found).get(name)
        hint = _hint(name, old, new)
        if hint is not None:
            changes.append(Change(name, old, new, person.year if in_year else 0, hint))
    return changes


def _hint(name, old, new):
    """None when there is no difference, else the kind of it."""
    blank, empty = old in (None, False, "", ()), new in (None, False, "", ())
    if blank or empty:
        return None if blank and empty else ""
    if old == new:
        return None
    if name in NAMES:
        if _spaced(old) == _spaced(new):
            return None
        return VARIANT if fold_name(old) == fold_name(new) else ""
    if name in _GROUPED:
        return None if normalise(old) == normalise(new) else ""
    if name in _WRITTEN:
        if _spaced(old) == _spaced(new):
            return None
        return FORM if _even(old) == _even(new) else ""
    return ""


def _spaced(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def _even(text):
    return _DASHES.sub("-", _spaced(text))


def applied(answer, person=None):
    """A person as it stands after a match was taken over, as a new dict.

    :param answer: :class:`Match`, new or changed; :param person: dict as in
        :class:`Known`, None for a new one
    """
    known = dict(person or {"kind": answer.person.kind, "code": answer.person.code})
    years = {year: dict(flags) for year, flags in known.get("years", {}).items()}
    for change in answer.changes:
        place = years.setdefault(change.year, {}) if change.year else known
        place[change.field] = change.new
    return known | ({"years": years} if years else {})
