# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tests against an own server, database and vault."""

from servers import instance, make_instance, server  # noqa: F401
