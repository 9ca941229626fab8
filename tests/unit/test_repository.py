# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What holds for every tracked file: licence, length, no path of one machine.

Names of package registries are looked for in tests/conformance/test_scripts.py.
"""

import re
import subprocess
from pathlib import Path

from conftest import ROOT

HEADER = (
    "# Copyright 2026 My Number Management contributors\n"
    "# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).\n"
)
# An absolute path into a working folder or a home: true of one machine only.
PLACES = re.compile(r"(?<![\w.$~{}/-])/(?:work|root|home/\w+|Users/\w+|tmp/\w+)/")
LONGEST = 400
# Files of data, written by nobody line by line.
DATA = {".csv", ".svg", ".json", ".po", ".pot", ".txt"}
# Long all the same: path → why.
LONG = {}


def tracked():
    """Paths of all tracked files that are there, as text relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    names = listing.stdout.split("\0")[:-1]
    return [name for name in names if (ROOT / name).is_file()]


def text(name):
    """The file's text, or "" when it is none."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def has_header(source):
    return source.removeprefix("#!/usr/bin/env python3\n").startswith(HEADER)


def test_every_python_file_has_the_licence_header():
    assert [
        name
        for name in tracked()
        if name.endswith(".py") and not has_header(text(name))
    ] == []


def test_no_file_names_a_place_on_one_machine():
    assert [name for name in tracked() if PLACES.search(text(name))] == []


def test_no_file_is_longer_than_anyone_reads():
    lengths = {
        name: text(name).count("\n")
        for name in tracked()
        if Path(name).suffix not in DATA
    }
    assert {n: c for n, c in lengths.items() if c > LONGEST and n not in LONG} == {}


def test_the_exceptions_to_the_length_are_still_needed():
    assert [name for name in LONG if text(name).count("\n") <= LONGEST] == []


def test_a_place_of_one_machine_is_found():
    parts = ("work", "main"), ("tmp", "abc", "x"), ("home", "taro", "x"), ("root", "x")
    assert all(PLACES.search("at /" + "/".join(place)) for place in parts)
    assert not PLACES.search("/tmp, $HOME/work/x, src/work/x and docs/root/x")


def test_a_missing_header_is_found():
    assert has_header(HEADER) and has_header("#!/usr/bin/env python3\n" + HEADER)
    assert not has_header('"""Doc."""\n' + HEADER)
