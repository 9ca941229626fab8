# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..door import disposal, output, rows
from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestSubjects(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dependant = cls.env["mynumber.dependant"].create(
            {
                "employee_id": cls.employee.id,
                "family_name": "山田",
                "given_name": "太郎",
                "relation": "child",
            }
        )
        cls.payee = cls.env["res.partner"].create({"name": "佐藤 弁護士"})
        cls.model = cls.env["mynumber.subject"]

    def test_made_on_demand_once_per_company_and_person(self):
        before = self.model.search_count([])
        first = self.model._for_holder(self.company, "hr.employee", self.employee.id)
        again = self.model._for_holder(self.company, "hr.employee", self.employee.id)
        self.assertEqual(first, again)
        self.assertEqual(self.model.search_count([]), before + 1)
        self.assertEqual(
            (first.kind, first.state, first.name, first.employee_id),
            ("employee", "none", "山田 花子", self.employee),
        )

    def test_dependant_hangs_on_the_employee(self):
        subject = self.model._for_holder(
            self.company, "mynumber.dependant", self.dependant.id
        )
        self.assertEqual(subject.kind, "dependant")
        self.assertEqual(subject.employee_id, self.employee)
        self.assertEqual(subject.name, "山田 太郎")

    def test_day_of_destruction_is_the_day_in_tokyo(self):
        subject = self._subject(self.employee)
        with freeze_time("2026-03-31 15:30:00"):
            disposal._mirror(self.env, {subject.uuid}, rows.DISPOSED)
        self.assertEqual(str(subject.disposed_on), "2026-04-01")

    def test_blank_box_of_a_relative_abroad_is_no_warning(self):
        slip = self.env["mynumber.statement.withholding"].new()
        slots = [("spouse_number", "mynumber.dependant", self.dependant.id)]
        job = output.Job(slip, "municipal", "a5", [{"slots": slots}], {})
        self.assertEqual(len(output._blanks(self.env, job, {})), 1)
        self.dependant.non_resident = True
        self.assertEqual(output._blanks(self.env, job, {}), [])

    def test_payee_of_two_companies_has_two_subjects(self):
        subjects = [
            self.model._for_holder(company, "res.partner", self.payee.id)
            for company in (self.company, self.other)
        ]
        self.assertNotEqual(subjects[0], subjects[1])
        self.assertNotEqual(subjects[0].uuid, subjects[1].uuid)

    def test_person_of_another_company_or_nobody_is_refused(self):
        for company, model, holder in (
            (self.other, "hr.employee", self.employee.id),
            (self.other, "mynumber.dependant", self.dependant.id),
            (self.company, "hr.employee", 2**31 - 1),
            (self.company, "res.users", self.env.user.id),
        ):
            with self.subTest(model=model), self.assertRaises(UserError):
                self.model._for_holder(company, model, holder)

    def test_name_and_leaving_follow_the_person(self):
        subjects = self._subject(self.employee) | self.model._for_holder(
            self.company, "mynumber.dependant", self.dependant.id
        )
        self.employee.name = "山田 華子"
        self.assertEqual(subjects[0].name, "山田 華子")
        self.assertTrue(all(subjects.mapped("active_holder")))
        self.employee.action_archive()
        self.assertFalse(any(subjects.mapped("active_holder")))

    def test_no_role_writes_creates_or_deletes_a_subject(self):
        subject = self._subject(self.employee)
        for role in ("handler", "officer", "settings"):
            mine = subject.with_user(self.users[role])
            for attempt in (
                lambda s=mine: s.write({"state": "active"}),
                lambda s=mine: s.unlink(),
                lambda s=mine: s.create(
                    {
                        "company_id": self.company.id,
                        "holder_model": "hr.employee",
                        "holder_id": 1,
                        "kind": "employee",
                    }
                ),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    attempt()

    def test_subject_with_history_is_not_deleted(self):
        subject = self._subject(self.employee)
        self._verification(subject)
        with self.assertRaisesRegex(UserError, "on record"):
            subject.unlink()
        other = self._subject(self._employee("次郎", self.company))
        other.unlink()
        self.assertFalse(other.exists())

    def test_stored_number_is_told_by_the_raw_table_not_the_mirror(self):
        subject = self._subject(self.employee)
        ids = [self.employee.id, self.stranger.id]
        held = self.model._held_holder_ids
        counted = self.model._count_held(self.company)
        subject.state = "active"
        self.assertFalse(held("hr.employee", ids))
        self._store_blob(subject)
        subject.state = "disposed"
        self.assertEqual(held("hr.employee", ids), {self.employee.id})
        self.assertFalse(held("mynumber.dependant", ids))
        self.assertEqual(self.model._count_held(self.company), counted + 1)
        self.assertEqual(self.model._count_held(self.other), 0)

    def test_register_lists_everybody_with_leavers(self):
        self._subject(self.employee).state = "active"
        self.model._for_holder(self.company, "res.partner", self.payee.id)
        leaver = self._employee("去年 退職", self.company)
        leaver.action_archive()
        self.env.flush_all()
        rows = self.env["mynumber.register"].search(
            [("company_id", "=", self.company.id)]
        )
        by_name = {row.name: row for row in rows}
        self.assertEqual(by_name["山田 花子"].state, "active")
        self.assertEqual(by_name["山田 太郎"].state, "none")
        self.assertEqual(by_name["山田 太郎"].employee_id, self.employee)
        self.assertEqual(by_name["佐藤 弁護士"].kind, "payee")
        self.assertFalse(by_name["去年 退職"].active_holder)
        self.assertNotIn("鈴木 一郎", by_name)

    def test_register_keeps_a_number_with_the_company_that_took_it(self):
        subject = self._subject(self.employee)
        self.employee.company_id = self.other
        self.env.flush_all()
        rows = self.env["mynumber.register"].search([("name", "=", "山田 花子")])
        self.assertEqual(rows.company_id, self.company | self.other)
        kept = rows.filtered(lambda row: row.company_id == self.company)
        self.assertEqual(kept.subject_id, subject)
        moved = rows - kept
        self.assertFalse(moved.subject_id)

    def test_register_finds_names_in_usual_spellings(self):
        self._employee("髙橋 﨑子", self.company)
        self.env.flush_all()
        register = self.env["mynumber.register"]
        found = register.search([("display_name", "ilike", "高橋")])
        self.assertEqual(found.mapped("name"), ["髙橋 﨑子"])

    def test_register_reads_without_hr_rights(self):
        self.env.flush_all()
        rows = self.env["mynumber.register"].with_user(self.users["clerk"])
        [row] = rows.web_search_read(
            [("name", "=", "山田 太郎")],
            {
                "name": {},
                "employee_id": {"fields": {"display_name": {}}},
                "department_id": {"fields": {"display_name": {}}},
            },
        )["records"]
        self.assertEqual(row["employee_id"]["display_name"], "山田 花子")

    def test_register_opens_the_person_or_the_record(self):
        self.env.flush_all()
        row = self.env["mynumber.register"].search(
            [("holder_id", "=", self.employee.id), ("kind", "=", "employee")]
        )
        handler = row.with_user(self.users["handler"])
        before = self.model.search_count([])
        with self.assertRaisesRegex(UserError, "Employees role"):
            handler.action_open()
        self.assertEqual(self.model.search_count([]), before, "looking asks nobody")
        subject = self._subject(self.employee)
        self.env.invalidate_all()
        action = handler.action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (subject._name, subject.id)
        )
        self.users["handler"].group_ids |= self.env.ref("hr.group_hr_user")
        self.assertEqual(handler.action_open()["res_model"], "hr.employee")
        with self.assertRaises(AccessError):
            row.with_user(self.users["colleague"]).action_open_subject()

    def test_kept_document_protects_the_subject(self):
        subject = self._subject(self.employee)
        self.env["mynumber.holding"].create(
            {
                "subject_id": subject.id,
                "kind": "withholding_slip.municipal",
                "event_on": fields.Date.to_date("2026-01-10"),
            }
        )
        with self.assertRaises(UserError):
            subject.unlink()
