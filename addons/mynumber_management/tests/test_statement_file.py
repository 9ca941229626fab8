# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..filings import layout
from .statement_common import FIGURES, YEAR, StatementCase


@tagged("post_install", "-at_install", "mynumber_statement")
class TestStatementFile(StatementCase):
    """A slip as a record of the files for eLTAX (315) and e-Tax (375)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.child = cls._relative("一郎", "イチロウ", "child", date(2015, 4, 1), {})
        cls.slip = cls._slip()
        cls.slip.action_check()

    def _entry(self, slip=None, copy="csv315"):
        (page,) = (slip or self.slip).with_user(self.clerk)._mynumber_pages(copy)
        return page

    def test_values_and_holders_of_a_record(self):
        page = self._entry()
        values = page["values"].values
        self.assertEqual(values["payee_name"], self.slip.payee_name)
        self.assertEqual(values["pay_amount"], 5000000)
        self.assertEqual(values["payer_number"], self.payer.corporate_number)
        self.assertEqual(
            page["slots"],
            [
                ("payee_number", "hr.employee", self.taro.id),
                ("u16_1_number", "mynumber.dependant", self.child.id),
            ],
        )

    def test_a_sole_proprietor_has_a_slot(self):
        self.payer.write({"corporate_number": False, "sole_proprietor": True})
        self.slip.action_renew_particulars()
        self.slip.action_check()
        partner = self.company.partner_id
        self.assertIn(
            ("payer_number", "res.partner", partner.id), self._entry()["slots"]
        )

    def test_the_file_for_the_tax_office_exists_until_reiwa_7(self):
        self.assertEqual(set(self.slip._mynumber_copies()), {"municipal", "csv315"})
        with self.assertRaisesRegex(UserError, "counts as filed"):
            self.slip._mynumber_pages("csv375")
        last = self.slips._make(self.taro, 2025, self.payer)
        self.assertEqual(
            set(last._mynumber_copies()), {"municipal", "tax", "csv315", "csv375"}
        )
        self.assertEqual(
            last._mynumber_destination("csv375"), last._mynumber_destination("tax")
        )
        old = self.slips._make(self.taro, 2021, self.payer)
        with self.assertRaisesRegex(UserError, "no layout"):
            old._mynumber_pages("csv315")

    def test_a_file_has_one_payer(self):
        branch = self._payer("甲商事株式会社 大阪支店", self.company)
        other = self._person("0002", "佐藤", "次郎", "サトウ", "ジロウ")
        slip = self.slips._make(other, YEAR, branch)
        slip.write(FIGURES)
        slip.action_check()
        with self.assertRaisesRegex(UserError, "one payer"):
            (self.slip | slip)._check_copy("csv315")

    def test_drafts_are_refused(self):
        self.slip.pay_kind = "給料"
        with self.assertRaisesRegex(UserError, "drafts"):
            self._entry()

    def test_a_clean_slip_has_no_finding(self):
        self.assertEqual(self.slip._mynumber_findings("csv315"), [])

    def test_findings_name_item_and_field(self):
        self.slip.write(
            {
                "payee_name": "髙橋　太郎",
                "municipality_code": False,
                "payer_tel": "045/123",
            }
        )
        self.slip.action_check()
        self.assertEqual(self.slip.state, "checked")
        lines = [
            line
            for line in self.slip._mynumber_findings("csv315")
            if line["level"] == "error"
        ]
        self.assertEqual(
            {line["field"] for line in lines},
            {"payee_name", "municipality_code", "payer_tel"},
        )
        name = next(line for line in lines if line["field"] == "payee_name")
        self.assertEqual(name["replace"], ["髙", "高"])
        self.assertEqual(name["label"], "支払を受ける者－氏名")
        self.assertIn("14 支払を受ける者－氏名", name["message"])
        self.assertEqual(name["id"], self.slip.id)

    def test_an_employee_code_with_letters_stays_off_until_letters_are_allowed(self):
        self.slip.payee_code = "S001"
        self.slip.action_check()
        (line,) = self.slip._mynumber_findings("csv315")
        self.assertEqual((line["level"], line["field"]), ("warning", "payee_code"))
        self.assertNotIn("payee_code", self._entry()["values"].values)
        self.company.mynumber_layout_json = {"employee_code_letters": True}
        self.assertEqual(self.slip._mynumber_findings("csv315"), [])
        self.assertEqual(self._entry()["values"].values["payee_code"], "S001")

    def test_every_item_leads_to_a_field_of_the_slip(self):
        without = {
            # of the office or the file, not of a slip
            *("statement_code", "reference1", "reference2", "branch", "creation"),
            *("submitter_address", "submitter_name", "correction"),
            # abolished, always empty
            *("has_husband", "f_aged", "f_widower"),
        }
        for code in ("315", "375"):
            for item in layout.load(code, 2025).items:
                field = self.slip._file_field(item)
                expected = item.kind != "blank" and item.id not in without
                self.assertEqual(bool(field), expected, (code, item.id))
                self.assertFalse(field and field not in self.slip._fields)

    def test_a_usual_character_is_remembered_for_the_person(self):
        self.slip.payee_name = "髙橋　太郎"
        self.slip.action_check()
        slip = self.slip.with_user(self.clerk)
        slip.action_respell([["髙", "高"], ["髙", "高"]])
        slip.action_respell([["髙", "高"]])
        self.assertEqual(slip._mynumber_findings("csv315"), [])
        self.assertEqual(self._entry()["values"].values["payee_name"], "高橋　太郎")
        self.assertEqual(self.slip.payee_name, "髙橋　太郎")
        self.assertEqual(self.slip.state, "checked")
        other = self._slip(self._person("0002", "髙木", "次郎", "タカギ", "ジロウ"))
        other.action_check()
        self.assertTrue(other._mynumber_findings("csv315"))
        for pair in (["高", "髙"], ["髙", "木"], ["髙橋", "高橋"], ["１", "1"]):
            with self.subTest(pair), self.assertRaises(ValidationError):
                slip.action_respell([pair])
        for role in ("officer", "colleague", "auditor"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.slip.with_user(self.users[role]).action_respell([["﨑", "崎"]])
        self.slip.with_user(self.users["handler"]).action_respell([["﨑", "崎"]])

    def test_what_is_planned_changes_with_spelling_and_settings(self):
        self.slip.payee_name = "髙橋　太郎"
        self.slip.action_check()
        before = self._entry()["digest"], self.slip._mynumber_file("csv315")
        self.slip.action_respell([["髙", "高"]])
        self.company.mynumber_layout_json = {"individual_number_width": 12}
        after = self._entry()["digest"], self.slip._mynumber_file("csv315")
        self.assertNotEqual(before[0], after[0])
        self.assertNotEqual(before[1], after[1])
        self.assertIsNone(self.slip._mynumber_file("municipal"))

    def test_settings_are_those_of_the_layouts(self):
        wizard = self.env["mynumber.layout.settings"]
        for key, setting in wizard._points().items():
            offered = [json.loads(c) for c, _label in wizard._fields[key].selection]
            self.assertCountEqual(offered, setting.choices, key)
            self.assertEqual(offered[0], setting.default, key)

    def test_an_officer_chooses_what_the_layouts_leave_open(self):
        company = self.company
        officer = self.users["officer"]
        settings = self.env["mynumber.layout.settings"].with_company(company)
        with Form(settings.with_user(officer)) as form:
            self.assertEqual(form.individual_number_width, "13")
            form.individual_number_width = "12"
            form.creation = '"2"'
        form.record.action_save()
        self.assertEqual(
            company.mynumber_layout_json,
            {"individual_number_width": 12, "creation": "2"},
        )
        chosen = self.slip._file_layout("csv315")
        self.assertEqual(chosen.by_id["payee_number"].high, 12)
        self.assertEqual(chosen.settings["creation"], "2")
        with Form(settings.with_user(officer)) as form:
            self.assertEqual(form.individual_number_width, "12")
            form.individual_number_width = "13"
            form.creation = '"1"'
        form.record.action_save()
        self.assertFalse(company.mynumber_layout_json)
        with self.assertRaises(AccessError):
            settings.with_user(self.clerk).create({}).action_save()

    def test_totals_by_municipality(self):
        slips = self.slip
        for code, more in (
            ("0011", {"left_date": date(YEAR, 12, 20), "ordinary_collection": True}),
            ("0012", {"ordinary_collection": True, "ordinary_reason": "普Ａ"}),
            ("0013", {}),
        ):
            person = self._person(code, "佐藤", "次郎", "サトウ", "ジロウ")
            slip = self._slip(person, **more)
            if code == "0013":
                slip.municipality_code, slip.municipality_name = "271403", "堺市"
            slips |= slip
        slips.action_check()
        self.assertEqual(set(slips.mapped("state")), {"checked"})
        totals = self.env["mynumber.statement.totals"].with_user(self.clerk)
        context = {"active_model": slips._name, "active_ids": slips.ids}
        here, sakai = totals.with_context(**context).create({}).line_ids
        self.assertEqual(
            (here.special, here.ordinary, here.left, here.people, here.pay),
            (1, 1, 1, 3, 15000000),
        )
        self.assertEqual((sakai.code, sakai.name), ("271403", "堺市"))
        self.assertEqual((sakai.special, sakai.people), (1, 1))
        slips[0].payer_tel = "045/123"
        slips[0].action_check()
        with self.assertRaisesRegex(UserError, "提出義務者の電話番号"):
            totals.with_context(**context).create({})
        with self.assertRaises(AccessError):
            totals.with_user(self.users["colleague"]).with_context(**context).create({})

    def test_the_wizard_opens_the_dialog_for_a_file(self):
        wizard = (
            self.env["mynumber.statement.output"]
            .with_user(self.clerk)
            .with_context(active_model=self.slips._name, active_ids=self.slip.ids)
            .create({"copy_kind": "csv315"})
        )
        self.assertIn("csv315", wizard.copies_offered)
        self.assertNotIn("csv375", wizard.copies_offered)
        self.assertTrue(wizard.deemed_filed)
        action = wizard.action_output()
        self.assertEqual(action["tag"], "mynumber_output")
        self.assertEqual(action["context"]["copy"], "csv315")
