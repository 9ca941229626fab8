# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Shell scripts, container files and addresses in the tracked files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
).stdout.split("\0")[:-1]
REGISTRIES = re.compile(
    r"\b(?:deb|ftp|security|snapshot)\.debian\.org"
    r"|\bpypi\.org|\bpythonhosted\.org|\bregistry\.npmjs\.org"
)


def readable(path):
    try:
        return (ROOT / path).read_text()
    except (UnicodeDecodeError, FileNotFoundError):
        return ""


SHELL = [name for name in TRACKED if re.match(r"#!.*\bsh|#!.*\bbash", readable(name))]
YAML = [name for name in TRACKED if name.endswith((".yml", ".yaml"))]


@pytest.mark.parametrize("name", SHELL)
def test_shell_scripts_are_clean_and_strict(name):
    shellcheck = Path(sys.executable).with_name("shellcheck")
    done = subprocess.run([shellcheck, name], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^set -euo? ?pipefail|^set -eu$", readable(name), re.M)


@pytest.mark.parametrize("name", YAML)
def test_yaml_files_parse(name):
    assert yaml.safe_load(readable(name))


def test_no_file_names_a_package_registry():
    others = [name for name in TRACKED if not Path(__file__).samefile(ROOT / name)]
    assert [name for name in others if REGISTRIES.search(readable(name))] == []
