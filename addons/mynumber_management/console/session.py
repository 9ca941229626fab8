# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a command works on: one database, its vault, the operator who types."""

import getpass
import os
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import config

from ..door.access import system_log
from ..door.house import SYSTEM_CHAIN, check_place
from ..vault.audit_chain import clean
from ..vault.errors import VaultUnavailable


class Usage(Exception):
    """The command cannot be carried out as it was typed; the text says why."""


class Session:
    """One run of a command.

    ``folder`` is the vault's directory, ``<mynumber_home>/<database>``.
    """

    def __init__(self):
        names = config["db_name"]
        if not names or len(names) != 1:
            raise Usage("Name one database with -d.")
        self.database = names[0]
        home = config.get("mynumber_home")
        if not home:
            raise Usage("Set mynumber_home in Odoo's configuration file first.")
        self.folder = os.path.join(home, self.database)
        self.home = home

    @property
    def keyring_path(self):
        return os.path.join(self.folder, "keyring.json")

    @property
    def keystore_path(self):
        return os.path.join(self.folder, "keystore.sqlite")

    def make_folder(self):
        """Make the vault's directory, private, when it is missing.

        :raises VaultUnavailable: ``home_place``
        """
        check_place(self.home, self.folder)
        os.makedirs(self.home, mode=0o700, exist_ok=True)
        os.makedirs(self.folder, mode=0o700, exist_ok=True)

    @staticmethod
    def outside(path):
        """Return ``path`` unless Odoo's own backups reach it.

        :raises Usage: they do
        """
        try:
            check_place(path)
        except VaultUnavailable:
            raise Usage(
                "Name a place outside Odoo's data and add-on directories."
            ) from None
        return path

    @contextmanager
    def environment(self):
        """Yield a superuser environment of the database; commits at the end.

        :raises Usage: the add-on is not installed there
        """
        with db_connect(self.database).cursor() as cr:
            cr.execute("SELECT to_regclass('public.mynumber_number') IS NOT NULL")
            if not cr.fetchone()[0]:
                raise Usage("The add-on is not installed in this database.")
        with Registry(self.database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def vault(self):
        """Return (House, AuditLog)."""
        return system_log(self.database)

    def fit_vault(self):
        """Return (House, AuditLog) of a vault that is in order.

        :raises VaultUnavailable: what the server would refuse for, too
        """
        vault, log = self.vault()
        with self.environment() as env:
            vault.check(env.cr)
        vault.check_heads(log)
        return vault, log

    def actor(self):
        """Return the part of an audit payload that names the operator."""
        try:
            name = getpass.getuser()
        except (KeyError, OSError):
            name = str(os.getuid())
        return {"act": {"cli": clean(name)}}

    def record(self, event, chain=None, **fields):
        """Append an entry to the system chain (or ``chain``); return its seq."""
        _vault, log = self.vault()
        return log.append(
            chain or SYSTEM_CHAIN, [{"ev": event, **self.actor(), **fields}]
        )

    def record_if_possible(self, event, **fields):
        """As ``record``, for acts before the log or the vault exists.

        Returns False when nothing could be recorded.
        """
        try:
            return self.record(event, **fields)
        except VaultUnavailable:
            return False
