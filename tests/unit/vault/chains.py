# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Makes audit chains, their exports and checkpoints for tests."""

import json

from invented import COMPANY, VAULT
from mynumber_management.vault import audit_chain, checkpoint

SEEDS = [bytes([n]) * 32 for n in range(1, 6)]
SIGNERS = [audit_chain.Signer(seed) for seed in SEEDS]
TIME = "2026-04-01T00:00:00Z"


def vkey(number=0, chain=COMPANY):
    return checkpoint.vkey(VAULT, chain, SIGNERS[number].pub)


def event(number):
    return {"ev": "number.show", "act": {"uid": 7, "name": "山田"}, "n": number}


def note(entry, number=0, chain=COMPANY):
    """Return the checkpoint of an entry."""
    return checkpoint.make(
        VAULT, chain, entry.seq, entry.hash, TIME, 12, 3, 1, SIGNERS[number]
    )


class Log:
    """A chain that grows; ``lines`` is its export."""

    def __init__(self, chain=COMPANY):
        self.chain = chain
        self.entries = []
        self.signer = SIGNERS[0]
        self.emptied = set()

    def add(self, *payloads, signer=None):
        for payload in payloads:
            last = self.entries[-1] if self.entries else None
            prev = last.hash if last else audit_chain.genesis(VAULT, self.chain)
            seq = last.seq + 1 if last else 1
            self.entries.append(
                audit_chain.make_entry(
                    self.chain, seq, prev, payload, signer or self.signer
                )
            )
        return self

    def many(self, count):
        return self.add(*map(event, range(count)))

    def rotate(self, number):
        """Announce another key and sign with it from now on."""
        self.add(audit_chain.rotation(SIGNERS[number].pub))
        self.signer = SIGNERS[number]
        return self

    def line(self, entry):
        bare = entry.seq in self.emptied
        return audit_chain.export_line(
            entry.seq,
            None if bare else entry.payload,
            None if bare else entry.salt,
            entry.payload_digest,
            entry.hash,
            entry.sig,
            entry.key_id,
        )

    def export(self, first=1):
        """Return the export's lines from entry ``first`` on."""
        chosen = [entry for entry in self.entries if entry.seq >= first]
        prev = chosen[0].prev if chosen else audit_chain.genesis(VAULT, self.chain)
        header = audit_chain.export_header(
            VAULT, self.chain, first, prev, len(chosen), TIME
        )
        return [header, *map(self.line, chosen)]


def edited(lines, number, **values):
    """Return the lines with fields of entry ``number`` replaced."""
    row = {**json.loads(lines[number]), **values}
    text = json.dumps(row, separators=(",", ":"), ensure_ascii=False)
    return [*lines[:number], text, *lines[number + 1 :]]
