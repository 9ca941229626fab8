# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""System packages: what is missing, and getting it where that is allowed."""

import glob
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from places import Stop, say

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def browser():
    """Path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def postgres_bin():
    """Folder of the newest installed PostgreSQL server's programs, or None."""
    folders = [
        Path(path).parent for path in glob.glob("/usr/lib/postgresql/*/bin/initdb")
    ]
    if found := shutil.which("initdb"):
        folders.append(Path(found).parent)
    versions = {
        folder: int(
            subprocess.run(
                [folder / "initdb", "--version"], capture_output=True, text=True
            )
            .stdout.split()[-1]
            .split(".")[0]
        )
        for folder in folders
    }
    return max(versions, key=versions.get, default=None)


def _font(name):
    return bool(glob.glob(f"/usr/share/fonts/**/{name}", recursive=True))


def _missing(bench):
    """Debian packages whose content this machine lacks."""
    present = {
        "postgresql": bool(os.environ.get("PGHOST") or postgres_bin()),
        "chromium": bool(browser()),
        "poppler-utils": bool(shutil.which("pdftotext")),
        "fonts-ipaexfont": _font("ipaexm.ttf"),
        "fonts-ipamj-mincho": _font("ipamjm.ttf"),
        "libmagic1": bool(glob.glob("/usr/lib/*/libmagic.so.1")),
        "python3-venv": bool(importlib.util.find_spec("ensurepip")),
        "ca-certificates": Path("/etc/ssl/certs/ca-certificates.crt").exists(),
    }
    if bench:
        present["wkhtmltopdf"] = bool(shutil.which("wkhtmltopdf"))
    return [package for package, there in present.items() if not there]


def ensure(bench=False):
    """Install missing system packages as root; otherwise name them and stop.

    :param bench: also ask for what only the benchmarks need
    :raises Stop: packages are missing and could not be installed
    """
    missing = _missing(bench)
    if not missing:
        return
    names = " ".join(missing)
    if os.geteuid() != 0:
        raise Stop(f"packages are missing. Install them: sudo apt-get install {names}")
    say(f"  installing {names} …")
    apt = ["apt-get", "-qq", "-oDPkg::Lock::Timeout=600"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*apt, "install", "-y", "--no-install-recommends", *missing]
    for command in ([*apt, "update"], install):
        if subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL
        ).returncode:
            raise Stop(f"apt could not install {names}; see its message above")
    if missing := _missing(bench):
        raise Stop(f"still missing after apt ran: {' '.join(missing)}")
