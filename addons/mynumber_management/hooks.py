# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL


def uninstall_hook(env):
    """Refuse while a number or an unexported log exists, then remove raw objects.

    :raises UserError: saying what to do instead (it also ends an uninstall that was
        not started by the button)

    The log itself (schema ``mn_audit``) and the companies' UUIDs, which name its
    chains, stay: they are proof, and an administrator removes them when their retention
    is over.
    """
    env["ir.module.module"]._mynumber_refuse_uninstall()
    for statement in (
        "DROP VIEW IF EXISTS mynumber_audit_entry, mynumber_register",
        "DROP TABLE IF EXISTS mynumber_number, mynumber_destroy_queue",
        "DROP TABLE IF EXISTS mynumber_vault_mark",
        "DROP TRIGGER IF EXISTS mynumber_company_uuid_fixed ON res_company",
        "DROP FUNCTION IF EXISTS mynumber_company_uuid_fixed()",
        "DROP FUNCTION IF EXISTS mynumber_audit_facts(text)",
        "DROP FUNCTION IF EXISTS mynumber_audit_time(text)",
        "DROP FUNCTION IF EXISTS mynumber_audit_int(text)",
    ):
        env.cr.execute(SQL(statement))
