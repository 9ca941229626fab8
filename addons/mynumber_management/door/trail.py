# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Verifying and exporting the audit trail. It holds no number."""

import uuid
from datetime import datetime, timezone

from odoo.http import request

from ..vault import audit_chain, checkpoint, verifier
from . import checkpoints
from .access import open_gate
from .house import SYSTEM_CHAIN

_EXPORT_HEADERS = (
    ("Content-Type", "application/jsonl"),
    ("Cache-Control", "no-store"),
    ("X-Accel-Buffering", "no"),
)


def vkeys(vault, chain):
    """Return the verifier key lines of a chain, one for each signing key."""
    return [
        checkpoint.vkey(vault.vault.bytes, chain.bytes, key.pub)
        for key in vault.store.sigkeys()
    ]


def export_lines(vault, log, chain):
    """Yield the lines of an export (str, without line end): header, then entries."""
    head = log.heads().get(chain, (0, b""))
    genesis = audit_chain.genesis(vault.vault.bytes, chain.bytes)
    exported = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield audit_chain.export_header(
        vault.vault.bytes, chain.bytes, 1, genesis, head[0], exported
    )
    for row in log.stream(chain):
        if row[0] > head[0]:
            break
        yield audit_chain.export_line(*row)


def check(vault, log, chain, notes=()):
    """Verify a chain in the database; return the verifier's Result."""
    lines = export_lines(vault, log, chain)
    return verifier.verify(lines, vkeys(vault, chain), list(notes))


def _chain(passage, system):
    return SYSTEM_CHAIN if system else passage.company


def verify(env, company_id, system):
    """Verify the company's chain (or the system's) against its checkpoints."""
    passage = open_gate("audit_read", company_id)
    chain = _chain(passage, system)
    notes = (
        env["mynumber.checkpoint"].sudo().search([("chain", "=", str(chain))])
    ).mapped("note")
    result = check(passage.house, passage.log, chain, notes)
    passage.record(passage.entry("log.verify", obj=str(chain), n=result.last))
    return {
        "verdict": ("unchanged", "tampered", "incomplete", "not_checked")[result.code],
        "entries": result.last,
        "checkpoints": result.checkpoints,
        "messages": result.messages,
    }


def export(env, company_id, system):
    """Return the response that streams the chain as JSON lines."""
    passage = open_gate("audit_read", company_id)
    chain = _chain(passage, system)
    export_id = str(uuid.uuid4())
    count = passage.log.heads().get(chain, (0,))[0] + 1  # with this entry
    passage.log.append(chain, [passage.entry("log.export", obj=export_id, n=count)])
    checkpoints.make_now(env, passage.house, passage.log, chain)

    def lines():
        for line in export_lines(passage.house, passage.log, chain):
            yield line.encode() + b"\n"

    return request.make_response(
        lines(),
        headers=[
            *_EXPORT_HEADERS,
            ("Content-Disposition", f'attachment; filename="audit-{export_id}.jsonl"'),
        ],
    )
