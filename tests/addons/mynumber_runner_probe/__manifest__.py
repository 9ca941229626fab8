# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "My Number: probe of the test runner",
    "summary": "Has a test of every outcome; the runner must count them",
    "version": "19.0.1.0.0",
    "license": "LGPL-3",
    "author": "My Number Management contributors",
    "category": "Hidden",
    "depends": ["base"],
    "installable": True,
}
