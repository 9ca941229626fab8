# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the add-on costs Odoo's own list of employees.

``employees.list_queries``
    SQL queries of one page of the list as the add-on shows it, less those of the same
    page as Odoo alone shows it.
``employees.list_ratio``
    time of the former ÷ time of the latter, medians of 30 interleaved loads.

Both lists are read in one database with the add-on and 10,000 employees of whom each
has a subject. The measuring itself runs inside Odoo: ``employees_inside.py``.
"""

import contextlib
import subprocess
import sys
from pathlib import Path

import templates
from instance import Instance

NAME = "bench_employees"

if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):
        Instance(NAME).drop()
        instance = templates.fresh(NAME, "installed")
    try:
        with open(Path(__file__).with_name("employees_inside.py")) as inside:
            done = instance.odoo(
                "shell",
                "--no-http",
                "--log-level=error",
                stdin=inside,
                stdout=subprocess.PIPE,
            )
        lines = [x for x in done.stdout.splitlines() if x.startswith("employees.")]
        if len(lines) != 2:
            sys.exit(done.stdout)
        print("\n".join(lines))
    finally:
        instance.drop()
