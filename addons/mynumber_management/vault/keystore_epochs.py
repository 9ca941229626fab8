# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keystore tables of root epochs, signing keys and audit heads."""

from typing import NamedTuple

from .errors import VaultUnavailable
from .keystore_schema import EPOCH_STEPS, SIGKEY_STEPS

ACTIVATE_AFTER = 60


class SigKey(NamedTuple):
    """A signing key; ``wrapped`` is None once the seed is destroyed."""

    key_id: bytes
    pub: bytes
    epoch: int
    wrapped: bytes | None
    state: str


def _one(cursor):
    row = cursor.fetchone()
    return row[0] if row else None


class EpochTables:
    """Epoch states, signing keys, audit heads.

    Invariants: at most one epoch and one signing key are active; states move only as
    EPOCH_STEPS and SIGKEY_STEPS say; an epoch is destroyed only when nothing carries
    it; a retired signing key has no seed; an audit head never goes back.
    """

    @staticmethod
    def _active(connection):
        return _one(connection.execute("SELECT n FROM epoch WHERE state='active'"))

    def epochs(self):
        """Return {epoch: state}."""
        return dict(self._read("SELECT n, state FROM epoch ORDER BY n"))

    def active_epoch(self):
        """Return the epoch that new keys are wrapped under."""
        rows = self._read("SELECT n FROM epoch WHERE state='active'")
        if not rows:
            raise VaultUnavailable("epoch_order")
        return rows[0][0]

    def active_since(self):
        """Return when the active epoch was put in use, seconds since the epoch."""
        rows = self._read("SELECT at FROM epoch WHERE state='active'")
        if not rows:
            raise VaultUnavailable("epoch_order")
        return rows[0][0]

    def epoch_add(self, epoch):
        """List ``epoch`` as pending."""
        with self._write() as connection:
            known = _one(connection.execute("SELECT max(n) FROM epoch"))
            if known is not None and epoch <= known:
                raise VaultUnavailable("epoch_order")
            connection.execute(
                "INSERT INTO epoch VALUES (?,'pending',?)", (epoch, self.now())
            )

    def epoch_withdraw(self, epoch):
        """Forget a pending epoch: nothing was ever sealed under it.

        :raises VaultUnavailable: ``epoch_order`` for any other
        """
        with self._write() as connection:
            done = connection.execute(
                "DELETE FROM epoch WHERE n=? AND state='pending'", (epoch,)
            )
            if not done.rowcount:
                raise VaultUnavailable("epoch_order")

    def epoch_set(self, epoch, state):
        """Move ``epoch`` on; activating it moves the active one to ``decrypt``.

        :raises VaultUnavailable: ``epoch_order`` for any step that is not allowed:
            activation within 60 s of adding, destruction while a key carries it
        """
        with self._write() as connection:
            row = connection.execute(
                "SELECT state, at FROM epoch WHERE n=?", (epoch,)
            ).fetchone()
            allowed = row is not None and state in EPOCH_STEPS[row[0]]
            if allowed and state == "active":
                allowed = self.now() - row[1] >= ACTIVATE_AFTER
            if allowed and state == "decrypt":
                allowed = False  # only by activating the next one
            if allowed and state == "destroyed":
                allowed = not self._carried(connection, epoch)
            if not allowed:
                raise VaultUnavailable("epoch_order")
            if state == "active":
                connection.execute(
                    "UPDATE epoch SET state='decrypt', at=? WHERE state='active'",
                    (self.now(),),
                )
            connection.execute(
                "UPDATE epoch SET state=?, at=? WHERE n=?", (state, self.now(), epoch)
            )

    @staticmethod
    def _carried(connection, epoch):
        return _one(
            connection.execute(
                "SELECT (SELECT count(*) FROM dek WHERE epoch=:n)"
                " + (SELECT count(*) FROM pin WHERE epoch=:n)"
                " + (SELECT count(*) FROM sigkey"
                "    WHERE epoch=:n AND wrapped IS NOT NULL)",
                {"n": epoch},
            )
        )

    def sigkey_add(self, key):
        """Store a SigKey in state ``pending``; the first one becomes ``active``."""
        with self._write() as connection:
            any_active = _one(
                connection.execute("SELECT 1 FROM sigkey WHERE state='active'")
            )
            state = "pending" if any_active else "active"
            connection.execute(
                "INSERT INTO sigkey VALUES (?,?,?,?,?)",
                key._replace(state=state),
            )

    def sigkeys(self):
        """Return all SigKeys."""
        rows = self._read("SELECT * FROM sigkey ORDER BY rowid")
        return [SigKey(*row) for row in rows]

    def active_sigkey(self):
        """Return the SigKey that signs now. Read it after ``lock_head``.

        :raises VaultUnavailable: ``sigkey_missing``
        """
        rows = self._read("SELECT * FROM sigkey WHERE state='active'")
        if not rows:
            raise VaultUnavailable("sigkey_missing")
        return SigKey(*rows[0])

    def sigkey_activate(self, key_id):
        """Make a pending key active; retire the active one and destroy its seed.

        To be called after every chain holds its ``sigkey.rotate`` entry.
        """
        with self._write() as connection:
            state = _one(
                connection.execute("SELECT state FROM sigkey WHERE key_id=?", (key_id,))
            )
            if state is None or "active" not in SIGKEY_STEPS[state]:
                raise VaultUnavailable("sigkey_missing")
            connection.execute(
                "UPDATE sigkey SET state='retired', wrapped=NULL WHERE state='active'"
            )
            connection.execute(
                "UPDATE sigkey SET state='active' WHERE key_id=?", (key_id,)
            )

    def note_head(self, chain, seq, head):
        """Remember a committed audit head (16 bytes, int, 32 bytes).

        It costs nothing now and is written along with the next keystore write.
        """
        if seq > self._heads.get(chain, (0,))[0]:
            self._heads[chain] = (seq, head)

    def save_heads(self):
        """Write the noted audit heads now (at a checkpoint)."""
        with self._write():
            pass

    def audit_heads(self):
        """Return {chain: (seq, hash)} as last written."""
        rows = self._read("SELECT chain, seq, hash FROM audit_head")
        return {chain: (seq, head) for chain, seq, head in rows}
