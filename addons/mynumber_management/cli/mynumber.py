# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sub-command ``odoo mynumber``: only dispatches.

Odoo loads this file as a script outside the add-on, so imports are absolute.
"""

import sys

from odoo.cli.command import Command


class Mynumber(Command):
    """Keys, vault, officers, audit trail and health of My Number Management."""

    def run(self, args):
        from odoo.addons.mynumber_management.console.main import main

        sys.exit(main(args, self.prog))
