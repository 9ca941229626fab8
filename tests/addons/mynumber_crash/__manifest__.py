# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "My Number crash points",
    "summary": "Kills the process at a chosen commit (tests only, loaded server-wide)",
    "version": "19.0.1.0.0",
    "author": "My Number Management contributors",
    "license": "LGPL-3",
    "depends": ["base"],
    "installable": True,
}
