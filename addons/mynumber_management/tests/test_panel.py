# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestPanel(OfficeCase):
    """What the My Number page tells whom; one test for each invariant of the model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hr = cls.env.ref("hr.group_hr_user")
        for role in ("handler", "clerk", "officer", "auditor"):
            cls.users[role].group_ids |= hr
        cls.subject = cls._subject(cls.employee)
        cls._store_blob(cls.subject)
        cls.subject.state = "active"
        cls._verification(cls.subject)
        cls.env["mynumber.subject.purpose"].create(
            {
                "subject_id": cls.subject.id,
                "purpose_id": cls.purpose.id,
                "notice_id": cls.env.ref("mynumber_management.notice_2026_1_ja").id,
                "channel": "paper",
            }
        )
        cls.child = cls.env["mynumber.dependant"].create(
            {
                "employee_id": cls.employee.id,
                "family_name": "山田",
                "given_name": "次郎",
                "relation": "child",
            }
        )

    def _panel(self, role, model="hr.employee", holder=None):
        subjects = self.env["mynumber.subject"].with_user(self.users[role])
        return subjects.panel_data(model, holder or self.employee.id)

    def _options(self, role, model="hr.employee", holder=None):
        subjects = self.env["mynumber.subject"].with_user(self.users[role])
        return subjects.entry_options(model, holder or self.employee.id)

    def test_plain_hr_learns_registered_only(self):
        self.assertEqual(
            self._panel("hr"),
            {"level": "registered", "people": [{"state": "registered"}]},
        )
        self.subject.state = "none"
        self.env.invalidate_all()
        self.assertEqual(self._panel("hr")["people"], [{"state": "none"}])

    def test_colleagues_learn_nothing(self):
        with self.assertRaises(AccessError):
            self._panel("colleague")

    def test_clerk_sees_the_state_without_the_records(self):
        data = self._panel("clerk")
        self.assertEqual(data["level"], "state")
        [person] = data["people"]
        self.assertEqual(person["state"], "active")
        self.assertFalse(person["verification"])
        self.assertFalse(person["purposes"])

    def test_handler_sees_records_and_family(self):
        data = self._panel("handler")
        self.assertEqual(data["level"], "full")
        person, child = data["people"]
        self.assertEqual(person["subject"], self.subject.uuid)
        self.assertEqual([p["code"] for p in person["purposes"]], [self.purpose.code])
        self.assertIn("2026-1", person["purposes"][0]["told"])
        self.assertTrue(person["verification"])
        self.assertEqual((child["id"], child["state"]), (self.child.id, "none"))
        self.assertTrue(child["relation"])

    def test_no_answer_holds_digits_of_a_number(self):
        for role in ("handler", "clerk", "officer", "auditor", "hr"):
            text = str(self._panel(role)).replace(self.subject.uuid, "")
            self.assertIsNone(re.search(r"\d{5}", text), role)

    def test_people_of_other_companies_are_refused(self):
        with self.assertRaises(AccessError):
            self._panel("handler", holder=self.stranger.id)
        with self.assertRaises(AccessError):
            self._options("handler", holder=self.stranger.id)

    def test_other_models_and_nonsense_are_refused(self):
        for model, holder in (("res.users", 1), ("x", 1), ("hr.employee", "1")):
            with self.assertRaises(UserError):
                self._panel("handler", model, holder)

    def test_acts_follow_effective_grants_of_today(self):
        data = self._panel("handler")
        self.assertEqual(data["acts"], [])
        self.assertIn("責任者", data["note"])
        right = self._right(self.users["handler"], act_show=True)
        self.assertEqual(self._panel("handler")["acts"], [])
        right.sudo().state = "effective"
        data = self._panel("handler")
        self.assertEqual((data["acts"], data["note"]), (["enter", "show"], ""))
        right.sudo().state = "suspended"
        data = self._panel("handler")
        self.assertEqual(data["acts"], [])
        self.assertIn("suspended", data["note"])

    def test_an_officers_right_draws_no_act(self):
        self._right(self.users["officer"], kind="officer").sudo().state = "effective"
        data = self._panel("officer")
        self.assertEqual((data["acts"], data["note"]), ([], ""))

    def test_the_latest_notice_of_a_purpose_counts(self):
        self.env["mynumber.subject.purpose"].create(
            {
                "subject_id": self.subject.id,
                "purpose_id": self.purpose.id,
                "notice_id": self.env.ref("mynumber_management.notice_2026_1_en").id,
                "channel": "mail",
            }
        )
        [purpose] = self._panel("handler")["people"][0]["purposes"]
        self.assertIn("Mail", purpose["told"])

    def test_notice_in_the_user_s_language_is_offered_first(self):
        user = self.users["handler"]
        for lang in ("ja_JP", "en_US"):
            user.lang = lang
            # programs call without a language
            subjects = self.env["mynumber.subject"].with_user(user)
            options = subjects.with_context(lang=None).entry_options(
                "hr.employee", self.employee.id
            )
            first = self.env["mynumber.notice"].browse(options["notices"][0]["id"])
            self.assertEqual(first.lang, lang)

    def test_options_propose_what_fits_the_person(self):
        def proposed(model, holder):
            sets = self._options("handler", model, holder)["sets"]
            return [one["code"] for one in sets if one["proposed"]]

        other = self._employee("佐藤", self.company)
        self.assertEqual(proposed("hr.employee", other.id), ["employee"])
        child = proposed("mynumber.dependant", self.child.id)
        self.assertEqual(child, ["dependant_tax"])
        options = self._options("handler")
        self.assertEqual(proposed("hr.employee", self.employee.id), [])
        self.assertEqual(options["notified"], [self.purpose.code])

    def test_a_payee_has_the_page_too(self):
        partner = self.env["res.partner"].create({"name": "支払 先子"})
        data = self._panel("handler", "res.partner", partner.id)
        self.assertEqual(data["company"], self.company.id)
        [person] = data["people"]
        self.assertEqual((person["state"], person["subject"]), ("none", ""))
        options = self._options("handler", "res.partner", partner.id)
        self.assertEqual(options["kind"], "payee")
        proposed = [one["code"] for one in options["sets"] if one["proposed"]]
        self.assertEqual(proposed, ["fee"])

    def test_options_offer_published_notices_and_proofs_of_today(self):
        draft = self.env["mynumber.notice"].create(
            {"version": "9", "text": "x", "purpose_ids": [(6, 0, self.purpose.ids)]}
        )
        options = self._options("handler")
        self.assertNotIn(draft.id, [one["id"] for one in options["notices"]])
        self.assertTrue(options["notices"][0]["purposes"])
        codes = {proof["code"] for proof in options["proofs"]}
        self.assertIn("number.card", codes)
        self.assertNotIn("plain.insurance_card", codes)

    def test_options_are_for_roles(self):
        for role in ("hr", "colleague"):
            with self.assertRaises(AccessError):
                self._options(role)

    def test_last_uses_are_for_those_who_see_all(self):
        subject = self.subject.with_user(self.users["clerk"])
        self.assertEqual(subject.last_uses(), [])
        with self.assertRaises(AccessError):
            self.subject.with_user(self.users["hr"]).last_uses()
        self.assertEqual(self.subject.with_user(self.users["handler"]).last_uses(), [])

    def test_an_entry_reads_in_words_and_junk_is_left_out(self):
        use = self.env["mynumber.subject"]._panel_use(
            '{"act":{"name":"佐藤"},"basis":"市区町村","ev":"number.reveal",'
            '"pur":"tax.withholding_slip","ts":"2026-04-01T00:00:00.000000Z"}'
        )
        self.assertEqual(
            use["what"],
            " · ".join(("Number shown", self.purpose.name, "市区町村", "佐藤")),
        )
        for junk in ("", "[]", "{}", "no json", '{"ts":"x"}'):
            self.assertIsNone(self.env["mynumber.subject"]._panel_use(junk))
