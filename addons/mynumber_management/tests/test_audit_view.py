# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestAuditView(OfficeCase):
    def test_entry_shows_its_facts(self):
        subject = self._subject(self.employee)
        self._log(
            7,
            '{"act":{"login":"h","name":"花","uid":5},"ev":"number.show","ip":"::1",'
            f'"n":1,"obj":"slip","pur":"tax","res":"ok","subj":"{subject.uuid}",'
            '"ts":"2026-04-01T00:00:00.000000Z"}',
        )
        entry = (
            self.env["mynumber.audit.entry"]
            .with_user(self.users["auditor"])
            .search([("company_id", "=", self.company.id)])
        )
        self.assertEqual(
            entry.read(["seq", "ev", "who", "login", "uid", "n", "res", "ip"])[0],
            {
                "id": (self.company.id << 32) | 7,
                "seq": 7,
                "ev": "number.show",
                "who": "花",
                "login": "h",
                "uid": 5,
                "n": 1,
                "res": "ok",
                "ip": "::1",
            },
        )
        self.assertEqual(entry.subject_id, subject)
        self.assertEqual(entry.event, "number.show", "an unknown event as it is")
        self.assertFalse(entry.purpose_id)
        self.assertEqual(str(entry.ts), "2026-04-01 00:00:00")

    def test_event_and_purpose_are_told_in_words(self):
        self._log(1, f'{{"ev":"number.reveal","pur":"{self.purpose.code}"}}')
        self._log(2, '{"ev":"number.enter.done"}')
        done, shown = self.env["mynumber.audit.entry"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            (shown.event, shown.purpose_id), ("Number shown", self.purpose)
        )
        self.assertEqual(done.event, "Number entered (done)")

    def test_what_a_number_counts_is_said(self):
        filing = self.env["mynumber.filing"].create(
            {
                "name": "F1",
                "company_id": self.company.id,
                "form_code": "withholding_slip",
                "export_id": "6e4c6239-2a2e-4ca8-812d-f8a916cdbb49",
            }
        )
        user = self.users["handler"]
        told = (
            ('"ev":"number.output.done","n":142585', "142,585 bytes"),
            ('"ev":"number.enter","n":2', "version 2"),
            ('"ev":"output.plan","n":8', "8 persons"),
            (f'"ev":"pin.code","n":{user.id}', user.name),
            ('"ev":"number.enter"', False),
            ('"n":3', False),
        )
        for seq, (facts, _words) in enumerate(told, 1):
            self._log(seq, f'{{{facts},"obj":"{filing.export_id}","res":"free"}}')
        entries = self.env["mynumber.audit.entry"].with_user(self.users["auditor"])
        entries = entries.search([("company_id", "=", self.company.id)], order="id")
        self.assertEqual(
            [amount or False for amount in entries.mapped("amount")],
            [words for _facts, words in told],
        )
        self.assertEqual(set(entries.mapped("about")), {"F1"})
        self.assertEqual(set(entries.mapped("outcome")), {"within the free limit"})

    def test_junk_in_the_log_breaks_no_list(self):
        for seq, junk in enumerate(
            ("not json", "[]", '"x"', '{"n":"9999999999999","ts":"never","act":3}'), 1
        ):
            self._log(seq, junk)
        entries = self.env["mynumber.audit.entry"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(entries.mapped("seq"), [4, 3, 2, 1])
        self.assertEqual(set(entries.mapped("ev")), {False})

    def test_system_chain_has_no_company_and_strange_chains_are_left_out(self):
        self.env.cr.execute(
            "SELECT COALESCE(max(seq), 0) FROM mn_audit.entry "
            "WHERE chain = '00000000-0000-0000-0000-000000000000'"
        )
        [last] = self.env.cr.fetchone()
        before = self.env["mynumber.audit.entry"].search_count([])
        self._log(last + 1, '{"ev":"a"}', "00000000-0000-0000-0000-000000000000")
        self._log(1, '{"ev":"b"}', "11111111-1111-4111-8111-111111111111")
        entries = self.env["mynumber.audit.entry"].search([])
        self.assertEqual(len(entries), before + 1)
        self.assertFalse(
            entries.filtered(lambda e: e.seq == last + 1 and e.ev == "a").company_id
        )

    def test_nobody_writes_the_view(self):
        self._log(1, '{"ev":"x"}')
        entry = self.env["mynumber.audit.entry"].search(
            [("company_id", "=", self.company.id)]
        )
        with self.assertRaises(AccessError):
            entry.with_user(self.users["officer"]).write({"ev": "y"})
