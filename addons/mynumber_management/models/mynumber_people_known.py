# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..tables.columns import YEARLY
from ..tables.matching import Known
from ..tables.records import ASSIGNED, FIELDS
from ..text import legal_days
from ..text.municipalities import PREFECTURES
from ..text.names import NameRefused, split_name

PREFECTURE_OF = {f"JP-{one.code}": one.name for one in PREFECTURES}


class MynumberPeopleKnown(models.AbstractModel):
    """The people there, as an import of people compares with them.

    Invariants:

    * They are those of one company: employees, archived ones as well, their
      dependants, and the payees that the company may use.
    * Nothing is read that the user may not read, but for the first day of work, which
      Odoo shows to administrators of employees alone.
    """

    _name = "mynumber.people.known"
    _description = "People Compared with an Import"

    @api.model
    def _known(self, company):
        """:class:`..tables.matching.Known` of ``company`` (a record)."""
        employees = self._employees(company)
        people, families = [], {}
        for employee, values in employees:
            families[employee.id] = values["code"] or values["family"]
            people.append(values)
        people += self._dependants(families)
        people += self._payees(company)
        return Known(people)

    @api.model
    def _values(self, kind, record, names):
        found = {"id": record.id, "kind": kind}
        for column, fname in FIELDS[kind].items():
            if column not in YEARLY:
                found[column] = record[fname] or None
        if state := found["prefecture"]:
            found["prefecture"] = PREFECTURE_OF.get(state.code, state.name)
        if not found["family_name"] and names:
            try:
                parts = split_name(record.name or "")
            except NameRefused:
                parts = (record.name, None)
            found["family_name"], found["given_name"] = parts
        found["code"] = found.get("code") or ""
        return found

    @api.model
    def _employees(self, company):
        employees = (
            self.env["hr.employee"]
            .with_context(active_test=False)
            .search([("company_id", "=", company.id)])
        )
        hired = self._hired(employees)
        assigned = self._assigned(employees)
        today = legal_days.today_tokyo()
        found = []
        for employee in employees:
            values = self._values("employee", employee, names=True)
            left = employee.departure_date
            # who is here although the day has passed has not been taken for a leaver
            here = employee.active and left and left <= today
            values |= {
                "family": f"id:{employee.id}",
                "hired_on": hired.get(employee.id),
                "left_on": None if here else left or None,
                **assigned.get(employee.id, {}),
            }
            found.append((employee, values))
        return found

    @api.model
    def _hired(self, employees):
        """{employee id: first day of the first contract}"""
        # sudo: of the contract, the day alone is told, to those who keep employees
        groups = (
            self.env["hr.version"]
            .sudo()
            ._read_group(
                [("employee_id", "in", employees.ids)],
                ["employee_id"],
                ["contract_date_start:min"],
            )
        )
        return {employee.id: day for employee, day in groups if day}

    @api.model
    def _assigned(self, employees):
        """{employee id: {column: value}} of the last assignment of each kind."""
        assignments = self.env["mynumber.assignment"].search(
            [("employee_id", "in", employees.ids), ("kind", "in", ASSIGNED)],
            order="since",
        )
        found = {}
        for one in assignments:
            found.setdefault(one.employee_id.id, {}).update(
                {
                    f"{one.kind}_establishment": one.establishment_id.name,
                    f"{one.kind}_since": one.since,
                }
            )
        return found

    @api.model
    def _dependants(self, families):
        dependants = (
            self.env["mynumber.dependant"]
            .with_context(active_test=False)
            .search([("employee_id", "in", list(families))])
        )
        for dependant in dependants:
            values = self._values("dependant", dependant, names=False)
            values["code"] = families[dependant.employee_id.id]
            values["years"] = {
                status.year: {name: status[name] for name in YEARLY}
                for status in dependant.status_ids
            }
            yield values

    @api.model
    def _payees(self, company):
        payees = (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search(
                [
                    ("mynumber_payee", "=", True),
                    ("company_id", "in", [company.id, False]),
                ]
            )
        )
        for payee in payees:
            yield self._values("payee", payee, names=True)
