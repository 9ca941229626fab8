# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import api, models
from odoo.exceptions import AccessError

from ..text.legal_days import attained_age

ADULT = 18


class MynumberStatementWithholdingPrefill(models.Model):
    """Makes slips from the register: particulars of the day of reference, relatives.

    The day of reference is 1 January after the year, or the day of leaving for who
    left within it (地方税法317条の6).
    """

    _inherit = "mynumber.statement.withholding"

    @api.model
    def _make(self, employees, year, establishment):
        """Make the missing slips of ``employees`` for one payer and year.

        :return: all slips of these people, old and new
        """
        self.check_access("create")
        known = self.search(
            [
                ("employee_id", "in", employees.ids),
                ("year", "=", year),
                ("establishment_id", "=", establishment.id),
            ]
        )
        missing = employees - known.employee_id
        prepared = self._prepare(missing, year, establishment)
        return known | self.create(list(prepared.values()))

    @api.model
    def _prepare(self, employees, year, establishment):
        """Values of new slips: ``{employee id: values for create}``."""
        establishment.check_access("read")
        # sudo: a form clerk need not be an HR user; what is read goes onto the slip
        # of a payer whose company the clerk works for
        people = employees.sudo().with_context(active_test=False)
        if people.company_id - establishment.company_id:
            raise AccessError(
                self.env._("The payer and the employees must be of one company.")
            )
        towns = {}
        return {
            employee.id: {
                "company_id": establishment.company_id.id,
                "employee_id": employee.id,
                "year": year,
                "establishment_id": establishment.id,
                "pay_kind": "給料・賞与",
                **self._particulars(employee, year, establishment, towns),
                **self._household(employee, year),
            }
            for employee in people
        }

    def action_renew_particulars(self):
        """Take name, address, department, payer and relatives from the register."""
        self._guard_content()
        self.check_access("write")
        towns = {}
        for slip in self:
            employee, payer = slip.employee_id.sudo(), slip.establishment_id
            slip.write(
                self._particulars(employee, slip.year, payer, towns)
                | self._household(employee, slip.year)
            )

    @api.model
    def _leaving_day(self, employee, year):
        left = employee.departure_date
        return left if left and left.year == year else None

    @api.model
    def _first_day(self, employee):
        """First day of the first contract known, or None."""
        begins = employee.version_ids.mapped("contract_date_start")
        return min(filter(None, begins), default=None)

    @api.model
    def _particulars(self, employee, year, establishment, towns):
        """Values taken from the register as of the day of reference.

        :param towns: dict that keeps the municipalities already looked up
        """
        left = self._leaving_day(employee, year)
        day = left or date(year + 1, 1, 1)
        version = employee._get_version(day)
        place = version.private_state_id, version.private_city
        if place not in towns:
            towns[place] = self.env["mynumber.municipality"].sudo()._of(*place)
        municipality = towns[place]
        country = version.private_country_id
        born = employee.birthday
        joined = self._first_day(employee)
        return {
            "snapshot_on": day,
            "payee_name": self._wide(employee._full_name() or employee.name),
            "payee_kana": self._wide(employee._full_kana()),
            "payee_sort": employee.name_sort,
            "payee_code": employee.employee_code,
            "payee_birth_date": born,
            "payee_address": self._address(version),
            "payee_abroad": bool(country and country.code != "JP"),
            "municipality_code": municipality.code,
            "municipality_name": municipality.display_name if municipality else False,
            "designated_number": establishment._designated_number(municipality),
            "department_id": version.department_id.id,
            "joined_date": joined and joined.year == year and joined,
            "left_date": left,
            "f_minor": bool(born) and attained_age(born, date(year + 1, 1, 1)) < ADULT,
            "f_foreigner": bool(version.country_id) and version.country_id.code != "JP",
            "payer_name": establishment.name,
            "payer_address": establishment._address_line(),
            "payer_tel": establishment.phone,
            "payer_corporate_number": establishment.corporate_number,
        }

    @api.model
    def _address(self, version):
        parts = (
            version.private_state_id.name,
            version.private_city,
            version.private_street,
        )
        line = "".join(part for part in parts if part)
        return "　".join(part for part in (line, version.private_street2) if part)

    @api.model
    def _wide(self, name):
        """A name as the slip writes it: one full-width space between its parts."""
        return name if not name or name.isascii() else name.replace(" ", "　")

    @api.model
    def _payees(self, establishment, year):
        """Who was paid by ``establishment`` in ``year``, leavers included."""
        # sudo: see _prepare
        people = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", establishment.company_id.id)])
        )
        first, last = date(year, 1, 1), date(year, 12, 31)
        employed = people.filtered(lambda e: self._employed_in(e, first, last))
        return self._paid_by(employed, establishment, year).with_env(self.env)

    @api.model
    def _paid_by(self, employees, establishment, year):
        """Those of ``employees`` who were assigned to the payer in ``year``.

        Without any assignment in that year, the only payer of the company pays.
        """
        first, last = date(year, 1, 1), date(year, 12, 31)
        # sudo: whether there is one payer or more is no secret of the others
        company = [("company_id", "=", establishment.company_id.id)]
        payers = establishment.sudo().search([*company, ("is_payer", "=", True)])

        def paid_here(employee):
            assigned = employee.assignment_ids.filtered(
                lambda a: (
                    a.kind == "payer"
                    and a.since <= last
                    and (not a.until or a.until >= first)
                )
            )
            if assigned:
                return establishment in assigned.establishment_id
            return payers == establishment

        return employees.filtered(paid_here)

    @api.model
    def _employed_in(self, employee, first, last):
        joined, left = self._first_day(employee), employee.departure_date
        return (not joined or joined <= last) and (not left or left >= first)
