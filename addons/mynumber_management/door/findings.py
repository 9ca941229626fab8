# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What doctor finds."""

from dataclasses import dataclass

from odoo.tools.translate import LazyGettext

RED, AMBER = "red", "amber"
CHECK = "check"  # beyond doctor's sight: to be looked at by hand


@dataclass(frozen=True)
class Finding:
    """One thing to mend: level RED, AMBER or CHECK, a code, a sentence with the cure.

    ``message`` waits for a language: ``env._(finding.message)``.
    """

    level: str
    code: str
    message: LazyGettext
