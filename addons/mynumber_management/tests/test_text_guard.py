# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

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
