# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import api, models
from odoo.exceptions import UserError

from ..tables.matching import NEW
from ..tables.records import ASSIGNED, population, written
from ..text import legal_days
from .mynumber_people_known import PREFECTURE_OF

_QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_wizard": True,
}


class MynumberPeopleStore(models.AbstractModel):
    """Writes people of a file as their comparison says.

    Invariants:

    * A row is written whole or not at all; a row that Odoo refuses leaves the others
      untouched and is told with Odoo's own sentence.
    * Leavers stay: they are archived with their day of leaving, never deleted.
    * Only people of the company are written, with the user's own rights; the days of
      the contract go with them, as in Odoo's own way of registering a departure.
    """

    _name = "mynumber.people.store"
    _description = "Writing of Imported People"

    @api.model
    def _store(self, matches, company):
        """Write what ``matches`` (new or changed) say, all together if Odoo takes it.

        :return: {match's index: sentence why it was not written}
        """
        matches = list(matches)
        if not self._attempt(matches, company):
            return {}
        refused = {}
        for index, match in enumerate(matches):
            if sentence := self._attempt([match], company):
                refused[index] = sentence
        return refused

    @api.model
    def _attempt(self, matches, company):
        try:
            with self.env.cr.savepoint():
                self._write_all(matches, company)
        except UserError as error:
            self.env.invalidate_all()
            return str(error.args[0])
        except IntegrityError:
            self.env.invalidate_all()
            return self.env._(
                "Another record has the same code or the same days. Correct the row "
                "or the record."
            )
        return ""

    @api.model
    def _write_all(self, matches, company):
        for kind, store in (
            ("employee", self._employees),
            ("payee", self._payees),
            ("dependant", self._dependants),
        ):
            mine = [m for m in matches if population(m.person.kind) == kind]
            if mine:
                store(mine, company)

    @api.model
    def _vals(self, matches, prefix=""):
        """Pairs of match and values of its changes that are one field each."""
        prefectures = self.env["mynumber.municipality"]._prefectures()
        states = {PREFECTURE_OF[f"JP-{c}"]: state for c, state in prefectures.items()}
        for match in matches:
            vals = written(population(match.person.kind), match.changes)
            if state := states.get(vals.get(f"{prefix}state_id")):
                vals[f"{prefix}state_id"] = state.id
                vals[f"{prefix}country_id"] = state.country_id.id
            yield match, vals

    # -- employees ---------------------------------------------------------------

    @api.model
    def _employees(self, matches, company):
        employees = self.env["hr.employee"].with_context(active_test=False)
        new = [m for m in matches if m.status == NEW]
        changed = [m for m in matches if m.status != NEW]
        made = employees.browse()
        if new:
            employees.check_access("create")
            # sudo: the contract's first day; the right to make employees was checked
            made = (
                employees.sudo()
                .with_context(**_QUIET)
                .create(
                    [
                        self._new_employee(match, company) | vals
                        for match, vals in self._vals(new, "private_")
                    ]
                )
            ).with_env(employees.env)
        there = employees.browse([m.id for m in changed])
        there.check_access("write")
        for match, vals in self._vals(changed, "private_"):
            employee = there.browse(match.id)
            if vals:
                employee.write(vals)
            hired = self._change(match, "hired_on")
            if hired:
                self._hire(employee, hired.new)
        pairs = [*zip(new, made, strict=True), *zip(changed, there, strict=True)]
        self._leave(pairs)
        self._assign(pairs, company)

    @api.model
    def _change(self, match, column):
        return next((c for c in match.changes if c.field == column), None)

    @api.model
    def _new_employee(self, match, company):
        vals = {"company_id": company.id, "employee_code": match.person.code}
        if hired := match.person.values.get("hired_on"):
            vals |= {"contract_date_start": hired, "date_version": hired}
        return vals

    @api.model
    def _hire(self, employee, day):
        # sudo: Odoo shows the contract to administrators of employees alone
        versions = employee.sudo().version_ids
        if len(set(versions.mapped("contract_date_start"))) > 1:
            raise UserError(
                self.env._(
                    "There are several contracts: correct the first day of work on "
                    "the employee."
                )
            )
        versions.write({"contract_date_start": day or False})

    @api.model
    def _leave(self, pairs):
        today, leavers = legal_days.today_tokyo(), self.env["hr.employee"].browse()
        for match, employee in pairs:
            change = self._change(match, "left_on")
            if not change:
                continue
            day = change.new or False
            if day and day <= today:
                leavers |= employee
            elif not day and not employee.active:
                employee.action_unarchive()
            employee.write({"departure_date": day})
            # sudo: as in Odoo's way of registering a departure
            version = employee.sudo().version_id
            if version.contract_date_start:
                version.write({"contract_date_end": day})
        if leavers:
            leavers.with_context(no_wizard=True).action_archive()

    @api.model
    def _assign(self, pairs, company):
        there = self.env["mynumber.assignment"].search(
            [("employee_id", "in", [employee.id for _match, employee in pairs])],
            order="since",
        )
        last = {(one.employee_id.id, one.kind): one for one in there}
        places = self._places(company)
        hired = self.env["mynumber.people.known"]._hired(
            self.env["hr.employee"].union(*(employee for _match, employee in pairs))
        )
        vals_list = []
        for match, employee in pairs:
            for kind in ASSIGNED:
                moved = self._change(match, f"{kind}_establishment")
                since = self._change(match, f"{kind}_since")
                present = last.get((employee.id, kind))
                if moved:
                    first = match.person.values.get(f"{kind}_since")
                    vals_list.append(
                        self._begin(present, first, hired.get(employee.id))
                        | {
                            "employee_id": employee.id,
                            "kind": kind,
                            "establishment_id": places[kind, moved.new],
                        }
                    )
                elif since and present:
                    present.since = since.new
        if vals_list:
            self.env["mynumber.assignment"].create(vals_list)

    @api.model
    def _begin(self, present, since, hired):
        """Dates of an assignment that follows ``present`` (record or None)."""
        today = legal_days.today_tokyo()
        if not present:
            return {"since": since or hired or today}
        since = since or today
        if since <= present.since:
            raise UserError(
                self.env._(
                    "The present establishment begins later than this one. Correct "
                    "the day in the file, or the assignments of the employee."
                )
            )
        if not present.until or present.until >= since:
            present.until = since - timedelta(days=1)
        return {"since": since}

    @api.model
    def _places(self, company):
        """{(kind, name): id of the establishment}; of two alike the older one."""
        places = self.env["mynumber.establishment"].search(
            [("company_id", "=", company.id)], order="id desc"
        )
        return {
            (kind, one.name): one.id
            for kind in ASSIGNED
            for one in places.filtered(f"is_{kind}")
        }

    # -- payees and dependants -----------------------------------------------------

    @api.model
    def _payees(self, matches, company):
        partners = self.env["res.partner"].with_context(active_test=False)
        vals_list = []
        for match, vals in self._vals(matches):
            if match.status == NEW:
                parts = vals.get("family_name"), vals.get("given_name")
                vals_list.append(
                    vals
                    | {
                        "name": " ".join(filter(None, parts)),
                        "ref": match.person.code or False,
                        "mynumber_payee": True,
                        "company_id": company.id,
                    }
                )
                continue
            partner = partners.browse(match.id)
            follows = partner.name == partner._full_name()
            partner.write(vals)
            if follows and partner._full_name():
                partner.name = partner._full_name()
        partners.create(vals_list)

    @api.model
    def _dependants(self, matches, company):
        dependants = self.env["mynumber.dependant"].with_context(active_test=False)
        employees = {
            employee.employee_code: employee.id
            for employee in self.env["hr.employee"]
            .with_context(active_test=False)
            .search(
                [
                    ("company_id", "=", company.id),
                    ("employee_code", "in", [m.person.code for m in matches]),
                ]
            )
        }
        vals_list = []
        for match, vals in self._vals(matches):
            year = match.person.year
            flags = {c.field: c.new or False for c in match.changes if c.year}
            if match.status != NEW:
                dependant = dependants.browse(match.id)
                dependant.write(vals)
                self._write_year(dependant, year, flags)
                continue
            employee = employees.get(match.person.code)
            if not employee:
                raise UserError(self.env._("The employee of this row was not written."))
            vals["employee_id"] = employee
            if flags:
                vals["status_ids"] = [(0, 0, {"year": year, **flags})]
            vals_list.append(vals)
        dependants.create(vals_list)

    @api.model
    def _write_year(self, dependant, year, flags):
        if not flags:
            return
        if status := dependant._status(year):
            status.write(flags)
        else:
            status.create({"dependant_id": dependant.id, "year": year, **flags})
