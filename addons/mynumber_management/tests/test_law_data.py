# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLawData(OfficeCase):
    def test_shipped_rows_are_read_only_and_copies_are_not(self):
        officer = self.users["officer"]
        for xmlid in (
            "purpose_tax_withholding_slip",
            "purpose_set_employee",
            "proof_number_card",
        ):
            row = self.env.ref(f"mynumber_management.{xmlid}").with_user(officer)
            with self.subTest(xmlid=xmlid):
                with self.assertRaises(UserError):
                    row.name = "x"
                with self.assertRaises(UserError):
                    row.unlink()
                own = row.copy({"code": "own.copy"})
                self.assertFalse(own.shipped)
                own.name = "自社用"
                own.shipped = True
                self.assertFalse(own.shipped)
                own.unlink()

    def test_purposes_name_their_law_and_sets_cover_them(self):
        purposes = self.env["mynumber.purpose"].search([("shipped", "=", True)])
        self.assertTrue(all(purposes.mapped("law")))
        self.assertEqual(
            purposes, purposes & self.env["mynumber.purpose.set"].search([]).purpose_ids
        )

    def test_purposes_and_proofs_of_a_day(self):
        purpose = self.purpose.copy({"code": "own", "until": "2026-03-31"})
        on = self.env["mynumber.purpose"]._on
        self.assertIn(purpose, on(purpose.until))
        self.assertNotIn(
            purpose, on(self.env["mynumber.right"].default_get(["date_to"])["date_to"])
        )

    def test_published_notice_is_immutable(self):
        notice = self.env.ref("mynumber_management.notice_2026_1_ja")
        for record in (notice, notice.with_user(self.users["officer"])):
            for vals in (
                {"text": "<p>x</p>"},
                {"version": "9"},
                {"purpose_ids": [(5,)]},
                {"lang": "en_US"},
            ):
                with self.subTest(vals=vals), self.assertRaises(UserError):
                    record.write(vals)
            with self.assertRaises(UserError):
                record.unlink()
        notice.with_user(self.users["officer"]).active = False
        self.assertFalse(notice.active)

    def test_a_draft_is_published_once_by_an_officer_with_its_button(self):
        notices = self.env["mynumber.notice"].with_user(self.users["officer"])
        draft = notices.create({"version": "2026-2", "text": "<p>目的</p>"})
        with self.assertRaises(AccessError):
            draft.state = "published"
        with self.assertRaises(AccessError):
            notices.create({"version": "3", "text": "x", "state": "published"})
        with self.assertRaises(UserError):
            draft.action_publish()
        draft.purpose_ids = self.purpose
        with self.assertRaises(AccessError):
            draft.with_user(self.users["handler"]).action_publish()
        draft.action_publish()
        first = draft.published_on
        self.assertEqual(draft.state, "published")
        draft.action_publish()
        self.assertEqual(draft.published_on, first)
        with self.assertRaises(UserError):
            draft.text = "<p>他</p>"

    def test_notice_names_company_and_desk_and_escapes_them(self):
        notice = self.env.ref("mynumber_management.notice_2026_1_ja")
        self.company.mynumber_desk = "<b>総務</b>"
        text = notice._text_for(self.company)
        self.assertIn("甲商事は", text)
        self.assertIn("&lt;b&gt;総務", text)
        self.assertNotIn("{", text)

    def test_default_notice_names_every_shipped_purpose(self):
        for lang in ("ja", "en"):
            notice = self.env.ref(f"mynumber_management.notice_2026_1_{lang}")
            shipped = self.env["mynumber.purpose"].search([("shipped", "=", True)])
            self.assertEqual(notice.purpose_ids & shipped, shipped)
