# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where things lie in this checkout and on this machine, and how to take turns."""

import contextlib
import fcntl
import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"
ADDON = ADDONS / "mynumber_management"
TEST_ADDONS = ROOT / "tests" / "addons"
ODOO_ROOT = ROOT / ".odoo"
VENV = ROOT / ".venv"
RUN = ROOT / ".run"
CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    / "mynumber-management"
)


class Stop(Exception):
    """Something the person at the keyboard must mend; the text says what."""


def say(text):
    """Print one line of progress at once."""
    print(text, flush=True)


def run_main(main):
    """Call ``main()`` and turn :class:`Stop` into a message and exit code 1."""
    try:
        sys.exit(main())
    except Stop as stop:
        print(f"error: {stop}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("interrupted; running it again continues", file=sys.stderr)
        sys.exit(130)


def file_hash(path):
    """SHA-256 of one file as lowercase hex."""
    digest = hashlib.sha256()
    with open(path, "rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def tree_hash(folder):
    """SHA-256 over names and contents of every source file below ``folder``."""
    digest = hashlib.sha256()
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(bytes.fromhex(file_hash(path)))
    return digest.hexdigest()


@contextlib.contextmanager
def turn(name, folder=RUN / "lock"):
    """Hold the machine-wide lock ``name``; say so when another one holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another run ({name}) …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
