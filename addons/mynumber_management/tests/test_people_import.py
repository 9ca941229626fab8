# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..models import mynumber_people_import
from ..models.mynumber_people_words import SENTENCES
from ..tables.codes import CODES
from ..tables.people import People, mapping_for
from ..tables.reader import open_table
from ..tables.records import without_number
from .people_common import NUMBER, ROLE, PeopleCase

HEAD = "区分,社員番号,氏名,氏名カナ,生年月日,性別,住所,入社年月日,退職年月日"
TARO = "従業員,0007,山田 太郎,ヤマダ タロウ,S60.5.15,男,東京都港区麻布台4-5-6,2020/4/1,"


@tagged("post_install", "-at_install")
class TestPeopleImport(PeopleCase):
    """People of a file against those there, and what becomes of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.make_user(
            "p_import", f"hr.group_hr_user,base.group_partner_manager,{ROLE % 'clerk'}"
        )
        cls.place = cls.env["mynumber.establishment"].create(
            {"name": "青空商事 本社", "company_id": cls.company.id}
        )

    def people(self, *lines):
        data = "\r\n".join(lines).encode()
        with open_table(data) as table:
            people = People(table, mapping_for(table))
            return [without_number(person)[0] for person in people]

    @property
    def importer(self):
        env = self.env(
            user=self.clerk, context={"allowed_company_ids": self.company.ids}
        )
        return env["mynumber.people.import"]

    def preview(self, *lines, namesakes="ask"):
        return self.importer._preview(self.people(*lines), self.company, namesakes)

    def apply(self, *lines, after=0, namesakes="ask"):
        people = self.people(*lines)
        answer = self.importer._apply(people, self.company, namesakes, after)
        self.env.flush_all()
        self.env.invalidate_all()
        return answer

    def coded(self, code):
        return (
            self.env["hr.employee"]
            .with_context(active_test=False)
            .search([("employee_code", "=", code)])
        )

    def counts(self, *lines):
        counts = self.preview(*lines)["counts"]
        return {status: count for status, count in counts.items() if count}

    def test_a_new_employee_has_what_the_file_says(self):
        line = f"{TARO}"
        self.assertEqual(self.counts(HEAD, line), {"new": 1})
        self.assertFalse(self.coded("0007"))
        self.assertEqual(self.apply(HEAD, line)["written"], 1)
        taro = self.coded("0007")
        self.assertEqual(taro.company_id, self.company)
        self.assertEqual(
            (taro.name, taro.family_name, taro.given_name, taro._full_kana()),
            ("山田 太郎", "山田", "太郎", "ヤマダ タロウ"),
        )
        self.assertEqual((taro.birthday, taro.sex), (date(1985, 5, 15), "male"))
        self.assertEqual(taro.private_state_id.code, "JP-13")
        self.assertEqual(
            (taro.private_city, taro.private_street), ("港区", "麻布台4-5-6")
        )
        self.assertEqual(taro.contract_date_start, date(2020, 4, 1))
        self.assertEqual(taro._get_version(date(2021, 1, 1)), taro.version_id)

    def test_a_second_run_shows_differences_only(self):
        lines = [
            f"{HEAD},郵便番号,電話番号,基礎年金番号,雇用保険被保険者番号,ローマ字氏名"
            ",旧姓,給与支払事業所,社会保険事業所,社会保険事業所 適用日",
            f"{TARO},1060041,０３（１２３４）５６７８,1234567890,12345678901,Taro"
            ",佐藤,青空商事本社,青空商事　本社,2020-05-01",
        ]
        self.assertFalse(self.apply(*lines)["refused"])
        self.assertEqual(self.counts(*lines), {"same": 1})
        lines[1] = lines[1].replace("S60.5.15", "S60.5.16")
        answer = self.preview(*lines)
        [row] = answer["rows"]["changed"]
        self.assertEqual(
            [(change["old"], change["new"]) for change in row["changes"]],
            [("1985-05-15", "1985-05-16")],
        )
        self.apply(*lines)
        self.assertEqual(self.coded("0007").birthday, date(1985, 5, 16))
        self.assertEqual(self.counts(*lines), {"same": 1})

    def test_a_variant_of_a_name_is_a_hint_and_is_not_written(self):
        answer = self.preview("社員番号,氏名", "00123,高橋　花子")
        self.assertEqual(answer["counts"]["same"], 1)
        [row] = answer["rows"]["same"]
        self.assertEqual([change["hint"] for change in row["changes"]], ["variant"])
        self.apply("社員番号,氏名", "00123,高橋　花子")
        self.assertEqual(self.employee.family_name, "髙橋")

    def test_a_code_of_somebody_else_is_a_conflict_and_stays(self):
        lines = "社員番号,氏名,生年月日", "00123,鈴木 一郎,1990-01-01"
        [row] = self.preview(*lines)["rows"]["conflict"]
        self.assertEqual([n["code"] for n in row["notes"]], ["code_other_person"])
        self.assertEqual(self.apply(*lines)["written"], 0)
        self.assertEqual(self.coded("00123").name, "髙橋 花子")

    def test_a_leaver_is_archived_with_the_day(self):
        line = TARO.replace("従業員", "退職者") + "2024-03-31"
        hanako = "退職者,00123,髙橋 花子,,,,,2015-04-01,2025/3/31"
        self.assertFalse(self.apply(HEAD, line, hanako)["refused"])
        for code, day in (("0007", date(2024, 3, 31)), ("00123", date(2025, 3, 31))):
            leaver = self.coded(code)
            self.assertFalse(leaver.active)
            self.assertEqual(
                (leaver.departure_date, leaver.contract_date_end), (day,) * 2
            )
        self.assertEqual(self.counts(HEAD, line, hanako), {"same": 2})

    def test_a_day_of_leaving_to_come_archives_nobody(self):
        self.apply(HEAD, f"{TARO}2090-03-31")
        taro = self.coded("0007")
        self.assertTrue(taro.active)
        self.assertEqual(taro.departure_date, date(2090, 3, 31))

    def test_dependants_with_their_year(self):
        head = (
            "区分,社員番号,氏名,続柄,生年月日,対象年,源泉控除対象配偶者,障害者区分,"
            "同居・別居"
        )
        wife = "扶養親族,00123,髙橋 次郎,夫,1980-02-03,2026,1,特別障害者,別居"
        self.assertEqual(self.counts(head, wife), {"new": 1})
        self.apply(head, wife)
        spouse = self.employee.dependant_ids
        self.assertEqual(
            (spouse.name, spouse.relation, spouse.relation_written, spouse.living),
            ("髙橋 次郎", "spouse", "夫", "apart"),
        )
        status = spouse._status(2026)
        self.assertEqual(
            (status.withholding_spouse, status.disability), (True, "special")
        )
        self.assertEqual(self.counts(head, wife), {"same": 1})
        later = wife.replace("2026", "2027")
        self.assertEqual(self.counts(head, later), {"changed": 1})
        self.apply(head, later)
        self.assertEqual(sorted(spouse.status_ids.mapped("year")), [2026, 2027])

    def test_a_family_in_the_row_of_a_new_employee(self):
        lines = (
            "社員番号,姓,名,配偶者 続柄,配偶者 姓,配偶者 名,配偶者 生年月日",
            "0007,山田,太郎,妻,山田,梅,1986-01-01",
        )
        self.assertEqual(self.counts(*lines), {"new": 2})
        answer = self.apply(*lines)
        self.assertEqual((answer["written"], answer["left"]), (2, 0))
        self.assertEqual(self.coded("0007").dependant_ids.name, "山田 梅")
        self.assertEqual(self.counts(*lines), {"same": 2})

    def test_an_employee_without_a_code_gets_it_and_keeps_the_family(self):
        ichiro = self.hire("鈴木 一郎", birthday=date(1990, 1, 1))
        self.env["mynumber.dependant"].create(
            {"employee_id": ichiro.id, "family_name": "鈴木", "given_name": "松"}
            | {"relation": "child", "relation_written": "子"}
        )
        lines = (
            "区分,社員番号,氏名,生年月日,続柄",
            "従業員,0044,鈴木 一郎,1990-01-01,",
            "扶養親族,0044,鈴木 松,,子",
        )
        self.assertEqual(self.counts(*lines), {"changed": 1, "same": 1})
        self.apply(*lines)
        self.assertEqual(ichiro.employee_code, "0044")
        self.assertEqual(self.counts(*lines), {"same": 2})
        self.assertEqual(len(ichiro.dependant_ids), 1)

    def test_assignments_begin_follow_and_end(self):
        other = self.env["mynumber.establishment"].create(
            {"name": "横浜店", "company_id": self.company.id}
        )
        head = "社員番号,氏名,入社年月日,給与支払事業所,給与支払事業所 適用日"
        self.apply(head, "00123,髙橋 花子,2020-04-01,青空商事本社,")
        [first] = self.employee.assignment_ids
        self.assertEqual((first.kind, first.since), ("payer", date(2020, 4, 1)))
        self.apply(head, "00123,髙橋 花子,,横浜店,2025-07-01")
        second = self.employee.assignment_ids - first
        self.assertEqual((second.establishment_id, second.until), (other, False))
        self.assertEqual(first.until, date(2025, 6, 30))
        answer = self.apply(head, "00123,髙橋 花子,,青空商事本社,2019-01-01")
        [row] = answer["refused"]
        self.assertIn("begins later", row["notes"][0]["message"])

    def test_an_unknown_establishment_is_an_error(self):
        [row] = self.preview("社員番号,氏名,事業所", "1,山田 太郎,大阪店")["rows"][
            "error"
        ]
        self.assertEqual(
            {note["code"] for note in row["notes"]}, {"establishment_unknown"}
        )

    def test_payees_are_contacts(self):
        head = "区分,支払先コード,氏名,氏名カナ,生年月日,住所"
        line = "支払先,P1,佐藤 桜,サトウ サクラ,1970-01-01,大阪府大阪市北区梅田1-2-3"
        answer = self.preview(head, line)
        [row] = answer["rows"]["new"]
        self.assertEqual([note["code"] for note in row["notes"]], ["not_for_kind"])
        self.apply(head, line)
        payee = self.env["res.partner"].search([("ref", "=", "P1")])
        self.assertEqual(
            (payee.name, payee.mynumber_payee, payee.company_id, payee.city),
            ("佐藤 桜", True, self.company, "大阪市北区"),
        )
        self.assertEqual(self.counts(head, line), {"same": 1})

    def test_who_may_not_make_contacts_imports_no_payees(self):
        self.clerk.write(
            {"group_ids": [(3, self.env.ref("base.group_partner_manager").id)]}
        )
        head = "区分,支払先コード,氏名"
        [row] = self.preview(head, "支払先,P1,佐藤 桜")["rows"]["error"]
        self.assertEqual([n["code"] for n in row["notes"]], ["no_contact_right"])

    def test_a_row_that_odoo_refuses_leaves_the_others(self):
        head = "社員番号,氏名,入社年月日,退職年月日"
        self.apply(head, "00123,髙橋 花子,2020-04-01,")
        answer = self.apply(
            "社員番号,氏名,退職年月日",
            "0007,山田 太郎,",
            "00123,髙橋 花子,2019-03-31",
            "0008,佐藤 桜,",
        )
        self.assertEqual([row["row"] for row in answer["refused"]], [3])
        self.assertEqual(answer["written"], 2)
        self.assertTrue(self.coded("0007") and self.coded("0008"))
        self.assertTrue(self.coded("00123").active)

    def test_a_run_goes_on_behind_its_last_slice(self):
        self.patch(mynumber_people_import, "SLICE", 2)
        lines = ["区分,社員番号,氏名,続柄", "扶養親族,9,山田 梅,妻"]
        lines += [
            f"従業員,{n},山田 第{k}," for n, k in zip((9, 8, 7), "九八七", strict=True)
        ]
        answers, after = [], 0
        for _turn in range(2):
            answers.append(self.apply(*lines, after=after))
            after = answers[-1]["after"]
        self.assertEqual([(a["written"], a["left"]) for a in answers], [(2, 2), (2, 0)])
        self.assertEqual(self.apply(*lines, after=after)["written"], 0)
        self.assertEqual(self.coded("9").dependant_ids.name, "山田 梅")
        self.assertEqual(self.counts(*lines), {"same": 4})

    def test_other_companies_are_neither_compared_nor_written(self):
        self.env["hr.employee"].create(
            {
                "name": "山田 太郎",
                "employee_code": "0007",
                "company_id": self.other_company.id,
            }
        )
        self.assertEqual(self.counts(HEAD, TARO), {"new": 1})
        self.apply(HEAD, TARO)
        self.assertEqual(len(self.coded("0007")), 2)

    def test_a_number_in_another_cell_refuses_the_row_unquoted(self):
        answer = self.preview("社員番号,氏名,町名番地", f"7,山田 太郎,{NUMBER}")
        [row] = answer["rows"]["error"]
        self.assertEqual([n["code"] for n in row["notes"]], ["number"])
        self.assertNotIn(NUMBER, str(answer))

    def test_what_is_wrong_with_a_number_does_not_keep_the_person_out(self):
        lines = (
            "社員番号,氏名,個人番号,提供拒否日",
            "7,山田 太郎,123456789012,2026-01-01",
        )
        self.assertEqual(self.counts(*lines), {"new": 1})

    def test_who_may_import(self):
        for user, may in (
            (self.hr, False),
            (self.plain, False),
            (self.settings, False),
            (self.handler, True),
            (self.clerk, True),
            (self.make_user("p_only", ROLE % "handler"), False),
            (self.make_user("p_audit", f"hr.group_hr_user,{ROLE % 'auditor'}"), False),
        ):
            importer = self.env["mynumber.people.import"].with_user(user)
            self.assertEqual(importer._allowed(), may, user.login)

    def test_every_reason_has_its_sentence(self):
        told = {code: self.env._(sentence) for code, sentence in SENTENCES.items()}
        self.assertEqual(told, CODES)

    def test_a_mapping_is_checked_before_it_is_kept(self):
        mappings = self.env["mynumber.people.mapping"].with_user(self.clerk)
        with open_table("番号,名前\r\n1,山田 太郎".encode()) as table:
            content = mapping_for(table) | {"columns": {"番号": "code", "名前": "name"}}
        mappings.create({"name": "給与", "content": content})
        for wrong in (
            content | {"columns": {NUMBER: "code"}},
            content | {"columns": {"番号": "sql"}},
            content | {"values": {"sex": {NUMBER: "male"}}},
            content | {"x": 1},
            {},
            [],
        ):
            with self.assertRaises(ValidationError) as refused:
                mappings.create({"name": "他", "content": wrong})
            self.assertNotIn(NUMBER, str(refused.exception))
