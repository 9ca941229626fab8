# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestCompanies(OfficeCase):
    def test_each_company_sees_its_own_records_only(self):
        ours, theirs = (
            self._everything(employee) for employee in (self.employee, self.stranger)
        )
        for model, record in theirs.items():
            role = "officer" if model == "mynumber.audit.entry" else "handler"
            mine = ours[model].with_user(self.users[role])
            with self.subTest(model=model):
                found = mine.search([("id", "in", [record.id, mine.id])])
                self.assertEqual(found, mine)
                with self.assertRaises(AccessError):
                    record.with_user(self.users[role]).read(["display_name"])

    def _everything(self, employee):
        company, subject = employee.company_id, self._subject(employee)
        model = self.env.__getitem__
        right = self._right(self._user(f"r{company.id}", "base.group_user"), company)
        right.state = "effective"
        filing = model("mynumber.filing").create(
            {"company_id": company.id, "form_code": "withholding_slip"}
        )
        return {
            "mynumber.subject": subject,
            "mynumber.register": model("mynumber.register").browse(employee.id * 4),
            "mynumber.subject.purpose": model("mynumber.subject.purpose").create(
                {
                    "subject_id": subject.id,
                    "purpose_id": self.purpose.id,
                    "channel": "paper",
                }
            ),
            "mynumber.verification": self._verification(subject),
            "mynumber.right": right,
            "mynumber.right.spell": right.spell_ids,
            "mynumber.order": model("mynumber.order").create(
                {"company_id": company.id, "kind": "output"}
            ),
            "mynumber.filing": filing,
            "mynumber.holding": model("mynumber.holding").create(
                {
                    "subject_id": subject.id,
                    "kind": "withholding_slip.municipal",
                    "filing_id": filing.id,
                    "event_on": fields.Date.today(),
                }
            ),
            "mynumber.notice": model("mynumber.notice").create(
                {
                    "version": "x",
                    "text": "<p>x</p>",
                    "company_id": company.id,
                }
            ),
            "mynumber.audit.entry": self._entry(company),
        }

    def _entry(self, company):
        self.env.cr.execute(
            "SELECT mynumber_uuid FROM res_company WHERE id = %s", [company.id]
        )
        self._log(1, '{"ev":"x"}', self.env.cr.fetchone()[0])
        return self.env["mynumber.audit.entry"].search(
            [("company_id", "=", company.id)]
        )

    def test_shared_notice_is_seen_by_every_company(self):
        shared = self.env.ref("mynumber_management.notice_2026_1_ja")
        self.assertTrue(shared.with_user(self.users["handler"]).text)

    def test_company_uuid_is_given_once_and_never_changes(self):
        uuids = self._uuids()
        self.assertEqual(len(set(uuids)), 2)
        self.assertNotIn(None, uuids)
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    "UPDATE res_company SET mynumber_uuid = gen_random_uuid() "
                    "WHERE id = %s",
                    [self.company.id],
                )
        self.company.name = "甲商事株式会社"
        self.assertEqual(self._uuids(), uuids)

    def test_company_uuid_is_no_field_and_not_copied(self):
        self.assertNotIn("mynumber_uuid", self.env["res.company"]._fields)
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    "UPDATE res_company SET mynumber_uuid = NULL WHERE id = %s",
                    [self.company.id],
                )

    def _uuids(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT mynumber_uuid FROM res_company WHERE id = ANY(%s) ORDER BY id",
            [[self.company.id, self.other.id]],
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def test_mirrors_of_the_keystore_are_not_written_by_users(self):
        settings = self.users["settings"]
        self.company.with_user(settings).name = "甲"
        for vals in ({"mynumber_second_person": "single"}, {"mynumber_free_limit": 9}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.company.with_user(settings).write(vals)
        self.company.sudo().write({"mynumber_second_person": "single"})

    def test_free_limit_lies_between_0_and_200(self):
        for limit in (-1, 201):
            with (
                self.subTest(limit=limit),
                self.assertRaises(psycopg2.IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.company.mynumber_free_limit = limit
                self.env.flush_all()

    def test_officer_states_the_desk_without_settings_rights(self):
        office = self.env["mynumber.office"].with_user(self.users["officer"])
        office.create({"desk": "総務部 内線123", "bureau": True}).action_save()
        self.assertEqual(self.company.mynumber_desk, "総務部 内線123")
        self.assertTrue(self.company.mynumber_bureau)
        with self.assertRaises(AccessError):
            self.env["mynumber.office"].with_user(self.users["handler"]).create({})
        foreign = office.create({"company_id": self.other.id, "desk": "x"})
        with self.assertRaises(AccessError):
            foreign.action_save()

    def test_company_with_number_right_or_unexported_log_stays(self):
        company = self.env["res.company"].create({"name": "丙"})
        employee = self._employee("三郎", company)
        subject = self._subject(employee)
        self._store_blob(subject)
        with self.assertRaisesRegex(UserError, "disposal"):
            company.unlink()
        self.env.cr.execute("DELETE FROM mynumber_number")
        right = self._right(self.users["colleague"], company)
        with self.assertRaisesRegex(UserError, "Rights"):
            company.unlink()
        right.unlink()
        self._entry(company)
        with self.assertRaisesRegex(UserError, "audit trail"):
            company.unlink()
