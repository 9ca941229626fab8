# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestVerification(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subject = cls._subject(cls.employee)
        payee = cls.env["res.partner"].create({"name": "支払 先"})
        cls.payee = cls.env["mynumber.subject"]._for_holder(
            cls.company, "res.partner", payee.id
        )
        dependant = cls.env["mynumber.dependant"].create(
            {
                "employee_id": cls.employee.id,
                "family_name": "山田",
                "given_name": "次郎",
                "relation": "child",
            }
        )
        cls.dependant = cls.env["mynumber.subject"]._for_holder(
            cls.company, "mynumber.dependant", dependant.id
        )

    def _vals(self, route, *identity, number=None, subject=None, **vals):
        return {
            "subject_id": (subject or self.subject).id,
            "route": route,
            "number_proof_id": number and self._proof(number).id,
            "identity_proof_ids": [(6, 0, [self._proof(name).id for name in identity])],
            "checked_by": self.users["handler"].id,
            "checked_on": datetime(2026, 5, 1),
            **vals,
        }

    def _accepted(self, *args, **kwargs):
        vals = self._vals(*args, **kwargs)
        self.env["mynumber.verification"]._check_rules(vals)
        return self.env["mynumber.verification"].create(vals)

    def _refused(self, *args, **kwargs):
        vals = self._vals(*args, **kwargs)
        with self.subTest(args=args, kwargs=str(kwargs)):
            with self.assertRaises(UserError):
                self.env["mynumber.verification"]._check_rules(vals)
            with self.assertRaises(UserError):
                self.env["mynumber.verification"].create(vals)

    def test_card_proves_both(self):
        record = self._accepted("card", number="number_card")
        self.assertEqual(record.company_id, self.company)
        self._refused("card", number="number_juminhyo")
        self._refused("card")

    def test_documents_need_a_number_document_and_identity(self):
        self._accepted("documents", "photo_licence", number="number_juminhyo")
        self._accepted(
            "documents", "plain_eligibility", "plain_tax", number="number_juminhyo"
        )
        self._refused("documents", "photo_licence")
        self._refused("documents", number="number_juminhyo")
        self._refused("documents", "plain_tax", number="number_juminhyo")
        self._refused("documents", "photo_licence", number="photo_passport")
        self._refused("documents", "number_card", number="number_juminhyo")
        self._refused("documents", "online_signature", number="number_juminhyo")

    def test_the_same_plain_document_twice_counts_once(self):
        self._refused("documents", "plain_tax", "plain_tax", number="number_juminhyo")

    def test_recognition_is_for_employees_in_person(self):
        self._accepted("known", number="number_juminhyo", recognised=True)
        self._accepted("documents", number="number_juminhyo", recognised=True)
        self._refused("known", number="number_juminhyo")
        self._refused("known", recognised=True)
        for subject in (self.payee, self.dependant):
            self._refused(
                "known", number="number_juminhyo", recognised=True, subject=subject
            )
        for route in ("mail", "online"):
            self._refused(route, number="number_juminhyo", recognised=True)

    def test_proxy_needs_name_authority_and_own_identity(self):
        proxy = {
            "proxy_name": "山田 花子",
            "proxy_proof_id": self._proof("proxy_mandate").id,
        }
        wife = {"number": "number_juminhyo", "subject": self.dependant}
        self._accepted("proxy", "photo_licence", **wife, **proxy)
        self._accepted("proxy", recognised=True, **wife, **proxy)
        self._refused("proxy", **wife, **proxy)
        self._refused("proxy", "photo_licence", **wife)
        self._refused(
            "proxy",
            "photo_licence",
            **wife,
            proxy_name="山田 花子",
            proxy_proof_id=self._proof("photo_passport").id,
        )

    def test_online_accepts_electronic_identity(self):
        self._accepted("online", "online_signature", number="number_card")
        self._accepted("online", "online_issued_id", number="number_card")
        self._refused("online", number="number_card")

    def test_former_employer_and_declaration(self):
        self._accepted("former_employer", note="同意書 2026-04-01 乙物産")
        self._refused("former_employer")
        self._refused("former_employer", note="  ")
        self._accepted("declared", subject=self.dependant)
        self._refused("declared")
        self._accepted("declared", note="2020-04-01 入社時に確認済み")

    def test_documents_count_on_days_on_which_the_law_accepts_them(self):
        two = ("plain_insurance_card", "plain_tax")
        self._accepted(
            "documents",
            *two,
            number="number_juminhyo",
            # 23:30 of the last day in Tokyo
            checked_on=datetime(2025, 12, 1, 14, 30),
        )
        self._refused(
            "documents",
            *two,
            number="number_juminhyo",
            checked_on=datetime(2025, 12, 1, 15, 0),
        )
        self._refused(
            "documents",
            "plain_eligibility",
            "plain_tax",
            number="number_juminhyo",
            checked_on=datetime(2024, 12, 1),
        )

    def test_a_route_is_required(self):
        with self.assertRaises(UserError):
            self.env["mynumber.verification"]._check_rules(self._vals(False))

    def test_the_number_notice_is_no_proof(self):
        names = self.env["mynumber.proof"].search([]).mapped("code")
        self.assertFalse(
            [code for code in names if "notice" in code and "number" in code]
        )

    def test_records_are_append_only(self):
        record = self._accepted("card", number="number_card")
        with self.assertRaises(UserError):
            record.note = "x"
        with self.assertRaises(UserError):
            record.unlink()

    def test_every_shipped_proof_names_its_source(self):
        shipped = self.env["mynumber.proof"].search([("shipped", "=", True)])
        self.assertGreater(len(shipped), 30)
        self.assertTrue(all(shipped.mapped("source")))
