# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Shell scripts, container files and addresses in the tracked files."""

import re
import subprocess
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
    done = subprocess.run(
        ["shellcheck", "-x", name], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert re.search(r"^set -euo? ?pipefail|^set -eu$", readable(name), re.M)


@pytest.mark.parametrize("name", YAML)
def test_yaml_files_parse(name):
    assert yaml.safe_load(readable(name))


@pytest.mark.parametrize("name", [n for n in TRACKED if Path(n) != Path(__file__)])
def test_no_file_names_a_package_registry(name):
    if name != str(Path(__file__).relative_to(ROOT)):
        assert not REGISTRIES.search(readable(name))
