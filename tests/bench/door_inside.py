# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Part of bench_door.py, run by ``odoo shell``: ``env`` is given."""

import os
import statistics
import sys

sys.path[:0] = os.environ["BENCH_PATH"].split(os.pathsep)

import bench_forms  # noqa: E402

from odoo.addons.mynumber_management.door import rows, sealing  # noqa: E402
from odoo.addons.mynumber_management.door.access import system_log  # noqa: E402
from odoo.addons.mynumber_management.door.audit import company_chain  # noqa: E402

ROUNDS = 5
vault, log = system_log(env.cr.dbname)  # noqa: F821
chain = company_chain(env.cr, env.company.id)  # noqa: F821
subjects = env["mynumber.subject"].search([]).mapped("uuid")  # noqa: F821
numbers = list(rows.of_subjects(env.cr, subjects, rows.ACTIVE).values())  # noqa: F821


def audited(wanted):
    """Commit the entries that an output writes before numbers open."""
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


def open_all():
    audited(numbers)
    for _row, secret in sealing.opened(vault, numbers):
        with secret.use():
            pass


def draw(data, version):
    """One part: audit entries, keys, numbers, slips; as the door does it."""
    from mynumber_management.forms.document import Document, PersonPage
    from mynumber_management.forms.mapping_withholding import box_values, number_slots

    slots = [[slot.id for slot in number_slots(one, version)] for one in data]
    wanted = numbers[: sum(map(len, slots))]
    audited(wanted)
    stream = sealing.opened(vault, wanted)

    def people():
        for one, places in zip(data, slots, strict=True):
            secrets = {place: next(stream)[1] for place in places}
            yield PersonPage([box_values(one, version)], secrets)

    return Document("a5", [version.sheet]).render_part(people())


seconds = statistics.median(bench_forms.seconds(open_all) for _ in range(ROUNDS))
print(f"door.open_per_s {len(numbers) / seconds:.0f} numbers/s")
for name, value, unit in bench_forms.figures(draw, "forms"):
    print(f"{name} {value:.2f} {unit}")
