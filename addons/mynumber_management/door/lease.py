# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One host serves a database with its vault; what each process knows of the keyring.

The keystore is a file: a second host would work with a copy of it, and the two would
drift apart (security design, section 4).
"""

import hashlib
import socket
import threading
import time

import psycopg2

from odoo.sql_db import connection_info_for

from ..vault.errors import VaultUnavailable

NAME = "mynumber-vault"
CHECK = 5.0  # seconds between two looks
_BOOT = "/proc/sys/kernel/random/boot_id"


def _number(text):
    """Return a positive int4 made from ``text``, for PostgreSQL's advisory locks."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1


CLASS = _number("mynumber-host/1")
_TAKE = "SELECT pg_advisory_lock_shared(%s, %s)"
_OTHERS = """
    SELECT EXISTS (
        SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND l.locktype = 'advisory'
           AND l.classid = %s AND l.objid <> %s AND l.objsubid = 2)
"""


def host():
    """Return the number of this host: the same in all its processes and containers."""
    try:
        with open(_BOOT, encoding="ascii") as file:
            return _number(file.read().strip())
    except OSError:
        return _number(socket.gethostname())


class Lease:
    """The share of one process in its host's hold on a database.

    Invariants: it is held by a session of its own as long as the process lives, so
    nothing has to be cleaned up; while a process of one host holds it, none of another
    host gets one; the session's name tells which epochs the process has keys for.
    """

    def __init__(self, database):
        self._database = database
        self._lock = threading.Lock()
        self._session = None
        self._told = None
        self._looked = None

    def hold(self, epochs):
        """Take the lease or make sure of it, and tell the epochs at hand.

        :param epochs: set of int
        :raises VaultUnavailable: ``second_host``; ``audit_refused`` when the database
            gives no session
        """
        with self._lock:
            now = time.monotonic()
            fresh = self._looked is not None and now - self._looked < CHECK
            if fresh and self._told == epochs:
                return
            try:
                self._hold(epochs)
            except psycopg2.Error:
                self._end()
                raise VaultUnavailable("audit_refused") from None
            self._looked = now

    def _hold(self, epochs):
        if self._session is None or self._session.closed:
            self._begin()
        name = " ".join([NAME, ",".join(map(str, sorted(epochs)))])
        with self._session.cursor() as cr:
            cr.execute("SELECT set_config('application_name', %s, false)", [name[:63]])
        self._told = set(epochs)

    def _begin(self):
        self._session = psycopg2.connect(**connection_info_for(self._database)[1])
        self._session.autocommit = True
        mine = CLASS, host()
        with self._session.cursor() as cr:
            for step in (_OTHERS, _TAKE, _OTHERS):
                cr.execute(step, mine)
                if cr.fetchone()[0] is True:
                    self._end()
                    raise VaultUnavailable("second_host")

    def _end(self):
        if self._session is not None:
            self._session.close()
        self._session = self._looked = None


def told(cr):
    """Yield the set of epochs that each process of this database has keys for."""
    cr.execute(
        "SELECT application_name FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name LIKE %s",
        [NAME + " %"],
    )
    for (name,) in cr.fetchall():
        yield {
            int(word) for word in name.partition(" ")[2].split(",") if word.isdigit()
        }
