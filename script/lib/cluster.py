# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A private PostgreSQL server on a Unix socket, for this checkout alone.

Invariants:
- it listens on no network address, and its folder is open to one user only;
- it never runs as root: called as root, it runs as ``postgres`` (or ``nobody``);
- what is committed survives ``kill -9`` and loss of power: ``fsync`` stays on.

Where ``PGHOST`` is set, that server is used and never started or stopped.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from machine import postgres_bin
from places import ROOT, RUN, Stop, say, turn

ADMIN, USER = "admin", "odoo"
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "log_line_prefix": "%m [%p] %d ",
    "timezone": "UTC",
}


def external():
    """Whether the PG variables name a server to use instead of an own one."""
    return "PGHOST" in os.environ


def _owner():
    """The account the server runs under."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Stop("there is neither a user postgres nor a user nobody to run the server")


def _as_owner(command, **options):
    owner = _owner()
    if os.geteuid() == 0:
        options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    return subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, text=True, **options
    )


def _folder():
    """``.run/postgresql``, or one in /var/tmp where that cannot hold a socket.

    A socket's path has at most 107 bytes, and the unprivileged owner must be able to
    reach it.
    """
    RUN.mkdir(exist_ok=True)
    inside = RUN / "postgresql"
    reachable = _as_owner(["test", "-x", RUN]).returncode == 0
    if reachable and len(os.fsencode(inside)) < 80:
        return inside
    name = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    return Path(f"/var/tmp/mynumber-{os.geteuid()}-{name}")


def socket_folder():
    """Folder of the server's socket: the host to connect to."""
    return _folder() / "socket"


def environment():
    """PG variables for programs that connect as the ordinary user."""
    if external():
        return {name: os.environ[name] for name in os.environ if name.startswith("PG")}
    return {"PGHOST": str(socket_folder()), "PGPORT": "5432", "PGUSER": USER}


def _programs():
    if folder := postgres_bin():
        return folder
    raise Stop("no PostgreSQL server is installed; run script/bootstrap")


def running():
    """Whether the server can be connected to."""
    if external():
        return True
    data = _folder() / "data"
    if not (data / "postmaster.pid").exists():
        return False
    check = [_programs() / "pg_ctl", "status", "-D", data]
    return _as_owner(check, capture_output=True).returncode == 0


def _initialise(folder):
    owner = _owner()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    (folder / "socket").mkdir(mode=0o700)
    for path in (folder, folder / "socket"):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    make = [_programs() / "initdb", "-D", folder / "data.part", "-U", ADMIN]
    make += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
    result = _as_owner(make, capture_output=True)
    if result.returncode:
        raise Stop(f"initdb failed: {result.stderr.strip()}")
    with open(folder / "data.part" / "postgresql.auto.conf", "a") as handle:
        handle.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
        handle.write(f"unix_socket_directories = '{folder / 'socket'}'\n")
    os.replace(folder / "data.part", folder / "data")


def start():
    """Start the server, making it first if need be; nothing to do if it runs.

    :raises Stop: it cannot be made or does not start
    """
    if external():
        return
    with turn("postgresql"):
        if running():
            return
        folder = _folder()
        if folder.exists() and folder.stat().st_uid != _owner().pw_uid:
            raise Stop(f"{folder} belongs to another user; remove it")
        if not (folder / "data").exists():
            say("  making a private PostgreSQL server …")
            _initialise(folder)
        command = [_programs() / "pg_ctl", "start", "-w", "-t", "120"]
        command += ["-D", folder / "data", "-l", folder / "server.log"]
        if _as_owner(command, stdout=subprocess.DEVNULL).returncode:
            raise Stop(f"PostgreSQL did not start; see {folder / 'server.log'}")
        role = f"SELECT 1 FROM pg_roles WHERE rolname = '{USER}'"
        if not _psql(role).strip():
            _psql(f"CREATE ROLE {USER} LOGIN CREATEDB")


def _psql(statement):
    result = _as_owner(
        [
            _programs() / "psql",
            *("-h", socket_folder(), "-U", ADMIN, "-d", "postgres"),
            *("-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-c", statement),
        ],
        capture_output=True,
    )
    if result.returncode:
        raise Stop(f"PostgreSQL refused: {result.stderr.strip()}")
    return result.stdout


def stop():
    """Stop the own server, ending its connections."""
    if external() or not running():
        return
    with turn("postgresql"):
        stopping = [_programs() / "pg_ctl", "stop", "-w", "-m", "fast"]
        stopping += ["-D", _folder() / "data"]
        if _as_owner(stopping, stdout=subprocess.DEVNULL).returncode:
            raise Stop("PostgreSQL did not stop")
