# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What vault and audit cost when numbers go out.

``door.open_per_s``
    numbers that pass from sealed row to opened ``Secret`` in a second, with the audit
    entries that precede them committed.
``forms.ratio_reportlab``, ``forms.ratio_wkhtmltopdf``
    as in ``bench_forms.py``, but with numbers from the vault: entries signed and
    committed, keys fetched, numbers opened, slips drawn.

The numbers are entered over HTTP by a handler with her PIN. The measuring itself runs
inside Odoo: ``door_inside.py``.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import conftest  # noqa: F401 (makes the pure packages importable)
import templates
from instance import Instance
from office import Office

NAME = "bench_door"
PEOPLE = 1500


def fill(instance):
    """Enter ``PEOPLE`` numbers as a handler does."""
    with instance.serving() as server:
        office = Office(instance, server.address)
        handler = office.handler(office.officer())
        employees = office.admin_env(
            "people = env['hr.employee'].with_context(tracking_disable=True).create("
            f"[{{'name': str(n), 'image_1920': False}} for n in range({PEOPLE})])\n"
            "print(*people.ids)"
        )
        for count, employee in enumerate(employees.split()):
            if count % 250 == 0:
                handler.step_up()
            office.register(handler, int(employee))
        office.close()


if __name__ == "__main__":
    here = Path(__file__).parent
    with contextlib.redirect_stdout(sys.stderr):
        Instance(NAME).drop()
        bench = templates.fresh(NAME, "vault")
    try:
        fill(bench)
        with open(here / "door_inside.py") as inside:
            done = subprocess.run(
                bench.command("shell", "--no-http", "--log-level=error"),
                env={
                    **bench.environment(),
                    "BENCH_PATH": os.pathsep.join([str(here), str(here.parent)]),
                },
                stdin=inside,
                stdout=subprocess.PIPE,
                text=True,
            )
        names = ("door.", "forms.")
        lines = [line for line in done.stdout.splitlines() if line.startswith(names)]
        if not lines:
            sys.exit(done.stdout)
        print("\n".join(lines))
    finally:
        bench.drop()
