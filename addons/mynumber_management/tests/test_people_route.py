# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import csv
import io
import json
import sys
import zipfile

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..tables.columns import COLUMNS
from .people_common import NUMBER

PREVIEW, APPLY = "/mynumber/people/preview", "/mynumber/people/apply"
COLUMNS_ROUTE = "/mynumber/people/columns"
FILE = f"社員番号,氏名,個人番号\r\n0007,山田 太郎,{NUMBER}\r\n".encode()
ROLES = "hr.group_hr_user,mynumber_management.group_handler"


def _frames(frame):
    while frame:
        yield frame
        frame = frame.f_back


@tagged("post_install", "-at_install")
class TestPeopleRoute(HttpCase):
    """The import's routes: refused clearly, no traceback, no 500, no number kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "甲商事"})
        cls.other = cls.env["res.company"].create({"name": "乙物産"})
        for login, groups in (
            ("mn_people", ROLES),
            ("mn_people_hr", "hr.group_hr_user"),
            ("mn_people_role", "mynumber_management.group_handler"),
        ):
            new_test_user(
                cls.env,
                login,
                groups=groups,
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )

    def setUp(self):
        super().setUp()
        self.authenticate("mn_people", "mn_people")

    def _post(self, path=PREVIEW, file=FILE, raw=None, headers=None, **changes):
        known = {"company": self.company.id, "sizes": [len(file)]}
        head = json.dumps(known | changes).encode()
        sent = {
            "Content-Type": "application/octet-stream",
            "X-CSRF-Token": http.Request.csrf_token(self),
            "Sec-Fetch-Site": "same-origin",
        }
        data = raw if raw is not None else head + b"\n" + file
        return self.url_open(path, data=data, headers={**sent, **(headers or {})})

    def _previewed(self, file=FILE, **changes):
        return self._post(file=file, **changes).json()

    def _apply(self, previewed, file=FILE, **changes):
        body = {
            "mapping": previewed["mapping"],
            "digest": previewed["digest"],
            "after": 0,
            **changes,
        }
        return self._post(APPLY, file=file, **body)

    def _employees(self):
        return self.env["hr.employee"].search([("company_id", "=", self.company.id)])

    def test_preview_and_apply_leave_the_number_out(self):
        answer = self._previewed()
        self.assertEqual((answer["counts"]["new"], answer["numbers"]), (1, 1))
        self.assertFalse(self._employees())
        applied = self._apply(answer)
        self.assertEqual(applied.json()["written"], 1)
        self.assertNotIn(NUMBER, json.dumps(answer) + applied.text)
        employee = self._employees()
        self.assertEqual((employee.name, employee.employee_code), ("山田 太郎", "0007"))
        self.assertFalse(
            self.env["mynumber.subject"].search([("employee_id", "=", employee.id)])
        )
        self.assertEqual(self._previewed()["counts"]["same"], 1)

    def test_where_the_orm_works_no_number_is_in_reach(self):
        importer, seen = type(self.env["mynumber.people.import"]), []
        digits = NUMBER.encode()

        def looking(model, people, *args):
            for frame in _frames(sys._getframe()):
                if "/mynumber_management/controllers/" in frame.f_code.co_filename:
                    seen.append(repr(frame.f_locals).encode())
            seen.append(repr(people).encode())
            return {}

        self.patch(importer, "_preview", looking)
        self._previewed()
        self.assertGreaterEqual(len(seen), 3)
        self.assertFalse([text for text in seen if digits in text])

    def test_what_is_applied_is_what_was_previewed(self):
        answer = self._previewed()
        other = FILE.replace("太郎".encode(), "次郎".encode())
        for changes in (
            {"file": other},
            {"namesakes": "new"},
            {"mapping": answer["mapping"] | {"blank": "clear"}},
            {"mapping": None},
            {"digest": "0" * 64},
            {"digest": "数"},
        ):
            with self.subTest(changes):
                response = self._apply(answer, **changes)
                self.assertEqual(response.status_code, 409)
        self.assertFalse(self._employees())

    @mute_logger("odoo.http")
    def test_bad_requests(self):
        digest = {"digest": "0" * 64, "after": 0, "mapping": {}}
        for path, change, status in (
            (PREVIEW, {"company": "1"}, 400),
            (PREVIEW, {"company": None}, 400),
            (PREVIEW, {"company": self.other.id}, 403),
            (PREVIEW, {"namesakes": "all"}, 400),
            (PREVIEW, {"namesakes": []}, 400),
            (PREVIEW, {"profile": {}}, 400),
            (PREVIEW, {"profile": NUMBER}, 422),
            (PREVIEW, {"raw": b"[]\nx"}, 400),
            (PREVIEW, {"raw": b"{"}, 400),
            (PREVIEW, {"raw": FILE}, 400),
            (PREVIEW, {"raw": b"\xff\xfe\n"}, 400),
            (PREVIEW, {"headers": {"X-CSRF-Token": "x"}}, 403),
            (PREVIEW, {"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
            (PREVIEW, {"headers": {"Content-Type": "text/csv"}}, 415),
            (APPLY, {**digest, "after": "0"}, 400),
            (APPLY, {**digest, "after": -1}, 400),
            (APPLY, {**digest, "after": 2**40}, 400),
            (APPLY, {**digest, "digest": None}, 400),
            (APPLY, {**digest, "digest": "0" * 65}, 400),
            (APPLY, digest, 409),
            (COLUMNS_ROUTE, {"raw": b"{}"}, 400),
        ):
            with self.subTest(path=path, change=change):
                response = self._post(path, **change)
                self.assertEqual(response.status_code, status, response.text)
                self.assertNotIn("Traceback", response.text)
                self.assertNotIn(NUMBER, response.text)
        self.assertEqual(self.url_open(PREVIEW).status_code, 405)
        self.assertFalse(self._employees())

    def test_hostile_files_are_named(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<x/>")
            archive.writestr("xl/workbook.xml", b" " * 300_000_000)
        for data, codes in (
            (b"", {"empty"}),
            ("社員番号,氏名\r\n".encode(), {"empty"}),
            (b"%PDF-1.7", {"pdf"}),
            ("社員番号,氏名\r\n1,x".encode("utf-16"), {"utf16"}),
            ("社員番号,氏名\r\n1,山田\x00".encode(), {"nul"}),
            (b"PK\x03\x04 no zip", {"damaged"}),
            (bomb.getvalue(), {"zip_bomb", "not_workbook", "damaged"}),
            ("社員番号;氏名\r\n1;山田".encode(), {"delimiter"}),
            (f"社員番号,{NUMBER}\r\n1,x".encode(), {"number"}),
            ("趣味,氏名 2\r\n1,x".encode(), {"key_missing"}),
        ):
            with self.subTest(data[:20]):
                answer = self._previewed(data)
                self.assertTrue(answer["refused"])
                found = {issue["code"] for issue in answer["issues"]}
                self.assertTrue(found & codes, found)
                self.assertNotIn("counts", answer)
                self.assertNotIn(NUMBER, json.dumps(answer))

    def test_hostile_mappings_are_named(self):
        mapping = self._previewed()["mapping"]
        for wrong in (
            [],
            {},
            "x",
            5,
            mapping | {"version": 2},
            mapping | {"columns": {"氏名": "id"}},
            mapping | {"columns": {"氏名": ["name"]}},
            mapping | {"columns": {NUMBER: "name"}},
            mapping | {"values": {"sex": {"男": "sql"}}},
            mapping | {"profile": "none"},
        ):
            with self.subTest(wrong):
                response = self._post(mapping=wrong)
                self.assertEqual(response.status_code, 200, response.text)
                self.assertTrue(response.json()["refused"])
                self.assertNotIn(NUMBER, json.dumps(response.json()["issues"]))

    @mute_logger("odoo.http")
    def test_a_file_too_large_is_refused(self):
        response = self._post(raw=b"x" * 35 * 1024 * 1024)
        self.assertEqual(response.status_code, 413)

    def test_who_may_not_import(self):
        body = json.dumps({"company": 1, "sizes": [0]}).encode() + b"\n"
        for login in ("mn_people_hr", "mn_people_role"):
            self.authenticate(login, login)
            for path in (PREVIEW, APPLY, COLUMNS_ROUTE):
                response = self._post(path, raw=body)
                self.assertEqual(response.status_code, 403)
                self.assertEqual(response.json()["error"], "people_rights")

    def test_what_a_mapping_can_be_made_of(self):
        body = json.dumps({"company": self.company.id}).encode()
        answer = self._post(COLUMNS_ROUTE, raw=body).json()
        self.assertEqual([c["id"] for c in answer["columns"]], list(COLUMNS))
        self.assertIn(["male", "Male"], answer["words"]["sex"])
        self.assertIn("smarthr", dict(answer["profiles"]))

    def test_the_template_is_understood(self):
        response = self.url_open("/mynumber/people/template")
        self.assertEqual(response.content[:3], b"\xef\xbb\xbf")
        (heading,) = csv.reader(response.content.decode("utf-8-sig").splitlines())
        self.assertEqual(heading, [column.en for column in COLUMNS.values()])
        cells = dict.fromkeys(COLUMNS, "") | {"code": "1", "name": "山田 太郎"}
        line = ",".join(cells.values())
        answer = self._previewed(response.content + line.encode())
        self.assertEqual(answer["counts"]["new"], 1)
        self.assertFalse(answer["issues"])
