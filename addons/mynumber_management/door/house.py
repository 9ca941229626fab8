# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The vault of one database: its keyring, its keystore and whether they fit.

Source: security design, sections 1, 3, 4, 6 and 7 (Restore).
"""

import os
import re
import threading
import uuid

from odoo.tools import config

from ..vault import audit_chain, process
from ..vault.errors import VaultUnavailable
from ..vault.keyring import bik, kek, provider
from ..vault.keystore import BATCH, KeyStore
from .lease import Lease

SYSTEM_CHAIN = uuid.UUID(int=0)
KEYSTORE = "keystore.sqlite"
SETTLED = 300  # seconds after which a tombstone's row must have followed

_OPTIONS = (
    "mynumber_home",
    "mynumber_audit_dsn",
    "mynumber_checkpoint_dir",
    "mynumber_unsafe_env_key",
)
_KEYRING = "mynumber-keyring/"
_KEY = "^([0-9A-Fa-f]{64}|[0-9A-Za-z+/_-]{43}=?)$"

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


_FIT = f"""
    SELECT EXISTS (SELECT FROM mynumber_vault_mark WHERE neutralized),
           (SELECT max(ks_generation) FROM mynumber_number),
           ({_TRIGGERS}),
           EXISTS (SELECT FROM ir_config_parameter
                    WHERE strpos(value, '{_KEYRING}') > 0
                       OR key ~* 'mynumber' AND value ~ '{_KEY}')
"""
_LIVE = (
    "SELECT EXISTS (SELECT FROM mynumber_number"
    " WHERE state IN ('to_verify', 'active') AND kid = ANY(%s))"
)


def check_place(*paths):
    """Raise VaultUnavailable when a path lies where Odoo's own backups reach.

    Links are followed: what counts is where the bytes are.
    """
    places = [config["data_dir"], *config["addons_path"]]
    places = [os.path.join(os.path.realpath(place), "") for place in places]
    for path in paths:
        if os.path.join(os.path.realpath(path), "").startswith(tuple(places)):
            raise VaultUnavailable("home_place")


def _check_config():
    """Raise VaultUnavailable when Odoo's options hold a root key."""
    for name, value in config.options.items():
        ours = name.startswith("mynumber") and name not in _OPTIONS
        text = str(value)
        if _KEYRING in text or ours and re.match(_KEY, text):
            raise VaultUnavailable("key_misplaced")


def root_keys(database):
    """Return the RootKeyProvider of ``database``, from a place where keys may be.

    :raises VaultUnavailable: ``home_place``, ``key_misplaced``, ``keyring_missing``
    """
    home = config.get("mynumber_home")
    _check_config()
    unsafe = str(config.get("mynumber_unsafe_env_key")) == "True"
    source = provider(home, database, os.environ, unsafe_env_key=unsafe)
    check_place(*filter(None, [getattr(source, "path", None)]))
    return source


class House:
    """Keyring and keystore of one database, opened when first used.

    Invariants: a house works only for the database that its keystore is bound to and
    whose log began with its vault, on one host at a time, not in developer mode; it
    never creates a keystore or a root key; an older keystore or an older database than
    the other closes it, and so do a log without its triggers and a root key where
    others read it (``check``, ``check_heads``).
    """

    def __init__(self, database):
        home = config.get("mynumber_home")
        if not home:
            raise VaultUnavailable("keystore_missing")
        self.database = database
        self.pid = os.getpid()
        self.directory = os.path.join(home, database)
        path = os.path.join(self.directory, KEYSTORE)
        check_place(home, self.directory, path)
        self.provider = root_keys(database)
        self.store = KeyStore(path)
        self.vault = uuid.UUID(bytes=self.store.meta().vault_uuid)
        self._lease = Lease(database)
        self._compared = False
        process.harden()

    def origin(self):
        """Return the hash that this vault's system chain begins with (32 bytes)."""
        return audit_chain.genesis(self.vault.bytes, SYSTEM_CHAIN.bytes)

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
        if config["dev_mode"]:
            raise VaultUnavailable("dev_mode")
        if cr.dbname != self.database:
            raise VaultUnavailable("unbound")
        cr.execute(_FIT)
        neutralized, generation, protected, misplaced = cr.fetchone()
        if neutralized:
            raise VaultUnavailable("neutralized")
        if misplaced:
            raise VaultUnavailable("key_misplaced")
        if not protected:
            raise VaultUnavailable("audit_triggers")
        self.store.require(self.vault.bytes, self.database, generation or 0)
        self.active_epoch()
        self._lease.hold(self.provider.epochs())
        if not self._compared:
            self.compare(cr)

    def compare(self, cr):
        """Raise VaultUnavailable when a live row's key was destroyed long ago.

        Done by the first check of each process, and by doctor.
        """
        settled = self.store.now() - SETTLED
        kids = [tomb.kid for tomb in self.store.tombs() if tomb.at < settled]
        for start in range(0, len(kids), BATCH):
            cr.execute(_LIVE, [kids[start : start + BATCH]])
            if cr.fetchone()[0]:
                raise VaultUnavailable("rollback_db")
        self._compared = True

    def check_heads(self, log):
        """Raise VaultUnavailable unless the log holds what the keystore noted of it.

        The keystore is read first: an entry is in the log before it is noted there.

        :param log: AuditLog
        """
        origin, kept = log.holds(self.store.audit_heads())
        if origin not in (None, self.origin()):
            raise VaultUnavailable("unbound")
        if not kept:
            raise VaultUnavailable("rollback_db")


def house(database):
    """Return the House of ``database``; raises VaultUnavailable with its cure."""
    with _lock:
        found = _houses.get(database)
        if found is None or found.pid != os.getpid():
            found = _houses[database] = House(database)
        return found
