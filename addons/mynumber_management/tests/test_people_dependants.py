# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .people_common import PeopleCase


@tagged("post_install", "-at_install")
class TestPeopleDependants(PeopleCase):
    def relative(self, given="一郎", **vals):
        dependants = self.env["mynumber.dependant"].with_user(self.hr)
        return dependants.create(
            {
                "employee_id": self.employee.id,
                "family_name": "髙橋",
                "given_name": given,
                "relation": "child",
                **vals,
            }
        )

    def test_new_dependant_takes_the_family_name(self):
        dependants = self.env["mynumber.dependant"].with_user(self.hr)
        with Form(
            dependants.with_context(default_employee_id=self.employee.id)
        ) as form:
            self.assertEqual(form.family_name, "髙橋")
            self.assertEqual(form.family_name_kana, "タカハシ")
            form.given_name = "一郎"
            form.relation = "child"
        self.assertEqual(form.record.name, "髙橋 一郎")
        self.assertEqual(form.record.company_id, self.company)

    def test_dependant_is_found_in_any_spelling(self):
        child = self.relative(family_name_kana="ﾀｶﾊｼ", given_name_kana="ｲﾁﾛｳ")
        for typed in ("高橋一郎", "ichiro", "いちろう"):
            found = self.env["mynumber.dependant"].with_user(self.hr).name_search(typed)
            self.assertEqual([row[0] for row in found], child.ids)

    def test_under_16_is_told_by_the_last_day_of_the_year(self):
        # 年齢計算ニ関スル法律: born on 1 January 2010, one is 16 on 31 December 2025
        for birthday, under in (("2010-01-01", False), ("2010-01-02", True)):
            with self.subTest(birthday):
                child = self.relative(birthday=birthday)
                status = self.env["mynumber.dependant.status"].create(
                    {"dependant_id": child.id, "year": 2025}
                )
                self.assertIs(status.under16, under)

    def test_under_16_follows_a_corrected_birthday(self):
        child = self.relative(birthday="2001-01-01")
        child.status_ids = [(0, 0, {"year": 2026})]
        self.assertFalse(child.status_ids.under16)
        child.birthday = "2020-01-01"
        self.assertTrue(child.status_ids.under16)

    @mute_logger("odoo.sql_db")
    def test_a_year_stands_once(self):
        child = self.relative()
        child.status_ids = [(0, 0, {"year": 2026, "health_dependant": True})]
        self.assertEqual(child._status(2026), child.status_ids)
        self.assertFalse(child._status(2025))
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            child.status_ids = [(0, 0, {"year": 2026})]

    def test_this_year_is_the_year_in_tokyo(self):
        statuses = self.env["mynumber.dependant.status"]
        with freeze_time("2025-12-31 15:30:00"):
            self.assertEqual(statuses._this_year(), 2026)
        with freeze_time("2025-12-31 14:30:00"):
            self.assertEqual(statuses._this_year(), 2025)

    def test_archived_dependants_stay_with_the_employee(self):
        child = self.relative(active=False)
        self.assertIn(child, self.employee.dependant_ids)
        with Form(self.employee.with_user(self.hr)) as form:
            self.assertEqual(len(form.dependant_ids), 1)

    def test_hr_sees_registered_or_not_of_a_dependant(self):
        child = self.relative()
        self.hold(child)
        self.assertTrue(child.mynumber_registered)
        for fname in ("mynumber_state", "basic_pension_number"):
            with self.subTest(fname), self.assertRaises(AccessError):
                child.read([fname])
        self.assertEqual(child.with_user(self.handler).mynumber_state, "active")

    def test_dependant_moves_with_the_employee_and_the_number_does_not(self):
        child = self.relative()
        subject = self.hold(child)
        self.employee.sudo().company_id = self.other_company
        self.assertEqual(child.sudo().company_id, self.other_company)
        self.assertEqual(subject.company_id, self.company)

    def test_relation_is_shown_as_written(self):
        child = self.relative(relation_written="長男")
        self.assertEqual(child.relation_shown, "長男")
        child.relation_written = False
        self.assertEqual(child.with_context(lang="ja_JP").relation_shown, "子")

    def test_relatives_abroad_are_not_missing(self):
        here, abroad = self.relative(), self.relative("二郎", non_resident=True)
        self.env.flush_all()
        register = self.env["mynumber.register"].with_user(self.handler)
        rows = register.search([("holder_model", "=", "mynumber.dependant")])
        expected = {row.holder_id: row.expected for row in rows}
        self.assertEqual(expected, {here.id: True, abroad.id: False})

    def test_dependants_are_nobody_s_business_but_hr_s_and_the_roles(self):
        child = self.relative()
        for user in (self.plain, self.settings):
            with self.assertRaises(AccessError):
                child.with_user(user).read(["name"])
        stranger = self.make_user("p_hr4", "hr.group_hr_user", self.other_company)
        self.assertFalse(self.env["mynumber.dependant"].with_user(stranger).search([]))

    def test_lists_of_the_app_include_leavers(self):
        child = self.relative()
        self.employee.active = False
        for xmlid in ("mynumber_dependant_action", "mynumber_payee_action"):
            action = self.env.ref(f"mynumber_management.{xmlid}")
            self.assertIn("'active_test': False", action.context)
        domain = self.env["mynumber.dependant"].with_user(self.hr)
        self.assertIn(child, domain.with_context(active_test=False).search([]))
