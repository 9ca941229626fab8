# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class IrModuleModule(models.Model):
    """The add-on cannot be uninstalled while it is the only place of a duty.

    Invariant: with a stored number or an unexported log, neither the button, nor the
    command line, nor uninstalling an add-on it depends on removes it.
    """

    _inherit = "ir.module.module"

    def button_uninstall(self):
        leaving = self + self.downstream_dependencies()
        if "mynumber_management" in leaving.mapped("name"):
            self._mynumber_refuse_uninstall()
        return super().button_uninstall()

    def _mynumber_refuse_uninstall(self):
        """Raise UserError while a number or an unexported log entry exists."""
        held = self.env["mynumber.subject"]._count_held()
        if held:
            raise UserError(
                self.env._(
                    "My Number Management cannot be uninstalled: the My Numbers of "
                    "%s persons are stored. Destroy them by a disposal order, export "
                    "the audit trail, and try again.",
                    held,
                )
            )
        unexported = self.env["mynumber.audit.entry"].sudo()._unexported()
        if unexported:
            raise UserError(
                self.env._(
                    "My Number Management cannot be uninstalled: %s entries of the "
                    "audit trail were not exported. Export the trail of every company "
                    "and of the system in My Number ▸ Audit trail, keep the file, and "
                    "try again.",
                    unexported,
                )
            )
