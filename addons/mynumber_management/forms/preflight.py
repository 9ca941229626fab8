# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Look for what would stop a print, before anything is opened or drawn."""

from __future__ import annotations

from ..text.digits import contains_number
from .errors import DoesNotFit
from .findings import ERROR, Finding
from .fonts import load_fonts
from .textfit import Slot, fit


def preflight(sheet, values):
    """Findings for values that cannot be drawn on ``sheet``.

    ``values`` as for :func:`.document.render`. A box whose text is too long gives
    ``does_not_fit``, a character in no font ``glyph_missing`` with the characters,
    a My Number typed as text ``number_in_text``.
    """
    fonts = load_fonts()
    findings = []
    for box_id, value in values.items():
        texts = (
            [value]
            if isinstance(value, str)
            else [line.prefix if isinstance(line, Slot) else line for line in value]
        )
        if any(map(contains_number, texts)):
            findings.append(Finding(ERROR, "number_in_text", box_id, {}))
        missing = fonts.missing_glyphs(texts)
        if missing:
            args = {"characters": " ".join(missing)}
            findings.append(Finding(ERROR, "glyph_missing", box_id, args))
            continue
        try:
            fit(sheet.boxes[box_id], value, fonts)
        except DoesNotFit:
            findings.append(Finding(ERROR, "does_not_fit", box_id, {}))
    return findings
