# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .statement_common import YEAR, StatementCase


@tagged("post_install", "-at_install")
class TestStatementSnapshot(StatementCase):
    """Particulars are those of 1 January after the year, or of the day of leaving."""

    def _move(self, employee, day, **vals):
        employee.create_version({"date_version": day, **vals})

    def test_the_address_is_that_of_the_next_first_of_january(self):
        self._move(
            self.taro,
            date(YEAR + 1, 1, 1),
            private_state_id=self.osaka.id,
            private_city="堺市北区",
            private_street="新金岡町1-1",
            private_street2=False,
        )
        slip = self.slips._make(self.taro, YEAR, self.payer)
        self.assertEqual(slip.snapshot_on, date(YEAR + 1, 1, 1))
        self.assertEqual(slip.payee_address, "大阪府堺市北区新金岡町1-1")
        self.assertEqual(slip.municipality_code, "271403")

    def test_a_move_on_the_second_of_january_does_not_count(self):
        self._move(self.taro, date(YEAR + 1, 1, 2), private_city="横浜市中区")
        slip = self.slips._make(self.taro, YEAR, self.payer)
        self.assertIn("横浜市西区高島1-2-3　みなとハイツ101", slip.payee_address)

    def test_a_leaver_has_the_address_of_the_day_of_leaving(self):
        self.taro.departure_date = date(YEAR, 6, 30)
        self._move(self.taro, date(YEAR, 9, 1), private_city="横浜市中区")
        self.taro._get_version(date(YEAR, 9, 1)).departure_date = date(YEAR, 6, 30)
        slip = self.slips._make(self.taro.sudo(), YEAR, self.payer)
        self.assertEqual(slip.snapshot_on, date(YEAR, 6, 30))
        self.assertEqual(slip.left_date, date(YEAR, 6, 30))
        self.assertIn("横浜市西区", slip.payee_address)

    def test_who_left_in_another_year_is_no_leaver_of_this_one(self):
        self.taro.departure_date = date(YEAR + 1, 3, 31)
        slip = self.slips._make(self.taro, YEAR, self.payer)
        self.assertFalse(slip.left_date)
        self.assertEqual(slip.snapshot_on, date(YEAR + 1, 1, 1))

    def test_a_ward_belongs_to_its_city(self):
        slip = self.slips._make(self.taro, YEAR, self.payer)
        self.assertEqual(slip.municipality_code, "141003")
        self.assertIn("横浜市", slip.municipality_name)

    def test_the_designated_number_of_that_municipality(self):
        city = self.env["mynumber.municipality"].search([("code", "=", "141003")])
        self.payer.municipality_line_ids = [
            (0, 0, {"municipality_id": city.id, "designated_number": "900123"})
        ]
        slip = self.slips._make(self.taro, YEAR, self.payer)
        self.assertEqual(slip.designated_number, "900123")

    def test_names_and_payer_are_copies(self):
        slip = self.slips._make(self.taro, YEAR, self.payer)
        self.assertEqual(slip.payee_name, "山田　太郎")
        self.assertEqual(slip.payee_kana, "ヤマダ　タロウ")
        self.assertEqual(slip.payer_address, "神奈川県横浜市西区みなとみらい1-1")
        self.taro.write({"family_name": "佐藤", "name": "佐藤 太郎"})
        self.payer.name = "乙商事株式会社"
        self.assertEqual(slip.payee_name, "山田　太郎")
        self.assertEqual(slip.payer_name, "甲商事株式会社")
        slip.action_renew_particulars()
        self.assertEqual(slip.payee_name, "佐藤　太郎")
        self.assertEqual(slip.payer_name, "乙商事株式会社")

    def test_minor_is_who_is_born_after_the_second_of_january(self):
        for birthday, minor in ((date(2009, 1, 2), False), (date(2009, 1, 3), True)):
            self.taro.birthday = birthday
            values = self.slips._prepare(self.taro, YEAR, self.payer)[self.taro.id]
            self.assertEqual(values["f_minor"], minor)

    def test_making_twice_keeps_the_slip(self):
        slip = self.slips._make(self.taro, YEAR, self.payer)
        slip.pay_amount = 1
        again = self.slips._make(self.taro, YEAR, self.payer)
        self.assertEqual(again, slip)
        self.assertEqual(slip.pay_amount, 1)

    def test_everybody_paid_in_the_year_leavers_included(self):
        left = self._person("0002", "佐藤", "次郎", "サトウ", "ジロウ")
        left.departure_date = date(YEAR, 3, 31)
        left.active = False
        gone = self._person("0003", "鈴木", "三郎", "スズキ", "サブロウ")
        gone.departure_date = date(YEAR - 1, 12, 31)
        gone.active = False
        later = self._person(
            "0004",
            "田中",
            "四郎",
            "タナカ",
            "シロウ",
            date_version=date(YEAR + 1, 1, 1),
        )
        later.contract_date_start = date(YEAR + 1, 1, 1)
        people = self.slips._payees(self.payer, YEAR)
        self.assertLessEqual(self.taro | left, people)
        self.assertFalse(people & (gone | later | self.stranger))

    def test_assignments_decide_between_two_payers(self):
        branch = self._payer("甲商事大阪支店", self.company)
        self.assertNotIn(self.taro, self.slips._payees(self.payer, YEAR))
        self.env["mynumber.assignment"].create(
            {
                "employee_id": self.taro.id,
                "kind": "payer",
                "establishment_id": branch.id,
                "since": date(2020, 4, 1),
                "until": date(YEAR, 1, 31),
            }
        )
        self.assertIn(self.taro, self.slips._payees(branch, YEAR))
        self.assertNotIn(self.taro, self.slips._payees(branch, YEAR + 1))

    def test_payer_and_employee_are_of_one_company(self):
        with self.assertRaises(AccessError):
            self.slips._make(self.stranger, YEAR, self.payer)

    def test_a_clerk_without_hr_rights_makes_slips(self):
        self.assertFalse(self.clerk.has_group("hr.group_hr_user"))
        with Form(self.env["mynumber.statement.prepare"].with_user(self.clerk)) as form:
            form.year = YEAR
        wizard = form.record
        self.assertEqual(wizard.establishment_id, self.payer)
        action = wizard.action_prepare()
        made = self.slips.with_user(self.clerk).search(action["domain"])
        self.assertIn(self.taro.id, made.employee_id.ids)

    def test_a_clerk_chooses_people_leavers_too(self):
        self.taro.active = False
        wizard = self.env["mynumber.statement.prepare"].with_user(self.clerk)
        wizard = wizard.with_context(
            active_model="hr.employee", active_ids=self.taro.ids
        )
        with Form(wizard) as form:
            form.year = YEAR
        self.assertFalse(form.record.everybody)
        form.record.action_prepare()
        leavers = ["|", ("left_date", "!=", False), ("employee_active", "=", False)]
        made = self.slips.with_user(self.clerk).search(leavers)
        self.assertEqual(made.employee_id.ids, self.taro.ids)

    def test_a_year_that_is_none_is_refused(self):
        for year in (0, -1, 2015, 9999, 99999999):
            with self.subTest(year), self.assertRaisesRegex(ValidationError, "year"):
                self.env["mynumber.statement.prepare"].create(
                    {"year": year, "establishment_id": self.payer.id}
                )

    def test_a_year_without_anybody_says_what_to_check(self):
        wizard = self.env["mynumber.statement.prepare"].create(
            {
                "year": YEAR,
                "company_id": self.company.id,
                "everybody": False,
            }
        )
        with self.assertRaisesRegex(UserError, "assignments"):
            wizard.action_prepare()
