# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The raw rows of numbers: the only SQL that reads or writes sealed bytes.

Everything runs on a cursor that is given; no row ever holds a plaintext. Source:
security design, section 6.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

TO_VERIFY = "to_verify"
ACTIVE = "active"
DISPOSING = "disposing"
DISPOSED = "disposed"


@dataclass(frozen=True)
class NumberRow:
    """One sealed number as stored; ids are ``uuid.UUID``, ``blob`` is bytes.

    ``registered_at`` has a time zone.
    """

    id: int
    subject: uuid.UUID
    company: uuid.UUID
    holder: str
    version: int
    state: str
    kid: uuid.UUID
    blob: bytes
    registered_at: datetime


_SELECT = """
    SELECT n.id, n.subject, c.mynumber_uuid, s.holder_model || ',' || s.holder_id,
           n.version, n.state, n.kid, n.blob, n.registered_at
      FROM mynumber_number n
      JOIN mynumber_subject s ON s.uuid = n.subject::text
      JOIN res_company c ON c.id = s.company_id
"""


def _rows(cr):
    return [
        NumberRow(
            row[0],
            uuid.UUID(row[1]),
            uuid.UUID(row[2]),
            row[3],
            row[4],
            row[5],
            uuid.UUID(bytes=bytes(row[6])),
            bytes(row[7]),
            row[8],
        )
        for row in cr.fetchall()
    ]


def of_subjects(cr, subjects, state):
    """Return ``{subject uuid: NumberRow}`` of the rows in ``state``."""
    cr.execute(
        _SELECT + " WHERE n.subject = ANY(%s::uuid[]) AND n.state = %s",
        [[str(subject) for subject in subjects], state],
    )
    return {row.subject: row for row in _rows(cr)}


def candidates(cr, company, epoch, bidx):
    """Return the live rows of a company under one blind index value."""
    cr.execute(
        _SELECT + " WHERE n.bidx_epoch = %s AND n.bidx = %s AND c.mynumber_uuid = %s"
        " AND n.state IN ('to_verify', 'active')",
        [epoch, bidx, str(company)],
    )
    return _rows(cr)


def states(cr, subject):
    """Return the set of states that a subject's numbers are in."""
    cr.execute(
        "SELECT DISTINCT state FROM mynumber_number WHERE subject = %s", [str(subject)]
    )
    return {state for (state,) in cr.fetchall()}


def last_version(cr, subject):
    """Return the highest version of a subject's numbers, 0 without any."""
    cr.execute(
        "SELECT coalesce(max(version), 0) FROM mynumber_number WHERE subject = %s",
        [str(subject)],
    )
    return cr.fetchone()[0]


def by_request(cr, request):
    """Return ``(subject, state)`` of the row that a request id made, or None."""
    cr.execute(
        "SELECT subject, state FROM mynumber_number WHERE request = %s", [str(request)]
    )
    return cr.fetchone()


def index_of(cr, request):
    """Return ``(epoch, bidx)`` of the row that a request id made, None when erased."""
    cr.execute(
        "SELECT bidx_epoch, bidx FROM mynumber_number WHERE request = %s"
        " AND bidx IS NOT NULL",
        [str(request)],
    )
    return cr.fetchone()


def insert(cr, subject, version, state, kid, blob, index, generation, request):
    """Insert a sealed number.

    :param index: ``(epoch, bidx)``
    :param generation: the keystore's generation after the key was stored
    :param request: ``uuid.UUID`` under which the act is idempotent
    """
    cr.execute(
        """
        INSERT INTO mynumber_number(subject, version, state, kid, blob, bidx_epoch,
               bidx, ks_generation, request, registered_at, verified_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, now(),
               CASE WHEN %s = 'active' THEN now() END)
        """,
        [
            str(subject),
            version,
            state,
            kid.bytes,
            blob,
            index[0],
            index[1],
            generation,
            str(request),
            state,
        ],
    )


def activate(cr, row_id):
    """Make a waiting row the active one."""
    cr.execute(
        "UPDATE mynumber_number SET state = 'active',"
        " verified_at = now()"
        " WHERE id = %s AND state = 'to_verify'",
        [row_id],
    )
    return cr.rowcount == 1


def condemn(cr, row, reason, chain, seq):
    """Put a live row on its way out: state ``disposing``, its key in the queue.

    :param chain, seq: the audit entry that ordered it
    """
    cr.execute(
        "UPDATE mynumber_number SET state = 'disposing' WHERE id = %s"
        " AND state IN ('to_verify', 'active')",
        [row.id],
    )
    if cr.rowcount != 1:
        return False
    cr.execute(
        """
        INSERT INTO mynumber_destroy_queue(kid, usage, reason, subject, chain, seq,
               queued_at)
        VALUES (%s, 1, %s, %s, %s, %s, now())
        ON CONFLICT (kid) DO NOTHING
        """,
        [row.kid.bytes, reason, str(row.subject), str(chain), seq],
    )
    return True


@dataclass(frozen=True)
class Condemned:
    """A key that is to be destroyed, and the audit entry said to have ordered it.

    ``version`` is None unless the subject has a number under this key; ``chain`` is
    that of the subject's company, None without one; ``seq`` is None for a row in state
    ``disposing`` that the queue does not name.
    """

    kid: uuid.UUID
    subject: uuid.UUID
    version: int | None
    chain: uuid.UUID | None
    seq: int | None


def queued(cr, limit):
    """Return at most ``limit`` Condemned keys, those of the queue first."""
    cr.execute(
        """
        SELECT k.kid, k.subject, k.version, c.mynumber_uuid, k.seq
          FROM (SELECT q.kid, q.subject, n.version, q.seq
                  FROM mynumber_destroy_queue q
                  LEFT JOIN mynumber_number n
                    ON n.kid = q.kid AND n.subject = q.subject
                 UNION ALL
                SELECT n.kid, n.subject, n.version, NULL
                  FROM mynumber_number n
                 WHERE n.state = 'disposing'
                   AND NOT EXISTS (SELECT FROM mynumber_destroy_queue q
                                    WHERE q.kid = n.kid)
                 LIMIT %s) k
          LEFT JOIN mynumber_subject s ON s.uuid = k.subject::text
          LEFT JOIN res_company c ON c.id = s.company_id
        """,
        [limit],
    )
    return [
        Condemned(
            uuid.UUID(bytes=bytes(kid)),
            uuid.UUID(subject),
            version,
            chain and uuid.UUID(chain),
            seq,
        )
        for kid, subject, version, chain, seq in cr.fetchall()
    ]


def turn_back(cr, kids):
    """Take keys off the queue that nobody ordered to be destroyed.

    Their numbers are what they were; beside another number of the same subject they
    stay out of use (state ``lost``).
    """
    raw = [kid.bytes for kid in kids]
    cr.execute("DELETE FROM mynumber_destroy_queue WHERE kid = ANY(%s)", [raw])
    cr.execute(
        """
        UPDATE mynumber_number n
           SET state = CASE WHEN verified_at IS NULL THEN 'to_verify' ELSE 'active' END
         WHERE kid = ANY(%s) AND state = 'disposing'
           AND NOT EXISTS (SELECT FROM mynumber_number other
                            WHERE other.subject = n.subject
                              AND other.state IN ('to_verify', 'active'))
        """,
        [raw],
    )
    cr.execute(
        "UPDATE mynumber_number SET state = 'lost'"
        " WHERE kid = ANY(%s) AND state = 'disposing'",
        [raw],
    )


def erase(cr, kids, generation):
    """Remove the sealed bytes of destroyed keys and their queue rows."""
    raw = [kid.bytes for kid in kids]
    cr.execute(
        """
        UPDATE mynumber_number
           SET state = 'disposed', blob = NULL, kid = NULL, bidx = NULL,
               bidx_epoch = NULL, ks_generation = %s,
               disposed_at = now()
         WHERE kid = ANY(%s) AND state = 'disposing'
        """,
        [generation, raw],
    )
    cr.execute("DELETE FROM mynumber_destroy_queue WHERE kid = ANY(%s)", [raw])


def live_kids(cr):
    """Return the set of key ids (bytes) that a number row or the queue refers to."""
    cr.execute(
        "SELECT kid FROM mynumber_number WHERE kid IS NOT NULL"
        " UNION SELECT kid FROM mynumber_destroy_queue"
    )
    return {bytes(kid) for (kid,) in cr.fetchall()}


def people_held(cr, company_id):
    """Return how many people of a company have a live number."""
    cr.execute(
        """
        SELECT count(DISTINCT n.subject)
          FROM mynumber_number n JOIN mynumber_subject s ON s.uuid = n.subject::text
         WHERE s.company_id = %s AND n.blob IS NOT NULL
        """,
        [company_id],
    )
    return cr.fetchone()[0]
