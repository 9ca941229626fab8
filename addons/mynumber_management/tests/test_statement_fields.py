# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.models import MAGIC_COLUMNS
from odoo.tests import TransactionCase, tagged

from ..forms import withholding
from ..forms.findings import MESSAGES
from ..models.mynumber_statement_engine import PEOPLE_ROLES, SPOUSE_FIELDS
from ..models.mynumber_statement_messages import SENTENCES

TYPES = {
    "text": "char",
    "kana": "char",
    "digits": "char",
    "yen": "float",
    "count": "integer",
    "date": "date",
    "flag": "boolean",
    "choice": "selection",
    "code": "selection",
}


@tagged("post_install", "-at_install")
class TestStatementFields(TransactionCase):
    """The model has exactly the engine's fields, in the engine's kinds."""

    def test_every_engine_field_has_its_model_field(self):
        slip = self.env["mynumber.statement.withholding"]
        lines = set(PEOPLE_ROLES) | set(SPOUSE_FIELDS)
        for field in withholding.FIELDS:
            if field.id in lines:
                continue
            with self.subTest(field.id):
                self.assertEqual(slip._fields[field.id].type, TYPES[field.kind])

    def test_the_mixins_have_no_field_that_the_engine_does_not_know(self):
        for mixin in ("figures", "facts"):
            model = self.env[f"mynumber.statement.withholding.{mixin}"]
            own = set(model._fields) - {*MAGIC_COLUMNS, "display_name"}
            self.assertLessEqual(own, set(withholding.BY_ID))

    def test_selections_are_the_engine_choices(self):
        slip = self.env["mynumber.statement.withholding"]
        for name in ("spouse_mark", "housing_class1", "housing_class2"):
            keys = slip._fields[name].get_values(self.env)
            self.assertEqual(set(keys), set(withholding.BY_ID[name].choices))

    def test_no_text_is_cut_by_a_size_of_the_column(self):
        for name in withholding.BY_ID:
            field = self.env["mynumber.statement.withholding"]._fields.get(name)
            if field is not None and field.type == "char":
                self.assertFalse(field.size, name)

    def test_no_field_is_tracked_or_named_after_a_number(self):
        for model in ("", ".relative"):
            fields = self.env[f"mynumber.statement.withholding{model}"]._fields
            for name, field in fields.items():
                self.assertFalse(getattr(field, "tracking", None), name)
                self.assertNotIn("my_number", name)

    def test_the_sentences_are_those_of_the_engine(self):
        env = self.env(context={"lang": "en_US"})
        told = {code: env._(sentence) for code, sentence in SENTENCES.items()}
        self.assertEqual(told, MESSAGES)
