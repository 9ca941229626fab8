# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one writer of the audit log.

Source: security design, section 8, "Write path".
"""

import logging
import os
import threading
import time
import uuid
from datetime import datetime, timezone

import psycopg2

from odoo.sql_db import connection_info_for
from odoo.tools import config

from ..vault import audit_chain, envelope
from ..vault.errors import VaultUnavailable
from ..vault.keyring import CACHE, swk
from ..vault.secret import wipe
from .house import SYSTEM_CHAIN

_logger = logging.getLogger(__name__)

LATELY = 20_000  # entries that a search looks through

_local = threading.local()
_SETTINGS = (
    "SET lock_timeout = '5s'; SET statement_timeout = '5s';"
    " SET synchronous_commit = on; SET search_path = mn_audit, pg_temp"
)


class _Thread:
    """Connections and signing keys of one thread of one process."""

    def __init__(self):
        self.pid = os.getpid()
        self.connections = {}
        self.signers = {}


def _thread():
    """Return this thread's state; what came over a fork is left alone."""
    state = getattr(_local, "state", None)
    if state is None or state.pid != os.getpid():
        state = _local.state = _Thread()
    return state


def _connect(database, writer):
    """Connect as the audit writer (option ``mynumber_audit_dsn``) or as Odoo's role."""
    dsn = config.get("mynumber_audit_dsn")
    if writer and dsn:
        connection = psycopg2.connect(dsn)
    else:
        connection = psycopg2.connect(**connection_info_for(database)[1])
    connection.set_session(isolation_level="READ COMMITTED")
    with connection, connection.cursor() as cr:
        cr.execute(_SETTINGS)
        cr.execute("SELECT current_database()")
        if cr.fetchone() != (database,):
            connection.close()
            raise psycopg2.ProgrammingError("the audit writer serves another database")
    return connection


class AuditLog:
    """Appends signed entries on a connection of its own.

    Invariants: an entry is either committed with ``synchronous_commit`` when
    ``append`` returns, or the act is refused (VaultUnavailable ``audit_refused``);
    the connection belongs to one process and one thread and is never Odoo's; entries
    of one call stand together in one transaction.
    """

    def __init__(self, house):
        self._house = house

    def _connection(self, writer):
        writer = writer and bool(config.get("mynumber_audit_dsn"))
        kept = _thread().connections
        key = self._house.database, writer
        if key not in kept or kept[key].closed:
            kept[key] = _connect(*key)
        return kept[key]

    def _transaction(self, work, writer):
        """Return ``work(cursor)`` once committed; a lost connection is made anew."""
        kept = _thread().connections
        for again in (bool(kept), False):
            try:
                connection = self._connection(writer)
                with connection, connection.cursor() as cr:
                    return work(cr)
            except psycopg2.Error as error:
                while kept:
                    kept.popitem()[1].close()
                lost = (psycopg2.OperationalError, psycopg2.InterfaceError)
                if not (again and isinstance(error, lost)):
                    _logger.error("the audit log refused: %s", type(error).__name__)
                    raise VaultUnavailable("audit_refused") from None

    def signer(self):
        """Return the Signer of the active key; kept in memory for at most 300 s."""
        house = self._house
        row = house.store.active_sigkey()
        signers = _thread().signers
        known = signers.get(house.database)
        if known and known[0].key_id == row.key_id:
            if time.monotonic() - known[1] <= CACHE:
                return known[0]
        vault = house.vault.bytes
        seed = envelope.unwrap_seed(
            swk(house.provider, row.epoch, vault),
            row.wrapped,
            epoch=row.epoch,
            vault=vault,
            key_id=row.key_id,
        )
        signer = audit_chain.Signer(seed)
        wipe(seed)
        signers[house.database] = signer, time.monotonic()
        return signer

    def append(self, chain, payloads):
        """Append ``payloads`` to ``chain`` and return the first one's seq.

        :param chain: company ``uuid.UUID``, or SYSTEM_CHAIN
        :param payloads: list of dicts without ``v``, ``seq`` and ``ts``
        :raises VaultUnavailable: when the log did not take them
        """
        first, seq, head = self._transaction(
            lambda cr: self._append(cr, chain, payloads), writer=True
        )
        self._house.store.note_head(chain.bytes, seq, head)
        return first

    def _append(self, cr, chain, payloads):
        cr.execute("SELECT seq, hash FROM lock_head(%s)", [str(chain)])
        seq, prev = cr.fetchone()
        first = seq + 1
        if not seq:
            prev = audit_chain.genesis(self._house.vault.bytes, chain.bytes)
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        entries = audit_chain.make_entries(
            chain.bytes,
            first,
            bytes(prev),
            [{**payload, "ts": now} for payload in payloads],
            self.signer(),
        )
        cr.execute(
            "SELECT append_many(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                str(chain),
                [entry.seq for entry in entries],
                [entry.payload for entry in entries],
                [entry.salt for entry in entries],
                [entry.payload_digest for entry in entries],
                [entry.prev for entry in entries],
                [entry.hash for entry in entries],
                [entry.key_id for entry in entries],
                [entry.sig for entry in entries],
            ],
        )
        return first, entries[-1].seq, entries[-1].hash

    def heads(self):
        """Return ``{chain uuid: (seq, hash)}`` of every chain in the log."""
        return self._transaction(self._heads, writer=False)

    @staticmethod
    def _heads(cr):
        cr.execute("SELECT chain, seq, hash FROM mn_audit.head WHERE seq > 0")
        return {
            uuid.UUID(str(chain)): (seq, bytes(hash_))
            for chain, seq, hash_ in cr.fetchall()
        }

    def holds(self, noted):
        """Return what the log began with and whether it holds what was ``noted``.

        :param noted: ``{chain: (seq, hash)}``, all bytes but ``seq``
        :return: the hash before the first entry of the system chain (None without
            one), and False when an entry is missing or another
        """
        return self._transaction(lambda cr: self._holds(cr, noted), writer=False)

    @staticmethod
    def _holds(cr, noted):
        cr.execute(
            """
            SELECT (SELECT prev FROM mn_audit.entry WHERE chain = %s AND seq = 1),
                   NOT EXISTS (
                       SELECT
                         FROM unnest(%s::uuid[], %s::bigint[], %s::bytea[])
                              AS n(chain, seq, hash)
                         LEFT JOIN mn_audit.entry e
                           ON e.chain = n.chain AND e.seq = n.seq
                        WHERE e.hash IS DISTINCT FROM n.hash)
            """,
            [
                str(SYSTEM_CHAIN),
                [str(uuid.UUID(bytes=chain)) for chain in noted],
                [seq for seq, _hash in noted.values()],
                [hash_ for _seq, hash_ in noted.values()],
            ],
        )
        origin, kept = cr.fetchone()
        return origin if origin is None else bytes(origin), kept

    def probe(self):
        """Raise VaultUnavailable unless the writer can lock and extend the log."""
        self._transaction(self._probe, writer=True)

    @staticmethod
    def _probe(cr):
        cr.execute("SELECT seq FROM lock_head(%s)", [str(SYSTEM_CHAIN)])

    def entry(self, chain, seq):
        """Return the payload (dict) of an entry that a key of ours signed, or None.

        None also for an entry that is not there or whose text was removed by plan.
        """
        stored = self._transaction(
            lambda cr: self._stored(cr, chain, seq), writer=False
        )
        keys = {key.key_id: key.pub for key in self._house.store.sigkeys()}
        if stored is None or stored.payload is None or stored.key_id not in keys:
            return None
        return audit_chain.payload_of(stored, keys[stored.key_id])

    @staticmethod
    def _stored(cr, chain, seq):
        cr.execute(
            "SELECT payload, salt, payload_digest, prev, hash, key_id, sig"
            " FROM mn_audit.entry WHERE chain = %s AND seq = %s",
            [str(chain), seq],
        )
        row = cr.fetchone()
        if row is None:
            return None
        raw = [part if part is None else bytes(part) for part in row[1:]]
        return audit_chain.Entry(chain.bytes, seq, row[0], *raw)

    def about(self, chain, subject, events, most=LATELY):
        """Yield the payloads about a subject that a key of ours signed, newest first.

        :param events: names, e.g. ``("number.dispose", "number.retire")``
        :param most: how many entries of the chain are looked through
        """
        seqs = self._transaction(
            lambda cr: self._about(cr, chain, subject, events, most), writer=False
        )
        yield from filter(None, (self.entry(chain, seq) for seq in seqs))

    @staticmethod
    def _about(cr, chain, subject, events, most):
        cr.execute(
            """
            SELECT e.seq
              FROM mn_audit.entry e JOIN mn_audit.head h ON h.chain = e.chain
             WHERE e.chain = %s AND e.seq > h.seq - %s
               AND e.payload LIKE %s AND e.payload LIKE ANY(%s)
             ORDER BY e.seq DESC LIMIT 20
            """,
            [
                str(chain),
                most,
                f'%"subj":"{subject}"%',
                [f'%"ev":"{event}"%' for event in events],
            ],
        )
        return [seq for (seq,) in cr.fetchall()]

    def stream(self, chain, batch=2000):
        """Yield every row of ``chain`` in order, as stored, ``batch`` at a time."""
        connection = _connect(self._house.database, writer=False)
        try:
            with connection, connection.cursor("mynumber_export") as cr:
                cr.itersize = batch
                cr.execute(
                    "SELECT seq, payload, salt, payload_digest, hash, sig, key_id"
                    " FROM mn_audit.entry WHERE chain = %s ORDER BY seq",
                    [str(chain)],
                )
                yield from cr
        finally:
            connection.close()


def company_chain(cr, company_id):
    """Return the company's UUID, which is also its chain (raw, set-once column)."""
    cr.execute("SELECT mynumber_uuid FROM res_company WHERE id = %s", [company_id])
    return uuid.UUID(cr.fetchone()[0])


def company_of_chain(env, chain):
    """Return the ``res.company`` (sudo) whose chain is ``chain``; may be empty."""
    env.cr.execute("SELECT id FROM res_company WHERE mynumber_uuid = %s", [str(chain)])
    row = env.cr.fetchone()
    return env["res.company"].sudo().browse(row and row[0])


__all__ = ["SYSTEM_CHAIN", "AuditLog", "company_chain", "company_of_chain"]
