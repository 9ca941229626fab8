# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keystore tables of rights, approvals and usage."""

from typing import NamedTuple

from .errors import QuotaExceeded, RightInvalid
from .keystore_schema import APPROVAL_STEPS, RIGHT_KINDS, RIGHT_STEPS

LONGEST_RIGHT = 366 * 24 * 3600
KEEP_HOURS = 48


class Right(NamedTuple):
    """What one user may do for one company.

    ``acts``, ``purposes``: frozensets of words; ``since`` ≤ t < ``until`` in seconds;
    ``seq``: audit entry that granted or last changed it.
    """

    id: bytes
    uid: int
    company: bytes
    kind: str
    acts: frozenset
    purposes: frozenset
    since: int
    until: int
    state: str
    seq: int


class Approval(NamedTuple):
    """An approved order. ``runs``: runs left, -1 for any number until it is closed."""

    digest: bytes
    uid: int
    until: int
    runs: int
    state: str


def _words(values):
    if any(not value or set(value) & {" ", "\n"} for value in values):
        raise RightInvalid()
    return " ".join(sorted(values))


def _right(row):
    return Right(*row[:4], *(frozenset(text.split()) for text in row[4:6]), *row[6:])


class RightTables:
    """Rights, approvals and quotas.

    Invariants: a right is for one company and at most twelve months; only an
    effective right inside its dates counts; what has ended stays ended; a change of
    state is never a change of contents; a quota is checked and counted in one
    transaction, so parallel acts cannot pass it together.
    """

    def right_put(self, right):
        """Store a new Right in its state.

        :raises RightInvalid: id known, dates or kind not acceptable
        """
        if (
            right.kind not in RIGHT_KINDS
            or right.state not in RIGHT_STEPS
            or not right.since < right.until <= right.since + LONGEST_RIGHT
        ):
            raise RightInvalid()
        row = right._replace(acts=_words(right.acts), purposes=_words(right.purposes))
        with self._write() as connection:
            done = connection.execute(
                "INSERT INTO right_ VALUES (?,?,?,?,?,?,?,?,?,?)"
                " ON CONFLICT DO NOTHING",
                row,
            )
            if not done.rowcount:
                raise RightInvalid()

    def right_set(self, right_id, state, seq):
        """Move a right to ``state`` by the audit entry ``seq``; RightInvalid if not
        allowed. Repeating the state it has changes nothing."""
        with self._write() as connection:
            row = connection.execute(
                "SELECT state FROM right_ WHERE id=?", (right_id,)
            ).fetchone()
            if row and row[0] == state:
                return
            if row is None or state not in RIGHT_STEPS[row[0]]:
                raise RightInvalid()
            connection.execute(
                "UPDATE right_ SET state=?, seq=? WHERE id=?", (state, seq, right_id)
            )

    def right(self, right_id):
        """Return one Right, or None."""
        rows = self._read("SELECT * FROM right_ WHERE id=?", (right_id,))
        return _right(rows[0]) if rows else None

    def rights(self, company=None):
        """Return all Rights, of one company when given, oldest first."""
        rows = self._read(
            "SELECT * FROM right_ WHERE ?1 IS NULL OR company=?1 ORDER BY since, id",
            (company,),
        )
        return [_right(row) for row in rows]

    def rights_for(self, uid, company, now=None):
        """Return the Rights of a user for a company that count at ``now``."""
        now = self.now() if now is None else now
        rows = self._read(
            "SELECT * FROM right_ WHERE uid=? AND company=? AND state='effective'"
            " AND since<=? AND until>? ORDER BY since, id",
            (uid, company, now, now),
        )
        return [_right(row) for row in rows]

    def approval_put(self, approval):
        """Store an Approval in state ``approved``; RightInvalid if the digest is known.

        :param approval: Approval; ``uid`` is the approving person
        """
        with self._write() as connection:
            done = connection.execute(
                "INSERT INTO approval VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
                approval._replace(state="approved"),
            )
            if not done.rowcount:
                raise RightInvalid()

    def approval(self, digest):
        """Return one Approval, or None."""
        rows = self._read("SELECT * FROM approval WHERE digest=?", (digest,))
        return Approval(*rows[0]) if rows else None

    def approval_run(self, digest):
        """Use one run of an approval that is still good; return the Approval after it.

        :raises RightInvalid: unknown, closed, out of date or used up
        """
        with self._write() as connection:
            done = connection.execute(
                "UPDATE approval SET state='running', runs=max(runs-1, -1)"
                " WHERE digest=? AND state<>'closed' AND until>? AND runs<>0",
                (digest, self.now()),
            )
            if not done.rowcount:
                raise RightInvalid()
            row = connection.execute("SELECT * FROM approval WHERE digest=?", (digest,))
            return Approval(*row.fetchone())

    def approval_set(self, digest, state):
        """Move an approval to ``state``; repeating its state changes nothing."""
        with self._write() as connection:
            row = connection.execute(
                "SELECT state FROM approval WHERE digest=?", (digest,)
            ).fetchone()
            if row and row[0] == state:
                return
            if row is None or state not in APPROVAL_STEPS[row[0]]:
                raise RightInvalid()
            connection.execute(
                "UPDATE approval SET state=? WHERE digest=?", (state, digest)
            )

    def usage_add(self, uid, act, n, limits):
        """Count ``n`` acts of a user in this hour unless a limit would be passed.

        :param limits: pairs (hours, most), e.g. ``((1, 30), (24, 100))``; hours are
            counted back from and with the current clock hour
        :raises QuotaExceeded: nothing is counted then
        """
        hour = self.now() // 3600
        with self._write() as connection:
            for hours, most in limits:
                used = connection.execute(
                    "SELECT coalesce(sum(n), 0) FROM usage"
                    " WHERE uid=? AND act=? AND hour>?",
                    (uid, act, hour - hours),
                ).fetchone()[0]
                if used + n > most:
                    raise QuotaExceeded()
            connection.execute("DELETE FROM usage WHERE hour<=?", (hour - KEEP_HOURS,))
            connection.execute(
                "INSERT INTO usage VALUES (?,?,?,?)"
                " ON CONFLICT(uid, hour, act) DO UPDATE SET n=n+excluded.n",
                (uid, hour, act, n),
            )

    def usage_of(self, uid, act, hours):
        """Return how many acts were counted in the last ``hours`` clock hours."""
        rows = self._read(
            "SELECT coalesce(sum(n), 0) FROM usage WHERE uid=? AND act=? AND hour>?",
            (uid, act, self.now() // 3600 - hours),
        )
        return rows[0][0]
