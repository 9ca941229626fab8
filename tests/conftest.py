# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Make the add-on's pure packages importable without Odoo.

``import mynumber_management.vault.number`` finds the package by path; the add-on's
own ``__init__``, which needs Odoo, is never run.
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
