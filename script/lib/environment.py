# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The Python environment ``.venv`` with the pinned packages."""

import hashlib
import subprocess
import sys

from places import ROOT, VENV, Stop, say

REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
STAMP = VENV / "requirements.sha256"
PYTHON = VENV / "bin" / "python"
# Odoo starts further processes by the name of its own script, so it needs one.
ODOO = VENV / "bin" / "odoo"
LAUNCHER = f"#!{PYTHON}\nfrom odoo.cli import main\n\nmain()\n"


def _wanted():
    digest = hashlib.sha256(sys.version.encode())
    for path in REQUIREMENTS:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def installed():
    """Whether ``.venv`` was completed for this Python and these requirements."""
    whole = PYTHON.exists() and ODOO.exists() and STAMP.exists()
    return whole and STAMP.read_text() == _wanted()


def ensure():
    """Make or complete the environment.

    :raises Stop: pip failed; its own message stands above
    """
    if installed():
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    settings = VENV / "pyvenv.cfg"
    other = settings.exists() and f"version = {version}." not in settings.read_text()
    say(f"  Python {version} environment …")
    make = [sys.executable, "-m", "venv", *(["--clear"] if other else []), VENV]
    subprocess.run(make, check=True)
    lists = [word for path in REQUIREMENTS for word in ("-r", path)]
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install"]
    pip += ["-q", "--use-pep517", *lists]
    if subprocess.run(pip, stdin=subprocess.DEVNULL).returncode:
        raise Stop("pip could not install the packages; see its message above")
    ODOO.write_text(LAUNCHER)
    ODOO.chmod(0o755)
    STAMP.write_text(_wanted())
