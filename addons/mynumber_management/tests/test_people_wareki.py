# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged

from .people_common import PeopleCase


@tagged("post_install", "-at_install")
class TestPeopleWareki(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wareki = cls.env["mynumber.wareki"].with_user(cls.plain)

    def test_any_usual_way_of_typing_is_understood(self):
        for typed in (
            "S60.5.15",
            "昭和60年5月15日",
            "昭60.5.15",
            "1985/5/15",
            "1985-05-15",
            "19850515",
            "Ｓ６０．５．１５",
            "1985-05-15（昭和60年5月15日）",
        ):
            with self.subTest(typed):
                self.assertEqual(
                    self.wareki.read_date(typed),
                    {"day": "1985-05-15", "shown": "1985-05-15（昭和60年5月15日）"},
                )

    def test_what_is_shown_can_be_typed_again(self):
        shown = self.wareki.show_days(["2019-05-01"])["2019-05-01"]
        self.assertEqual(shown, "2019-05-01（令和元年5月1日）")
        self.assertEqual(self.wareki.read_date(shown)["day"], "2019-05-01")

    def test_refusal_says_what_to_do_and_never_quotes(self):
        for typed in ("xyzzy", "H31.5.1", "S64.1.8", "61.5.15", "", False, 5, [], {}):
            with self.subTest(typed=typed):
                answer = self.wareki.read_date(typed)
                self.assertEqual(list(answer), ["error"])
                if isinstance(typed, str) and typed:
                    self.assertNotIn(typed, answer["error"])

    def test_days_that_have_no_era_are_left_out(self):
        self.assertEqual(self.wareki.show_days(["1600-01-01", "x", None, 3, []]), {})
        self.assertEqual(self.wareki.show_days("1985-05-15"), {})

    def test_refusal_is_translated(self):
        english = self.wareki.read_date("S64.1.8")["error"]
        self.assertIn("昭和 ended on 1989-01-07", english)

    def test_every_date_of_the_app_shows_its_year(self):
        # Odoo leaves the current year out, which a record kept for years cannot
        data = self.env["ir.model.data"].search(
            [("module", "=", "mynumber_management"), ("model", "=", "ir.ui.view")]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id"))
        seen = 0
        for view in views.filtered(lambda v: v.model and v.type in ("form", "list")):
            if not view.model.startswith("mynumber."):
                continue
            arch = etree.fromstring(view.arch)
            for node in arch.iter("field"):
                model = self.env[view.model]
                for parent in reversed(list(node.iterancestors("field"))):
                    model = self.env[model._fields[parent.get("name")].comodel_name]
                kind = model._fields[node.get("name")].type
                if kind not in ("date", "datetime") or node.get("invisible") == "1":
                    continue
                seen += 1
                with self.subTest(f"{view.name}: {node.get('name')}"):
                    shown = node.get("widget") == "mynumber_wareki"
                    self.assertTrue(shown or "'numeric'" in node.get("options", ""))
        self.assertGreater(seen, 30)
