# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Companies, users, employees and families of the demo, made in an Odoo shell.

It stands for the operator and for HR, who prepare these records. No number, right or
PIN is made here.
"""

import random
from collections import defaultdict
from datetime import date

from demo_accounts import ACCOUNTS
from demo_facts import COMPANIES, DOMAINS, PAYEES
from demo_tables import FOLDER, YEARS, company_of, place_of, rows

from odoo.addons.mynumber_management.text import digits
from odoo.addons.mynumber_management.text.legal_days import attained_age

QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
}
KINDS = ("payer", "social", "employment")


class Records:
    """Makes the records in the environment ``env`` (superuser)."""

    def __init__(self, env):
        self.env = env(context={**env.context, **QUIET, "lang": "ja_JP"})
        self.japan = env.ref("base.jp")
        self.states = {s.name: s for s in self._japanese_states()}
        self.companies = {}
        self.users = {}
        self.places = {}
        self.people = {}

    def _japanese_states(self):
        states = self.env["res.country.state"]
        return states.search([("country_id", "=", self.japan.id)])

    def make(self):
        """Make everything, in the order in which it depends on each other."""
        self.municipalities()
        self.make_companies()
        self.establishments()
        self.make_users()
        self.employees()
        self.assignments()
        self.dependants()
        self.payees()

    def municipalities(self):
        sample = FOLDER.parents[2] / "addons/mynumber_management/demo"
        codes = (sample / "ken_all_sample.csv").read_bytes()
        self.env["mynumber.postcode"]._load(codes, print)
        model = self.env["mynumber.municipality"]
        known = {code[:5] for code in model.search([]).mapped("code")}
        model.create(
            [row for row in rows("municipalities") if row["code"] not in known]
        )

    def make_companies(self):
        first = self.env.ref("base.main_company")
        yen = self.env.ref("base.JPY")
        yen.active = True
        heads = {row["company"]: row for row in rows("establishments")[::-1]}
        for key, (name, desk) in COMPANIES.items():
            head = heads[key]
            values = {
                "name": name,
                "country_id": self.japan.id,
                "currency_id": yen.id,
                "mynumber_desk": desk,
                "phone": head["phone"],
                "email": f"info@{DOMAINS[key]}",
                "street": head["street"],
                "street2": head["street2"],
                "city": head["city"],
                "zip": head["zip"],
                "state_id": self.states[head["prefecture"]].id,
                "company_registry": self.corporate_number(head["base"]),
                # else Odoo asks a service on the internet about the company
                "iap_enrich_auto_done": True,
            }
            company = first if key == "mihon" else self.env["res.company"]
            if company:
                company.write(values)
            else:
                company = company.create(values)
            company.resource_calendar_id.tz = "Asia/Tokyo"
            self.companies[key] = company

    def corporate_number(self, base):
        return digits.corporate_check_digit(base) + base

    def establishments(self):
        homes = defaultdict(set)
        for row in rows("employees"):
            place = place_of(row, self.places_of(company_of(row["code"]), "payer"))
            homes[place["name"]].add((row["prefecture"], row["city"]))
        for sequence, row in enumerate(rows("establishments"), 1):
            values = {
                name: value
                for name, value in row.items()
                if name not in ("company", "department", "kinds", "base", "prefecture")
            }
            towns = self.env["mynumber.municipality"]
            for prefecture, city in homes[row["name"]]:
                towns |= towns._of(self.states[prefecture], city)
            self.places[row["name"]] = self.env["mynumber.establishment"].create(
                {
                    **values,
                    **{f"is_{kind}": kind in row["kinds"] for kind in KINDS},
                    "sequence": sequence,
                    "company_id": self.companies[row["company"]].id,
                    "corporate_number": self.corporate_number(row["base"]),
                    "state_id": self.states[row["prefecture"]].id,
                    "pay_schedule": "月給 毎月25日",
                    "municipality_line_ids": [
                        (
                            0,
                            0,
                            {
                                "municipality_id": town.id,
                                "designated_number": f"{sequence:02}{town.code[:5]}0",
                            },
                        )
                        for town in towns
                    ],
                }
            )

    def places_of(self, company, kind):
        return [
            row
            for row in rows("establishments")
            if row["company"] == company and kind in row["kinds"]
        ]

    def make_users(self):
        names = {r["login"]: f"{r['family']} {r['given']}" for r in rows("employees")}
        for account in ACCOUNTS:
            companies = [self.companies[key].id for key in account.companies]
            values = {
                "company_id": companies[0],
                "company_ids": [(6, 0, companies)],
                "lang": "ja_JP",
                "tz": "Asia/Tokyo",
                "notification_type": "inbox",
                "odoobot_state": "disabled",
            }
            user = self.env["res.users"].search([("login", "=", account.login)])
            if user:
                user.write(values)
            else:
                domain = DOMAINS[account.companies[0]]
                groups = ["base.group_user", *account.groups]
                user = user.create(
                    {
                        **values,
                        "name": names[account.login],
                        "login": account.login,
                        "password": account.password,
                        "email": f"{account.login}@{domain}",
                        "group_ids": [(6, 0, [self.env.ref(g).id for g in groups])],
                    }
                )
            self.users[account.login] = user

    def employees(self):
        table = rows("employees")
        departments, jobs = self.departments(table), self.jobs(table)
        # the employee that comes with Odoo is nobody of the company
        self.env.ref("hr.employee_admin").unlink()
        people = self.env["hr.employee"].create(
            [
                self.employee(
                    row,
                    departments[company, row["department"]],
                    jobs[company, row["job"]],
                )
                for row in table
                for company in [company_of(row["code"])]
            ]
        )
        self.people = {person.employee_code: person for person in people}
        for row in table:
            person = self.people[row["code"]]
            if row["job"].endswith(("長", "代表取締役")):
                department = person.department_id
                department.manager_id = department.manager_id or person
            if row["left"]:
                person.version_id.contract_date_end = row["left"]
                person.write(
                    {
                        "departure_date": row["left"],
                        "departure_reason_id": self.env.ref("hr.departure_resigned").id,
                        "active": False,
                    }
                )

    def departments(self, table):
        """hr.department by (company key, path "製造部 / 第一製造課")."""
        made = {}
        for row in table:
            company = company_of(row["code"])
            parent = self.env["hr.department"]
            path = ""
            for name in row["department"].split(" / "):
                path = f"{path} / {name}" if path else name
                if (company, path) not in made:
                    made[company, path] = parent.create(
                        {
                            "name": name,
                            "parent_id": parent.id,
                            "company_id": self.companies[company].id,
                        }
                    )
                parent = made[company, path]
        return made

    def jobs(self, table):
        """hr.job by (company key, name)."""
        keys = sorted({(company_of(row["code"]), row["job"]) for row in table})
        jobs = self.env["hr.job"].create(
            [
                {"name": name, "company_id": self.companies[company].id}
                for company, name in keys
            ]
        )
        return dict(zip(keys, jobs, strict=True))

    def employee(self, row, department, job):
        invent = random.Random(row["code"])
        company = company_of(row["code"])
        user = self.users.get(row["login"])
        country = self.env.ref(f"base.{(row['country'] or 'jp').lower()}")
        local = row["login"] or f"s{row['code'].lower()}"
        values = {
            "company_id": self.companies[company].id,
            "employee_code": row["code"],
            "family_name": row["family"],
            "given_name": row["given"] or False,
            "family_name_kana": row["family_kana"],
            "given_name_kana": row["given_kana"] or False,
            "single_name": not row["given"],
            "birth_name": row["birth_name"] or False,
            "alias_name": row["alias_name"] or False,
            "roman_name": row["roman_name"] or False,
            "sex": row["sex"],
            "birthday": row["birthday"],
            "date_version": row["joined"],
            "contract_date_start": row["joined"],
            "country_id": country.id,
            "private_zip": row["zip"],
            "private_state_id": self.states[row["prefecture"]].id,
            "private_city": row["city"],
            "private_street": row["street"],
            "private_street2": row["building"] or False,
            "private_country_id": self.japan.id,
            "department_id": department.id,
            "job_id": job.id,
            "work_email": f"{local}@{DOMAINS[company]}",
            "work_phone": self.companies[company].phone,
            "tz": "Asia/Tokyo",
            "basic_pension_number": f"{invent.randrange(10**9, 10**10)}",
            "employment_insurance_number": f"{invent.randrange(10**10, 10**11)}",
            "health_insurance_number": f"{invent.randrange(100, 10000)}",
        }
        return values | ({"user_id": user.id} if user else {})

    def assignments(self):
        self.env["mynumber.assignment"].create(
            [
                {
                    "employee_id": self.people[row["code"]].id,
                    "kind": kind,
                    "establishment_id": self.places[place["name"]].id,
                    "since": row["joined"],
                    "until": row["left"] or False,
                }
                for row in rows("employees")
                for kind in KINDS
                if not (kind == "employment" and row["department"] == "役員")
                for place in [
                    place_of(row, self.places_of(company_of(row["code"]), kind))
                ]
            ]
        )

    def dependants(self):
        relatives = []
        for sequence, row in enumerate(rows("dependants"), 1):
            employee = self.people[row["employee"]]
            state = self.states.get(row["prefecture"])
            relatives.append(
                {
                    "employee_id": employee.id,
                    "sequence": sequence,
                    "family_name": row["family"] or employee.family_name,
                    "given_name": row["given"],
                    "family_name_kana": row["family_kana"] or employee.family_name_kana,
                    "given_name_kana": row["given_kana"],
                    "relation": row["relation"],
                    "relation_written": row["written"],
                    "sex": row["sex"],
                    "birthday": row["birthday"],
                    "living": row["living"],
                    "non_resident": bool(row["country"]),
                    "state_id": state.id if state else False,
                    "city": row["city"] or False,
                    "street": row["street"] or False,
                    "country_id": self.env.ref(
                        f"base.{(row['country'] or 'jp').lower()}"
                    ).id,
                    "status_ids": [
                        (0, 0, values)
                        for year in YEARS
                        for values in [flags(row, year)]
                        if values
                    ],
                }
            )
        self.env["mynumber.dependant"].create(relatives)

    def payees(self):
        for (
            company,
            family,
            given,
            family_kana,
            given_kana,
            state,
            city,
            street,
        ) in PAYEES:
            self.env["res.partner"].create(
                {
                    "name": f"{family} {given}",
                    "family_name": family,
                    "given_name": given,
                    "family_name_kana": family_kana,
                    "given_name_kana": given_kana,
                    "company_id": self.companies[company].id,
                    "lang": "ja_JP",
                    "country_id": self.japan.id,
                    "state_id": self.states[state].id,
                    "city": city,
                    "street": street,
                    "mynumber_payee": True,
                }
            )


def flags(row, year):
    """Values of mynumber.dependant.status of a dependant's row in ``year``.

    None when the dependant was not born yet.
    """
    born = date.fromisoformat(row["birthday"])
    if born.year > year:
        return None
    grown = attained_age(born, date(year, 12, 31)) >= 16
    income, tax = int(row["income"]), row["tax"]
    return {
        "year": year,
        "income": income,
        "withholding_spouse": tax == "spouse" or tax == "special" and income <= 950_000,
        "deduction_spouse": tax if tax in ("spouse", "special") else False,
        "withholding_relative": grown
        and (tax == "relative" or tax == "specific" and income <= 1_000_000),
        "specific_relative": tax == "specific",
        "disability": row["disability"] or False,
        "abroad_reason": grown and row["abroad_reason"] or False,
        "health_dependant": bool(row["health"]),
        "third_category": bool(row["third"]),
    }


def make(env):
    """Make the demo's records and commit them; ids of the companies by key."""
    records = Records(env)
    records.make()
    env.cr.commit()
    return {key: company.id for key, company in records.companies.items()}
