# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How fast the verifier checks an exported audit log, on one core.

``audit.chain_per_s``
    entries per second of the full check without signatures (``fast``).
``audit.chain_ratio``
    time of ``json.loads`` alone over the same lines ÷ time of that check.
``audit.signature_ratio``
    time of bare Ed25519 verification of the same signatures ÷ time of the full check.

Processor time, medians over interleaved rounds; each round measures both sides.
"""

import json
import statistics
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (makes the pure packages importable)
from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: E402
    Ed25519PublicKey,
)
from mynumber_management.vault import audit_chain, checkpoint, verifier  # noqa: E402

ENTRIES, SIGNED, ROUNDS = 60_000, 6_000, 7
VAULT, CHAIN = uuid.UUID(int=1).bytes, uuid.UUID(int=2).bytes
SIGNER = audit_chain.Signer(bytes(range(1, 33)))
TIME = "2026-04-01T00:00:00.000000Z"


def payload(number):
    """The fields an entry of one shown number has."""
    return {
        "act": {"login": "hanako@example.com", "name": "佐藤 花子", "uid": 7},
        "ev": "number.show",
        "holder": f"hr.employee,{number}",
        "ip": "192.0.2.1",
        "obj": {"destination": "municipality"},
        "pur": "tax.withholding_slip",
        "req": f"{number:032x}",
        "res": "ok",
        "ses": "0011223344556677",
        "subj": str(uuid.UUID(int=number)),
        "ts": TIME,
    }


def export(count):
    """Return (lines of an export, its entries)."""
    start = audit_chain.genesis(VAULT, CHAIN)
    entries = audit_chain.make_entries(
        CHAIN, 1, start, map(payload, range(count)), SIGNER
    )
    lines = [audit_chain.export_header(VAULT, CHAIN, 1, start, count, TIME)]
    lines += [
        audit_chain.export_line(
            e.seq, e.payload, e.salt, e.payload_digest, e.hash, e.sig, e.key_id
        )
        for e in entries
    ]
    return lines, entries


def seconds(act):
    began = time.process_time()
    act()
    return time.process_time() - began


def check(lines, fast):
    result = verifier.verify(lines, [KEY], NOTES, fast)
    if (result.code, result.checkpoints) != (verifier.OK, len(NOTES)):
        sys.exit(f"the check failed: {result.messages[:3]}")


def load(lines):
    for line in lines:
        json.loads(line)


def verify_bare(signed):
    public = Ed25519PublicKey.from_public_bytes(SIGNER.pub)
    for signature, message in signed:
        public.verify(signature, message)


LINES, ENTRIES_MADE = export(ENTRIES)
SHORT = [
    audit_chain.export_header(VAULT, CHAIN, 1, ENTRIES_MADE[0].prev, SIGNED, TIME),
    *LINES[1 : SIGNED + 1],
]
KEY = checkpoint.vkey(VAULT, CHAIN, SIGNER.pub)
NOTES = [
    checkpoint.make(
        VAULT, CHAIN, e.seq, e.hash, "2026-04-01T00:05:00Z", 1, 0, 1, SIGNER
    )
    for e in ENTRIES_MADE[999:SIGNED:1000]
]
SIGNATURES = [
    (e.sig, verifier.signed_bytes(CHAIN, e.seq, e.hash)) for e in ENTRIES_MADE[:SIGNED]
]

if __name__ == "__main__":
    rates, chain_ratios, signature_ratios = [], [], []
    for _round in range(ROUNDS):
        loading = seconds(lambda: load(LINES))
        checking = seconds(lambda: check(LINES, True))
        rates.append(ENTRIES / checking)
        chain_ratios.append(loading / checking)
        bare = seconds(lambda: verify_bare(SIGNATURES))
        full = seconds(lambda: check(SHORT, False))
        signature_ratios.append(bare / full)
    print(f"audit.chain_per_s {statistics.median(rates):.0f} /s")
    print(f"audit.chain_ratio {statistics.median(chain_ratios):.3f} ratio")
    print(f"audit.signature_ratio {statistics.median(signature_ratios):.3f} ratio")
