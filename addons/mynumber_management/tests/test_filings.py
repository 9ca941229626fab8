# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestFilings(OfficeCase):
    def setUp(self):
        super().setUp()
        self.filing = self.env["mynumber.filing"].create(
            {
                "company_id": self.company.id,
                "form_code": "withholding_slip",
                "state": "produced",
            }
        )

    def test_what_became_of_a_document_follows_its_steps(self):
        filing = self.filing.with_user(self.users["clerk"])
        with self.assertRaises(UserError):
            filing.action_returned()
        filing.action_sent()
        filing.action_returned()
        filing.action_sent()
        filing.action_accepted()
        filing.action_corrected()
        self.assertEqual(filing.state, "corrected")
        with self.assertRaises(UserError):
            filing.action_sent()

    def test_nothing_else_of_a_document_is_written_by_users(self):
        for role in ("clerk", "handler"):
            mine = self.filing.with_user(self.users[role])
            for vals in ({"state": "accepted"}, {"form_code": "x"}):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    mine.write(vals)
        with self.assertRaises(AccessError):
            self.filing.with_user(self.users["auditor"]).action_sent()

    def test_tax_years_are_told_as_on_slips(self):
        for period, told in (
            ("2025", "令和7年分"),
            ("2018, 2019", "平成30年分、令和元年分"),
            (False, ""),
        ):
            self.filing.period = period
            self.assertEqual(self.filing.period_label, told)

    def test_documents_and_orders_are_numbered(self):
        order = self.env["mynumber.order"].create(
            {"company_id": self.company.id, "kind": "output"}
        )
        self.assertRegex(self.filing.name, r"^F\d{4}-\d{5}$")
        self.assertRegex(order.name, r"^O\d{4}-\d{5}$")
