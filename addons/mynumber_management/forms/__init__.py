# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Official forms as data, drawn as PDF in memory.

A form is a sheet file for each version (``sheets/``, SVG in millimetres with named
boxes) and a mapping from a statement (plain figures and facts) to box values. Pure
Python beside reportlab: no Odoo, no vault. Numbers reach a sheet only as an argument
of the drawing, by the protocol of :class:`.document.SecretLike`.
"""
