# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import TransactionCase, new_test_user

# an invented number with a valid check digit
NUMBER = "123456789018"
ROLE = "mynumber_management.group_%s"


class PeopleCase(TransactionCase):
    """A Japanese company with one employee, and one user of each kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.japan = cls.env.ref("base.jp")
        cls.company, cls.other_company = cls.env["res.company"].create(
            [
                {"name": "青空商事株式会社", "country_id": cls.japan.id},
                {"name": "青空物流株式会社", "country_id": cls.japan.id},
            ]
        )
        cls.hr = cls.make_user("p_hr", "hr.group_hr_user")
        cls.plain = cls.make_user("p_plain", "base.group_user")
        cls.settings = cls.make_user("p_settings", "base.group_system")
        cls.handler = cls.make_user("p_handler", f"hr.group_hr_user,{ROLE % 'handler'}")
        cls.employee = cls.hire("髙橋 花子", "タカハシ", "ハナコ", "00123")

    @classmethod
    def make_user(cls, login, groups, companies=None):
        companies = companies or cls.company
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=companies[0].id,
            company_ids=[(6, 0, companies.ids)],
        )

    @classmethod
    def hire(cls, name, family_kana=False, given_kana=False, code=False, **vals):
        employees = cls.env["hr.employee"].with_user(cls.hr)
        return employees.create(
            {
                "name": name,
                "family_name_kana": family_kana,
                "given_name_kana": given_kana,
                "employee_code": code,
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def hold(cls, holder, company=None, state="active"):
        """Let ``company`` hold a number of ``holder``, as the door leaves it."""
        subject = cls.env["mynumber.subject"]._for_holder(
            company or cls.company, holder._name, holder.id
        )
        subject.write({"state": state})
        holder.invalidate_recordset()
        return subject
