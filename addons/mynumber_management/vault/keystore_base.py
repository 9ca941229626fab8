# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The keystore's SQLite file: opening it, reading it, writing it."""

import os
import sqlite3
import threading
import time
import weakref
from contextlib import contextmanager
from urllib.parse import quote

from .errors import VaultUnavailable
from .files import check_private, is_network
from .keystore_schema import FORMAT

TIMEOUT = 30.0
_PRAGMAS = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cell_size_check=ON",
)
_open = weakref.WeakSet()
_inherited = []


class _Link:
    """One connection of one thread of one process.

    Invariant: a connection that came over a fork is neither used nor closed in the
    child; closing it there would end the parent's locks.
    """

    def __init__(self, connection, file):
        self.connection = connection
        self.pid = os.getpid()
        self.file = file
        _open.add(self)

    def close(self):
        connection, self.connection = self.connection, None
        if connection is None:
            return
        if self.pid == os.getpid():
            connection.close()
        else:
            _inherited.append(connection)

    __del__ = close


def reason_of(error):
    """Return the VaultUnavailable reason for a sqlite3.Error."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return "keystore_locked"
    if "not a database" in text or "malformed" in text or "corrupt" in text:
        return "keystore_corrupt"
    if "no such table" in text or "no such column" in text:
        return "keystore_foreign"
    return "keystore_unreadable"


def configure(connection):
    """Set the pragmas every connection needs and refuse any other journal mode."""
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    mode = connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0]
    if mode != "truncate":
        raise VaultUnavailable("keystore_locked")


def connect(path, timeout, mode="rw"):
    """Open ``path`` with every pragma set. ``mode`` "rw" never creates a file."""
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode={mode}",
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        configure(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def check_place(path):
    """Refuse a keystore that is missing, open to others or on a network file system."""
    try:
        folder, file = os.stat(os.path.dirname(path)), os.stat(path)
    except FileNotFoundError:
        raise VaultUnavailable("keystore_missing") from None
    except OSError:
        raise VaultUnavailable("keystore_unreadable") from None
    for status in (folder, file):
        check_private(status, "keystore")
    if is_network(path):
        raise VaultUnavailable("keystore_network")


def _identity(path):
    """Return what tells this file from one that was put in its place, or None."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mode


class KeyStoreBase:
    """Connections and transactions.

    Invariants: one connection per (process, thread), opened after fork; every write
    is one BEGIN IMMEDIATE transaction that is durable when it returns; WAL mode is
    refused; the file and its directory are private and local, checked whenever a
    connection is opened; a file put in its place is noticed before the next statement;
    the file is opened by SQLite alone, because closing another
    descriptor of it would drop SQLite's locks; every SQLite error becomes
    VaultUnavailable. A read ends its transaction before it returns.
    """

    def __init__(self, path, *, timeout=TIMEOUT, clock=time.time):
        """:param clock: returns the time in seconds since the epoch, UTC"""
        self.path = os.path.abspath(os.fspath(path))
        self._timeout = timeout
        self._clock = clock
        self._local = threading.local()
        self._heads = {}

    def now(self):
        """Return the time as whole seconds since the epoch."""
        return int(self._clock())

    def _link(self):
        link = getattr(self._local, "link", None)
        file = _identity(self.path)
        if link and link.connection and link.pid == os.getpid():
            if link.file == file:
                return link
            link.close()
        check_place(self.path)
        try:
            connection = connect(self.path, self._timeout)
            row = connection.execute("SELECT v FROM meta WHERE k='format'").fetchone()
        except sqlite3.Error as error:
            raise VaultUnavailable(reason_of(error)) from None
        if row is None or row[0] != FORMAT:
            connection.close()
            raise VaultUnavailable("keystore_old" if row else "keystore_foreign")
        self._local.link = link = _Link(connection, file)
        return link

    def _read(self, sql, args=()):
        """Return all rows of one SELECT."""
        try:
            return self._link().connection.execute(sql, args).fetchall()
        except sqlite3.Error as error:
            raise VaultUnavailable(reason_of(error)) from None

    @contextmanager
    def _write(self):
        """Yield a connection inside BEGIN IMMEDIATE; commit, or roll back on error.

        Audit heads noted before are written along.
        """
        try:
            connection = self._link().connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                heads = dict(self._heads)
                self._flush_heads(connection, heads)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise VaultUnavailable(reason_of(error)) from None
        for chain, noted in heads.items():
            if self._heads.get(chain) == noted:
                self._heads.pop(chain, None)

    @staticmethod
    def _flush_heads(connection, heads):
        for chain, (seq, head) in heads.items():
            connection.execute(
                "INSERT INTO audit_head VALUES (?,?,?) ON CONFLICT(chain) DO UPDATE"
                " SET seq=excluded.seq, hash=excluded.hash"
                " WHERE excluded.seq > audit_head.seq",
                (chain, seq, head),
            )

    def close(self):
        """Close this thread's connection."""
        link = getattr(self._local, "link", None)
        if link:
            link.close()


def close_all():
    """Close every keystore connection of this process, of all threads."""
    for link in list(_open):
        if link.pid == os.getpid():
            link.close()
