# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import unicodedata
from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .statement_common import YEAR, StatementCase

NUMBER = "123456789018"
PAYEE = "mynumber_management.report_withholding_payee_document"
CONTROL = "mynumber_management.report_withholding_control_document"


def pages_of(pdf):
    """Text of each page, normalised, without spaces."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    texts = [page.extract_text() for page in reader.pages]
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


@tagged("post_install", "-at_install")
class TestStatementOutput(StatementCase):
    """Number-less copies are drawn by the engine; the others hand plain values over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.child = cls._relative("一郎", "イチロウ", "child", date(2015, 4, 1), {})
        cls.slip = cls._slip()
        cls.slip.action_check()

    def _pdf(self, report, slips=None, user=None, data=None):
        reports = self.env["ir.actions.report"].with_user(user or self.clerk)
        ids = (slips or self.slip).ids
        pdf, kind = reports._render_qweb_pdf(report, ids, data=data)
        self.assertEqual(kind, "pdf")
        self.assertEqual(pdf[:5], b"%PDF-")
        return pdf

    def _plant(self):
        """A number everywhere a careless hand can put one on these people."""
        self.env.cr.execute(
            "UPDATE hr_version SET ssnid = %s, identification_id = %s"
            " WHERE employee_id = %s",
            [NUMBER, NUMBER, self.taro.id],
        )
        self.env.cr.execute(
            "UPDATE mynumber_dependant SET note = %s WHERE id = %s",
            [NUMBER, self.child.id],
        )
        self.env.invalidate_all()

    def test_the_payee_copy_holds_no_planted_number(self):
        self._plant()
        pdf = self._pdf(PAYEE)
        self.assertNotIn(NUMBER.encode(), pdf)
        (text,) = pages_of(pdf)
        self.assertIn("山田太郎", text)
        self.assertIn("源泉徴収票", text)
        self.assertNotIn(NUMBER, text)
        # the payer's number has no place on this copy either
        self.assertNotIn(self.payer.corporate_number, text)

    def test_a_number_forced_into_the_slip_stops_every_copy(self):
        self.env.cr.execute(
            "UPDATE mynumber_statement_withholding SET summary_text = %s WHERE id = %s",
            [NUMBER, self.slip.id],
        )
        self.env.invalidate_all()
        for report in (PAYEE, CONTROL):
            with self.assertRaises(UserError) as caught:
                self._pdf(report)
            self.assertNotIn(NUMBER, str(caught.exception))

    def test_our_own_copy_says_so_and_has_empty_number_boxes(self):
        self._plant()
        (text,) = pages_of(self._pdf(CONTROL))
        self.assertIn("控え", text)
        self.assertIn("給与支払報告書", text)
        self.assertIn(self.payer.corporate_number, text)
        self.assertNotIn(NUMBER, text)

    def test_drafts_print_as_our_own_copy_only_and_say_so(self):
        self.slip.pay_kind = "給料"
        self.assertEqual(self.slip.state, "draft")
        (text,) = pages_of(self._pdf(CONTROL))
        self.assertIn("下書き", text)
        with self.assertRaisesRegex(UserError, "drafts"):
            self._pdf(PAYEE)

    def test_a_draft_with_gaps_and_mistakes_prints_as_our_own_copy(self):
        self.slip.write(
            {
                "payee_birth_date": False,
                "prev_name": "株式会社前職",
                "move_in1": date(1800, 1, 1),
                "pay_amount": 10**11,
                "relative_ids": [(0, 0, {"role": "retirement", "name": "山田梅"})],
            }
        )
        (text,) = pages_of(self._pdf(CONTROL))
        self.assertIn("下書き", text)
        self.assertIn("株式会社前職", text)

    def test_the_template_decides_what_is_drawn(self):
        self.env["ir.ui.view"].create(
            {
                "name": "house note",
                "type": "qweb",
                "inherit_id": self.env.ref(
                    "mynumber_management.report_withholding_values"
                ).id,
                "arch": "<xpath expr='//dl' position='inside'>"
                "<dd data-box='payee_position'>検算済</dd></xpath>",
            }
        )
        (text,) = pages_of(self._pdf(PAYEE))
        self.assertIn("検算済", text)

    def test_a_template_cannot_put_a_number_on_the_sheet(self):
        self.env["ir.ui.view"].create(
            {
                "name": "attack",
                "type": "qweb",
                "inherit_id": self.env.ref(
                    "mynumber_management.report_withholding_values"
                ).id,
                "arch": "<xpath expr='//dl' position='inside'>"
                f"<dd data-box='payee_position'>{NUMBER}</dd></xpath>",
            }
        )
        with self.assertRaises(UserError):
            self._pdf(PAYEE)

    def test_no_wkhtmltopdf_and_no_attachment(self):
        report = type(self.env["ir.actions.report"])
        before = self.env["ir.attachment"].search_count([])
        with patch.object(report, "_run_wkhtmltopdf", side_effect=AssertionError):
            self._pdf(PAYEE)
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)

    def test_two_slips_share_a_page_of_a4_and_not_of_a5(self):
        other = self._slip(self._person("0002", "佐藤", "次郎", "サトウ", "ジロウ"))
        other.action_check()
        both = self.slip | other
        self.assertEqual(len(pages_of(self._pdf(PAYEE, both))), 1)
        data = {"ids": both.ids, "page": "a5"}
        self.assertEqual(len(pages_of(self._pdf(PAYEE, both, data=data))), 2)

    def test_the_address_of_the_report_gives_nothing_to_others(self):
        for role in ("hr", "colleague", "settings", "auditor", "confirmer"):
            with self.subTest(role), self.assertRaises(AccessError):
                self._pdf(PAYEE, user=self.users[role])
            with self.subTest(role), self.assertRaises(AccessError):
                self.env["ir.actions.report"].with_user(
                    self.users[role]
                )._render_qweb_html(PAYEE, self.slip.ids)
        for role in ("clerk", "handler", "officer"):
            with self.subTest(role):
                self._pdf(PAYEE, user=self.users[role])

    def test_another_company_prints_nothing(self):
        outsider = self._user(
            "mn_outside_clerk", "mynumber_management.group_clerk", self.other
        )
        with self.assertRaises(AccessError):
            self._pdf(PAYEE, user=outsider)
        # ids in the body of the request are checked like those in the address
        reports = self.env["ir.actions.report"].with_user(outsider)
        with self.assertRaises(AccessError):
            reports._render_qweb_pdf(PAYEE, None, data={"ids": self.slip.ids})

    def test_a_character_in_no_font_is_named_before_printing(self):
        self.slip.payee_name = "山田　\U0002f9f4\u0b95"
        self.slip.action_check()
        with self.assertRaises(UserError) as caught:
            self._pdf(PAYEE)
        self.assertIn("\u0b95", str(caught.exception))
        levels = {f["level"] for f in self.slip._mynumber_findings("municipal")}
        self.assertIn("error", levels)

    def test_orders(self):
        people = [
            self._person("0020", "佐藤", "次郎", "サトウ", "ジロウ"),
            self._person("0010", "青木", "三郎", "アオキ", "サブロウ"),
            self._person("0030", "渡辺", "四郎", "ワタナベ", "シロウ"),
        ]
        works, sales = self.env["hr.department"].create(
            [
                {"name": "製造", "company_id": self.company.id},
                {"name": "営業", "company_id": self.company.id},
            ]
        )
        slips = self.slips.union(*(self._slip(person) for person in people))
        sato, aoki, watanabe = slips
        sato.write({"municipality_code": "271403", "department_id": works.id})
        aoki.write({"municipality_code": False, "department_id": sales.id})
        watanabe.write({"municipality_code": "141003", "department_id": False})
        expected = {
            "municipality": [watanabe, sato, aoki],
            "department": [aoki, sato, watanabe],
            "code": [aoki, sato, watanabe],
            "kana": [aoki, sato, watanabe],
        }
        for key, order in expected.items():
            with self.subTest(key):
                self.assertEqual(list(slips._in_order(key)), order)

    def test_values_and_holders_for_the_output_with_numbers(self):
        (page,) = self.slip._mynumber_pages("municipal")
        self.assertEqual(
            page["slots"],
            [
                ("payee_number", "hr.employee", self.taro.id),
                ("u16_1_number", "mynumber.dependant", self.child.id),
            ],
        )
        (values,) = page["values"]
        self.assertEqual(values["pay_amount"], "5,000,000")
        self.assertEqual(values["payer_number"], self.payer.corporate_number)
        self.assertEqual(self.slip._mynumber_form(), "withholding_slip")
        self.assertEqual(self.slip._mynumber_purpose(), "tax.withholding_slip")
        self.assertEqual(self.slip._mynumber_period(), str(YEAR))
        self.assertIn("横浜市", self.slip._mynumber_destination("municipal"))

    def test_the_purpose_is_one_that_exists(self):
        code = self.slip._mynumber_purpose()
        self.assertTrue(self.env["mynumber.purpose"].search([("code", "=", code)]))

    def test_a_relative_outside_the_register_has_no_slot(self):
        self.slip.relative_ids.dependant_id = False
        self.slip.action_check()
        (page,) = self.slip._mynumber_pages("municipal")
        self.assertEqual([slot for slot, _m, _i in page["slots"]], ["payee_number"])

    def test_a_sole_proprietor_is_a_holder(self):
        self.payer.write({"corporate_number": False, "sole_proprietor": True})
        self.slip.action_renew_particulars()
        self.slip.action_check()
        (page,) = self.slip._mynumber_pages("municipal")
        partner = self.company.partner_id
        self.assertIn(("payer_number", "res.partner", partner.id), page["slots"])

    def test_the_tax_office_copy_exists_until_reiwa_7(self):
        self.assertTrue(self.slip.deemed_filed)
        self.assertEqual(set(self.slip._mynumber_copies()), {"municipal", "csv315"})
        with self.assertRaisesRegex(UserError, "counts as filed"):
            self.slip._mynumber_pages("tax")
        last = self.slips._make(self.taro, 2025, self.payer)
        self.assertFalse(last.deemed_filed)
        copies = {"municipal", "tax", "csv315", "csv375"}
        self.assertEqual(set(last._mynumber_copies()), copies)

    def test_unknown_copies_years_without_sheet_and_mixed_years(self):
        with self.assertRaises(UserError):
            self.slip._mynumber_pages("somebody")
        old = self.slips._make(self.taro, 2019, self.payer)
        with self.assertRaisesRegex(UserError, "no sheet"):
            old._mynumber_pages("municipal")
        with self.assertRaisesRegex(UserError, "one tax year"):
            (self.slip | old)._mynumber_pages("municipal")

    def test_the_wizard_opens_the_dialog_or_the_report(self):
        wizard = (
            self.env["mynumber.statement.output"]
            .with_user(self.clerk)
            .with_context(active_model=self.slips._name, active_ids=self.slip.ids)
            .create({"sort_by": "code"})
        )
        self.assertEqual(wizard.statement_ids.ids, self.slip.ids)
        self.assertNotIn("tax", wizard.copies_offered)
        self.assertIn("municipal", wizard.copies_offered)
        action = wizard.action_output()
        self.assertEqual(action["tag"], "mynumber_output")
        self.assertEqual(
            action["context"],
            {
                "model": self.slips._name,
                "ids": self.slip.ids,
                "copy": "municipal",
                "page": "a4",
            },
        )
        wizard.copy_kind = "payee"
        action = wizard.action_output()
        self.assertEqual(action["report_name"], PAYEE)
        self.assertEqual(action["data"], {"ids": self.slip.ids, "page": "a4"})
        wizard.copy_kind = "tax"
        with self.assertRaises(UserError):
            wizard.action_output()

    def test_print_menu(self):
        actions = self.env["ir.actions.actions"].with_user(self.clerk)
        names = {a["id"] for a in actions.get_bindings(self.slips._name)["report"]}
        for xmlid in (
            "report_withholding_payee",
            "report_withholding_control",
            "mynumber_statement_output_action",
        ):
            self.assertIn(self.env.ref(f"mynumber_management.{xmlid}").id, names)
