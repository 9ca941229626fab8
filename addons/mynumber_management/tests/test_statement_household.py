# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .statement_common import YEAR, StatementCase


@tagged("post_install", "-at_install")
class TestStatementHousehold(StatementCase):
    """Relatives come from the register's flags of the year; age decides the kind."""

    def _made(self):
        return self.slips._make(self.taro, YEAR, self.payer)

    def test_spouse(self):
        wife = self._relative(
            "花子",
            "ハナコ",
            "spouse",
            date(1957, 1, 1),
            {"deduction_spouse": "spouse", "income": 100000},
        )
        slip = self._made()
        self.assertEqual(slip.spouse_mark, "main")
        self.assertTrue(slip.spouse_elderly)
        self.assertEqual(slip.spouse_income, 100000)
        self.assertEqual(slip.relative_ids.dependant_id, wife)
        self.assertEqual(slip.relative_ids.name, "山田　花子")
        self.assertEqual(slip.relative_ids.kana, "ヤマダ　ハナコ")

    def test_special_spouse_deduction_has_no_mark(self):
        self._relative(
            "花子",
            "ハナコ",
            "spouse",
            date(1986, 1, 1),
            {"deduction_spouse": "special"},
        )
        slip = self._made()
        self.assertEqual(slip.spouse_mark, "none")
        self.assertEqual(slip.relative_ids.role, "spouse")

    def test_ages_decide_the_kind(self):
        cases = {
            date(2010, 1, 1): "dep_other",
            date(2008, 1, 2): "dep_other",
            date(2008, 1, 1): "dep_specific",
            date(2004, 1, 2): "dep_specific",
            date(2004, 1, 1): "dep_other",
            date(1957, 1, 2): "dep_other",
            date(1957, 1, 1): "dep_elderly",
        }
        for birthday, count in cases.items():
            with self.subTest(birthday):
                relative = self._relative(
                    "某", "ボウ", "other", birthday, {"withholding_relative": True}
                )
                values = self.slips._household(self.taro, YEAR)
                self.assertEqual(values[count], 1)
                self.assertEqual(
                    sum(v for k, v in values.items() if k.startswith("dep_")), 1
                )
                relative.unlink()

    def test_parents_in_the_house_are_counted_twice(self):
        self._relative(
            "ウメ", "ウメ", "parent", date(1940, 1, 1), {"withholding_relative": True}
        )
        values = self.slips._household(self.taro, YEAR)
        self.assertEqual((values["dep_elderly"], values["dep_elderly_living"]), (1, 1))

    def test_under_sixteen_and_abroad(self):
        self._relative(
            "一郎", "イチロウ", "child", date(2015, 4, 1), {}, non_resident=True
        )
        slip = self._made()
        self.assertEqual(slip.dep_under16, 1)
        self.assertEqual(slip.nonresident_rel, 1)
        self.assertEqual(slip.relative_ids.role, "under16")
        self.assertEqual(slip.relative_ids.class_code, "01")

    def test_specific_relatives_have_the_code_of_their_income(self):
        student = self._relative(
            "二郎",
            "ジロウ",
            "child",
            date(2006, 4, 1),
            {"specific_relative": True, "income": 920000},
        )
        line = self._made().relative_ids
        self.assertEqual((line.class_code, line.income), ("30", 920000))
        student.non_resident = True
        values = self.slips._household(self.taro, YEAR)
        self.assertEqual(values["dep_special_rel"], 1)
        self.assertEqual(values["relative_ids"][1][2]["class_code"], "31")

    def test_disabilities_are_counted_for_all_but_the_employee(self):
        self._relative(
            "花子",
            "ハナコ",
            "spouse",
            date(1986, 1, 1),
            {"deduction_spouse": "spouse", "disability": "special_together"},
        )
        self._relative(
            "一郎", "イチロウ", "child", date(2015, 4, 1), {"disability": "ordinary"}
        )
        values = self.slips._household(self.taro, YEAR)
        self.assertEqual(values["dis_special"], 1)
        self.assertEqual(values["dis_special_living"], 1)
        self.assertEqual(values["dis_other"], 1)

    def test_a_disabled_spouse_without_deduction_goes_to_the_remarks(self):
        self._relative(
            "花子", "ハナコ", "spouse", date(1986, 1, 1), {"disability": "ordinary"}
        )
        slip = self._made()
        self.assertFalse(slip.relative_ids)
        self.assertEqual(slip.disabled_spouse_name, "山田　花子")

    def test_other_years_and_archived_relatives_do_not_count(self):
        self._relative(
            "一郎", "イチロウ", "child", date(2015, 4, 1), {"year": YEAR - 1}
        )
        self._relative("次郎", "ジロウ", "child", date(2016, 4, 1), {}, active=False)
        self.assertFalse(self._made().relative_ids)

    def test_a_line_takes_only_relatives_of_its_employee(self):
        other = self._person("0009", "佐藤", "五郎", "サトウ", "ゴロウ")
        child = self._relative("一郎", "イチロウ", "child", date(2015, 4, 1), {})
        slip = self.slips._make(other, YEAR, self.payer)
        with self.assertRaises(ValidationError):
            slip.relative_ids = [
                (0, 0, {"role": "under16", "name": "某", "dependant_id": child.id})
            ]

    def test_the_prefilled_family_has_no_count_errors(self):
        self._relative(
            "花子",
            "ハナコ",
            "spouse",
            date(1986, 1, 1),
            {"deduction_spouse": "spouse"},
        )
        self._relative(
            "ウメ", "ウメ", "parent", date(1940, 1, 1), {"withholding_relative": True}
        )
        self._relative("一郎", "イチロウ", "child", date(2015, 4, 1), {})
        slip = self._slip(
            spouse_deduction=380000, deduction_total=2240000, tax_amount=67300
        )
        self.assertFalse(slip.findings)
