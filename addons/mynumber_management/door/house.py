# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The vault of one database: its keyring, its keystore and whether they fit.

Source: security design, sections 1, 3, 4, 6 and 7 (Restore).
"""

import os
import threading
import uuid

from odoo.tools import config

from ..vault import process
from ..vault.errors import VaultUnavailable
from ..vault.keyring import bik, kek, provider
from ..vault.keystore import KeyStore

SYSTEM_CHAIN = uuid.UUID(int=0)
KEYSTORE = "keystore.sqlite"

_houses = {}
_lock = threading.Lock()


# Triggers of the log's tables that are on; three belong to each table.
_TRIGGERS = """
    SELECT (SELECT 3 * count(*) FROM pg_class c WHERE c.oid = ANY(log.tables))
           <= (SELECT count(*) FROM pg_trigger t
                WHERE t.tgrelid = ANY(log.tables)
                  AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A'))
      FROM (SELECT ARRAY[to_regclass('mn_audit.entry'), to_regclass('mn_audit.head')]
                   ::oid[] AS tables) log
"""


def _is_backed_up(home):
    """Tell whether ``home`` lies where Odoo's own backups reach."""
    places = [config["data_dir"], *config["addons_path"]]
    home = os.path.realpath(home) + os.sep
    return any(home.startswith(os.path.realpath(place) + os.sep) for place in places)


class House:
    """Keyring and keystore of one database, opened when first used.

    Invariants: a house works only for the database that its keystore is bound to;
    it never creates a keystore or a root key; an older keystore or an older
    database than the other closes it, and so does a log without its triggers
    (``check``).
    """

    def __init__(self, database):
        home = config.get("mynumber_home")
        if not home:
            raise VaultUnavailable("keystore_missing")
        if _is_backed_up(home):
            raise VaultUnavailable("home_place")
        self.database = database
        self.pid = os.getpid()
        self.directory = os.path.join(home, database)
        unsafe = str(config.get("mynumber_unsafe_env_key")) == "True"
        self.provider = provider(home, database, os.environ, unsafe_env_key=unsafe)
        self.store = KeyStore(os.path.join(self.directory, KEYSTORE))
        self.vault = uuid.UUID(bytes=self.store.meta().vault_uuid)
        process.harden()

    def active_epoch(self):
        """Return the epoch that new keys are wrapped under."""
        epoch = self.store.active_epoch()
        if epoch not in self.provider.epochs():
            raise VaultUnavailable("epoch_unknown")
        return epoch

    def kek(self, epoch, company):
        """Return the key that wraps the data keys of ``company`` (16 bytes)."""
        return kek(self.provider, epoch, self.vault.bytes, company.bytes)

    def bik(self, epoch, company):
        """Return the blind index key of ``company``."""
        return bik(self.provider, epoch, self.vault.bytes, company.bytes)

    def index_keys(self, company):
        """Return ``[(epoch, key)]`` for every epoch that still lives."""
        return [
            (epoch, self.bik(epoch, company))
            for epoch, state in self.store.epochs().items()
            if state != "destroyed" and epoch in self.provider.epochs()
        ]

    def check(self, cr):
        """Raise VaultUnavailable unless vault and database belong together.

        :param cr: a cursor of the database; only plain values are read with it
        """
        if cr.dbname != self.database:
            raise VaultUnavailable("unbound")
        cr.execute(
            "SELECT EXISTS (SELECT FROM mynumber_vault_mark WHERE neutralized),"
            f" (SELECT max(ks_generation) FROM mynumber_number), ({_TRIGGERS})"
        )
        neutralized, generation, protected = cr.fetchone()
        if neutralized:
            raise VaultUnavailable("unbound")
        if not protected:
            raise VaultUnavailable("audit_triggers")
        self.store.require(self.vault.bytes, self.database, generation or 0)
        self.active_epoch()

    def check_heads(self, log):
        """Raise VaultUnavailable when the log is shorter than the keystore knows.

        The keystore is read first: an entry is in the log before it is noted there.

        :param log: AuditLog
        """
        noted = self.store.audit_heads()
        heads = log.heads()
        for chain, (seq, _hash) in noted.items():
            if heads.get(uuid.UUID(bytes=chain), (0,))[0] < seq:
                raise VaultUnavailable("rollback_db")


def house(database):
    """Return the House of ``database``; raises VaultUnavailable with its cure."""
    with _lock:
        found = _houses.get(database)
        if found is None or found.pid != os.getpid():
            found = _houses[database] = House(database)
        return found
