# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Part of bench_filing_files.py, run by ``odoo shell``: ``env`` is given."""

import os
import statistics
import sys
import time

sys.path[:0] = os.environ["BENCH_PATH"].split(os.pathsep)

import conftest  # noqa: E402, F401 (makes the pure packages importable)
from forms_samples import person, statement  # noqa: E402

from odoo.addons.mynumber_management.door import rows, sealing  # noqa: E402
from odoo.addons.mynumber_management.door.access import system_log  # noqa: E402
from odoo.addons.mynumber_management.door.audit import company_chain  # noqa: E402
from odoo.addons.mynumber_management.filings.layout import load  # noqa: E402
from odoo.addons.mynumber_management.filings.record_file import (  # noqa: E402
    Entry,
    RecordFile,
    slot_of,
)
from odoo.addons.mynumber_management.forms.document import PersonPage  # noqa: E402

ROUNDS, NUMBERS, PEOPLE = 5, 6, 250
vault, log = system_log(env.cr.dbname)  # noqa: F821
chain = company_chain(env.cr, env.company.id)  # noqa: F821
subjects = env["mynumber.subject"].search([]).mapped("uuid")  # noqa: F821
numbers = list(rows.of_subjects(env.cr, subjects, rows.ACTIVE).values())  # noqa: F821
table = load("315", 2025)
children = [person("山田 桜", "ヤマダ サクラ")]
entry = Entry.of(statement(under16=children, dep_under16=1), table)
slots = [slot_of(place) for place in entry.places]
assert len(slots) == NUMBERS and len(numbers) >= NUMBERS * PEOPLE


def audited(wanted):
    """Commit the entries that a part writes before its numbers open."""
    log.append(
        chain,
        [
            {
                "ev": "number.output",
                "act": {"uid": 7, "login": "handler", "name": "担当者"},
                "ses": "00" * 8,
                "ip": "127.0.0.1",
                "subj": str(row.subject),
                "holder": row.holder,
                "pur": "tax.withholding_slip",
                "basis": "各市区町村",
                "obj": "50000000-0000-4000-8000-000000000042",
                "n": row.version,
            }
            for row in wanted
        ],
    )


def part():
    """One part of a file as the door writes it."""
    wanted = numbers[: NUMBERS * PEOPLE]
    audited(wanted)
    stream = sealing.opened(vault, wanted)
    people = (
        PersonPage(entry, {slot: next(stream)[1] for slot in slots})
        for _person in range(PEOPLE)
    )
    assert sum(1 for _record in RecordFile(table).stream(people)) == PEOPLE


def seconds():
    began = time.perf_counter()
    part()
    return time.perf_counter() - began


part()
speed = PEOPLE / statistics.median(seconds() for _round in range(ROUNDS))
print(f"filings.records_vault_per_s {speed:.0f} /s")
