# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_open
from odoo.tools.translate import trans_export

from ..door import doctor
from ..door.errors import _REFUSALS, Refused, translate
from ..vault.errors import NUMBER_KINDS, PIN_KINDS, REASONS

MODULE = "mynumber_management"
KANA_OR_KANJI = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ja_JP")
        cls.japanese = cls.env(context={**cls.env.context, "lang": "ja_JP"})

    def _shipped(self, name):
        with file_open(f"{MODULE}/i18n/{name}", "r") as file:
            return polib.pofile(file.read())

    def test_the_shipped_template_is_what_the_code_exports(self):
        """When it is not: ``odoo i18n export`` again and translate what is new."""
        buffer = io.BytesIO()
        trans_export(False, [MODULE], buffer, "po", self.env)
        exported = {e.msgid for e in polib.pofile(buffer.getvalue().decode())}
        shipped = {entry.msgid for entry in self._shipped(f"{MODULE}.pot")}
        self.assertEqual(exported - shipped, set(), "not in the template yet")
        self.assertEqual(shipped - exported, set(), "no longer in the code")
        translated = {e.msgid for e in self._shipped("ja.po") if e.translated()}
        self.assertEqual(exported - translated, set(), "without translation")

    def test_constants_of_the_vault_are_told_in_japanese(self):
        sentences = [*NUMBER_KINDS.values(), *PIN_KINDS.values()]
        for what, cure in REASONS.values():
            sentences += [what, cure]
        for sentence in sentences:
            with self.subTest(sentence=sentence):
                self.assertRegex(translate(self.japanese, sentence), KANA_OR_KANJI)

    def test_refusals_are_told_in_japanese(self):
        for code in _REFUSALS:
            with self.subTest(code=code):
                told = Refused(code).sentence(self.japanese)
                self.assertRegex(told, KANA_OR_KANJI)
                self.assertNotEqual(told, Refused(code).sentence(self.env))

    def test_findings_of_doctor_are_told_in_japanese_and_english(self):
        findings = doctor.examine(self.env)
        self.assertTrue(findings)
        for finding in findings:
            with self.subTest(code=finding.code):
                self.assertRegex(self.japanese._(finding.message), KANA_OR_KANJI)
                self.assertNotRegex(self.japanese._(finding.message), r"%\(\w+\)s")
                self.assertRegex(self.env._(finding.message), r"^[ -~\u25b8]+(責任者)?")
