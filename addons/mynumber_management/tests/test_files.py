# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import date

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..filings import layout, pension_layout
from ..filings.findings import MESSAGES

CHECK, COMPARE = "/mynumber/file/check", "/mynumber/file/compare"
PEOPLE, FILL = "/mynumber/file/people", "/mynumber/file/fill"
FILLED = "/mynumber/file/filled"
# invented; the check digit fits, that of WRONG does not
NUMBER, WRONG = "123456789018", "123456789012"


def record(code="375", **texts):
    """Bytes of a record with these items, otherwise empty."""
    table = layout.load(code, 2026)
    texts = {"statement_code": code, "year": "08", **texts}
    cells = [texts.pop(item.id, "") for item in table.items]
    assert not texts
    return (",".join(cells) + "\r\n").encode("cp932")


TARO = {
    "payee_name": "山田　太郎",
    "birth_era": "1",
    "birth_year": "60",
    "birth_month": "05",
    "birth_day": "15",
}


@tagged("post_install", "-at_install")
class TestFiles(HttpCase):
    """Files of other programs: what is wrong, what changed, whose numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "甲商事"})
        cls.other = cls.env["res.company"].create({"name": "乙物産"})
        for login, group in (
            ("mn_file_clerk", "mynumber_management.group_clerk"),
            ("mn_file_hr", "hr.group_hr_user"),
        ):
            new_test_user(
                cls.env,
                login,
                groups=group,
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )
        cls.taro = cls.env["hr.employee"].create(
            {
                "name": "山田 太郎",
                "family_name": "山田",
                "given_name": "太郎",
                "employee_code": "0001",
                "birthday": date(1985, 5, 15),
                "active": False,
                "company_id": cls.company.id,
                "dependant_ids": [
                    (
                        0,
                        0,
                        {
                            "family_name": "山田",
                            "given_name": "桜",
                            "relation": "child",
                        },
                    )
                ],
            }
        )

    def _post(self, route, *files, raw=None, headers=None, **body):
        body.setdefault("sizes", [len(file) for file in files])
        head = json.dumps(body).encode() + b"\n"
        sent = {
            "Content-Type": "application/octet-stream",
            "X-CSRF-Token": http.Request.csrf_token(self),
            "Sec-Fetch-Site": "same-origin",
        }
        data = head + b"".join(files) if raw is None else raw
        return self.url_open(route, data=data, headers={**sent, **(headers or {})})

    def _people(self, data, company=None):
        company = company or self.company
        return self._post(PEOPLE, data, company=company.id)

    def _mirror(self, holder, state="active"):
        subject = self.env["mynumber.subject"]._for_holder(
            self.company, holder._name, holder.id
        )
        subject.state = state
        return subject

    def _tell(self, subject, code="tax.withholding_slip"):
        purpose = self.env["mynumber.purpose"].search([("code", "=", code)])
        return self.env["mynumber.subject.purpose"].create(
            {
                "subject_id": subject.id,
                "purpose_id": purpose.id,
                "channel": "paper",
            }
        )

    def test_a_check_names_items_and_tells_no_number(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        data = record(payee_number="0" + WRONG, payee_name="山田　太郎")
        answer = self._post(CHECK, data)
        self.assertNotIn(WRONG, answer.text)
        told = answer.json()
        self.assertEqual((told["form"], told["year"]), ("375", 2026))
        found = {(f["item"], f["code"]): f for f in told["findings"]}
        wrong = found["95 支払を受ける者の個人番号", "check_digit"]
        self.assertEqual((wrong["record"], wrong["level"]), (1, "error"))
        self.assertEqual(wrong["message"], MESSAGES["check_digit"][1])
        self.assertEqual(
            (told["errors"], told["warnings"]),
            tuple(
                sum(f["level"] == level for f in told["findings"])
                for level in ("error", "warning")
            ),
        )

    def test_missing_numbers_are_no_finding_of_a_file_to_be_filled_in(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        for empty in (False, True):
            told = self._post(CHECK, record(**TARO), empty=empty).json()
            codes = [finding["code"] for finding in told["findings"]]
            self.assertEqual("number_missing" in codes, not empty)

    def test_a_pension_file_is_told_by_line_and_form(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        data = "21,34,ｱｲｳ,001,20261123,22223\r\n[kanri]\r\n2200700,x\r\n"
        told = self._post(CHECK, data.encode("cp932")).json()
        self.assertEqual((told["form"], told["year"]), ("SHFD0006", 0))
        self.assertIn(
            (3, "2200700", "item_count"),
            [(f["record"], f["form"], f["code"]) for f in told["findings"]],
        )

    def test_nothing_is_stored(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        tables = ("ir.attachment", "mynumber.filing", "mynumber.subject")
        before = [self.env[name].sudo().search_count([]) for name in tables]
        data = record(payee_number="0" + NUMBER, **TARO)
        for answer in (
            self._post(CHECK, data),
            self._post(COMPARE, data, data),
            self._people(data),
        ):
            self.assertEqual(answer.status_code, 200)
            self.assertNotIn(NUMBER, answer.text)
        after = [self.env[name].sudo().search_count([]) for name in tables]
        self.assertEqual(after, before)

    def test_a_comparison_tells_people_and_items(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        hanako = {**TARO, "payee_name": "山田　花子"}
        jiro = {**TARO, "payee_name": "山田　次郎"}
        old = record(**TARO, payee_number="0" + NUMBER) + record(**hanako)
        new = record(**TARO, pay_amount="1", payee_number="0" + WRONG) + record(**jiro)
        answer = self._post(COMPARE, old, new)
        self.assertNotIn(NUMBER, answer.text)
        told = answer.json()
        self.assertEqual(told["counts"], {"changed": 1, "added": 1, "removed": 1})
        changed = next(c for c in told["changes"] if c["kind"] == "changed")
        self.assertEqual((changed["name"], changed["new"]), ("山田　太郎", 1))
        self.assertEqual(len(changed["items"]), 1)
        self.assertEqual(changed["numbers"][0]["state"], "different")
        other = self._post(COMPARE, record("309"), new).json()
        self.assertEqual(other["other"], layout.load("309", 2026).title)

    def test_a_number_in_place_of_a_name_is_not_told(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        wide = "".join(chr(0xFEE0 + ord(digit)) for digit in NUMBER)
        data = record(payee_name=wide) + record(payee_name="0" + NUMBER)
        for answer in (self._post(COMPARE, b"375\r\n", data), self._people(data)):
            self.assertEqual(answer.status_code, 200)
            self.assertNotIn(NUMBER, answer.text)
            self.assertNotIn(json.dumps(wide)[1:-1], answer.text)

    def test_whose_numbers_a_file_wants(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        family = {"dep1_name": "山田　桜", "dep1_kana": "", "dep2_name": "山田　松"}
        data = record(**TARO, **family)
        (row,) = self._people(data).json()["rows"]
        self.assertEqual((row["state"], row["person"]), ("matched", "0001 山田 太郎"))
        states = [slot["state"] for slot in row["slots"]]
        self.assertEqual(states, ["no_number", "no_number", "unknown"])
        subject = self._mirror(self.taro)
        self.assertEqual(self._states(data)[0], "no_notice")
        line = self._tell(subject)
        self.assertEqual(self._states(data)[0], "fill")
        told = self._people(data).json()
        self.assertEqual((told["records"], told["numbers"]), (1, 1))
        self.assertEqual(told["open_count"], 1)
        line.ended_on = date(2026, 1, 1)
        self.assertEqual(self._states(data)[0], "no_notice")

    def _states(self, data):
        (row,) = self._people(data).json()["rows"]
        return [slot["state"] for slot in row["slots"]]

    def test_a_pension_file_wants_each_purpose_of_its_own(self):
        """Its code is no 社員番号; relatives are told of another purpose."""
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        table = pension_layout.load(date(2026, 11, 23)).forms["2202700"]
        texts = {
            "form_code": "2202700",
            "change": "1",
            "insured_no": "0001",
            "name": "山田　太郎",
            "birth_era": "5",
            "birth_day": "600515",
            "other1_name": "山田　桜",
            "other1_kana": "ﾔﾏﾀﾞ ｻｸﾗ",
            "other1_birth_era": "9",
            "other1_birth_day": "020102",
            "other1_sex": "2",
            "other1_relation": "01",
            "other1_living": "1",
            "other1_zip1": "100",
            "other1_zip2": "0001",
            "other1_address": "東京都千代田区見本町１",
            "other1_became_era": "9",
            "other1_became_day": "081001",
            "other1_occupation": "1",
            "other1_income": "0",
        }
        data = ",".join(texts.pop(item.id, "") for item in table.items)
        self.assertFalse(texts)
        data = data.encode("cp932") + b"\r\n"
        row = self._people(data).json()["rows"][0]
        self.assertEqual((row["state"], row["person"]), ("matched", "0001 山田 太郎"))
        child = self.taro.dependant_ids
        for holder, code in ((self.taro, "si.health_pension"), (child, "si.dependant")):
            subject = self._mirror(holder)
            self.assertIn("no_notice", self._states(data))
            self._tell(subject, code)
        self.assertEqual(self._states(data), ["fill", "fill"])
        told = self._people(data).json()
        self.assertEqual((told["form"], told["period"]), ("SHFD0006", ""))
        self.assertEqual(len(told["purposes"]), 2)

    def test_columns_that_are_not_empty_are_left(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        self._tell(self._mirror(self.taro))
        for number, state in (("0" + NUMBER, "filled"), ("***", "other")):
            data = record(**TARO, payee_number=number)
            self.assertEqual(self._states(data), [state])
        told = self._people(b"375,short\r\n" + record(**TARO)).json()
        self.assertEqual(told["rows"][0]["state"], "unread")
        self.assertTrue(told["rows"][0]["message"])
        self.assertEqual(told["numbers"], 1)

    def test_the_digest_changes_with_file_people_and_user(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        data = record(**TARO)
        digests = [self._people(data).json()["digest"]]
        self.assertEqual(self._people(data).json()["digest"], digests[0])
        digests.append(self._people(data + b"\r\n").json()["digest"])
        self._tell(self._mirror(self.taro))
        digests.append(self._people(data).json()["digest"])
        self.authenticate("admin", "admin")
        self.env.ref("base.user_admin").write(
            {
                "company_ids": [(4, self.company.id)],
                "group_ids": [(4, self.ref("mynumber_management.group_clerk"))],
            }
        )
        digests.append(self._people(data).json()["digest"])
        self.assertEqual(len(set(digests)), 4)

    @mute_logger("odoo.http")
    def test_bad_bodies(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        mine = {"company": self.company.id, "destination": "税務署", "digest": "0" * 64}
        mine["request"] = "0" * 32
        data = record(**TARO)
        for route, body, status in (
            (CHECK, {"raw": b"\n"}, 400),
            (CHECK, {"raw": b"[]\n"}, 400),
            (CHECK, {"raw": b"{"}, 400),
            (CHECK, {"raw": b"\xff\xfe\n"}, 400),
            (CHECK, {"raw": b'{"sizes": 5}\nx'}, 400),
            (CHECK, {"raw": b"[" * 100_000}, 400),
            (CHECK, {"raw": b"x" * 17 * 1024 * 1024}, 413),
            (CHECK, {"sizes": [1]}, 400),
            (CHECK, {"sizes": [-1]}, 400),
            (CHECK, {"sizes": [True]}, 400),
            (CHECK, {"sizes": [len(data), 0]}, 400),
            (CHECK, {"sizes": None}, 400),
            (CHECK, {"sizes": [10**30]}, 400),
            (COMPARE, {}, 400),
            (COMPARE, {"sizes": [len(data), 1]}, 400),
            (PEOPLE, {}, 400),
            (PEOPLE, {"company": "1"}, 400),
            (PEOPLE, {"company": 2**31 - 1}, 403),
            (PEOPLE, {"company": self.other.id}, 403),
            (FILL, {**mine, "company": self.other.id}, 403),
            (FILL, {**mine, "digest": "0" * 65}, 400),
            (FILL, {**mine, "destination": None}, 400),
            (FILL, {**mine, "destination": NUMBER}, 422),
            (FILL, {**mine, "request": 5}, 400),
            (FILLED, {"sizes": [], "request": "x", "size": 1}, 400),
            (CHECK, {"headers": {"X-CSRF-Token": "x"}}, 403),
            (CHECK, {"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
            (CHECK, {"headers": {"Content-Type": "text/csv"}}, 415),
        ):
            with self.subTest(route=route, body=str(body)[:60]):
                files = () if route == FILLED else (data,)
                response = self._post(route, *files, **body)
                self.assertEqual(response.status_code, status, response.text[:200])
                self.assertNotIn("Traceback", response.text)

    def test_hostile_files_get_a_sentence(self):
        self.authenticate("mn_file_clerk", "mn_file_clerk")
        for data, code in (
            (b"", "empty"),
            (b"PK\x03\x04", "not_text"),
            (b"\xff\xfea\x00", "utf16"),
            (b"name,number\r\n", "unknown_layout"),
            (b"\x00" * 1000, "unknown_layout"),
            (b"\r" * 200_000, "unknown_layout"),
        ):
            with self.subTest(code=code):
                for answer in (
                    self._post(CHECK, data),
                    self._post(COMPARE, record(), data),
                    self._people(data),
                ):
                    told = answer.json()
                    self.assertEqual((answer.status_code, told["code"]), (200, code))
                    self.assertEqual(told["stopped"], MESSAGES[code][1])
        for data in (
            b"375" + b"," * 200_000,
            b"375,\x00\r\n" * 50,
            b'375,"\r\n' * 50,
            b"375\r" * 50,
            b"\r\n".join([b"375"] * 30_000),
            "375,髙\r\n".encode() + b"375,\x81\r\n",
        ):
            with self.subTest(data=data[:20]):
                for answer in (
                    self._post(CHECK, data),
                    self._post(COMPARE, data, data),
                    self._people(data),
                ):
                    self.assertEqual(answer.status_code, 200, answer.text[:200])

    def test_who_has_nothing_to_do_with_files(self):
        self.authenticate("mn_file_hr", "mn_file_hr")
        for route in (CHECK, PEOPLE):
            response = self._post(route, record(), company=self.company.id)
            self.assertEqual(response.status_code, 404)

    def test_every_sentence_can_be_completed_in_every_language(self):
        words = self.env["mynumber.file.words"]
        for code, (_level, sentence) in MESSAGES.items():
            facts = _Facts()
            told = words.with_context(lang="ja_JP")._sentence(code, facts)
            self.assertTrue(told)
            wanted = _Facts()
            self.assertTrue(sentence % wanted)
            self.assertEqual(facts.asked, wanted.asked, code)


class _Facts(dict):
    def __init__(self):
        super().__init__()
        self.asked = set()

    def __missing__(self, key):
        self.asked.add(key)
        return "1"
