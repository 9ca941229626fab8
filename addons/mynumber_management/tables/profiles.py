# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What other products call the columns of people, told from public pages, as data.

Each heading of ``layouts/people_profiles/<id>.csv`` has the page it comes from and how
far the page goes (``basis``): heading (a page shows the file's heading), pattern (a
page shows it for another relative), label (a page names the item; that the file calls
it so is likely but not shown). What no page tells is in ``unconfirmed.csv``.
"""

from dataclasses import dataclass
from functools import lru_cache

from .columns import BY_HEADING, KINDS, Target, data_rows, heading_key

BASES = ("heading", "pattern", "label")
_RELATIVES = 10
_FOLDER = "people_profiles/"


@dataclass(frozen=True)
class Known:
    """A heading of a product, the target it stands for, and where that is told."""

    heading: str
    target: str
    basis: str
    source: str


@dataclass(frozen=True)
class Profile:
    """A product's file. ``person_kind`` is whom its rows are about, see columns.KINDS;
    ``date_order`` is ymd, mdy or dmy."""

    id: str
    name: str
    person_kind: str
    date_order: str
    checked_on: str
    known: tuple[Known, ...]

    @property
    def by_key(self):
        """Known headings by their key, in the order of preference."""
        found = {}
        for known in self.known:
            found.setdefault(heading_key(known.heading), known)
        return found


def _expanded(row):
    for number in range(1, _RELATIVES + 1) if "{n}" in row["heading"] else ("",):
        filled = {k: v.replace("{n}", str(number)) for k, v in row.items()}
        yield Known(**filled)


@lru_cache(maxsize=1)
def profiles():
    """Every profile by id."""
    return {
        row["id"]: Profile(
            **row,
            known=tuple(
                known
                for line in data_rows(f"{_FOLDER}{row['id']}.csv")
                for known in _expanded(line)
            ),
        )
        for row in data_rows(f"{_FOLDER}profiles.csv")
    }


@lru_cache(maxsize=1)
def unconfirmed():
    """What no public page told: tuple of dicts with profile, what and why."""
    return tuple(data_rows(f"{_FOLDER}unconfirmed.csv"))


def detect(headings):
    """The profiles that fit, best first.

    :param headings: list of str
    :return: list of (profile id, headings known with its help, headings its own table
        has); the own template is "". A profile counts when it knows a heading that
        neither the template nor a product of another name knows.
    """
    keys = {heading_key(heading) for heading in headings} - {""}
    own = keys & BY_HEADING.keys()
    tables = {name: profile.by_key.keys() for name, profile in profiles().items()}
    found = [("", len(own), len(own))]
    for name, table in tables.items():
        family = name.partition("_")[0]
        others = set(BY_HEADING).union(
            *(t for n, t in tables.items() if n.partition("_")[0] != family)
        )
        mine = keys & table
        if mine - others:
            found.append((name, len(mine | own), len(mine)))
    return sorted(found, key=lambda row: (-row[1], -row[2]))


def target_of(heading, profile_id=""):
    """The target (str) a heading is known to stand for, or ""."""
    profile, key = profiles().get(profile_id), heading_key(heading)
    if profile and key in profile.by_key:
        return profile.by_key[key].target
    return BY_HEADING.get(key, "")


def suggest(headings, profile_id=""):
    """A mapping for ``headings``, as :mod:`.mapping` wants it.

    The profile comes first, then the words of the own template. Where two headings
    stand for one column, the profile's order decides; the other stays unmapped. A
    file that tells relations and neither kinds nor days of hiring is one of
    dependants.

    :param headings: list of str; :param profile_id: str, "" for the own template
    """
    profile = profiles().get(profile_id)
    table = profile.by_key if profile else {}
    rank = {key: place for place, key in enumerate(table)}
    places = {heading_key(h): h for h in reversed(headings) if heading_key(h)}
    taken, columns = set(), {}
    for key in sorted(places, key=lambda k: rank.get(k, len(rank))):
        target = target_of(places[key], profile_id)
        if target and target not in taken and Target.of(target):
            taken.add(target)
            columns[places[key]] = target
    kind = profile.person_kind if profile else KINDS[0]
    if "relation" in taken and not taken & {"person_kind", "hired_on"}:
        kind = "dependant"
    return {
        "version": 1,
        "profile": profile_id if profile else "",
        "person_kind": kind,
        "date_order": profile.date_order if profile else "ymd",
        "blank": "keep",
        "columns": {h: columns[h] for h in headings if h in columns},
        "values": {},
    }
