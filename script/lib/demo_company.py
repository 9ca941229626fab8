# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demo companies: their people, roles and numbers, all invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """Someone who can log in to the demo. ``pin`` is None without a vault PIN."""

    role: str
    login: str
    password: str
    pin: str | None = None


ACCOUNTS = [Account("administrator", "admin", "admin")]


def build(instance):
    """Fill ``instance``, which has the add-on and an empty vault."""
