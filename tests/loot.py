# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a thief of some of the three stores holds, and what she can do with it."""

import contextlib
import sqlite3
import uuid
from dataclasses import dataclass

from audit_database import connect, superuser
from mynumber_management.vault import envelope, keyring, ring

ROWS = """
SELECT n.kid, n.blob, n.bidx, n.bidx_epoch, s.uuid, c.mynumber_uuid,
       s.holder_model || ',' || s.holder_id
FROM mynumber_number n
JOIN mynumber_subject s ON s.uuid::uuid = n.subject
JOIN res_company c ON c.id = s.company_id
WHERE n.blob IS NOT NULL ORDER BY n.id
"""


@dataclass(frozen=True)
class Row:
    """A sealed number as the database has it."""

    kid: bytes
    blob: bytes
    bidx: int
    epoch: int
    subject: bytes
    company: bytes
    holder: str


class Loot:
    """The three stores of an instance: ``rows`` of the database, ``wrapped`` data keys
    and ``seeds`` of the keystore, ``ring`` of root keys; each can be used alone."""

    def __init__(self, instance):
        folder = instance.home / instance.name
        self.keyring_file = folder / "keyring.json"
        self.ring = keyring.FileKeyring(str(self.keyring_file))
        with contextlib.closing(sqlite3.connect(folder / "keystore.sqlite")) as store:
            self.vault = store.execute(
                "SELECT v FROM meta WHERE k = 'vault_uuid'"
            ).fetchone()[0]
            self.wrapped = {
                kid: (epoch, usage, wrapped)
                for kid, epoch, usage, wrapped in store.execute(
                    "SELECT kid, epoch, usage, wrapped FROM dek"
                )
            }
            self.seeds = store.execute(
                "SELECT key_id, epoch, wrapped FROM sigkey WHERE wrapped IS NOT NULL"
            ).fetchall()
        with contextlib.closing(connect(instance.name, superuser())) as database:
            with database.cursor() as cursor:
                cursor.execute(ROWS)
                self.rows = [self._row(*values) for values in cursor.fetchall()]

    @staticmethod
    def _row(kid, blob, bidx, epoch, subject, company, holder):
        subject, company = (uuid.UUID(text).bytes for text in (subject, company))
        return Row(bytes(kid), bytes(blob), bidx, epoch, subject, company, holder)

    def root_keys(self):
        """``{name: 32 bytes}`` of the keyring and of what is derived from it."""
        _document, roots = ring.parse(self.keyring_file.read_bytes())
        keys = {}
        for epoch, root in roots.items():
            keys[f"root {epoch}"] = root
            for derive in (keyring.swk, keyring.pnk, keyring.otk):
                keys[f"{derive.__name__} {epoch}"] = derive(
                    self.ring, epoch, self.vault
                )
            for company in {row.company for row in self.rows}:
                for derive in (keyring.kek, keyring.bik):
                    keys[f"{derive.__name__} {epoch}"] = derive(
                        self.ring, epoch, self.vault, company
                    )
        return keys

    def data_keys(self):
        """``{name: 32 bytes}`` of what is opened with keystore and keyring."""
        keys = {f"dek of {row.holder}": self.dek(row, self.ring) for row in self.rows}
        for key_id, epoch, wrapped in self.seeds:
            seed = envelope.unwrap_seed(
                keyring.swk(self.ring, epoch, self.vault),
                wrapped,
                epoch=epoch,
                vault=self.vault,
                key_id=key_id,
            )
            keys[f"seed {key_id.hex()}"] = seed
        return {name: bytes(key) for name, key in keys.items()}

    def dek(self, row, source):
        """Data key of a row, with the root keys of ``source``."""
        epoch, usage, wrapped = self.wrapped[row.kid]
        return envelope.unwrap_dek(
            keyring.kek(source, epoch, self.vault, row.company),
            wrapped,
            epoch=epoch,
            usage=usage,
            vault=self.vault,
            company=row.company,
            subject=row.subject,
            kid=row.kid,
        )

    def open(self, row, dek):
        """Digits of a row."""
        secret = envelope.open_number(
            dek, row.blob, self.vault, row.company, row.subject, row.holder
        )
        with secret.use() as digits:
            return digits.decode()
