# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import csv
import json

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

ROUTE = "/mynumber/statement/import"


@tagged("post_install", "-at_install")
class TestStatementRoute(HttpCase):
    """The import's route: refused clearly, no traceback, no 500."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "甲商事"})
        cls.other = cls.env["res.company"].create({"name": "乙物産"})
        for login, group in (
            ("mn_route_clerk", "mynumber_management.group_clerk"),
            ("mn_route_hr", "hr.group_hr_user"),
        ):
            new_test_user(
                cls.env,
                login,
                groups=group,
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )
        cls.payer, cls.foreign = cls.env["mynumber.establishment"].create(
            [
                {"name": "甲商事", "company_id": cls.company.id, "is_payer": True},
                {"name": "乙物産", "company_id": cls.other.id, "is_payer": True},
            ]
        )
        cls.env["hr.employee"].create(
            {
                "name": "山田 太郎",
                "employee_code": "0001",
                "company_id": cls.company.id,
            }
        )

    def _post(self, body=None, raw=None, headers=None, **changes):
        values = {
            "year": 2026,
            "establishment": self.payer.id,
            "file": base64.b64encode("code,name\n1,山田太郎\n".encode()).decode(),
            **changes,
        }
        data = raw if raw is not None else json.dumps(body or values).encode()
        sent = {
            "Content-Type": "application/octet-stream",
            "X-CSRF-Token": http.Request.csrf_token(self),
            "Sec-Fetch-Site": "same-origin",
        }
        return self.url_open(ROUTE, data=data, headers={**sent, **(headers or {})})

    def test_preview_and_import(self):
        self.authenticate("mn_route_clerk", "mn_route_clerk")
        answer = self._post().json()
        self.assertEqual((answer["ok"], answer["people"]), (True, 1))
        answer = self._post(digest=answer["digest"]).json()
        self.assertTrue(answer["imported"])
        slips = self.env["mynumber.statement.withholding"]
        self.assertEqual(slips.search_count([("company_id", "=", self.company.id)]), 1)

    @mute_logger("odoo.http")
    def test_bad_requests(self):
        self.authenticate("mn_route_clerk", "mn_route_clerk")
        for change, status in (
            ({"file": "no base64!"}, 400),
            ({"file": 5}, 400),
            ({"file": None}, 400),
            ({"year": "2026"}, 400),
            ({"year": 1}, 400),
            ({"year": 10**30}, 400),
            ({"establishment": "1; DROP"}, 400),
            ({"establishment": 2**31 - 1}, 404),
            ({"establishment": self.foreign.id}, 404),
            ({"digest": "0" * 64}, 400),
            ({"digest": "0" * 65}, 400),
            ({"digest": {}}, 400),
            ({"raw": b"[]"}, 400),
            ({"raw": b"{"}, 400),
            ({"raw": b"\xff\xfe"}, 400),
            ({"headers": {"X-CSRF-Token": "x"}}, 403),
            ({"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
            ({"headers": {"Content-Type": "application/json"}}, 415),
        ):
            with self.subTest(change):
                response = self._post(**change)
                self.assertEqual(response.status_code, status)
                self.assertNotIn("Traceback", response.text)
        response = self._post(raw=b"x" * 8 * 1024 * 1024)
        self.assertEqual(response.status_code, 413)
        self.assertEqual(self.url_open(ROUTE).status_code, 405)

    def test_who_may_not_import(self):
        self.authenticate("mn_route_hr", "mn_route_hr")
        response = self._post()
        self.assertEqual(response.status_code, 404)
        self.assertFalse(self.env["mynumber.statement.withholding"].search([]))

    def test_the_sample_has_every_column(self):
        self.authenticate("mn_route_clerk", "mn_route_clerk")
        response = self.url_open("/mynumber/statement/sample")
        columns = self.env["mynumber.statement.import"]._columns()
        self.assertEqual(response.content[:3], b"\xef\xbb\xbf")
        (heading,) = csv.reader(response.content.decode("utf-8-sig").splitlines())
        self.assertEqual(heading, [column.en for column in columns])
