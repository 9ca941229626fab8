# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The only code that touches keys or digits. Pure Python, no Odoo.

UUIDs (vault, company, subject, key id, chain) are 16 raw bytes everywhere in this
package; machine times are whole seconds since the epoch, UTC.
"""
