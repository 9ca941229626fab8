# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestRights(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holder = cls.users["colleague"]
        cls.jobs = cls.env["hr.job"].create(
            [{"name": n, "company_id": cls.company.id} for n in ("人事", "営業")]
        )
        cls.departments = cls.env["hr.department"].create(
            [{"name": n, "company_id": cls.company.id} for n in ("総務部", "販売部")]
        )
        cls.self_employee = cls._employee(
            "保持 者",
            cls.company,
            user_id=cls.holder.id,
            job_id=cls.jobs[0].id,
            department_id=cls.departments[0].id,
        )

    def _effective(self, **vals):
        right = self._right(self.holder, **vals)
        right.state = "effective"
        return right

    def _assert_suspended(self, right, reason="moved"):
        self.env.cr.flush()  # what runs before a commit
        self.assertEqual((right.state, right.suspended_reason), ("suspended", reason))
        self.assertTrue(right.suspended_on)
        self.assertTrue(right.spell_ids.until, "the spell ends with the suspension")

    # proposals

    def test_handlers_and_officers_propose_lower_roles_do_not(self):
        vals = {
            "user_id": self.holder.id,
            "company_id": self.company.id,
            "act_show": True,
            "purpose_ids": [(6, 0, self.purpose.ids)],
        }
        for role in ("handler", "officer"):
            right = self.env["mynumber.right"].with_user(self.users[role]).create(vals)
            self.assertEqual(right.state, "proposed")
            self.assertEqual(right.proposed_by, self.users[role])
            self.assertTrue(right.key)
        for role in ("clerk", "auditor", "colleague", "settings"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.env["mynumber.right"].with_user(self.users[role]).create(vals)

    def test_state_key_and_decision_are_not_written_by_users(self):
        right = self._right(self.holder)
        mine = right.with_user(self.users["officer"])
        for vals in (
            {"state": "effective"},
            {"key": "0"},
            {"post": "x"},
            {"granted_by": self.users["officer"].id},
            {"single_confirmed": True},
            {"suspended_on": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                mine.write(vals)
        with self.assertRaises(AccessError):
            mine.create({"user_id": self.holder.id, "state": "effective"})

    def test_a_decided_right_is_neither_edited_nor_deleted(self):
        right = self._right(self.holder)
        mine = right.with_user(self.users["officer"])
        mine.act_show = True
        right.state = "effective"
        with self.assertRaises(UserError):
            mine.act_output = True
        with self.assertRaises(UserError):
            mine.unlink()
        right.state = "ended"
        with self.assertRaises(UserError):
            mine.act_output = True
        proposal = self._right(self.holder).with_user(self.users["officer"])
        proposal.unlink()
        self.assertFalse(proposal.exists())

    def test_a_right_lasts_at_most_twelve_months(self):
        self._right(self.holder, date_from="2026-04-01", date_to="2027-03-31")
        for last in ("2027-04-01", "2026-03-31"):
            with self.subTest(last=last), self.assertRaises(ValidationError):
                self._right(self.holder, date_from="2026-04-01", date_to=last)

    def test_a_grant_names_acts_and_purposes(self):
        with self.assertRaises(ValidationError):
            self._right(self.holder, act_enter=False)
        with self.assertRaises(ValidationError):
            self._right(self.holder, purpose_ids=[])
        self._right(self.holder, kind="officer", act_enter=False, purpose_ids=[])

    def test_a_confirmer_holds_no_other_right(self):
        self._right(self.holder, kind="confirmer")
        with self.assertRaises(ValidationError):
            self._right(self.holder)
        other = self.users["clerk"]
        self._right(other)
        with self.assertRaises(ValidationError):
            self._right(other, kind="confirmer")

    # suspension follows the post

    def test_department_or_job_through_the_employee(self):
        for vals in (
            {"department_id": self.departments[1].id},
            {"job_id": self.jobs[1].id},
        ):
            right = self._effective()
            self.self_employee.write(vals)
            self._assert_suspended(right)

    def test_department_through_the_version(self):
        right = self._effective()
        self.self_employee.version_id.write({"department_id": self.departments[1].id})
        self._assert_suspended(right)

    def test_a_new_version_from_today(self):
        right = self._effective()
        self.self_employee.version_id.date_version = "2020-01-01"
        self.env.cr.flush()
        self.assertEqual(right.state, "effective")
        self.self_employee.create_version(
            {"date_version": "2026-01-01", "department_id": self.departments[1].id}
        )
        self._assert_suspended(right)

    def test_a_version_planned_for_later_suspends_on_its_day(self):
        self.self_employee.version_id.date_version = "2020-01-01"
        right = self._effective(date_from="2026-11-01", date_to="2027-10-31")
        with freeze_time("2026-11-20"):
            self.self_employee.create_version(
                {"date_version": "2026-12-01", "department_id": self.departments[1].id}
            )
            self.env.cr.flush()
            self.assertEqual(right.state, "effective")
        with freeze_time("2026-12-01 03:00:00"):
            self.env["hr.employee"]._cron_update_current_version_id()
            self._assert_suspended(right)

    def test_the_legal_day_counts_before_odoo_looks_at_the_version(self):
        self.self_employee.version_id.date_version = "2020-01-01"
        with freeze_time("2026-11-20"):
            right = self._effective(date_from="2026-11-01", date_to="2027-10-31")
            self.self_employee.create_version(
                {"date_version": "2026-12-01", "department_id": self.departments[1].id}
            )
        with freeze_time("2026-11-30 14:59:00"):
            self.assertFalse(right._suspend_moved())
        with freeze_time("2026-11-30 15:00:00"):  # midnight in Tokyo
            self.assertEqual(right._suspend_moved(), right)
            self._assert_suspended(right)

    def test_company(self):
        right = self._effective()
        self.self_employee.write(
            {"company_id": self.other.id, "department_id": False, "job_id": False}
        )
        self._assert_suspended(right)

    def test_archiving_alone_in_mass_and_by_the_resource(self):
        for archive in (
            lambda: self.self_employee.action_archive(),
            lambda: (self.self_employee | self.employee).action_archive(),
            lambda: self.self_employee.resource_id.write({"active": False}),
            lambda: self.self_employee.write({"active": False}),
        ):
            self.self_employee.active = True
            right = self._effective()
            archive()
            self._assert_suspended(right)

    def test_departure_wizard(self):
        right = self._effective()
        self.env["hr.departure.wizard"].with_context(employee_termination=True).create(
            {"employee_ids": [(6, 0, self.self_employee.ids)]}
        ).action_register_departure()
        self._assert_suspended(right)

    def test_user_deactivated_or_taken_from_the_employee(self):
        right = self._effective()
        self.holder.active = False
        self._assert_suspended(right, "deactivated")
        self.holder.active = True
        right = self._effective()
        self.self_employee.user_id = False
        self._assert_suspended(right)

    def test_user_taken_from_the_company(self):
        self.holder.company_ids += self.other
        right = self._effective()
        self.holder.write(
            {
                "company_id": self.other.id,
                "company_ids": [(3, self.company.id)],
            }
        )
        self._assert_suspended(right)

    def test_a_user_without_employee_keeps_the_right_until_deactivated(self):
        right = self._right(self.users["clerk"])
        right.state = "effective"
        self.users["clerk"].name = "経理"
        self.assertFalse(right._suspend_moved())
        self.users["clerk"].active = False
        self._assert_suspended(right, "deactivated")

    def test_what_does_not_move_the_holder_suspends_nothing(self):
        right = self._effective()
        proposal = self._right(self.holder)
        self.self_employee.write({"name": "保持 者子", "job_id": self.jobs[0].id})
        self.self_employee.version_id.write({"department_id": self.departments[0].id})
        self.employee.department_id = self.departments[1]
        self.env.cr.flush()
        self.assertEqual((right.state, proposal.state), ("effective", "proposed"))

    def test_daily_job_finds_what_no_hook_saw(self):
        right = self._effective()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_version SET department_id = %s WHERE id = %s",
            [self.departments[1].id, self.self_employee.version_id.id],
        )
        self.env.invalidate_all()
        self.assertIn(right, self.env["mynumber.right"]._suspend_moved())
        self._assert_suspended(right)

    def test_an_import_rechecks_once(self):
        self.env.cr.flush()
        calls = []
        self.patch(
            self.registry["mynumber.right"],
            "_suspend_moved",
            lambda rights: calls.append(rights),
        )
        for name in ("一", "二", "三"):
            self._employee(name, self.company, department_id=self.departments[0].id)
        self.self_employee.department_id = self.departments[1]
        self.env.cr.flush()
        self.assertEqual(len(calls), 1)
        self.self_employee.department_id = self.departments[0]
        self.env.cr.flush()
        self.assertEqual(len(calls), 2, "and again after a later change")

    def test_suspending_triggers_the_job_that_tells_the_keystore(self):
        cron = self.env.ref("mynumber_management.cron_rights")
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self._effective()
        self.self_employee.department_id = self.departments[1]
        self.env.cr.flush()
        self.assertEqual(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]),
            triggers + 1,
        )

    def test_resuming_notes_the_new_post(self):
        right = self._effective()
        self.self_employee.department_id = self.departments[1]
        self._assert_suspended(right)
        right.state = "effective"
        self.assertEqual(
            right.post, right._post_of(self.holder, self.company), "the new post counts"
        )
        self.assertFalse(right._suspend_moved())
        self.assertEqual(len(right.spell_ids), 2)

    # the list of handlers

    def test_roster_tells_any_past_day(self):
        with freeze_time("2026-04-01 01:00:00"):
            right = self._effective(date_from="2026-04-01", date_to="2027-03-31")
        with freeze_time("2026-06-10 01:00:00"):
            self.self_employee.department_id = self.departments[1]
            self.env.cr.flush()
        with freeze_time("2026-07-01 01:00:00"):
            right.state = "effective"
        with freeze_time("2026-09-30 14:59:00"):  # 23:59 in Tokyo
            right.state = "ended"
        expected = {
            "2026-03-31": 0,
            "2026-04-01": 1,
            "2026-06-10": 1,
            "2026-06-11": 0,
            "2026-06-30": 0,
            "2026-07-01": 1,
            "2026-09-30": 1,
            "2026-10-01": 0,
        }
        roster = self.env["mynumber.roster"].with_user(self.users["officer"])
        with freeze_time("2026-11-01"):
            for day, count in expected.items():
                with self.subTest(day=day):
                    wizard = roster.create({"day": day})
                    self.assertEqual(len(wizard._spells() & right.spell_ids), count)
                    listed = self.env["mynumber.right"].search(
                        wizard.action_list()["domain"]
                    )
                    self.assertEqual(right in listed, bool(count))

    def test_roster_refuses_the_future_and_foreign_companies(self):
        roster = self.env["mynumber.roster"].with_user(self.users["officer"])
        with freeze_time("2026-11-01"), self.assertRaises(UserError):
            roster.create({"day": "2026-11-02"})
        right = self._right(self._user("foreign", "base.group_user", self.other))
        right.sudo().write({"company_id": self.other.id, "state": "effective"})
        wizard = roster.create({"company_id": self.other.id})
        self.assertFalse(wizard._spells())

    def test_roster_and_appointment_print(self):
        right = self._effective(date_from="2026-04-01", date_to="2027-03-31")
        right.granted_on = datetime(2026, 4, 1, 3)
        self.assertEqual(right._appointed_on(), date(2026, 4, 1))
        officer = self.users["officer"]
        roster = self.env["mynumber.roster"].with_user(officer).create({})
        report = self.env["ir.actions.report"].with_user(officer)
        for name, records in (("roster", roster), ("appointment", right)):
            html, kind = report._render_qweb_html(
                f"mynumber_management.report_{name}", records.ids
            )
            with self.subTest(name=name):
                self.assertEqual(kind, "html")
                self.assertIn(self.holder.name, html.decode())
                self.assertIn(self.purpose.name, html.decode())
        with self.assertRaises(AccessError):
            report.with_user(self.users["colleague"])._render_qweb_html(
                "mynumber_management.report_appointment", right.ids
            )

    def test_user_with_a_right_or_a_check_is_not_deleted(self):
        self._effective()
        self.self_employee.user_id = False
        with self.assertRaisesRegex(UserError, "Archive"):
            self.holder.unlink()
        self._verification(self._subject(self.employee))
        with self.assertRaisesRegex(UserError, "Archive"):
            self.users["handler"].unlink()
