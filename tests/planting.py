# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Plants one number wherever people put it, lawfully or by mistake, over HTTP.

Every step asserts the answer it gets, so that a step that no longer reaches its place
fails. Whoever plants looks for traces afterwards.
"""

import base64
import io
import json
import re
import uuid

from office import CARD, PURPOSE
from pdfminer.high_level import extract_text
from vault_client import Denied
from web_client import Refused

SLIPS = "mynumber.statement.withholding"
SLIP = {
    "year": 2026,
    "pay_kind": "給料",
    "pay_amount": 3000000,
    "tax_amount": 1000,
    "payee_name": "植込 太郎",
    "payee_kana": "ウエコミ タロウ",
    "payee_birth_date": "1985-05-15",
    "payee_address": "東京都千代田区霞が関1-1-1",
    "payer_address": "東京都港区芝公園4-2-8",
    "payer_name": "見本商事",
}
# what a route says of a number in a place where none belongs
MISPLACED = ("bad_request", "number_in_text", "purpose_needed")
GUARDED = {
    "hr.employee": (
        "ssnid",
        "identification_id",
        "passport_id",
        "additional_note",
        "name",
    ),
    "res.partner": ("comment", "ref"),
}
DRAFTS = {
    "mail.compose.message": {"composition_mode": "comment"},
    "mail.scheduled.message": {"scheduled_date": "2099-01-01 00:00:00"},
}
SEARCHED = ("mynumber.register", "hr.employee", "mynumber.dependant", "res.partner")


def as_typed(digits):
    """The number as an input method leaves it: full-width and in groups."""
    text = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    return f"　{text[:4]}－{text[4:8]}　{text[8:]}"


def read(pdf):
    """What a PDF says, without spaces."""
    return re.sub(r"\s", "", extract_text(io.BytesIO(pdf)))


class Planting:
    """A handler of ``office`` and her officer at work with the number ``digits``."""

    STEPS = (
        "enters_shows_and_changes",
        "verifies_returns_and_removes",
        "prints",
        "writes_files",
        "imports_figures",
        "imports_people",
        "reviews",
        "types_it_into_other_fields_of_the_vault",
        "types_it_into_fields_of_odoo",
        "writes_messages_about_it",
        "searches_for_it",
    )

    def __init__(self, office, officer, handler, digits):
        self.office = office
        self.officer = officer
        self.handler = handler
        self.digits = digits
        self.typo = digits[:11] + str((int(digits[11]) + 1) % 10)
        self.ask = handler.client.ask
        self.call = handler.client.call
        self.payer = office.admin.call(
            "mynumber.establishment",
            "create",
            {"name": "見本商事", "company_id": office.company, "is_payer": True},
        )
        group = office.group("base.group_partner_manager")
        office.admin.call(
            "res.users", "write", [handler.uid], {"group_ids": [(4, group)]}
        )
        self.partner = office.admin.call(
            "res.partner", "create", {"name": "支払先 花子"}
        )

    def everywhere(self):
        """Take every step, each with a valid step-up."""
        for step in self.STEPS:
            self.handler.step_up()
            getattr(self, step)()

    def refused(self, path, *codes, person=None, **body):
        """POST; the answer must be one of the refusals and not quote the number."""
        try:
            (person or self.handler).client.ask(path, **body)
        except Denied as denied:
            assert denied.code in codes, (path, denied)
            assert self.digits not in json.dumps(denied.body)
            return
        raise AssertionError(f"{path} took it")

    def warned(self, model, method, *arguments, **named):
        """Call a method of Odoo, which must warn of a number without quoting it."""
        try:
            self.call(model, method, *arguments, **named)
        except Refused as refused:
            assert "My Number" in str(refused), (model, method, refused)
            assert self.digits not in str(refused)
            return
        raise AssertionError(f"{model}.{method} took it")

    def entry(self, employee, **more):
        """Body of an entry for an employee."""
        return {
            "request": str(uuid.uuid4()),
            "holder": f"hr.employee,{employee}",
            "company": self.office.company,
            "number": self.digits,
            "purposes": [PURPOSE],
            "notice": {"id": self.office.notice, "channel": "in_person"},
            "verification": CARD,
            "replace": False,
            **more,
        }

    def waiting(self, name):
        """Enter the number for a new person without having seen documents."""
        body = self.entry(self.office.hire(name), verification=None)
        return self.ask("/mynumber/enter", **body)["subject"]

    def enters_shows_and_changes(self):
        enter, company = "/mynumber/enter", self.office.company
        employee, other = map(self.office.hire, ("植込 太郎", "植込 次郎"))
        self.refused(enter, "number_invalid", **self.entry(employee, number=self.typo))
        first = self.entry(employee, number=as_typed(self.digits))
        subject = self.ask(enter, **first)["subject"]
        assert self.ask(enter, **first)["subject"] == subject, "replayed"
        again = self.entry(other, request=first["request"])
        self.refused(enter, "conflict", **again)
        self.refused(enter, "already_registered", **self.entry(employee))
        assert self.ask(enter, **self.entry(employee, replace=True))["subject"]
        assert self.ask(enter, **self.entry(other))["question"] == "duplicate"
        assert self.handler.client.show(subject) == self.digits
        match = {"subject": subject, "number": self.digits}
        assert self.ask("/mynumber/compare", **match)["same"]
        match["number"] = self.typo
        self.refused("/mynumber/compare", "number_invalid", **match)
        found = self.ask("/mynumber/find", company=company, number=self.digits)
        assert {subject} < {each["subject"] for each in found["subjects"]}
        self.employee, self.subject = employee, subject

    def verifies_returns_and_removes(self):
        subject = self.waiting("待 一子")
        seen = self.handler.client.fetch("/mynumber/verify/open", subject=subject)
        assert seen.decode() == self.digits
        confirm = {"subject": subject, "verification": CARD}
        assert self.ask("/mynumber/verify/confirm", **confirm)["state"] == "active"
        back = {"subject": self.waiting("待 二子"), "reason": "違う人"}
        assert self.ask("/mynumber/verify/return", **back)["state"] == "none"
        wrong = {"subject": self.waiting("待 三子"), "reason": "取り違え"}
        assert self.ask("/mynumber/mistake", **wrong)["state"] == "none"
        self.unverified = self.waiting("待 四子")

    def prints(self):
        client, company = self.handler.client, self.office.company
        values = {**SLIP, "employee_id": self.employee, "company_id": company}
        slip = self.call(SLIPS, "create", values)
        self.call(SLIPS, "action_check", [slip])
        self.what = {"model": SLIPS, "ids": [slip], "copy": "municipal"}
        plan = self.ask("/mynumber/output/plan", **self.what, page="a5")
        pdf = client.fetch("/mynumber/output/part", filing=plan["filing"], part=0)
        assert self.digits in read(pdf)
        done = {"filing": plan["filing"], "part": 0, "size": len(pdf)}
        assert self.ask("/mynumber/output/done", **done)["state"] == "produced"
        assert self.ask("/mynumber/output/order", **self.what, reason="年末")["order"]
        for report in ("payee", "control"):
            name = f"mynumber_management.report_withholding_{report}_document"
            page = client.session.get(
                f"{client.address}/report/pdf/{name}/{slip}", timeout=120
            )
            assert page.content.startswith(b"%PDF-")
            assert self.digits not in read(page.content)

    def writes_files(self):
        client, company = self.handler.client, self.office.company
        values = {
            **SLIP,
            "year": 2025,
            "adjusted": False,
            "municipality_code": "131016",
            "employee_id": self.employee,
            "company_id": company,
        }
        slip = self.call(SLIPS, "create", values)
        self.call(SLIPS, "action_check", [slip])
        for copy in ("csv315", "csv375"):
            what = {"model": SLIPS, "ids": [slip], "copy": copy, "page": "a5"}
            filing = self.ask("/mynumber/output/plan", **what)["filing"]
            data = client.fetch("/mynumber/output/part", filing=filing, part=0)
            assert f",0{self.digits},".encode() in data
            done = {"filing": filing, "part": 0, "size": len(data)}
            assert self.ask("/mynumber/output/done", **done)["state"] == "produced"
        self.warned(SLIPS, "action_respell", [slip], [[self.digits, "1"]])

    def imports_figures(self):
        head = "社員番号,氏名,支払金額\n1,植込 太郎,3000000\n"
        for number in (self.digits, f"'{self.digits}", as_typed(self.digits)):
            for charset in ("utf-8", "cp932"):
                data = f"{head}2,植込 次郎,{number}\n".encode(charset)
                answer = self.ask(
                    "/mynumber/statement/import",
                    year=2026,
                    establishment=self.payer,
                    file=base64.b64encode(data).decode(),
                )
                assert [issue["code"] for issue in answer["issues"]] == ["number"]

    def imports_people(self):
        """The number in its own column is left out, in any other it stops the row."""
        rows = f"P01,植込 一郎,{self.digits},\nP02,植込 二郎,,{as_typed(self.digits)}\n"
        for charset in ("utf-8", "cp932"):
            file = f"社員番号,氏名,個人番号,町名番地\n{rows}".encode(charset)
            shown = self.with_file("/mynumber/people/preview", file)
            assert (shown["numbers"], shown["counts"]["error"]) == (1, 1)
            kept = {key: shown[key] for key in ("mapping", "digest")}
            done = self.with_file("/mynumber/people/apply", file, after=0, **kept)
            assert done["written"] == shown["counts"]["new"]
            assert self.digits not in json.dumps([shown, done])

    def with_file(self, path, file, **body):
        """Answer to a JSON body with a file behind it."""
        known = {"company": self.office.company, "sizes": [len(file)]}
        head = json.dumps(known | body).encode()
        answer = self.handler.client.post_raw(path, head + b"\n" + file)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def reviews(self):
        company, admin = self.office.company, self.office.admin
        for path in ("/mynumber/audit/verify", "/mynumber/audit/export"):
            answer = self.officer.client.post(path, company=company)
            assert answer.status_code == 200
            assert self.digits not in answer.text
        jobs = admin.call(
            "ir.cron", "search", [("model_id.model", "=", "mynumber.jobs")]
        )
        for job in jobs:
            admin.call("ir.cron", "method_direct_trigger", [job])
        assert jobs

    def types_it_into_other_fields_of_the_vault(self):
        text, value = f"番号は{self.digits}です", int(self.digits)
        body = self.entry(self.office.hire("空 欄"), number=self.typo)
        for change in (
            {"request": self.digits},
            {"holder": f"hr.employee,{value}"},
            {"company": value},
            {"purposes": [self.digits]},
            {"notice": {"id": value, "channel": "in_person"}},
            {"notice": {"id": self.office.notice, "channel": self.digits}},
            {"verification": {**CARD, "note": text}},
            {"verification": {**CARD, "proxy_name": as_typed(self.digits)}},
            {"verification": {**CARD, "number_proof": self.digits}},
            {"verification": {**CARD, "identity_proofs": [self.digits]}},
        ):
            self.refused("/mynumber/enter", *MISPLACED, **{**body, **change})
        shown = {"subject": self.subject, "purpose": PURPOSE, "destination": "市"}
        waits = {"subject": self.unverified, "reason": "違う人"}
        rest = {"subjects": [self.subject], "reason": "退職"}
        for path, lawful, names in (
            ("/mynumber/show", shown, ("subject", "purpose", "destination")),
            ("/mynumber/verify/return", waits, ("subject", "reason")),
            ("/mynumber/mistake", waits, ("subject", "reason")),
            ("/mynumber/dispose/propose", rest, ("reason",)),
            ("/mynumber/output/order", {**self.what, "reason": "年末"}, ("reason",)),
            ("/mynumber/output/plan", {**self.what, "page": "a5"}, ("model", "copy")),
        ):
            for name in names:
                self.refused(path, *MISPLACED, **{**lawful, name: text})
        self.refused("/mynumber/pin", "pin_wrong", pin=self.digits)
        code = {"code": self.digits, "pin": self.digits}
        self.refused("/mynumber/pin/enrol", "code_wrong", *MISPLACED, **code)
        sealed = {"act": "order.approve", "id": 1, "args": {"company": text}}
        self.refused("/mynumber/seal/preview", *MISPLACED, **sealed)

    def types_it_into_fields_of_odoo(self):
        records = {"hr.employee": self.employee, "res.partner": self.partner}
        for model, names in GUARDED.items():
            for name in names:
                for text in (f"番号は{self.digits}です", as_typed(self.digits)):
                    self.warned(model, "write", records[model], {name: text})
                    self.warned(model, "create", {"name": "新 人", name: text})

    def writes_messages_about_it(self):
        author = self.call("res.users", "read", [self.handler.uid], ["partner_id"])
        author = author[0]["partner_id"][0]
        for model, record in (
            ("hr.employee", self.employee),
            ("res.partner", self.partner),
        ):
            one, some = {"res_id": record}, {"res_ids": str([record])}
            for text in (self.digits, as_typed(self.digits)):
                post = {"body": text, "message_type": "comment"}
                self.warned(model, "message_post", record, **post)
                for draft, values in DRAFTS.items():
                    values = {**values, "model": model, "author_id": author}
                    values |= some if draft == "mail.compose.message" else one
                    self.warned(draft, "create", {**values, "body": text})

    def searches_for_it(self):
        for model in SEARCHED:
            for typed in (self.digits, as_typed(self.digits)):
                domain = [("display_name", "ilike", typed)]
                self.warned(model, "search_read", domain)
                self.warned(model, "web_search_read", domain, {})
                self.warned(model, "name_search", typed)
