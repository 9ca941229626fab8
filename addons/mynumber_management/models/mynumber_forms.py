# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The forms that orders, filings and kept documents name by their codes."""

FORMS = [("withholding_slip", "Withholding Slip and Payment Report")]
COPIES = [("municipal", "For the Municipality"), ("tax", "For the Tax Office")]
# form and copy, as they are kept
DOCUMENTS = [
    ("withholding_slip.municipal", "Payment Report for the Municipality"),
    ("withholding_slip.tax", "Withholding Slip for the Tax Office"),
]
