# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keystore tables of PINs, enrolment codes and step-ups."""

import hmac
from typing import NamedTuple

from .errors import EnrolmentInvalid, PinLocked, PinNotSet

PIN_TRIES = 10
ENROL_TRIES = 5
ENROL_SECONDS = 24 * 3600
IDLE_SECONDS = 600
LONGEST_SECONDS = 7200


class PinRow(NamedTuple):
    """A wrapped PIN verifier and its counters."""

    uid: int
    epoch: int
    salt: bytes
    wrapped: bytes
    fails: int = 0
    locked: int = 0
    changed: int = 0


class PinTables:
    """PIN verifiers, enrolment codes, step-ups.

    Invariants: a try is counted before it is judged, so parallel guesses gain
    nothing; the tenth wrong PIN locks and only ``pin_unlock`` or a new enrolment
    opens; an enrolment code works once, for 24 hours and five tries; a step-up bound
    to a digest is good once; a step-up belongs to one HTTP session and one user and
    ends 10 minutes after the last act, 2 hours after the PIN; setting the clock back
    ends it, it never prolongs it.
    """

    def pin_row(self, uid):
        """Return the PinRow of a user, or None."""
        rows = self._read("SELECT * FROM pin WHERE uid=?", (uid,))
        return PinRow(*rows[0]) if rows else None

    def pin_try(self, uid):
        """Count one try and return the PinRow to judge it by.

        :raises PinNotSet, PinLocked: without counting
        """
        with self._write() as connection:
            row = connection.execute("SELECT * FROM pin WHERE uid=?", (uid,)).fetchone()
            if row is None:
                raise PinNotSet()
            row = PinRow(*row)
            if row.locked or row.fails >= PIN_TRIES:
                raise PinLocked()
            connection.execute("UPDATE pin SET fails=fails+1 WHERE uid=?", (uid,))
            return row._replace(fails=row.fails + 1)

    def pin_passed(self, uid):
        """The counted try was right: forget the failed ones."""
        with self._write() as connection:
            connection.execute(
                "UPDATE pin SET fails=0 WHERE uid=? AND locked=0", (uid,)
            )

    def pin_failed(self, uid):
        """The counted try was wrong: lock at the tenth. Return True when locked."""
        with self._write() as connection:
            connection.execute(
                "UPDATE pin SET locked=1 WHERE uid=? AND fails>=?", (uid, PIN_TRIES)
            )
        return bool(self.pin_row(uid).locked)

    def pin_unlock(self, uid):
        """Open a locked PIN; the PIN itself stays."""
        with self._write() as connection:
            connection.execute("UPDATE pin SET fails=0, locked=0 WHERE uid=?", (uid,))

    def pin_drop(self, uid):
        """Forget a user's PIN, enrolment code and step-ups."""
        with self._write() as connection:
            for table in ("pin", "enrol", "stepup"):
                connection.execute(f"DELETE FROM {table} WHERE uid=?", (uid,))

    def pin_put(self, row):
        """Store a PinRow (``changed`` 0 means now); ends the user's step-ups."""
        with self._write() as connection:
            self._store_pin(connection, row)

    def _store_pin(self, connection, row):
        connection.execute(
            "INSERT OR REPLACE INTO pin VALUES (?,?,?,?,?,?,?)",
            row._replace(changed=row.changed or self.now()),
        )
        connection.execute("DELETE FROM stepup WHERE uid=?", (row.uid,))

    def enrol_put(self, uid, code_hash, until=None):
        """Store the hash of a new enrolment code; an older one dies."""
        until = self.now() + ENROL_SECONDS if until is None else until
        with self._write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO enrol VALUES (?,?,?,0)",
                (uid, code_hash, until),
            )

    def enrol_waits(self, uid):
        """Tell whether a code of this user can still be redeemed."""
        return bool(
            self._read(
                "SELECT 1 FROM enrol WHERE uid=? AND until>? AND tries<?",
                (uid, self.now(), ENROL_TRIES),
            )
        )

    def enrol_redeem(self, uid, code_hash, row):
        """Use up an enrolment code and store PinRow ``row`` in one transaction.

        :raises EnrolmentInvalid: wrong (counted), used, expired or tried five times
        """
        with self._write() as connection:
            found = connection.execute(
                "SELECT code_hash, until, tries FROM enrol WHERE uid=?", (uid,)
            ).fetchone()
            valid = found and self.now() < found[1] and found[2] < ENROL_TRIES
            right = valid and hmac.compare_digest(found[0], code_hash)
            if right:
                connection.execute("DELETE FROM enrol WHERE uid=?", (uid,))
                self._store_pin(connection, row)
            elif valid:
                connection.execute("UPDATE enrol SET tries=tries+1 WHERE uid=?", (uid,))
        if not right:
            raise EnrolmentInvalid()

    def stepup_open(self, ses, uid, digest=None):
        """Open a step-up after a right PIN.

        :param ses: 32 bytes of ``pin.session_key``
        :param digest: 32 bytes when the PIN sealed one row; None for a window
        """
        now = self.now()
        with self._write() as connection:
            connection.execute(
                "DELETE FROM stepup WHERE ses=? AND digest IS ?", (ses, digest)
            )
            connection.execute(
                "INSERT INTO stepup VALUES (?,?,?,?,?)", (ses, uid, digest, now, now)
            )

    def stepup_until(self, ses, uid, *, idle=IDLE_SECONDS):
        """Return when the window ends (seconds since the epoch), None without one."""
        now = self.now()
        rows = self._read(
            "SELECT pin_at, last FROM stepup WHERE ses=? AND uid=? AND digest IS NULL"
            " AND max(pin_at, last)<=?",
            (ses, uid, now),
        )
        until = min(rows[0][0] + LONGEST_SECONDS, rows[0][1] + idle) if rows else 0
        return until if until > now else None

    def stepup_touch(self, ses, uid, *, idle=IDLE_SECONDS):
        """Return True and prolong the window when it is open."""
        now = self.now()
        with self._write() as connection:
            done = connection.execute(
                "UPDATE stepup SET last=? WHERE ses=? AND uid=? AND digest IS NULL"
                " AND pin_at>? AND last>? AND max(pin_at, last)<=?",
                (now, ses, uid, now - LONGEST_SECONDS, now - idle, now),
            )
            return done.rowcount == 1

    def stepup_consume(self, ses, uid, digest):
        """Return True once for a PIN that was given for ``digest`` in 10 minutes."""
        now = self.now()
        with self._write() as connection:
            done = connection.execute(
                "DELETE FROM stepup WHERE ses=? AND uid=? AND digest=?"
                " AND pin_at>? AND pin_at<=?",
                (ses, uid, digest, now - IDLE_SECONDS, now),
            )
            return done.rowcount == 1

    def stepup_clear(self, *, ses=None, uid=None):
        """End step-ups of a session, of a user, or all that are out of date."""
        with self._write() as connection:
            if ses is not None:
                connection.execute("DELETE FROM stepup WHERE ses=?", (ses,))
            if uid is not None:
                connection.execute("DELETE FROM stepup WHERE uid=?", (uid,))
            connection.execute(
                "DELETE FROM stepup WHERE pin_at<=?", (self.now() - LONGEST_SECONDS,)
            )
