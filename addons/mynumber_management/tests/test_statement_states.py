# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .statement_common import FIGURES, YEAR, StatementCase

NUMBER = "123456789018"


@tagged("post_install", "-at_install")
class TestStatementStates(StatementCase):
    """Draft, checked, closed; sums and findings; the digest of the content."""

    def test_a_right_slip_has_no_finding(self):
        slip = self._slip()
        self.assertFalse(slip.findings)
        self.assertEqual((slip.error_count, slip.hint_count), (0, 0))

    def test_a_new_slip_says_what_is_missing(self):
        slip = self.slips._make(self.taro, YEAR, self.payer)
        items = {finding["item"] for finding in slip.findings}
        self.assertIn("pay_amount", items)
        self.assertTrue(slip.error_count)

    def test_wrong_sums_are_named_with_the_expected_sum(self):
        slip = self._slip(deduction_total=1280001)
        (line,) = slip._mynumber_findings("control")
        self.assertEqual(line["field"], "deduction_total")
        self.assertIn("1,280,000", line["message"])
        for change in (
            {"pay_amount_inner": 5000001},
            {"tax_amount_inner": 133201},
            {"social_ins_inner": 700001},
            {"dep_elderly_living": 1},
            {"pay_after": 5000001},
        ):
            with self.subTest(change):
                other = self._slip(**{**FIGURES, **change})
                self.assertEqual(
                    {f["item"] for f in other.findings} & set(change), set(change)
                )
                other.write(dict.fromkeys(change, 0) | FIGURES)

    def test_tax_of_nothing_is_written_as_zero(self):
        slip = self._slip(tax_amount=0)
        self.assertEqual(slip._engine_statement()["tax_amount"], 0)
        self.assertEqual(slip._box_values("payee")["tax_amount"], "0")
        self.assertIsNone(slip._engine_statement()["life_ins"])

    def test_a_forgotten_tax_is_an_error(self):
        slip = self.slips._make(self.taro, YEAR, self.payer)
        slip.write({name: FIGURES[name] for name in FIGURES if name != "tax_amount"})
        self.assertEqual(
            [(f["code"], f["item"]) for f in slip.findings],
            [("zero_must_be_written", "tax_amount")],
        )
        slip.tax_none = True
        self.assertFalse(slip.error_count)
        self.assertEqual(slip._box_values("payee")["tax_amount"], "0")
        slip.tax_amount = 100
        self.assertFalse(slip.tax_none)

    def test_a_missing_municipality_is_named(self):
        slip = self._slip(municipality_code=False)
        (line,) = slip._mynumber_findings("control")
        self.assertEqual(
            (line["field"], line["level"]), ("municipality_code", "warning")
        )
        slip.payee_abroad = True
        self.assertFalse(slip.findings)

    def test_a_missing_number_of_the_payer_is_named(self):
        slip = self._slip(payer_corporate_number=False)
        self.assertEqual(
            [(f["level"], f["item"]) for f in slip.findings],
            [("warning", "payer_corporate_number")],
        )
        self.payer.write({"sole_proprietor": True, "corporate_number": False})
        self.assertFalse(slip.findings)

    def test_basic_deduction_of_nothing_is_zero_only_when_adjusted(self):
        slip = self._slip(basic_deduction=0)
        self.assertEqual(slip._engine_statement()["basic_deduction"], 0)
        slip.write({"adjusted": False, "pay_after": 0, "deduction_total": 0})
        self.assertIsNone(slip._engine_statement()["basic_deduction"])
        self.assertIsNone(slip._engine_statement()["pay_after"])

    def test_amounts_of_ten_digits_keep_every_yen(self):
        slip = self._slip(pay_amount=9999999999)
        slip.flush_recordset()
        slip.invalidate_recordset()
        self.assertEqual(slip._engine_statement()["pay_amount"], 9999999999)

    def test_check_takes_the_right_ones_and_shows_the_others(self):
        right = self._slip()
        wrong = self.slips._make(self.employee, YEAR, self.payer)
        action = (right | wrong).action_check()
        self.assertEqual(right.state, "checked")
        self.assertEqual(wrong.state, "draft")
        self.assertEqual(action["domain"], [("id", "in", wrong.ids)])

    def test_changing_a_checked_slip_makes_it_a_draft(self):
        slip = self._slip()
        slip.action_check()
        slip.pay_amount = 5000001
        self.assertEqual(slip.state, "draft")
        slip.pay_amount = 5000000
        slip.action_check()
        slip.relative_ids = [(0, 0, {"role": "under16", "name": "山田　一郎"})]
        self.assertEqual(slip.state, "draft")

    def test_what_is_not_on_the_slip_does_not_change_its_state(self):
        slip = self._slip()
        slip.action_check()
        slip.municipality_name = "横浜市"
        self.assertEqual(slip.state, "checked")

    def test_only_checked_slips_can_be_closed(self):
        slip = self._slip()
        with self.assertRaises(UserError):
            slip.action_close()
        slip.action_check()
        slip.action_close()
        self.assertEqual(slip.state, "closed")

    def test_a_closed_slip_does_not_change(self):
        child = self._relative("一郎", "イチロウ", "child", date(2015, 4, 1), {})
        slip = self._slip()
        slip.action_check()
        slip.action_close()
        digest = slip.digest
        line = slip.relative_ids
        self.assertEqual(line.dependant_id, child)
        for change in (
            lambda: slip.write({"pay_amount": 1}),
            lambda: slip.write({"relative_ids": [(5, 0, 0)]}),
            lambda: line.write({"name": "別人"}),
            lambda: line.unlink(),
            lambda: self.env[line._name].create(
                {"statement_id": slip.id, "role": "under16", "name": "別人"}
            ),
            lambda: slip.action_renew_particulars(),
            lambda: slip.unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        self.assertEqual(slip.digest, digest)
        slip.action_reopen()
        slip.pay_amount = 1
        self.assertNotEqual(slip.digest, digest)

    def test_the_digest_changes_with_the_content_and_with_nothing_else(self):
        slip = self._slip()
        digest = slip.digest
        self.assertRegex(digest, "^[0-9a-f]{64}$")
        slip.action_check()
        slip.municipality_name = "別の書き方"
        slip.invalidate_recordset()
        self.assertEqual(slip.digest, digest)
        for change in (
            {"pay_amount": 5000001},
            {"payee_name": "山田　次郎"},
            {"f_widow": True},
            {"left_date": date(YEAR, 3, 31)},
        ):
            old = {name: slip[name] for name in change}
            slip.write(change)
            self.assertNotEqual(slip.digest, digest)
            slip.write(old)
            self.assertEqual(slip.digest, digest)

    def test_the_digest_says_whose_numbers_the_slip_takes(self):
        first = self._relative("一郎", "イチロウ", "child", date(2015, 4, 1), {})
        twin = self._relative("一郎", "イチロウ", "child", date(2015, 4, 1), {})
        self.assertEqual(first.name, twin.name)
        slip = self._slip()
        digest = slip.digest
        lines = slip.relative_ids
        lines[0].dependant_id, lines[1].dependant_id = twin, twin
        self.assertNotEqual(slip.digest, digest)

    def test_one_slip_of_a_payer_for_a_person_and_year(self):
        slip = self._slip()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            slip.copy({"year": YEAR})
            self.env.flush_all()

    def test_a_number_typed_into_a_text_is_refused_and_not_kept(self):
        slip = self._slip()
        for values in (
            {"summary_text": f"番号 {NUMBER}"},
            {"payee_code": NUMBER},
            {"relative_ids": [(0, 0, {"role": "under16", "name": NUMBER})]},
        ):
            with self.assertRaises(UserError) as caught:
                slip.write(values)
            self.assertNotIn(NUMBER, str(caught.exception))
        self.assertFalse(slip.summary_text)

    def test_findings_speak_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("ja_JP")
        slip = self.slips._make(self.taro, YEAR, self.payer)
        for line in slip.with_context(lang="ja_JP").finding_lines:
            self.assertTrue(line["message"])
            self.assertIn(line["field"], slip._fields)

    def test_who_has_no_verified_number_is_named(self):
        slip = self._slip()
        (line,) = slip.finding_lines
        self.assertEqual(line["level"], "warning")
        self.assertIn("山田", line["label"])
        self._subject(self.taro).sudo().write({"state": "active"})
        slip.invalidate_recordset()
        self.assertFalse(slip.finding_lines)
