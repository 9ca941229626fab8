# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "My Number open files",
    "summary": "Notes the files a server opens for writing (tests only, server-wide)",
    "version": "19.0.1.0.0",
    "author": "My Number Management contributors",
    "license": "LGPL-3",
    "depends": ["base"],
    "installable": True,
}
