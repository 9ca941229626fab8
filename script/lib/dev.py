# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Command line of ``script/dev``: databases and servers to work with by hand."""

import argparse
import os
import sys

import cluster
import odoo_tests
import templates
from instance import Instance, database_names
from places import Stop, run_main, say

LINES = """\
start                     start the private PostgreSQL server
stop                      stop it
status                    say whether it runs and list the databases
new DB [KIND]             make a database; KIND: base (Odoo alone, the default),
                          installed (with the add-on), vault (with its own keyring
                          and keystore as well), demo (with the demo companies)
drop DB                   remove a database and its folder
update DB                 install or update the add-on
odoo DB ARGUMENTS…        run Odoo (options, or a sub-command such as `mynumber`)
test DB [--tags TAGS]     update the add-on and run its tests (default: all of them)
serve DB [--port PORT]    run a server in the foreground (default 8069)
psql DB ARGUMENTS…        open psql
"""


def _parser():
    parser = argparse.ArgumentParser(
        prog="script/dev",
        description=LINES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name in ("start", "stop", "status"):
        actions.add_parser(name)
    for name in ("new", "drop", "update", "odoo", "test", "serve", "psql"):
        action = actions.add_parser(name)
        action.add_argument("database")
        if name == "new":
            kinds = sorted(templates.KINDS)
            action.add_argument("kind", nargs="?", default="base", choices=kinds)
            action.add_argument(
                "--installed", dest="kind", action="store_const", const="installed"
            )
        elif name == "test":
            action.add_argument("--tags", default=f"/{templates.MODULE}")
            action.add_argument("--log", action="store_true", help="print Odoo's log")
        elif name == "serve":
            action.add_argument("--port", type=int, default=8069)
        elif name in ("odoo", "psql"):
            action.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


def _replace(command, environment):
    """Become ``command``, so that its keys, signals and exit code are its own."""
    sys.stdout.flush()
    os.execvpe(command[0], command, environment)


def _test(instance, tags, echo):
    outcome = odoo_tests.run(instance, templates.MODULE, tags, echo)
    for name in outcome.failures:
        say(f"failed: {name}")
    for name in outcome.skips:
        say(f"skipped: {name}")
    say(f"log: {instance.log}")
    say(f"{outcome.passed} passed, {outcome.failed} failed")
    return int(bool(outcome.failed or outcome.skips))


def main():
    options = _parser().parse_args()
    if options.action == "stop":
        return cluster.stop()
    if options.action == "status" and not cluster.running():
        raise Stop("PostgreSQL is stopped")
    cluster.start()
    if options.action == "start":
        return say("\n".join(f"{k}={v}" for k, v in cluster.environment().items()))
    if options.action == "status":
        return say("\n".join(sorted(database_names() - {"postgres"})))
    instance = Instance(options.database)
    if options.action == "new":
        return say(f"folder: {templates.fresh(instance.name, options.kind).folder}")
    if not instance.exists():
        raise Stop(f"no such database; make it: script/dev new {instance.name}")
    if options.action == "drop":
        return instance.drop()
    if options.action == "update":
        instance.set_modules("-i", templates.MODULE, "-u", templates.MODULE)
        return say(f"updated; log: {instance.log}")
    if options.action == "test":
        return _test(instance, options.tags, options.log)
    if options.action == "psql":
        environment = {**os.environ, **cluster.environment()}
        return _replace(
            ["psql", "-X", "-d", instance.name, *options.arguments], environment
        )
    if options.action == "serve":
        arguments = [f"--http-port={options.port}"]
    else:
        arguments = options.arguments
    return _replace(instance.command(*arguments), instance.environment())


run_main(main)
