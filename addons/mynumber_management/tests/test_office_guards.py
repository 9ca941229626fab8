# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from ..hooks import uninstall_hook
from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestUninstallGuard(OfficeCase):
    def _module(self, name="mynumber_management"):
        return self.env["ir.module.module"].search([("name", "=", name)])

    def _mark_exported(self):
        """Bring every chain to the state after an export."""
        self.env.cr.execute("SELECT chain, max(seq) FROM mn_audit.entry GROUP BY chain")
        for chain, seq in self.env.cr.fetchall():
            self._log(seq + 1, '{"ev":"log.export"}', chain)

    def test_not_while_a_number_is_stored(self):
        self._mark_exported()
        self._store_blob(self._subject(self.employee))
        for module in (self._module(), self._module("hr")):
            with self.subTest(module=module.name):
                with self.assertRaisesRegex(UserError, "disposal order"):
                    module.button_uninstall()
        with self.assertRaisesRegex(UserError, "disposal order"):
            uninstall_hook(self.env)

    def test_not_while_the_log_is_not_exported(self):
        self._mark_exported()
        self._log(1, '{"ev":"number.show"}')
        with self.assertRaisesRegex(UserError, "audit"):
            self._module().button_uninstall()
        self._log(2, '{"ev":"log.export"}')
        self.assertEqual(self.env["mynumber.audit.entry"]._unexported(), 0)
        self._log(3, '{"ev":"x","obj":"\\"ev\\":\\"log.export\\""}')
        self.assertEqual(self.env["mynumber.audit.entry"]._unexported(self.company), 1)

    def test_allowed_when_nothing_is_lost(self):
        self._mark_exported()
        self.env.cr.execute("DELETE FROM mynumber_number")
        self._module().button_uninstall()
        self.assertEqual(self._module().state, "to remove")

    def test_other_modules_are_not_affected(self):
        self._store_blob(self._subject(self.employee))
        leaving = self._module("auth_totp_mail")
        leaving.button_uninstall()
        self.assertEqual(leaving.state, "to remove")


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
        self.assertEqual(str(entry.ts), "2026-04-01 00:00:00")

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


@tagged("post_install", "-at_install")
class TestFilings(OfficeCase):
    def setUp(self):
        super().setUp()
        self.filing = self.env["mynumber.filing"].create(
            {
                "company_id": self.company.id,
                "form_code": "slip",
                "state": "produced",
            }
        )

    def test_what_became_of_a_document_follows_its_steps(self):
        filing = self.filing.with_user(self.users["clerk"])
        with self.assertRaises(UserError):
            filing.action_returned()
        filing.action_sent()
        filing.action_returned()
        filing.action_sent()
        filing.action_accepted()
        filing.action_corrected()
        self.assertEqual(filing.state, "corrected")
        with self.assertRaises(UserError):
            filing.action_sent()

    def test_nothing_else_of_a_document_is_written_by_users(self):
        for role in ("clerk", "handler"):
            mine = self.filing.with_user(self.users[role])
            for vals in ({"state": "accepted"}, {"form_code": "x"}):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    mine.write(vals)
        with self.assertRaises(AccessError):
            self.filing.with_user(self.users["auditor"]).action_sent()

    def test_documents_and_orders_are_numbered(self):
        order = self.env["mynumber.order"].create(
            {"company_id": self.company.id, "kind": "output"}
        )
        self.assertRegex(self.filing.name, r"^F\d{4}-\d{5}$")
        self.assertRegex(order.name, r"^O\d{4}-\d{5}$")


@tagged("post_install", "-at_install")
class TestTextGuard(TransactionCase):
    def setUp(self):
        super().setUp()
        self.guard = self.env["mynumber.text.guard"]
        self.number = OfficeCase._invented_number()

    def test_a_number_is_refused_without_being_quoted(self):
        n = self.number
        wide = n.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
        for text in (
            n,
            f"番号は{n}です",
            f"{n[:4]} {n[4:8]} {n[8:]}",
            f"{n[:4]}-{n[4:8]}-{n[8:]}",
            wide,
            f"<p>2026/4/1 {n[:4]}<b>-{n[4:]}</b></p>",
            f"<p>{n[:4]}&nbsp;{n[4:8]}&nbsp;{n[8:]}</p>",
            f'<a href="tel:{n}">電話</a>',
        ):
            with self.assertRaises(UserError) as refusal:
                self.guard._mynumber_warn_text({"note": text})
            self.assertNotIn(n[:4], str(refusal.exception))

    def test_other_digits_pass(self):
        wrong = self.number[:11] + str((int(self.number[11]) + 1) % 10)
        for text in (
            wrong,
            "0" * 12,
            "0" + self.number,
            self.number + "1",
            "090-1234-5678",
            "",
            False,
        ):
            self.guard._mynumber_warn_text({"note": text})
