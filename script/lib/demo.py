# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Command line of ``script/demo``: the demo companies in a running Odoo."""

import argparse
import os
import signal
import socket

import cluster
import demo_walk
import templates
from demo_company import ACCOUNTS
from demo_tables import FIGURES
from instance import Instance
from places import Stop, run_main, say, turn
from web_client import Refused


def _open():
    """The demo's instance: made the first time, later reopened and kept up to date."""
    instance = Instance("demo")
    stamp = instance.folder / "made-of"
    key = templates.key("installed")
    with turn("demo"):
        if not stamp.exists() or not instance.exists():
            instance.drop()
            templates.fresh(instance.name, "demo")
        elif stamp.read_text() != key:
            say("  updating the add-on in the demo database …")
            instance.set_modules("-u", templates.MODULE)
        stamp.write_text(key)
    return instance


def _greet(address):
    say(f"\nOdoo is running: {address}   (Ctrl-C stops it)\n")
    rows = [("role", "login", "password", "PIN")]
    rows += [(a.role, a.login, a.password, a.pin or "-") for a in ACCOUNTS]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [word.ljust(width) for word, width in zip(row, widths, strict=True)]
        say("  ".join(cells).rstrip())
    say("\nPayroll figures of the small company to import, with two mistakes inside:")
    say(f"  {FIGURES}")


def _serve(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(f"port {port} is taken; choose another: --port N") from None
    instance = _open()
    instance.options["max_cron_threads"] = 1
    say(f"starting Odoo; its log: {instance.log}")
    with instance.serving(port=port) as server:
        _greet(server.address)
        return server.process.wait()


def _check():
    """Serve a fresh copy of the demo, walk through it and remove it again."""
    instance = templates.fresh(f"demo_check_{os.getpid()}", "demo")
    try:
        with instance.serving() as server:
            demo_walk.walk(server.address)
    except Refused as refused:
        say(f"refused: {refused}")
        return 1
    finally:
        instance.drop()
    say("the demo works")
    return 0


def main():
    parser = argparse.ArgumentParser(
        prog="script/demo", description="Run Odoo with the demo companies."
    )
    parser.add_argument("--port", type=int, default=8069, help="TCP port (8069)")
    parser.add_argument(
        "--check", action="store_true", help="walk through a fresh demo as every role"
    )
    parser.add_argument(
        "--reset", action="store_true", help="make the demo database anew"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    cluster.start()
    if options.check:
        return _check()
    if options.reset:
        Instance("demo").drop()
    return _serve(options.port)


run_main(main)
