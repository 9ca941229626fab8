# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.mynumber_statement_import import MESSAGES
from .statement_common import YEAR, StatementCase

NUMBER = "123456789018"
HEADING = (
    "社員番号,氏名,生年月日,支払金額,給与所得控除後の金額,所得控除の額の合計額,"
    "源泉徴収税額,社会保険料等の金額,基礎控除の額"
)
RIGHT = "5000000,3560000,1280000,133200,700000,580000"


@tagged("post_install", "-at_install")
class TestStatementImport(StatementCase):
    """Invariants of the import: all or none, matched twice, nothing kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jiro = cls._person("0002", "髙橋", "次郎", "タカハシ", "ジロウ")
        cls.importer = cls.env["mynumber.statement.import"].with_user(cls.clerk)

    def _file(self, *lines, encoding="cp932"):
        return "\r\n".join((HEADING, *lines)).encode(encoding)

    def _preview(self, *lines, **options):
        data = self._file(*lines, **options)
        return self.importer._run(data, YEAR, self.payer)

    def _import(self, *lines):
        data = self._file(*lines)
        digest = self.importer._run(data, YEAR, self.payer)["digest"]
        return self.importer._run(data, YEAR, self.payer, digest)

    def _issues(self, answer):
        return [(issue["row"], issue["code"]) for issue in answer["issues"]]

    def _made(self):
        return self.slips.search([("establishment_id", "=", self.payer.id)])

    def test_a_preview_counts_and_writes_nothing(self):
        answer = self._preview(f"0001,山田太郎,,{RIGHT}", f"0002,高橋次郎,,{RIGHT}")
        self.assertEqual(answer["issues"], [])
        self.assertEqual((answer["people"], answer["created"]), (2, 2))
        self.assertEqual((answer["pay_total"], answer["tax_total"]), (10000000, 266400))
        self.assertFalse(answer["imported"])
        self.assertFalse(self._made())

    def test_an_import_makes_and_changes_slips(self):
        slip = self._slip(life_ins=40000, pay_amount=1)
        answer = self._import(f"0001,山田太郎,,{RIGHT}", f"0002,高橋次郎,,{RIGHT}")
        self.assertTrue(answer["imported"])
        self.assertEqual((answer["created"], answer["changed"]), (1, 1))
        self.assertEqual(self._made().employee_id, self.taro | self.jiro)
        self.assertEqual(self._made().mapped("pay_amount"), [5000000, 5000000])
        # a column that the file does not have stays
        self.assertEqual(slip.life_ins, 40000)
        self.assertEqual([p["code"] for p in answer["faulty"]], ["0001"])

    def test_a_blank_cell_empties_the_field(self):
        slip = self._slip()
        self._import("0001,山田太郎,,5000000,3560000,1280000,133200,,580000")
        self.assertEqual(slip.social_ins, 0)
        self.assertTrue(slip.error_count)

    def test_a_tax_of_zero_is_a_figure_and_a_blank_one_is_missing(self):
        zero, blank = RIGHT.replace("133200", "0"), RIGHT.replace("133200", "")
        answer = self._import(f"0001,山田太郎,,{zero}", f"0002,高橋次郎,,{blank}")
        first, second = self._made().sorted("payee_code")
        self.assertTrue(first.tax_none)
        self.assertFalse(first.error_count)
        codes = [finding["code"] for finding in second.findings]
        self.assertEqual(codes, ["zero_must_be_written"])
        (fault,) = answer["faulty"]
        self.assertEqual((fault["row"], fault["code"]), (3, "0002"))
        self.assertEqual(fault["column"], "Tax Withheld")
        self._import(f"0001,山田太郎,,{RIGHT}")
        self.assertFalse(first.tax_none)

    def test_one_error_and_nothing_is_written(self):
        slip = self._slip(pay_amount=1)
        answer = self._preview(f"0001,山田太郎,,{RIGHT}", f"0002,高橋次郎,,x{RIGHT}")
        self.assertEqual(self._issues(answer), [(3, "amount")])
        self.assertNotIn("digest", answer)
        self.assertEqual(slip.pay_amount, 1)
        self.assertEqual(self._made(), slip)

    def test_what_is_imported_was_previewed(self):
        data = self._file(f"0001,山田太郎,,{RIGHT}")
        digest = self.importer._run(data, YEAR, self.payer)["digest"]
        other = self._file(f"0001,山田太郎,,6{RIGHT}")
        for changed in (
            (other, YEAR, self.payer),
            (data, YEAR - 1, self.payer),
            (data, YEAR, self._payer("支店", self.company)),
        ):
            with self.assertRaisesRegex(UserError, "previewed"):
                self.importer._run(*changed, digest)
        self.assertFalse(self._made())

    def test_matching_needs_code_and_name_or_birth_date(self):
        born = "昭和60年5月15日"
        cases = {
            f"0001,山田太郎,,{RIGHT}": None,
            f"0001,山田　太郎,,{RIGHT}": None,
            f"0001,ﾔﾏﾀﾞ ﾀﾛｳ,,{RIGHT}": None,
            f"0001,,{born},{RIGHT}": None,
            f"0001,旧姓太郎,{born},{RIGHT}": None,
            f"1,山田太郎,,{RIGHT}": None,
            f"０００１,山田太郎,,{RIGHT}": None,
            f"0002,髙橋次郎,,{RIGHT}": None,
            f"0001,山田次郎,,{RIGHT}": "other_person",
            f"0001,,1985-05-16,{RIGHT}": "other_person",
            f"0001,山田次郎,1985-05-16,{RIGHT}": "other_person",
            f"0002,山田太郎,1985-05-16,{RIGHT}": "other_person",
            f"9999,山田太郎,,{RIGHT}": "unknown_code",
            f",山田太郎,,{RIGHT}": "blank",
            f"0001,,,{RIGHT}": "key_blank",
        }
        for line, code in cases.items():
            with self.subTest(line):
                expected = [(2, code)] if code else []
                self.assertEqual(self._issues(self._preview(line)), expected)

    def test_two_rows_of_one_person(self):
        answer = self._preview(f"0001,山田太郎,,{RIGHT}", f"1,山田太郎,,{RIGHT}")
        self.assertEqual(self._issues(answer), [(3, "twice")])

    def test_leavers_are_found(self):
        self.jiro.departure_date = date(YEAR, 3, 31)
        self.jiro.active = False
        answer = self._import(f"0002,高橋次郎,,{RIGHT}")
        self.assertTrue(answer["imported"])
        self.assertEqual(self._made().left_date, date(YEAR, 3, 31))

    def test_people_of_another_company_and_another_payer(self):
        self.stranger.employee_code = "0077"
        branch = self._payer("甲商事大阪支店", self.company)
        self.env["mynumber.assignment"].create(
            {
                "employee_id": self.jiro.id,
                "kind": "payer",
                "establishment_id": branch.id,
                "since": date(2020, 1, 1),
            }
        )
        answer = self._preview(f"0077,鈴木一郎,,{RIGHT}", f"0002,高橋次郎,,{RIGHT}")
        self.assertEqual(
            self._issues(answer), [(2, "unknown_code"), (3, "other_payer")]
        )

    def test_closed_slips_are_named_and_kept(self):
        slip = self._slip()
        slip.action_check()
        slip.action_close()
        answer = self._preview(f"0001,山田太郎,,6{RIGHT}")
        self.assertEqual(self._issues(answer), [(2, "closed")])
        self.assertEqual(slip.pay_amount, 5000000)

    def test_a_checked_slip_becomes_a_draft(self):
        slip = self._slip()
        slip.action_check()
        self._import("0001,山田太郎,,5000000,3560000,1280000,116900,700000,580000")
        self.assertEqual((slip.state, slip.tax_amount), ("draft", 116900))

    def test_the_same_file_once_more_changes_nothing(self):
        line = f"0001,山田太郎,,{RIGHT}"
        self._import(line)
        slip = self._made()
        slip.action_check()
        answer = self._import(line)
        self.assertEqual(
            (answer["people"], answer["created"], answer["changed"]), (1, 0, 0)
        )
        self.assertEqual(slip.state, "checked")
        self.assertEqual(answer["pay_total"], 5000000)

    def test_a_name_without_letters_matches_nobody(self):
        self.jiro.write({"name": "😀", "family_name": "😀", "given_name": False})
        answer = self._preview(f"0002,・・,,{RIGHT}")
        self.assertEqual(self._issues(answer), [(2, "other_person")])

    def test_a_file_with_a_number_is_refused_stored_and_logged_nowhere(self):
        lines = (f"0001,山田太郎,,{RIGHT}", f"0002,{NUMBER},,{RIGHT}")
        with self.assertNoLogs("odoo.addons.mynumber_management"):
            answer = self._preview(*lines)
        self.assertEqual(self._issues(answer), [(3, "number")])
        self.assertNotIn(NUMBER, repr(answer))
        self.assertFalse(self._made())
        self.assertFalse(self.env["ir.attachment"].search([("name", "ilike", "csv")]))

    def test_issues_name_row_and_column_and_quote_nothing(self):
        secret = "ひみつ"
        answer = self._preview(
            f"0001,山田太郎,{secret},{RIGHT}", f"0002,{secret},,{secret},1,2,3,4,5"
        )
        shown = [(i["row"], i["column"], i["code"]) for i in answer["issues"]]
        self.assertEqual(
            shown,
            [
                (2, "Date of Birth", "date"),
                (3, "Pay", "amount"),
                (3, "Name", "other_person"),
            ],
        )
        self.assertNotIn(secret, repr(answer))

    def test_hostile_files_answer_with_a_sentence(self):
        for data, code in (
            (b"", "empty"),
            (HEADING.encode("utf-16"), "utf16"),
            (HEADING.encode() + b"\n1\x002", "nul"),
            (HEADING.encode() + b',x\n0001,"', "malformed"),
            (HEADING.encode() + b",\n1,2,3", "unknown_column"),
            ((HEADING + "\n0001,山田太郎," + RIGHT).encode(), "cell_count"),
            (f"{HEADING}\n0001,=1+1,,{RIGHT}".encode(), "formula"),
            (f"{HEADING}\n0001,,平成99年1月1日,{RIGHT}".encode(), "era"),
        ):
            with self.subTest(code):
                answer = self.importer._run(data, YEAR, self.payer)
                self.assertEqual([i["code"] for i in answer["issues"]][:1], [code])
                self.assertTrue(answer["issues"][0]["message"])
                self.assertNotIn("%(", answer["issues"][0]["message"])
        self.assertFalse(self._made())

    def test_sentences_fit_their_facts(self):
        facts = dict.fromkeys(("limit", "place", "found", "expected", "first"), 1)
        env = self.env(context={"lang": "en_US"})
        for code, sentence in MESSAGES.items():
            self.assertTrue(env._(sentence) % facts, code)

    def test_headings_of_the_issues_follow_the_language(self):
        self.env["res.lang"]._activate_lang("ja_JP")
        importer = self.importer.with_context(lang="ja_JP")
        data = self._file("0001,山田太郎,,x,1,2,3,4,5")
        (issue,) = importer._run(data, YEAR, self.payer)["issues"]
        self.assertEqual(issue["column"], "支払金額")

    def test_a_thousand_people(self):
        # as an HR user: for an administrator Odoo draws a picture of each employee
        employees = self.env["hr.employee"].with_user(self.users["hr"])
        people = employees.with_context(tracking_disable=True).create(
            [
                {
                    "name": f"社員 {place}",
                    "company_id": self.company.id,
                    "employee_code": f"9{place:04}",
                    "birthday": date(1990, 1, 1),
                }
                for place in range(1000)
            ]
        )
        lines = [f"{p.employee_code},,1990-01-01,{RIGHT}" for p in people]
        answer = self._import(*lines)
        self.assertTrue(answer["imported"])
        self.assertEqual(answer["created"], 1000)
        self.assertEqual(len(self._made()), 1000)
