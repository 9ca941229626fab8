# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

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

    def test_nothing_but_the_proof_remains(self):
        self._mark_exported()
        self.env.cr.execute("DELETE FROM mynumber_number")
        uninstall_hook(self.env)
        self.env.cr.execute(
            "SELECT c.relname FROM pg_class c"
            " WHERE c.relname IN ('mynumber_number', 'mynumber_destroy_queue',"
            " 'mynumber_vault_mark', 'mynumber_audit_entry', 'mynumber_register')"
        )
        self.assertEqual(self.env.cr.fetchall(), [])
        self.env.cr.execute("SELECT to_regclass('mn_audit.entry') IS NOT NULL")
        self.assertTrue(self.env.cr.fetchone()[0])

    def test_other_modules_are_not_affected(self):
        self._store_blob(self._subject(self.employee))
        leaving = self._module("auth_totp_mail")
        leaving.button_uninstall()
        self.assertEqual(leaving.state, "to remove")
