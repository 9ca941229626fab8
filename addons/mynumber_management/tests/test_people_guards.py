# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .people_common import NUMBER, ROLE, PeopleCase


@tagged("post_install", "-at_install")
class TestPeopleGuards(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.child = (
            cls.env["mynumber.dependant"]
            .with_user(cls.hr)
            .create(
                {
                    "employee_id": cls.employee.id,
                    "family_name": "髙橋",
                    "given_name": "一郎",
                    "relation": "child",
                }
            )
        )
        cls.payee, cls.twin = cls.env["res.partner"].create(
            [{"name": "田中 講師"}, {"name": "田中 講師（二重）"}]
        )

    def test_employee_with_a_number_cannot_be_deleted(self):
        for state in ("to_verify", "active", "disposing", "lost"):
            self.hold(self.employee, state=state)
            with self.subTest(state), self.assertRaises(UserError) as caught:
                self.employee.unlink()
            self.assertIn("archive", str(caught.exception))
            self.assertIn("disposal order", str(caught.exception))

    def test_employee_without_a_number_or_disposed_can_be_deleted(self):
        self.hold(self.employee, state="disposed")
        self.employee.unlink()
        self.assertFalse(self.employee.exists())
        self.assertFalse(self.child.exists())

    def test_employee_with_a_dependant_s_number_cannot_be_deleted(self):
        self.hold(self.child)
        self.child.active = False
        with self.assertRaises(UserError):
            self.employee.unlink()

    def test_number_held_by_a_company_out_of_sight_counts(self):
        self.hold(self.employee)
        self.employee.sudo().company_id = self.other_company
        hr = self.make_user("p_hr2", "hr.group_hr_user", self.other_company)
        with self.assertRaises(UserError):
            self.employee.with_user(hr).unlink()

    def test_raw_number_counts_whatever_the_mirror_says(self):
        subject = self.hold(self.employee, state="none")
        subject.flush_recordset()
        self.env.cr.execute(
            "INSERT INTO mynumber_number (subject, version, state, kid, blob, "
            "ks_generation, registered_at) "
            "VALUES (%s, 1, 'active', %s, %s, 1, now() at time zone 'UTC')",
            (subject.uuid, bytes(16), bytes(126)),
        )
        with self.assertRaises(UserError):
            self.employee.unlink()

    def test_dependant_with_a_number_cannot_be_deleted(self):
        self.hold(self.child)
        with self.assertRaises(UserError) as caught:
            self.child.unlink()
        self.assertIn("archive", str(caught.exception))
        self.child.active = False
        self.assertTrue(self.child.exists())

    def test_partner_with_a_number_cannot_be_deleted(self):
        self.hold(self.payee)
        with self.assertRaises(UserError) as caught:
            self.payee.unlink()
        self.assertIn("Archive", str(caught.exception))

    def merge(self, partners, into):
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {"partner_ids": [(6, 0, partners.ids)], "dst_partner_id": into.id}
        )
        wizard.action_merge()

    def test_partner_with_a_number_cannot_be_merged_away(self):
        self.hold(self.payee)
        with self.assertRaises(UserError) as caught:
            self.merge(self.payee | self.twin, self.twin)
        self.assertIn("merge the other contact into it", str(caught.exception))
        self.assertTrue(self.payee.exists())

    def test_partner_without_a_number_merges_into_the_one_with_it(self):
        self.hold(self.payee)
        self.merge(self.payee | self.twin, self.payee)
        self.assertFalse(self.twin.exists())
        self.assertTrue(self.payee.exists())

    def test_record_without_a_number_follows_a_merged_contact(self):
        subject = self.hold(self.payee, state="disposed")
        self.merge(self.payee | self.twin, self.twin)
        self.env.invalidate_all()
        self.assertEqual(subject.holder_id, self.twin.id)
        self.assertEqual(subject.partner_id, self.twin)
        self.assertEqual(subject.name, self.twin.name)

    def test_record_stays_alone_where_the_other_contact_has_one(self):
        old, new = self.hold(self.payee, state="none"), self.hold(self.twin)
        name = self.payee.name
        self.merge(self.payee | self.twin, self.twin)
        self.env.invalidate_all()
        self.assertEqual((new.partner_id, new.state), (self.twin, "active"))
        self.assertFalse(old.partner_id)
        self.assertEqual(old.name, name)
        row = self.env["mynumber.register"].search([("subject_id", "=", old.id)])
        self.assertEqual(row.action_open()["res_model"], "mynumber.subject")

    def test_leavers_keep_their_record(self):
        self.hold(self.employee)
        self.employee.with_context(no_wizard=True).action_archive()
        self.assertTrue(self.employee.mynumber_registered)

    def test_change_of_company_leaves_the_number_and_opens_a_task(self):
        officer = self.make_user("p_officer", f"hr.group_hr_user,{ROLE % 'officer'}")
        self.make_user(
            "p_officer2", f"hr.group_hr_user,{ROLE % 'officer'}", self.other_company
        )
        subject = self.hold(self.employee)
        self.hold(self.child)
        both = self.make_user(
            "p_hr3", "hr.group_hr_user", self.company | self.other_company
        )
        self.employee.with_user(both).company_id = self.other_company
        self.assertEqual(subject.company_id, self.company)
        self.assertEqual(subject.state, "active")
        tasks = self.env["mail.activity"].search(
            [("res_model", "=", "hr.employee"), ("res_id", "=", self.employee.id)]
        )
        self.assertEqual(tasks.user_id, officer)
        for word in ("青空商事株式会社", "青空物流株式会社", "article 19"):
            self.assertIn(word, tasks.note)

    def test_change_of_company_without_a_number_opens_no_task(self):
        self.employee.sudo().company_id = self.other_company
        self.assertFalse(
            self.env["mail.activity"].search(
                [("res_model", "=", "hr.employee"), ("res_id", "=", self.employee.id)]
            )
        )

    def test_a_number_typed_into_free_text_is_refused_and_not_stored(self):
        spaced = f"{NUMBER[:4]} {NUMBER[4:8]}　{NUMBER[8:]}"
        for fname in ("ssnid", "identification_id", "additional_note", "passport_id"):
            for text in (NUMBER, f"番号は{spaced}です"):
                with self.subTest(fname), self.assertRaises(UserError) as caught:
                    self.employee.write({fname: text})
                self.assertNotIn(NUMBER[:4], str(caught.exception))
                self.assertFalse(self.employee[fname])
        with self.assertRaises(UserError):
            self.employee.version_id.write({"ssnid": NUMBER})
        with self.assertRaises(UserError):
            self.hire("山田 太郎", ssnid=NUMBER)
        with self.assertRaises(UserError):
            self.child.note = NUMBER
        with self.assertRaises(UserError):
            self.payee.comment = f"<p>{NUMBER}</p>"

    def test_a_number_typed_where_another_belongs_is_refused(self):
        place = self.env["mynumber.establishment"].create(
            {"name": "本社", "company_id": self.company.id}
        )
        for record, fname in (
            (self.employee, "study_school"),
            (self.employee, "private_city"),
            (self.child, "relation_written"),
            (self.payee, "vat"),
            (place, "representative_name"),
            (place, "pay_schedule"),
        ):
            with self.subTest(fname), self.assertRaises(UserError) as caught:
                record.write({fname: NUMBER})
            self.assertNotIn(NUMBER, str(caught.exception))
        # a foreign number of as many digits
        self.payee.vat = f"SE{NUMBER}"
        self.assertEqual(self.payee.vat, f"SE{NUMBER}")

    def test_a_number_typed_into_an_own_field_is_refused(self):
        self.company.employee_properties_definition = [
            {"name": "memo", "type": "char", "string": "Memo"}
        ]
        for value in (
            {"memo": NUMBER},
            [{"name": "memo", "type": "char", "value": f"番号 {NUMBER}"}],
        ):
            with self.assertRaises(UserError):
                self.employee.write({"employee_properties": value})
        self.employee.write({"employee_properties": {"memo": "制服 L"}})
        self.assertEqual(self.employee.employee_properties["memo"], "制服 L")

    def test_a_number_typed_into_the_chatter_is_refused(self):
        for record in (self.employee, self.payee):
            with self.subTest(record._name), self.assertRaises(UserError):
                record.message_post(body=f"番号 {NUMBER}", message_type="comment")
            message = record.message_post(body="了解", message_type="comment")
            with self.assertRaises(UserError):
                record._message_update_content(message, body=NUMBER)
            self.assertNotIn(NUMBER, message.body)

    def test_a_number_typed_into_an_activity_is_refused(self):
        with self.assertRaises(UserError):
            self.employee.activity_schedule(
                "mail.mail_activity_data_todo", note=f"<p>{NUMBER}</p>"
            )

    def test_activities_on_other_records_are_left_alone(self):
        department = self.env["hr.department"].create({"name": "総務"})
        department.activity_schedule("mail.mail_activity_data_todo", note=NUMBER)
        self.assertIn(NUMBER, department.activity_ids.note)

    def test_other_numbers_in_free_text_are_left_alone(self):
        self.employee.write(
            {
                "ssnid": "123456789012",  # wrong check digit
                "private_phone": "+81 90-1234-5678",
                "additional_note": "口座 1234567、内線 890",
            }
        )
        self.payee.phone = "+81 3-1234-5678"
        self.assertEqual(self.employee.ssnid, "123456789012")
