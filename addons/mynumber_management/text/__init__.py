# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Japanese text: eras, kana, widths, character sets, names and addresses.

Pure Python, standard library only, no Odoo. Text is ``str``; a function that
refuses an input raises a subclass of :class:`.errors.TextError`.
"""
