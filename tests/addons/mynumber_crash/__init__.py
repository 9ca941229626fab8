# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kill this process, as a power cut would, at the n-th commit of an act.

Commits are those of the keystore, of the audit log and of Odoo's cursor. Each counts
twice: just before it and just after it. A request names n in the header ``X-Crash``, a
command in the variable ``MYNUMBER_CRASH``.
"""

import os
import signal

import psycopg2.extensions

from odoo import http, sql_db

from odoo.addons.mynumber_management.door import audit
from odoo.addons.mynumber_management.vault import keystore_base

_counts = {"process": 0}


def _wanted():
    """Return (where to count, n) or None when nothing is to crash."""
    request = http._request_stack.top
    if request is not None:
        n = request.httprequest.headers.get("X-Crash")
        return (request.httprequest.environ, int(n)) if n else None
    n = os.environ.get("MYNUMBER_CRASH")
    return (_counts, int(n)) if n else None


def _point():
    wanted = _wanted()
    if wanted is None:
        return
    place, n = wanted
    place["crash.count"] = place.get("crash.count", 0) + 1
    if place["crash.count"] == n:
        os.kill(os.getpid(), signal.SIGKILL)


class _Connection(keystore_base.sqlite3.Connection):
    def execute(self, statement, *args):
        commit = statement == "COMMIT"
        if commit:
            _point()
        result = super().execute(statement, *args)
        if commit:
            _point()
        return result


class _AuditConnection(psycopg2.extensions.connection):
    appended = False

    def __exit__(self, kind, value, trace):
        counts, self.appended = kind is None and self.appended, False
        if counts:
            _point()
        result = super().__exit__(kind, value, trace)
        if counts:
            _point()
        return result


_connect_audit = audit.psycopg2.connect
_connect_store = keystore_base.sqlite3.connect
_commit = sql_db.Cursor.commit
_append = audit.AuditLog._append


def _append_noted(self, cr, *args):
    cr.connection.appended = True
    return _append(self, cr, *args)


def _commit_with_points(self):
    _point()
    _commit(self)
    _point()


class _Psycopg2:
    """The driver as the audit writer sees it, with crash points."""

    def __getattr__(self, name):
        return getattr(psycopg2, name)

    def connect(self, *args, **kwargs):
        return _connect_audit(*args, connection_factory=_AuditConnection, **kwargs)


class _Sqlite3:
    def __getattr__(self, name):
        return getattr(_real_sqlite3, name)

    def connect(self, *args, **kwargs):
        return _connect_store(*args, factory=_Connection, **kwargs)


_real_sqlite3 = keystore_base.sqlite3
audit.psycopg2 = _Psycopg2()
keystore_base.sqlite3 = _Sqlite3()
sql_db.Cursor.commit = _commit_with_points
audit.AuditLog._append = _append_noted
