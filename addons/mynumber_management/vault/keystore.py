# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The keystore: data keys and their tombstones, meta data, backup."""

import os
import sqlite3
import time
from contextlib import closing
from typing import NamedTuple

from .errors import KeyRefused, VaultUnavailable
from .files import check_private, is_network, sync_directory
from .keystore_base import TIMEOUT, KeyStoreBase, close_all, configure, reason_of
from .keystore_epochs import EpochTables
from .keystore_pins import PinTables
from .keystore_rights import RightTables
from .keystore_schema import FORMAT, TABLES

__all__ = [
    "BATCH",
    "DekRow",
    "DestroyOrder",
    "KeyStore",
    "Meta",
    "TIMEOUT",
    "Tomb",
    "close_all",
]

BATCH = 500
UNKNOWN = bytes(16)


class DekRow(NamedTuple):
    """A wrapped data key. ``usage`` 1 number, 2 document; ``created`` in seconds."""

    kid: bytes
    company: bytes
    subject: bytes
    usage: int
    epoch: int
    wrapped: bytes
    created: int = 0


class Tomb(NamedTuple):
    """Proof that a data key was destroyed, and the audit entry that ordered it."""

    kid: bytes
    subject: bytes
    usage: int
    at: int
    chain: bytes
    seq: int


class DestroyOrder(NamedTuple):
    """The audit entry that orders a destruction."""

    chain: bytes
    seq: int


class Meta(NamedTuple):
    format: int
    vault_uuid: bytes
    bound_db: str
    generation: int
    created: int


_META = str(Meta._fields)


def _marks(values):
    return ",".join("?" * len(values))


def _setting(company, name):
    return f"{name}:{company.hex()}"


def _new_file(path, fill):
    """Make a private SQLite file at ``path`` through ``fill(connection)``.

    It appears under its name only when it is whole and durable.
    :raises VaultUnavailable: ``keystore_exists``, ``keystore_unreadable`` …
    """
    temporary = f"{path}.new"
    parts = (f"{temporary}-journal", temporary)
    try:
        _remove(parts)
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
            configure(connection)
            fill(connection)
        handle = os.open(temporary, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        _appear(temporary, path)
        _remove(parts)
        sync_directory(os.path.dirname(path))
    except FileExistsError:
        _remove(parts)
        raise VaultUnavailable("keystore_exists") from None
    except OSError:
        raise VaultUnavailable("keystore_unreadable") from None
    except sqlite3.Error as error:
        raise VaultUnavailable(reason_of(error)) from None


def _appear(temporary, path):
    """Give a finished file its name; FileExistsError when that is taken."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, where a backup may lie
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        os.rename(temporary, path)


def _remove(paths):
    for path in filter(os.path.exists, paths):
        os.unlink(path)


class KeyStore(EpochTables, PinTables, RightTables, KeyStoreBase):
    """Everything the server must not keep in its database.

    Invariants: the server never creates a keystore, only ``init`` does; generation
    grows by one in every write transaction that touches ``dek`` or ``tomb`` and never
    shrinks; a destroyed key id never holds a key again; destroying twice is the same
    as once; a read gives at most 500 keys as a list.
    """

    @classmethod
    def init(cls, path, vault_uuid, bound_db, *, epoch=1, now=None):
        """Create the keystore file and return the KeyStore.

        :param path: its directory is made with mode 0700 when it is missing
        :param vault_uuid: 16 bytes
        :param bound_db: name of the Odoo database
        :param epoch: root epoch that is active from the start
        :raises VaultUnavailable: ``keystore_exists``; nothing is ever replaced
        """
        if len(vault_uuid) != 16:
            raise ValueError("vault_uuid has 16 bytes")
        path = os.path.abspath(os.fspath(path))
        now = int(time.time()) if now is None else now
        folder = os.path.dirname(path)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            check_private(os.stat(folder), "keystore")
        except OSError:
            raise VaultUnavailable("keystore_unreadable") from None
        if is_network(folder):
            raise VaultUnavailable("keystore_network")

        def fill(connection):
            connection.executescript("BEGIN IMMEDIATE;" + TABLES)
            connection.executemany(
                "INSERT INTO meta VALUES (?,?)",
                [
                    ("format", FORMAT),
                    ("vault_uuid", bytes(vault_uuid)),
                    ("bound_db", bound_db),
                    ("generation", 0),
                    ("created", now),
                ],
            )
            connection.execute("INSERT INTO epoch VALUES (?,'active',?)", (epoch, now))
            connection.execute("COMMIT")

        _new_file(path, fill)
        return cls(path)

    def meta(self):
        """Return Meta."""
        values = dict(self._read(f"SELECT k, v FROM meta WHERE k IN {_META}"))
        try:
            meta = Meta(**values)
        except TypeError:
            raise VaultUnavailable("keystore_foreign") from None
        kinds = [type(value) for value in meta]
        if kinds != [int, bytes, str, int, int] or len(meta.vault_uuid) != 16:
            raise VaultUnavailable("keystore_corrupt")
        return meta

    def generation(self):
        """Return the number of key changes so far."""
        return self._read("SELECT v FROM meta WHERE k='generation'")[0][0]

    def setting(self, company, name, default=None):
        """Return a sealed setting of a company (``company``: 16 bytes)."""
        rows = self._read("SELECT v FROM meta WHERE k=?", (_setting(company, name),))
        return rows[0][0] if rows else default

    def setting_put(self, company, name, value):
        """Store a company's setting (str or int) that only the door may change."""
        with self._write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta VALUES (?,?)",
                (_setting(company, name), value),
            )

    def require(self, vault_uuid, bound_db, ks_generation=0):
        """Refuse to serve a database this keystore does not belong to.

        :param ks_generation: highest generation the database's rows carry
        :raises VaultUnavailable: ``unbound`` or ``rollback_keystore``
        """
        meta = self.meta()
        if meta.vault_uuid != vault_uuid or meta.bound_db != bound_db:
            raise VaultUnavailable("unbound")
        if ks_generation > meta.generation:
            raise VaultUnavailable("rollback_keystore")

    def rebind(self, bound_db, *, vault_uuid=None):
        """Bind to database ``bound_db``; ``vault_uuid``, when given, must match."""
        with self._write() as connection:
            if vault_uuid is not None and self.meta().vault_uuid != vault_uuid:
                raise VaultUnavailable("unbound")
            connection.execute("UPDATE meta SET v=? WHERE k='bound_db'", (bound_db,))

    @staticmethod
    def _grow(connection):
        connection.execute("UPDATE meta SET v=v+1 WHERE k='generation'")
        row = connection.execute("SELECT v FROM meta WHERE k='generation'")
        return row.fetchone()[0]

    def get_many(self, kids):
        """Return DekRows for at most 500 key ids, in their order, missing left out."""
        if len(kids) > BATCH:
            raise ValueError("at most 500 keys at a time")
        kids = [bytes(kid) for kid in kids]
        rows = self._read(f"SELECT * FROM dek WHERE kid IN ({_marks(kids)})", kids)
        found = {row[0]: DekRow(*row) for row in rows}
        return [found[kid] for kid in dict.fromkeys(kids) if kid in found]

    def of_subject(self, subject, usage):
        """Return the DekRows of one subject, oldest first."""
        rows = self._read(
            "SELECT * FROM dek WHERE subject=? AND usage=? ORDER BY created, kid",
            (bytes(subject), usage),
        )
        return [DekRow(*row) for row in rows]

    def put(self, rows):
        """Store DekRows in one transaction; return the generation after it.

        ``created`` 0 means now. A row that is already there with the same wrapped
        key is left alone, so a replay changes nothing.
        :raises KeyRefused: the key id holds another key, or a tombstone
        :raises VaultUnavailable: ``epoch_order`` unless the rows' epoch is active
        """
        rows = [DekRow(*row) for row in rows]
        with self._write() as connection:
            active = self._active(connection)
            fresh = [row for row in rows if self._is_new(connection, row)]
            if any(row.epoch != active for row in fresh):
                raise VaultUnavailable("epoch_order")
            connection.executemany(
                "INSERT INTO dek VALUES (?,?,?,?,?,?,?)",
                [row._replace(created=row.created or self.now()) for row in fresh],
            )
            if fresh:
                return self._grow(connection)
            return self.generation()

    @staticmethod
    def _is_new(connection, row):
        if any(len(part) != 16 for part in row[:3]):
            raise ValueError("ids are 16 raw bytes")
        if connection.execute("SELECT 1 FROM tomb WHERE kid=?", row[:1]).fetchone():
            raise KeyRefused()
        old = connection.execute(
            "SELECT company, subject, usage, epoch, wrapped FROM dek WHERE kid=?",
            row[:1],
        ).fetchone()
        if old and old != row[1:6]:
            raise KeyRefused()
        return old is None

    def destroy(self, kids, order):
        """Delete data keys and leave tombstones; return the generation after it.

        A key id without a key gets a tombstone too, so that no backup can bring it
        back unseen. Idempotent.
        :param order: DestroyOrder
        """
        with self._write() as connection:
            touched = False
            for kid in map(bytes, kids):
                row = connection.execute(
                    "SELECT subject, usage FROM dek WHERE kid=?", (kid,)
                ).fetchone()
                connection.execute("DELETE FROM dek WHERE kid=?", (kid,))
                subject, usage = row or (UNKNOWN, 0)
                done = connection.execute(
                    "INSERT INTO tomb VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                    (kid, subject, usage, self.now(), bytes(order.chain), order.seq),
                )
                touched |= bool(row or done.rowcount)
            return self._grow(connection) if touched else self.generation()

    def tombs(self, kids=None):
        """Return Tombs: all of them, or those of at most 500 key ids."""
        if kids is None:
            rows = self._read("SELECT * FROM tomb ORDER BY at, kid")
        elif len(kids) > BATCH:
            raise ValueError("at most 500 keys at a time")
        else:
            kids = [bytes(kid) for kid in kids]
            rows = self._read(f"SELECT * FROM tomb WHERE kid IN ({_marks(kids)})", kids)
        return [Tomb(*row) for row in rows]

    def counts(self):
        """Return {"dek": keys, "tomb": tombstones}."""
        row = self._read(
            "SELECT (SELECT count(*) FROM dek), (SELECT count(*) FROM tomb)"
        )[0]
        return {"dek": row[0], "tomb": row[1]}

    def batch(self, epoch, limit=BATCH):
        """Return at most ``limit`` DekRows that carry ``epoch``, by key id."""
        rows = self._read(
            "SELECT * FROM dek WHERE epoch=? ORDER BY kid LIMIT ?",
            (epoch, min(limit, BATCH)),
        )
        return [DekRow(*row) for row in rows]

    def older_than(self, created, after=b"", limit=BATCH):
        """Return DekRows made before ``created`` with kid > ``after``, by key id.

        For the search for orphans: page with the last kid seen.
        """
        rows = self._read(
            "SELECT * FROM dek WHERE created<? AND kid>? ORDER BY kid LIMIT ?",
            (created, bytes(after), min(limit, BATCH)),
        )
        return [DekRow(*row) for row in rows]

    def check(self):
        """Raise VaultUnavailable ``keystore_corrupt`` unless the file is sound."""
        if self._read("PRAGMA integrity_check") != [("ok",)]:
            raise VaultUnavailable("keystore_corrupt")

    def backup(self, path):
        """Write a consistent copy to the new file ``path`` (0600); return its Meta.

        Taken after the database's backup, of the same run.
        """
        path = os.path.abspath(os.fspath(path))
        _new_file(path, lambda target: self._link().connection.backup(target))
        with closing(sqlite3.connect(path)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise VaultUnavailable("keystore_corrupt")
            rows = copy.execute(f"SELECT k, v FROM meta WHERE k IN {_META}")
            return Meta(**dict(rows))
