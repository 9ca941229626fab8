# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..models.text_errors import SENTENCES
from ..text import eras, kana, municipalities, names, postcodes
from .people_common import PeopleCase


@tagged("post_install", "-at_install")
class TestPeopleNames(PeopleCase):
    def test_reading_is_stored_in_full_width_katakana(self):
        for typed in ("タカハシ", "ﾀｶﾊｼ", "たかはし", " たか はし ".replace(" ", "")):
            with self.subTest(typed):
                self.employee.family_name_kana = typed
                self.assertEqual(self.employee.family_name_kana, "タカハシ")
        self.employee.family_name_kana = "ｶﾞ-ﾄﾞﾅ-"
        self.assertEqual(self.employee.family_name_kana, "ガードナー")

    def test_reading_of_other_signs_is_refused_without_quoting_it(self):
        with self.assertRaises(ValidationError) as caught:
            self.employee.family_name_kana = "高橋Secret"
        self.assertIn("Family Name (Kana)", str(caught.exception))
        self.assertNotIn("Secret", str(caught.exception))

    def test_name_with_digits_is_refused_without_quoting_it(self):
        with self.assertRaises(ValidationError) as caught:
            self.employee.family_name = "山田9876"
        self.assertNotIn("9876", str(caught.exception))

    def test_parts_come_from_a_japanese_name_with_a_space(self):
        employee = self.hire("山田　太郎")
        self.assertEqual((employee.family_name, employee.given_name), ("山田", "太郎"))

    def test_where_the_family_name_ends_is_never_guessed(self):
        for name in ("山田太郎", "John Smith"):
            with self.subTest(name):
                employee = self.hire(name)
                self.assertFalse(employee.family_name)
                self.assertFalse(employee.given_name)

    def test_reading_is_never_made_from_kanji(self):
        employee = self.hire("山田 太郎")
        self.assertFalse(employee.family_name_kana)
        self.assertFalse(employee.given_name_kana)

    def test_form_makes_the_name_from_the_parts(self):
        with Form(self.env["hr.employee"].with_user(self.hr)) as form:
            form.family_name = "佐藤"
            form.given_name = "次郎"
            self.assertEqual(form.name, "佐藤 次郎")
            form.family_name = "斎藤"
            self.assertEqual(form.name, "斎藤 次郎")
        self.assertEqual(form.record.name, "斎藤 次郎")

    def test_name_follows_the_parts_until_it_is_another_one(self):
        self.employee.family_name = "鈴木"
        self.assertEqual(self.employee.name, "鈴木 花子")
        self.employee.name = "髙橋（旧姓）"
        self.employee.family_name = "田中"
        self.assertEqual(self.employee.name, "髙橋（旧姓）")

    def test_form_changes_the_name_along_with_both_parts(self):
        with Form(self.employee) as form:
            form.family_name = "鈴木"
            form.given_name = "華子"
        self.assertEqual(self.employee.name, "鈴木 華子")
        self.employee.name = "田中 華子"
        with Form(self.employee) as form:
            form.family_name = "佐藤"
        self.assertEqual(self.employee.name, "田中 華子")

    def test_create_without_name_takes_the_parts(self):
        employee = (
            self.env["hr.employee"]
            .with_user(self.hr)
            .create({"family_name": "伊藤", "given_name": "三郎"})
        )
        self.assertEqual(employee.name, "伊藤 三郎")

    def test_person_with_one_name_has_no_given_name(self):
        employee = self.hire(
            False, family_name="スハルト", single_name=True, roman_name="SUHARTO"
        )
        self.assertEqual(employee.name, "スハルト")
        self.assertEqual(employee._full_name(), "スハルト")
        with self.assertRaises(ValidationError):
            employee.given_name = "ハジ"

    def test_form_empties_the_given_name_of_one_name_people(self):
        with Form(self.employee) as form:
            form.single_name = True
        self.assertFalse(self.employee.given_name)
        self.assertFalse(self.employee.given_name_kana)

    def test_former_alias_and_letters_are_kept_and_found(self):
        self.employee.write(
            {"birth_name": "渡邊", "alias_name": "金子 花子", "roman_name": "Takahashi"}
        )
        for typed in ("渡辺", "金子"):
            with self.subTest(typed):
                self.assertIn(self.employee, self.found(typed))

    def found(self, typed):
        people = self.env["hr.employee"].with_user(self.hr)
        return people.browse([row[0] for row in people.name_search(typed, limit=None)])

    def test_kana_are_full_and_letters_half_width_in_written_names(self):
        self.employee.write(
            {"alias_name": "ｷﾑﾗ　ﾊﾅ", "roman_name": "ＴＡＫＡＨＡＳＨＩ　Ｈａｎａｋｏ"}
        )
        self.assertEqual(self.employee.alias_name, "キムラ ハナ")
        self.assertEqual(self.employee.roman_name, "TAKAHASHI Hanako")

    def test_any_spelling_finds_a_person(self):
        self.hire("山田 太郎", "ヤマダ", "タロウ", "00124")
        for typed in (
            "高橋",
            "髙橋",
            "高橋花子",
            "高橋　花子",
            "花子 高橋",
            "タカハシ",
            "ﾀｶﾊｼ",
            "たかはし",
            "takahashi",
            "Takahasi",
            "hanako",
            "00123",
            "００１２３",
        ):
            with self.subTest(typed):
                found = self.found(typed)
                self.assertIn(self.employee, found)
                self.assertEqual(len(found & self.hired()), 1)

    def hired(self):
        return self.env["hr.employee"].search([("company_id", "=", self.company.id)])

    def test_search_takes_signs_of_sql_as_text(self):
        for typed in ("%", "_", "\\", "'", "%%%_"):
            with self.subTest(typed):
                people = self.env["hr.employee"].with_user(self.hr)
                self.assertFalse(people.search(people._name_domain(typed)))

    def test_search_of_colleagues_without_hr_rights_still_works(self):
        people = self.env["hr.employee"].with_user(self.plain)
        self.assertTrue(people.name_search("花子"))
        self.assertFalse(people.name_search("takahashi"))

    def test_people_sort_by_reading(self):
        self.hire("足立 一", "アダチ", "ハジメ")
        self.hire("東 次", "アズマ", "ツギ")
        self.hire("阿部 三", "アベ", "ミツ")
        self.hire("馬場 四", "ババ", "ヨン")
        self.hire("浜 五", "ハマ", "ゴ")
        ordered = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id)], order="name_sort"
        )
        self.assertEqual(
            ordered.mapped("family_name_kana"),
            ["アズマ", "アダチ", "アベ", "タカハシ", "ババ", "ハマ"],
        )

    def test_lists_are_ordered_by_the_sort_key(self):
        views = (
            self.env["hr.employee"]
            .with_user(self.hr)
            .get_views(
                [(self.env.ref("hr.view_employee_tree").id, "list"), (False, "kanban")]
            )["views"]
        )
        for kind in ("list", "kanban"):
            self.assertIn('default_order="name_sort, id"', views[kind]["arch"])

    def test_refusals_of_the_text_package_are_all_translated(self):
        classes = (
            eras.DateError,
            kana.KanaError,
            names.NameRefused,
            municipalities.MunicipalityError,
            postcodes.PostcodeError,
        )
        reasons = {cls.__name__: cls.REASONS for cls in classes}
        reasons["RowError"] = postcodes.ROW_REASONS
        ours = {
            name: {code: text._source for code, text in sentences.items()}
            for name, sentences in SENTENCES.items()
        }
        self.assertEqual(ours, reasons)
