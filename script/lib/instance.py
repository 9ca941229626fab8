# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One Odoo instance: a database with its own data, vault folder and settings.

Everything of the instance ``name`` but its database lies in ``.run/db/<name>``:
``odoo.conf``, ``data`` (Odoo's data_dir), ``home`` (mynumber_home) and ``odoo.log``.
"""

import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import cluster
import debian_odoo
import environment
import psycopg2
from places import ADDONS, RUN, TEST_ADDONS, Stop
from psycopg2 import sql

NAME = re.compile(r"[a-z][a-z0-9_]{0,50}\Z")


def free_port():
    """A TCP port of 127.0.0.1 that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def maintenance():
    """Cursor on the database ``postgres``, outside a transaction."""
    parameters = cluster.environment()
    connection = psycopg2.connect(
        dbname="postgres",
        host=parameters["PGHOST"],
        port=parameters.get("PGPORT", "5432"),
        user=parameters.get("PGUSER"),
        password=parameters.get("PGPASSWORD"),
    )
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def database_names():
    """Names of all databases of the server."""
    with maintenance() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
        return {name for (name,) in cursor.fetchall()}


class Instance:
    """Database ``name`` and its folder; neither need exist yet."""

    def __init__(self, name):
        if not NAME.match(name):
            raise Stop("a database name has lowercase letters, digits and _, up to 51")
        self.name = name
        self.options = {}
        self.folder = RUN / "db" / name
        self.home = self.folder / "home"
        self.data = self.folder / "data"
        self.conf = self.folder / "odoo.conf"
        self.log = self.folder / "odoo.log"

    def exists(self):
        return self.name in database_names()

    def configure(self):
        """Write ``odoo.conf`` (``self.options`` prevail); give the addons path."""
        parameters = cluster.environment()
        home = debian_odoo.home()
        paths = [home / "addons", home / "odoo" / "addons", ADDONS, TEST_ADDONS]
        options = {
            "addons_path": ",".join(str(p) for p in paths if any(p.glob("*/__manif*"))),
            "admin_passwd": secrets.token_hex(16),
            "data_dir": self.data,
            "db_host": parameters["PGHOST"],
            "db_port": parameters.get("PGPORT", "5432"),
            "db_user": parameters.get("PGUSER", ""),
            "db_password": parameters.get("PGPASSWORD", ""),
            "db_name": self.name,
            "dbfilter": f"^{self.name}$",
            "list_db": False,
            "http_interface": "127.0.0.1",
            "max_cron_threads": 0,
            "mynumber_home": self.home,
            **self.options,
        }
        for folder in (self.folder, self.data, self.home):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = [f"{name} = {value}\n" for name, value in options.items()]
        self.conf.write_text("[options]\n" + "".join(lines))
        self.conf.chmod(0o600)
        return options["addons_path"]

    def command(self, *arguments):
        """Arguments of a process that runs Odoo for this instance.

        A first argument without a dash is a sub-command (``mynumber``, ``shell`` …).
        """
        addons_path = self.configure()
        odoo = [str(environment.PYTHON), str(environment.ODOO)]
        if arguments and not arguments[0].startswith("-"):
            odoo.append(f"--addons-path={addons_path}")
        return [*odoo, *map(str, arguments)]

    def environment(self):
        """Environment of such a process."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        server = cluster.environment()
        for name in ("DATABASE", "HOST", "PORT", "USER", "PASSWORD"):
            server.pop(f"PG{name}", None)
        path = f"{environment.PYTHON.parent}{os.pathsep}{os.environ['PATH']}"
        return {
            **inherited,
            **server,
            "PATH": path,
            "ODOO_RC": str(self.conf),
            "PYTHONPATH": str(debian_odoo.home()),
            "PYTHONUNBUFFERED": "1",
        }

    def odoo(self, *arguments, check=True, **options):
        """Run Odoo to its end and return the finished process.

        :raises Stop: it failed and ``check`` is true
        """
        options.setdefault("stdin", subprocess.DEVNULL)
        done = subprocess.run(
            self.command(*arguments), env=self.environment(), text=True, **options
        )
        if check and done.returncode:
            raise Stop(f"odoo {' '.join(map(str, arguments))} ended in an error")
        return done

    def quietly(self, *arguments):
        """Run Odoo to its end with all it prints going to ``odoo.log``.

        :raises Stop: it failed; the text has the end of the log
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.log, "a") as log:
            done = self.odoo(*arguments, check=False, stdout=log, stderr=log)
        if done.returncode:
            tail = "\n".join(self.log.read_text().splitlines()[-30:])
            raise Stop(f"Odoo failed; the end of {self.log}:\n{tail}")

    def set_modules(self, *options):
        """Run Odoo with ``-i``/``-u`` and the like."""
        self.quietly(*options, "--stop-after-init", "--no-http", "--max-cron-threads=0")

    def clone_from(self, source):
        """Become a copy of the instance ``source``: database, files and vault.

        A vault in the copy is still bound to ``source``; see :meth:`rebind`.
        """
        if self.exists():
            raise Stop(f"there is a database {self.name} already")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.configure()
        names = sql.Identifier(self.name), sql.Identifier(source.name)
        with maintenance() as cursor:
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        for kind in (Path("data/filestore"), Path("home")):
            if (source.folder / kind / source.name).exists():
                shutil.copytree(
                    source.folder / kind / source.name, self.folder / kind / self.name
                )

    def rebind(self):
        """Bind a cloned vault to this database, if there is one."""
        if (self.home / self.name / "keystore.sqlite").exists():
            self.quietly("mynumber", "keystore", "rebind")

    def drop(self):
        """Remove the database, ending its connections, and the folder.

        :raises Stop: the database is not one of this checkout
        """
        if self.exists() and not self.folder.exists():
            raise Stop(f"the database {self.name} was not made here; it stays")
        with maintenance() as cursor:
            cursor.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                    sql.Identifier(self.name)
                )
            )
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def serving(self, *arguments, port=None, deadline=120):
        """Run a server on 127.0.0.1 until the block ends; give its address.

        :param arguments: further server options
        :param port: TCP port; None takes a free one
        :param deadline: seconds until it must answer
        :raises Stop: it ended or did not answer in time
        """
        port = port or free_port()
        address = f"http://127.0.0.1:{port}"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.log, "a") as log:
            process = subprocess.Popen(
                self.command(f"--http-port={port}", *arguments),
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            wait_for(process, f"{address}/web/health", deadline, self.log)
            yield Server(address, process)
        finally:
            end(process)


class Server:
    """A running server: ``address`` without a slash at its end, and ``process``."""

    def __init__(self, address, process):
        self.address = address
        self.process = process


def wait_for(process, address, deadline, log):
    """Return once ``address`` answers; ``process`` must not end before."""
    for _attempt in range(deadline * 10):
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = process.wait(timeout=0.1)
            raise Stop(f"the server ended with code {code}; see {log}")
    raise Stop(f"the server did not answer within {deadline} s; see {log}")


def end(process):
    """Stop a process started in its own session, gently first."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
            return
