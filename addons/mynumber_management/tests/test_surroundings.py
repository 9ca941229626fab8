# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import os
import tempfile

from odoo.tests import TransactionCase, tagged

from ..door import surroundings


@tagged("post_install", "-at_install")
class TestSurroundings(TransactionCase):
    """What doctor sees around the vault."""

    def _codes(self):
        return {finding.code for finding in surroundings.examine(self.env)}

    def test_statements_that_are_recorded_are_found(self):
        self.assertNotIn("statement_log", self._codes())
        for setting, loud in (
            ("pgaudit.log", "write"),
            ("auto_explain.log_min_duration", "0"),
        ):
            with self.subTest(setting=setting):
                self.env.cr.execute(f"SET LOCAL {setting} = '{loud}'")
                self.assertIn("statement_log", self._codes())
                self.env.cr.execute(f"SET LOCAL {setting} = ''")

    def test_pages_without_tls_are_found(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("web.base.url", "http://odoo.example.com")
        self.assertIn("tls", self._codes())
        parameters.set_param("web.base.url", "https://odoo.example.com")
        self.assertNotIn("tls", self._codes())

    def test_only_encrypted_swap_or_memory_is_quiet(self):
        with tempfile.TemporaryDirectory() as blocks:
            for name, uuid in (
                ("dm-0", "CRYPT-PLAIN-swap"),
                ("dm-1", "CRYPT-LUKS2-00-x"),
                ("dm-2", "LVM-abc"),
            ):
                os.makedirs(os.path.join(blocks, name, "dm"))
                with open(os.path.join(blocks, name, "dm", "uuid"), "w") as file:
                    file.write(uuid + "\n")
            quiet = {
                device
                for device in ("dm-0", "dm-1", "dm-2", "dm-9", "sda2", "zram0")
                if surroundings.encrypted("/dev/" + device, blocks)
            }
        self.assertEqual(quiet, {"dm-0", "dm-1", "zram0"})
        self.assertFalse(surroundings.encrypted("/swapfile"))
