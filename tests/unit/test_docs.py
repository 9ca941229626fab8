# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the documents say of the code is so.

Run as a program, this file writes the gate table into docs/TECHNICAL.md.
"""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from conftest import ADDON, ROOT

TECHNICAL = ROOT / "docs" / "TECHNICAL.md"
OPERATIONS = ROOT / "docs" / "operations.md"
FINDERS = ("doctor.py", "surroundings.py", "foreign.py")
TABLE = re.compile(r"(<!-- gates:begin .*? -->\n)(.*?)(<!-- gates:end -->)", re.DOTALL)
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(ROOT.glob("docs/**/*.md")),
    *sorted(ADDON.glob("readme/*.md")),
    ADDON / "README.md",
]
# Commands that the documents name in order to say that they are not there yet.
NOT_YET = {"keystore restore", "keystore reconcile", "roll"}


def gate_table():
    """The table as the code has it; gates.py needs no Odoo, its package does."""
    spec = importlib.util.spec_from_file_location("gates", ADDON / "door" / "gates.py")
    module = sys.modules.setdefault("gates", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module.markdown()


def source(*parts):
    return ADDON.joinpath(*parts).read_text()


def first_cells(path):
    """The codes in the first cell of every table row of a document."""
    rows = re.findall(r"^ *\| (`.+?) \|", path.read_text(), re.MULTILINE)
    return {code for cell in rows for code in re.findall(r"`([a-z_]+)`", cell)}


def commands():
    """Every sub-command of ``odoo mynumber`` that the console declares."""
    found = set()
    for path in sorted((ADDON / "console").glob("*.py")):
        text = path.read_text()
        top = re.findall(r"commands\.add_parser\(\s*\"([a-z-]+)\"", text)
        below = re.findall(r"actions\.add_parser\(\s*\"([a-z-]+)\"", text)
        below += re.findall(r"^\s+\(\"([a-z-]+)\", [a-z_]+, \"", text, re.MULTILINE)
        found.update(top)
        found.update(f"{top[0]} {word}" for word in below if top)
    return found


def named_commands(text):
    """The sub-commands that a text names, as far as words could be sub-commands."""
    return set(
        re.findall(r"mynumber ((?:keyring|keystore|officer|audit) [a-z-]+)", text)
    ) | set(re.findall(r"odoo mynumber ([a-z-]+)", text))


def anchors(path):
    """The names by which headings of a Markdown file can be linked to."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def test_the_gate_table_is_the_one_in_the_code():
    assert TABLE.search(TECHNICAL.read_text())[2] == gate_table(), (
        "write it anew: python tests/unit/test_docs.py"
    )


def test_every_finding_of_doctor_has_a_cure():
    text = "".join(source("door", name) for name in FINDERS)
    codes = set(re.findall(r"Finding\(\s*(?:[A-Z]+),\s*\"([a-z_]+)\"", text))
    jobs = re.search(r"^_JOBS = {\n(.*?)^}", text, re.M | re.S)[1]
    codes |= {f"job_{name}" for name in re.findall(r"\"(\w+)\":", jobs)}
    codes -= {"job_"}
    assert {"audit_owner", "job_queue", "swap", "server_actions"} <= codes
    assert codes - first_cells(OPERATIONS) == set()


def test_every_reason_of_a_closed_vault_has_a_cure():
    reasons = re.search(
        r"^REASONS = {\n(.*?)^}", source("vault", "errors.py"), re.M | re.S
    )
    codes = set(re.findall(r"^    \"([a-z_]+)\": \(", reasons[1], re.MULTILINE))
    assert "keystore_missing" in codes
    assert codes - first_cells(OPERATIONS) == set()


def test_every_server_option_is_explained():
    options = set()
    for path in (*ADDON.glob("door/*.py"), *ADDON.glob("console/*.py")):
        options |= set(re.findall(r"config\.get\(\"(mynumber_\w+)\"", path.read_text()))
    assert "mynumber_home" in options
    assert options - first_cells(OPERATIONS) == set()


def test_every_job_is_explained():
    jobs = set(re.findall(r"runs\.noted\(self\.env, \"(\w+)\"", source("jobs.py")))
    assert "queue" in jobs
    assert jobs - first_cells(OPERATIONS) == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_named_is_there(path):
    known = commands()
    assert {"setup", "keystore rebind", "audit vkey", "officer add"} <= known
    assert named_commands(path.read_text()) - known - NOT_YET == set()


def test_what_is_not_there_yet_is_not():
    assert NOT_YET & commands() == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)", path.read_text()):
        file, _hash, heading = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), link
        assert not heading or heading in anchors(target), link


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_source_file_named_is_there(path):
    """Paths in backquotes that end like a file of ours."""
    folders = (ROOT, ADDON, path.parent)
    named = re.findall(
        r"`([\w/.-]+/[\w.-]+\.(?:py|sql|json|csv|md|svg))`", path.read_text()
    )
    missing = [n for n in named if not any((f / n).exists() for f in folders)]
    assert missing == []


if __name__ == "__main__":
    written = TECHNICAL.read_text()
    TECHNICAL.write_text(TABLE.sub(lambda m: m[1] + gate_table() + m[3], written))
