# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which part of the add-on may import which other (docs/TECHNICAL.md, "Imports").

Nothing reachable from a record, an environment or the routing map leads to the vault:
models, wizards and reports import neither it nor the door.
"""

import ast
import sys
from pathlib import Path

import pytest
from conftest import ADDON

# Part → parts of the add-on it may import; "vault.errors" is that module alone.
PARTS = {
    "text": (),
    "vault": ("text",),
    "forms": ("text",),
    "tables": ("text",),
    "filings": ("forms", "tables", "text"),
    "models": ("filings", "forms", "tables", "text"),
    "wizard": ("filings", "forms", "models", "tables", "text"),
    "report": ("filings", "forms", "models", "text"),
    "door": ("vault", "forms", "tables", "text"),
    "controllers": (
        "door",
        "vault.errors",
        "vault.secret",
        "filings",
        "tables",
        "text",
    ),
    "console": ("door", "vault", "text"),
    "jobs": ("door",),
    "cli": ("console",),
    "hooks": (),
    "logs": ("text",),
}
# Part without Odoo → packages beyond the standard library it may import.
PURE = {
    "text": (),
    "vault": ("cryptography",),
    "forms": ("reportlab",),
    "filings": (),
    "tables": (),
}
OURS = "odoo.addons.mynumber_management"


def imports(source, path):
    """Yield (line, absolute dotted name) of every import in a file of the add-on.

    :param path: of the file, relative to the add-on
    """
    package = [*OURS.split("."), *path.parts[:-1]]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def broken_rules(source, path):
    """Return ``file:line name`` of every import that the tables do not allow."""
    part = path.parts[0].removesuffix(".py")
    found = []
    for line, name in imports(source, path):
        if name == OURS or name.startswith(OURS + "."):
            inside = name[len(OURS) + 1 :]
            allowed = any(
                f"{inside}.".startswith(f"{other}.") for other in (part, *PARTS[part])
            )
        elif part in PURE:
            root = name.split(".")[0]
            allowed = root in sys.stdlib_module_names or root in PURE[part]
        else:
            allowed = True
        if not allowed:
            found.append(f"{path}:{line} {name}")
    return found


# What only puts the parts together, and what looks at them from outside.
OUTSIDE = ("__init__.py", "__manifest__.py", "tests")
FILES = [
    path
    for path in sorted(ADDON.rglob("*.py"))
    if path.relative_to(ADDON).parts[0] not in OUTSIDE
]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_imports_only_what_it_may(part):
    files = {path: path.relative_to(ADDON) for path in FILES}
    mine = {f: p for f, p in files.items() if p.parts[0].removesuffix(".py") == part}
    assert mine, f"there is no {part} any more: mend the table"
    assert [
        broken
        for file, path in mine.items()
        for broken in broken_rules(file.read_text(), path)
    ] == []


def test_every_part_of_the_addon_has_a_rule():
    named = {path.relative_to(ADDON).parts[0].removesuffix(".py") for path in FILES}
    assert named == set(PARTS)


def test_the_verifier_stands_alone():
    path = Path("vault", "verifier.py")
    roots = {
        name.split(".")[0] for _line, name in imports((ADDON / path).read_text(), path)
    }
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


def test_no_part_imports_by_name_at_run_time():
    """Else this file would not see it. Command ``odoo mynumber`` has no need to."""
    calls = ("import_module", "__import__")
    assert [path for path in FILES if any(c in path.read_text() for c in calls)] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("models/hr_employee.py", "from ..door import numbers"),
        ("models/hr_employee.py", "from .. import vault"),
        ("wizard/roster.py", "from ..vault.keystore import KeyStore"),
        ("report/slip.py", "import odoo.addons.mynumber_management.door.parts"),
        ("models/late.py", "def act():\n    from ..door import permit"),
        ("vault/number.py", "import odoo"),
        ("vault/keystore.py", "from psycopg2 import sql"),
        ("vault/keystore.py", "from ..door import house"),
        ("forms/render.py", "from odoo.tools import config"),
        ("text/kana.py", "from ..models import phones"),
        ("tables/hidden.py", "from ..vault.secret import Secret"),
        ("tables/xlsx_reader.py", "import openpyxl"),
        ("controllers/backend.py", "from ..vault import envelope"),
        ("controllers/backend.py", "from ..vault.errors_of_old import X"),
        ("door/output.py", "from ..models.mynumber_order import MynumberOrder"),
        ("jobs.py", "from .vault import keystore"),
    ],
)
def test_a_broken_rule_is_found(path, source):
    assert len(broken_rules(source, Path(path))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("models/hr_employee.py", "from ..text import names"),
        ("controllers/common.py", "from ..vault.errors import VaultError"),
        ("console/keyring.py", "from ..vault import ring"),
        ("door/house.py", "from .errors import Refused"),
        ("jobs.py", "from .door import rights"),
    ],
)
def test_what_the_rules_allow_is_not_found(path, source):
    assert broken_rules(source, Path(path)) == []
