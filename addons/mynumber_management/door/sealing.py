# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sealing and opening numbers with the keys of one house.

Nothing here checks who asks: only the acts of this package call it, after the gates
and after the audit entry is committed. Source: security design, section 5.
"""

import os
import uuid
from dataclasses import dataclass

from ..vault import envelope
from ..vault.blind_index import bidx
from ..vault.errors import VaultCorrupt
from ..vault.secret import wipe

_BATCH = 500


@dataclass(frozen=True)
class Sealed:
    """A number sealed under a fresh data key; nothing in it is plaintext."""

    kid: uuid.UUID
    epoch: int
    wrapped: bytes
    blob: bytes
    bidx: int


def seal(house, company, subject, holder, digits):
    """Seal ``digits`` (12 ASCII bytes, from ``Secret.use()``) for one subject.

    :param company, subject: ``uuid.UUID``
    :param holder: str ``"<model>,<id>"``
    """
    epoch = house.active_epoch()
    kid = uuid.uuid4()
    vault = house.vault.bytes
    dek = bytearray(os.urandom(32))
    try:
        return Sealed(
            kid,
            epoch,
            envelope.wrap_dek(
                house.kek(epoch, company),
                dek,
                epoch=epoch,
                usage=envelope.NUMBER,
                vault=vault,
                company=company.bytes,
                subject=subject.bytes,
                kid=kid.bytes,
            ),
            envelope.seal_number(
                dek, kid.bytes, vault, company.bytes, subject.bytes, holder, digits
            ),
            bidx(house.bik(epoch, company), digits),
        )
    finally:
        wipe(dek)


def opened(house, number_rows):
    """Yield ``(NumberRow, Secret)`` in the order given.

    At most 500 wrapped keys are fetched before the numbers of that batch open.
    :raises VaultCorrupt: when a key is missing or bytes were changed
    """
    vault = house.vault.bytes
    for start in range(0, len(number_rows), _BATCH):
        batch = number_rows[start : start + _BATCH]
        keys = {
            bytes(key.kid): key
            for key in house.store.get_many([row.kid.bytes for row in batch])
        }
        for row in batch:
            key = keys.get(row.kid.bytes)
            if key is None:
                raise VaultCorrupt()
            company, subject = row.company.bytes, row.subject.bytes
            dek = envelope.unwrap_dek(
                house.kek(key.epoch, row.company),
                key.wrapped,
                epoch=key.epoch,
                usage=envelope.NUMBER,
                vault=vault,
                company=company,
                subject=subject,
                kid=row.kid.bytes,
            )
            try:
                secret = envelope.open_number(
                    dek, row.blob, vault, company, subject, row.holder
                )
            finally:
                wipe(dek)
            yield row, secret
