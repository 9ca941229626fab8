# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Plants a number as hostile clients and failing machines do."""

import contextlib
import json
import threading
import time
import uuid

import requests
from audit_database import connect, superuser
from planting import PURPOSE, Planting

RAW = "application/octet-stream"
NUMBER_ROUTES = ("/mynumber/enter", "/mynumber/compare", "/mynumber/find")
BROKEN = (
    ("", "mynumber_number"),
    ("", "mynumber_subject"),
    ("", "mynumber_verification"),
    ("mn_audit.", "entry"),
)
DEADLINE = 60  # seconds until a request must have met a lock
WAITS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = %s AND %s = ANY (pg_blocking_pids(pid))"
)


class Abuse(Planting):
    """What the handler does, and then what must not happen to her number."""

    STEPS = (
        *Planting.STEPS,
        "comes_from_the_wrong_person",
        "comes_without_credentials",
        "comes_malformed",
        "comes_in_large_bodies",
        "meets_a_conflict",
        "meets_sql_errors",
    )

    def raw(self, path, data, method="POST", session=None, **headers):
        """Answer to a request of any shape; a header of None is left out."""
        client = self.handler.client
        sent = {
            "Content-Type": RAW,
            "Sec-Fetch-Site": "same-origin",
            "X-CSRF-Token": client.token,
            **headers,
        }
        answer = (session or client.session).request(
            method,
            client.address + path,
            data=data,
            headers={key: value for key, value in sent.items() if value is not None},
            timeout=120,
            allow_redirects=False,
        )
        assert self.digits not in answer.text, (method, path)
        return answer

    def comes_from_the_wrong_person(self):
        body = self.entry(self.office.hire("無 権利"))
        groups = "hr.group_hr_user", "base.group_system"
        stranger = self.office.user(f"hr_{uuid.uuid4().hex[:6]}", *groups)
        self.refused("/mynumber/enter", "right_missing", person=stranger, **body)
        self.ask("/mynumber/pin/end")
        self.refused("/mynumber/enter", "pin_required", **body)

    def comes_without_credentials(self):
        body = json.dumps(self.entry(self.employee)).encode()
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"X-CSRF-Token": None},
            {"X-CSRF-Token": self.digits},
            {"Sec-Fetch-Site": None, "Origin": f"https://{self.digits}.example"},
        ):
            assert self.raw("/mynumber/enter", body, **headers).status_code == 403
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            assert self.raw("/mynumber/enter", body, method).status_code == 405
        with requests.Session() as nobody:
            answer = self.raw("/mynumber/enter", body, session=nobody)
        assert answer.status_code == 303

    def comes_malformed(self):
        body, number = json.dumps(self.entry(self.employee)), self.digits.encode()
        bodies = {
            "cut off": body[:-20].encode(),
            "not UTF-8": b'\xff{"number": "' + number + b'"}',
            "array": b'["' + number + b'"]',
            "bare": number,
            "name": b'{"' + number + b'": 1}',
            "nested": b'{"number":' * 6000 + number,
            "integer": b'{"number": ' + number + b"}",
            "list": b'{"number": ["' + number + b'"], "company": 1}',
            "NUL": body.replace(self.digits, self.digits + "\\u0000").encode(),
        }
        for name, data in bodies.items():
            for path in NUMBER_ROUTES:
                answer = self.raw(path, data)
                assert 400 <= answer.status_code < 500, (name, path, answer.text)

    def comes_in_large_bodies(self):
        filling = b" " * 2_000_000
        number = b'{"number": "' + self.digits.encode() + b'"}' + filling
        part = b'--x\r\nContent-Disposition: form-data; name="n"; filename="n"\r\n\r\n'
        forms = {
            "multipart/form-data; boundary=x": part + number + b"\r\n--x--\r\n",
            "application/x-www-form-urlencoded": b"number=" + number,
        }
        bodies = {RAW: number, "application/json": number, **forms}
        for kind, data in bodies.items():
            header = {"Content-Type": kind}
            for path in (
                "/mynumber/enter",
                "/mynumber/statement/import",
                "/mynumber/people/preview",
            ):
                answer = self.raw(path, data, **header)
                assert answer.status_code in (400, 413, 415), (kind, path)
            for method, path in (
                ("POST", "/mynumber/none"),
                ("POST", "/mynumber/enter/"),
                ("PUT", "/mynumber/enter"),
            ):
                answer = self.raw(path, data, method, **header)
                assert answer.status_code in (404, 405, 413, 415), (kind, path)
        for kind, data in forms.items():
            header = {"Content-Type": kind}
            answer = self.raw("/mynumber/statement/sample", data, "GET", **header)
            assert answer.status_code == 415, kind

    def meets_a_conflict(self):
        """Odoo repeats a request whose row somebody else changed meanwhile."""
        body, answers = self.entry(self.employee, replace=True), []

        def enter():
            answers.append(self.ask("/mynumber/enter", **body))

        with self.database() as connection, connection.cursor() as cursor:
            cursor.execute(
                "UPDATE mynumber_subject SET name = name WHERE uuid = %s",
                [self.subject],
            )
            request = threading.Thread(target=enter)
            request.start()
            self.wait_for_a_wait(connection.info.backend_pid)
            connection.commit()
            request.join()
        assert answers[0]["subject"] == self.subject
        assert self.handler.client.show(self.subject) == self.digits

    def wait_for_a_wait(self, backend):
        """Return once somebody waits for a lock that ``backend`` holds."""
        end = time.monotonic() + DEADLINE
        with self.database() as connection, connection.cursor() as cursor:
            connection.autocommit = True
            while time.monotonic() < end:
                cursor.execute(WAITS, [self.office.instance.name, backend])
                if cursor.fetchone()[0]:
                    return
        raise AssertionError("nobody met the lock")

    def meets_sql_errors(self):
        company, subject = self.office.company, self.subject
        number = {"number": self.digits}
        entry = self.entry(self.office.hire("壊 太郎"))
        acts = {
            "/mynumber/enter": entry,
            "/mynumber/compare": {"subject": subject, **number},
            "/mynumber/find": {"company": company, **number},
            "/mynumber/show": {
                "subject": subject,
                "purpose": PURPOSE,
                "destination": "市",
            },
        }
        for schema, name in BROKEN:
            harm = f"ALTER TABLE {schema}{name} RENAME TO away"
            with self.broken(harm, f"ALTER TABLE {schema}away RENAME TO {name}"):
                failed = [path for path, body in acts.items() if self.fails(path, body)]
            assert "/mynumber/enter" in failed, name
        with self.broken(
            "ALTER TABLE mynumber_number ADD CONSTRAINT never CHECK (version < 0)"
            " NOT VALID",
            "ALTER TABLE mynumber_number DROP CONSTRAINT never",
        ):
            self.refused("/mynumber/enter", "conflict", **entry)

    def fails(self, path, body):
        """Whether an act is refused because the server cannot work."""
        answer = self.handler.client.post(path, **body)
        if answer.status_code == 200:
            return False
        assert answer.status_code in (500, 503), (path, answer.text)
        assert self.digits not in answer.text
        return True

    @contextlib.contextmanager
    def broken(self, harm, mend):
        with self.database() as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute(harm)
            try:
                yield
            finally:
                cursor.execute(mend)

    def database(self):
        """Connection of the database's administrator, closed at the block's end."""
        name = self.office.instance.name
        return contextlib.closing(connect(name, superuser()))
