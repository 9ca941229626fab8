# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Note every regular file that this process opens for writing.

The folder named by ``MYNUMBER_WATCH`` receives ``noted.jsonl`` and, in ``kept``, what
files without a name hold and what is thrown away: renamed over or removed.

Invariants: what Python opens is noted before it is open, so nothing is too short to
be seen; what libraries open is seen while it is open; no file of the vault is ever
opened here, because closing it would drop the locks that SQLite holds on it.
"""

import ctypes
import fcntl
import itertools
import json
import os
import resource
import shutil
import stat
import sys
import threading


from odoo.tools import config

FOLDER = os.path.realpath(os.environ["MYNUMBER_WATCH"])
KEPT = os.path.join(FOLDER, "kept")
HOME = os.path.realpath(config.get("mynumber_home"))
PERIOD = 0.005  # seconds between two looks at the open files
PR_GET_DUMPABLE = 3

os.makedirs(KEPT, exist_ok=True)
_notes = os.open(
    os.path.join(FOLDER, "noted.jsonl"), os.O_CREAT | os.O_WRONLY | os.O_APPEND
)
_seen = set()
_states = {}
_names = itertools.count()
_prctl = ctypes.CDLL(None).prctl


def _write(kind, what):
    line = json.dumps({"pid": os.getpid(), "kind": kind, "what": what}) + "\n"
    os.write(_notes, line.encode(errors="backslashreplace"))


def _note(kind, *what):
    """Write a line unless this process has written it before."""
    if (os.getpid(), kind, *what) not in _seen:
        _seen.add((os.getpid(), kind, *what))
        _write(kind, what)


def _change(kind, *what):
    """Write a line when the state ``kind`` of this process is another than before."""
    if _states.get((os.getpid(), kind)) != what:
        _states[os.getpid(), kind] = what
        _write(kind, what)


def _kept(name):
    return os.path.join(KEPT, f"{os.getpid()}-{name}")


def _within(path, folder):
    return os.path.commonpath((path, folder)) == folder


def _keep(path):
    """Keep a copy of a file that is about to be removed or renamed."""
    if not _within(path, FOLDER) and not _within(path, HOME) and os.path.isfile(path):
        shutil.copyfile(path, _kept(next(_names)))


def _opening(path, flags):
    if isinstance(path, int) or not isinstance(flags, int):
        return
    path = os.path.realpath(os.fsdecode(path))
    if not flags & (os.O_WRONLY | os.O_RDWR) or _within(path, FOLDER):
        return
    if flags & os.O_TMPFILE == os.O_TMPFILE:
        _note("unnamed", path)
    elif not os.path.exists(path) or os.path.isfile(path):
        _note("opened", path)


def _hook(event, arguments):
    if event == "open":
        _opening(arguments[0], arguments[2])
    elif event in ("os.remove", "os.rename"):
        _keep(os.path.realpath(os.fsdecode(arguments[0])))
    elif event == "subprocess.Popen":
        _note("started", str(arguments[0]))


def _look_at(number):
    """Note an open file; keep what it holds when it has no name."""
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode):
        return
    if fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        return
    path = os.readlink(f"/proc/self/fd/{number}")
    if _within(path, FOLDER):
        return
    _note("open", path)
    if not os.path.exists(path):
        content = os.pread(number, status.st_size, 0)
        with open(_kept(f"inode-{status.st_ino}"), "wb") as copy:
            copy.write(content)


def _watch():
    pause = threading.Event()
    while True:
        for number in os.listdir("/proc/self/fd"):
            try:
                _look_at(int(number))
            except OSError:  # closed meanwhile, or opened for writing only
                continue
        _change("dumpable", _prctl(PR_GET_DUMPABLE, 0, 0, 0, 0))
        _change("core", *resource.getrlimit(resource.RLIMIT_CORE))
        pause.wait(PERIOD)


def _start():
    threading.Thread(target=_watch, name="watch", daemon=True).start()


sys.addaudithook(_hook)
os.register_at_fork(after_in_child=_start)
if not config["workers"]:
    _start()
