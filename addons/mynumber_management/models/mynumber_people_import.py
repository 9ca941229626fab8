# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import api, models

from ..tables.columns import COLUMNS
from ..tables.findings import ERROR
from ..tables.matching import CHANGED, CONFLICT, ERROR_ROW, NEW, SAME, match
from ..tables.records import ASSIGNED, FIELDS, place, population
from ..text.folding import fold_name
from .mynumber_people_words import SENTENCES

# What one transaction writes, and what one answer lists of each kind
SLICE = 500
SHOWN = 200
STATUSES = (NEW, CHANGED, SAME, CONFLICT, ERROR_ROW)
ORDER = {column: place for place, column in enumerate(COLUMNS)}
NAMED = ("family_name", "given_name")


class MynumberPeopleImport(models.AbstractModel):
    """Compares people of a file with those there, and takes them over in slices.

    Invariants:

    * No number comes here: the people were parted from theirs before.
    * A preview writes nothing. What is written is what the comparison of the same
      moment calls new or changed; conflicts and errors are never written.
    * A slice is one transaction. Whatever was written is "same" from then on, so that
      a run that was stopped goes on with the rest.
    """

    _name = "mynumber.people.import"
    _description = "Import of People"

    @api.model
    def _allowed(self):
        """Whether the user may import people: keeps employees, and has a role."""
        user = self.env.user
        return user.has_group("hr.group_hr_user") and any(
            user.has_group(f"mynumber_management.group_{role}")
            for role in ("handler", "clerk", "officer")
        )

    @api.model
    def _matches(self, people, company, namesakes):
        """Matches of ``people`` in the order in which they are written."""
        self._find_places(people, company)
        if not self.env["res.partner"].has_access("create"):
            for person in people:
                if person.kind == "payee":
                    person.say("", "no_contact_right")
        known = self.env["mynumber.people.known"]._known(company)
        return sorted(match(people, known, namesakes), key=lambda m: place(m.person))

    @api.model
    def _find_places(self, people, company):
        """Put the establishments' own names in the place of the file's."""
        places = self.env["mynumber.people.store"]._places(company)
        found = {(kind, fold_name(name)): name for kind, name in places}
        for person in people:
            for kind in ASSIGNED:
                column = f"{kind}_establishment"
                if column in person.values:
                    key = kind, fold_name(person.values[column])
                    if key in found:
                        person.values[column] = found[key]
                    else:
                        person.say(column, "establishment_unknown")

    @api.model
    def _preview(self, people, company, namesakes):
        """What an import would do.

        :param people: list of :class:`..tables.people.Person` without numbers
        :param company: res.company
        :param namesakes: str, see :func:`..tables.matching.match`
        :return: dict ready for JSON: counts by status, and the first rows of each
        """
        counts, rows = dict.fromkeys(STATUSES, 0), {s: [] for s in STATUSES}
        hints = []
        for one in self._matches(people, company, namesakes):
            counts[one.status] += 1
            if one.status != SAME and len(rows[one.status]) < SHOWN:
                rows[one.status].append(self._row(one))
            elif one.status == SAME and one.hints and len(hints) < SHOWN:
                hints.append(self._row(one))
        return {"counts": counts, "rows": rows | {SAME: hints}, "shown": SHOWN}

    @api.model
    def _apply(self, people, company, namesakes, after):
        """Write the next slice behind ``after`` (int, 0 at the beginning).

        :return: dict ready for JSON: ``after`` to go on with, ``left`` to write,
            ``written``, and the rows ``refused``
        """
        todo = [
            one
            for one in self._matches(people, company, namesakes)
            if one.status in (NEW, CHANGED) and place(one.person) > after
        ]
        mine, rest = todo[:SLICE], todo[SLICE:]
        while rest and place(rest[0].person) == place(mine[-1].person):
            mine.append(rest.pop(0))
        refused = self.env["mynumber.people.store"]._store(mine, company)
        return {
            "after": place(mine[-1].person) if mine else after,
            "left": len(rest),
            "written": len(mine) - len(refused),
            "refused": [
                self._row(mine[index])
                | {"notes": [{"column": "", "level": ERROR, "message": sentence}]}
                for index, sentence in refused.items()
            ],
        }

    # -- words -------------------------------------------------------------------

    @api.model
    def _label(self, column):
        if column not in COLUMNS:
            return ""
        found = COLUMNS[column]
        return found.ja if self.env.lang == "ja_JP" else found.en

    @api.model
    def _finding(self, finding):
        """A finding in the user's words, as a dict ready for JSON."""
        facts = {
            name: fact.isoformat() if isinstance(fact, date) else fact
            for name, fact in finding.facts.items()
        }
        return {
            "row": finding.row,
            "column": self._label(finding.column),
            "code": finding.code,
            "level": finding.level,
            "message": self.env._(SENTENCES[finding.code]) % facts,
        }

    @api.model
    def _row(self, answer):
        person = answer.person
        kinds = dict(self._choices("person_kind"))
        names = (person.values.get(name) for name in NAMED)
        return {
            "row": person.row,
            "kind": kinds[person.kind],
            "code": person.code,
            "name": " ".join(filter(None, names)),
            "changes": [
                {
                    "column": self._label(change.field),
                    "year": change.year,
                    "old": self._shown(person.kind, change.field, change.old),
                    "new": self._shown(person.kind, change.field, change.new),
                    "hint": change.hint,
                }
                for change in sorted(
                    (*answer.changes, *answer.hints), key=lambda c: ORDER[c.field]
                )
            ],
            "notes": [self._finding(finding) for finding in person.findings],
        }

    @api.model
    def _shown(self, kind, column, value):
        if value is None or value is False or value == "":
            return self.env._("No") if value is False else ""
        if value is True:
            return self.env._("Yes")
        if COLUMNS[column].kind == "choice":
            return dict(self._choices(column, population(kind))).get(value, value)
        return value.isoformat() if isinstance(value, date) else str(value)

    @api.model
    def _choices(self, column, kind="dependant"):
        """(value, label) of a column with a choice, in the user's language."""
        if column == "person_kind":
            labels = {
                "employee": self.env._("Employee"),
                "dependant": self.env._("Dependant"),
                "payee": self.env._("Payee"),
                "leaver": self.env._("Leaver"),
            }
            return list(labels.items())
        model = {
            "employee": "hr.employee",
            "payee": "res.partner",
            "dependant": "mynumber.dependant",
        }[kind]
        fname = FIELDS[kind].get(column)
        if fname not in self.env[model]._fields:
            model = "mynumber.dependant.status"
        return self.env[model]._fields[fname]._description_selection(self.env)
