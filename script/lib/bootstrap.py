# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Command line of ``script/bootstrap``. Runs on a bare Python."""

import argparse
import os

import debian_odoo
import environment
import machine
from places import RUN, run_main, say, turn


def main():
    parser = argparse.ArgumentParser(
        prog="script/bootstrap",
        description="Install system packages, Odoo 19.0 and the Python environment.",
        epilog="ODOO_HOME: folder of an Odoo 19.0 to use instead of Debian's. "
        "PGHOST, PGPORT, PGUSER, PGPASSWORD: a server to use instead of an own one. "
        "DEBIAN_ARCHIVE: address of a Debian archive, where apt has none.",
    )
    parser.add_argument(
        "--refresh", action="store_true", help="ask the archive for a newer Odoo"
    )
    parser.add_argument(
        "--bench", action="store_true", help="also what only script/bench needs"
    )
    options = parser.parse_args()
    with turn("bootstrap", RUN / "lock"):
        say("[1/3] system packages")
        machine.ensure(options.bench)
        say("[2/3] Odoo 19.0")
        if not os.environ.get("ODOO_HOME"):
            debian_odoo.ensure(options.refresh)
        say(f"  in {debian_odoo.home()}")
        say("[3/3] Python packages")
        environment.ensure()
    say("ready")


run_main(main)
