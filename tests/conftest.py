# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Make the add-on's pure packages importable without Odoo.

``import mynumber_management.vault.number`` finds the package by path; the add-on's
own ``__init__``, which needs Odoo, is never run. Tests marked ``long`` run with
``--long`` only.
"""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ADDON = ROOT / "addons" / "mynumber_management"

if "mynumber_management" not in sys.modules:
    spec = ModuleSpec("mynumber_management", loader=None, is_package=True)
    spec.submodule_search_locations.append(str(ADDON))
    sys.modules["mynumber_management"] = module_from_spec(spec)

for helpers in (ROOT / "script" / "lib", ROOT / "tests"):
    if str(helpers) not in sys.path:
        sys.path.append(str(helpers))


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="also run the long tests")


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes minutes; only with --long")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--long"):
        items[:] = [item for item in items if not item.get_closest_marker("long")]
