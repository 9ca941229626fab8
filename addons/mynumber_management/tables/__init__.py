# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables that people bring: CSV and XLSX files of people, read, matched, compared.

Pure Python, standard library only, no Odoo. What a cell holds is never part of an
error: a finding names row, column and reason.
"""
