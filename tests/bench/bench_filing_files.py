# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How fast records 315 are written with numbers from the vault.

``filings.records_vault_per_s``
    records of a family with six numbers: audit entries signed and committed, keys
    fetched, numbers opened, records written; in parts of 250 people, as the door does.

The numbers are entered over HTTP by a handler with her PIN, as for ``bench_door.py``.
The measuring itself runs inside Odoo: ``filing_files_inside.py``.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import bench_door
import templates
from instance import Instance

NAME = "bench_files"

if __name__ == "__main__":
    here = Path(__file__).parent
    with contextlib.redirect_stdout(sys.stderr):
        Instance(NAME).drop()
        bench = templates.fresh(NAME, "vault")
    try:
        bench_door.fill(bench)
        with open(here / "filing_files_inside.py") as inside:
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
        lines = [one for one in done.stdout.splitlines() if one.startswith("filings.")]
        if not lines:
            sys.exit(done.stdout)
        print("\n".join(lines))
    finally:
        bench.drop()
