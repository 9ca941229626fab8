# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import TransactionCase, tagged


class TestGood(TransactionCase):
    def test_passes(self):
        self.assertTrue(self.env.user)

    def test_passes_too(self):
        self.assertTrue(self.env.company)


class TestBad(TransactionCase):
    def test_fails(self):
        self.assertFalse(self.env.user)

    def test_breaks(self):
        raise RuntimeError


@tagged("post_install", "-at_install")
class TestSkipped(TransactionCase):
    def test_skips(self):
        self.skipTest("no reason")
