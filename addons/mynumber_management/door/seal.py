# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Acts that a PIN seals: the officer sees a row, its digest, and seals exactly that.

``preview`` and ``carry_out`` build the same canonical row from the records of the
moment; when it changed in between, the PIN was given for another digest and the act
is refused. Source: security design, section 9, rules 2 to 4.
"""

import hashlib
from dataclasses import dataclass

from ..vault import audit_chain
from . import orders, pins, rights, second_person
from .access import open_gate
from .audit import company_chain
from .errors import Refused


@dataclass(frozen=True)
class Sealable:
    """One kind of sealed act.

    * ``gate``: act in the gate table, or a function of the record that returns it;
    * ``row(env, record, args)``: the canonical row, a JSON object of plain values;
    * ``lines(env, record, args)``: ``[[label, value]]`` for the person who seals;
    * ``do(env, passage, record, args)``: carries it out, returns a dict.
    """

    model: str
    gate: object
    row: object
    lines: object
    do: object


ACTS = {
    "right.grant": Sealable(
        "mynumber.right", "grant", rights.row, rights.lines, rights.grant
    ),
    "right.resume": Sealable(
        "mynumber.right", "grant", rights.row, rights.lines, rights.resume
    ),
    "right.end": Sealable(
        "mynumber.right", "grant", rights.row, rights.lines, rights.end
    ),
    "order.approve": Sealable(
        "mynumber.order", orders.gate_of, orders.row, orders.lines, orders.approve
    ),
    "order.cancel": Sealable(
        "mynumber.order", orders.gate_of, orders.row, orders.lines, orders.cancel
    ),
    "pin.unlock": Sealable("res.users", "unlock", pins.row, pins.lines, pins.unlock),
    "pin.code": Sealable("res.users", "unlock", pins.row, pins.lines, pins.new_code),
    "company.mode": Sealable(
        "res.company",
        "grant",
        second_person.row,
        second_person.lines,
        second_person.carry_out,
    ),
}


def _prepared(env, act, record_id, args):
    sealable = ACTS.get(act)
    if sealable is None:
        raise Refused("bad_request")
    record = env[sealable.model].browse(record_id).exists()
    if not record:
        raise Refused("not_found")
    record.check_access("read")
    row = sealable.row(env, record, args)
    company_id = row.pop("company")
    sealed = {
        "act": act,
        "company": str(company_chain(env.cr, company_id)),
        "row": row,
    }
    digest = hashlib.sha256(audit_chain.canonical(sealed).encode()).digest()
    return sealable, record, company_id, digest


def preview(env, act, record_id, args):
    """Return ``{"digest", "lines"}`` of what a PIN would seal."""
    sealable, record, _company, digest = _prepared(env, act, record_id, args)
    return {"digest": digest.hex(), "lines": sealable.lines(env, record, args)}


def carry_out(env, act, record_id, args, digest):
    """Carry out a sealed act after the PIN was given for ``digest`` (hex text)."""
    sealable, record, company_id, actual = _prepared(env, act, record_id, args)
    if digest != actual.hex():
        raise Refused("digest_mismatch")
    gate = sealable.gate if isinstance(sealable.gate, str) else sealable.gate(record)
    passage = open_gate(gate, company_id, digest=actual)
    return sealable.do(env, passage, record, args)
