# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import html2plaintext

from odoo.addons.mail.tests.common import mail_new_test_user

from ..text.digits import contains_number
from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestTextGuard(TransactionCase):
    def setUp(self):
        super().setUp()
        self.guard = self.env["mynumber.text.guard"]
        self.number = OfficeCase._invented_number()

    def test_a_number_is_refused_without_being_quoted(self):
        n = self.number
        wide = n.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
        for text in (
            n,
            f"番号は{n}です",
            f"{n[:4]} {n[4:8]} {n[8:]}",
            f"{n[:4]}-{n[4:8]}-{n[8:]}",
            wide,
            f"<p>2026/4/1 {n[:4]}<b>-{n[4:]}</b></p>",
            f"<p>{n[:4]}&nbsp;{n[4:8]}&nbsp;{n[8:]}</p>",
            f'<a href="tel:{n}">電話</a>',
        ):
            with self.assertRaises(UserError) as refusal:
                self.guard._mynumber_warn_text({"note": text})
            self.assertNotIn(n[:4], str(refusal.exception))

    def test_other_digits_pass(self):
        wrong = self.number[:11] + str((int(self.number[11]) + 1) % 10)
        for text in (
            wrong,
            "0" * 12,
            "0" + self.number,
            self.number + "1",
            "090-1234-5678",
            "",
            False,
        ):
            self.guard._mynumber_warn_text({"note": text})

    def test_texts_of_the_office_are_guarded(self):
        number = self.number
        for model, name in (
            ("mynumber.verification", "note"),
            ("mynumber.verification", "proxy_name"),
            ("mynumber.order", "reason"),
            ("mynumber.holding", "note"),
            ("mynumber.notice", "text"),
            ("mynumber.office", "desk"),
        ):
            with self.subTest(model=model), self.assertRaisesRegex(UserError, "valid"):
                self.env[model].create({name: f"番号 {number}"})

    def test_drafts_of_messages_to_people_are_guarded(self):
        employee = self.env["hr.employee"].create({"name": "山田 花子"})
        compose = {"model": "hr.employee", "res_ids": str(employee.ids)}
        later = {"model": "hr.employee", "res_id": employee.id}
        later |= {"author_id": self.env.user.partner_id.id}
        later |= {"scheduled_date": "2099-01-01 00:00:00"}
        activity = {"res_model": "hr.employee", "res_ids": str(employee.ids)}
        for model, vals, name in (
            ("mail.compose.message", compose, "body"),
            ("mail.compose.message", compose, "subject"),
            ("mail.scheduled.message", later, "body"),
            ("mail.activity.schedule", activity, "note"),
        ):
            with self.subTest(model=model, name=name):
                with self.assertRaisesRegex(UserError, "valid"):
                    self.env[model].create({**vals, name: f"番号 {self.number}"})
                draft = self.env[model].create({**vals, name: "番号"})
                with self.assertRaisesRegex(UserError, "valid"):
                    draft.write({name: f"番号 {self.number}"})

    def test_messages_of_every_kind_to_people_are_guarded(self):
        employee = self.env["hr.employee"].create({"name": "山田 花子"})
        text = f"番号 {self.number}"
        message = {"model": "hr.employee", "res_id": employee.id, "body": text}
        hr = mail_new_test_user(
            self.env, "hr", groups="base.group_user,hr.group_hr_user"
        )
        own = employee.with_user(hr)
        for write in (
            lambda: own.message_post(body=text, message_type="notification"),
            lambda: own.message_post(body="x", subject=text, message_type="comment"),
            lambda: own.message_notify(body=text, partner_ids=hr.partner_id.ids),
            lambda: own.env["mail.message"].create(
                {**message, "message_type": "notification"}
            ),
            lambda: own.message_post(body="x").write({"body": text}),
        ):
            with self.assertRaisesRegex(UserError, "valid"):
                write()

    def test_mail_that_comes_in_is_kept_without_the_number(self):
        """… also when it is passed on to those who follow the person."""
        employee = self.env["hr.employee"].create({"name": "山田 花子"})
        follower = self.env["res.partner"].create({"name": "x", "email": "x@test.jp"})
        employee.message_subscribe(follower.ids)
        n = self.number
        for body in (f"番号は{n}です", f"<p>{n[:4]}<b>-{n[4:8]}</b>-{n[8:]}</p>"):
            self.env["mail.thread"].message_process(
                "hr.employee",
                "From: sender@test.jp\nTo: hr@test.jp\nMessage-Id: <1@test.jp>\n"
                f"Subject: Re: {n}\nContent-Type: text/html; charset=utf-8\n\n{body}",
                thread_id=employee.id,
            )
            message = employee.message_ids[0]
            self.assertEqual(message.message_type, "email")
            self.assertEqual(message.subject, "Re: [My Number]")
            self.assertIn("It was not stored", message.body)
            mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
            texts = [message.body, *mails.mapped("body_html")]
            self.assertFalse([t for t in texts if contains_number(html2plaintext(t))])
            self.assertTrue(mails)
            message.unlink()

    def test_mail_without_a_number_stays_as_it_is(self):
        text = "<p>内線 0120-444-444</p>"
        self.assertEqual(self.guard._mynumber_taken_out(text), text)

    def test_drafts_about_other_things_are_left_alone(self):
        compose = self.env["mail.compose.message"].with_context(
            default_model="res.company"
        )
        self.assertTrue(compose.create({"body": f"問合せ番号 {self.number}"}))

    def test_nobody_is_searched_for_by_number(self):
        n = self.number
        wide = n.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
        for model in ("hr.employee", "mynumber.dependant", "mynumber.register"):
            people = self.env[model]
            for typed in (n, f" {n[:4]}-{n[4:8]}-{n[8:]} ", wide):
                with self.subTest(model=model, typed=typed[:2]):
                    with self.assertRaises(UserError) as refusal:
                        people.search([("display_name", "ilike", typed)])
                    self.assertNotIn(n[:4], str(refusal.exception))
            people.search([("display_name", "ilike", f"{n}0")])
            people.search([("display_name", "ilike", "山田 1")])
