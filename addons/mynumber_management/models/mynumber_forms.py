# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The forms that orders, filings and kept documents name by their codes."""

import re

from ..text.eras import wareki_year

# files by the codes of their layouts
FILES = [
    ("315", "Salary Payment Reports (File 315)"),
    ("375", "Withholding Slips (File 375)"),
    ("316", "Withholding Slips of Retirement Income (File 316)"),
    ("309", "Payment Records of Fees (File 309)"),
    ("313", "Payment Records of Real Estate (File 313)"),
    ("SHFD0006", "Notifications to the Pension Office (SHFD0006.CSV)"),
]
STATEMENTS = [("withholding_slip", "Withholding Slip and Payment Report")]
FORMS = [*STATEMENTS, *FILES]
# Copies that are files: copy -> code of the record layout.
FILE_COPIES = {"csv315": "315", "csv375": "375"}
COPIES = [
    ("municipal", "For the Municipality"),
    ("tax", "For the Tax Office"),
    ("csv315", "File for eLTAX (315)"),
    ("csv375", "File for e-Tax (375)"),
]
# form and copy, as they are kept
DOCUMENTS = [
    ("withholding_slip.municipal", "Payment Report for the Municipality"),
    ("withholding_slip.tax", "Withholding Slip for the Tax Office"),
    ("withholding_slip.csv315", "Payment Report, File for eLTAX"),
    ("withholding_slip.csv375", "Withholding Slip, File for e-Tax"),
    *FILES,
]


def period_in_words(period):
    """The tax years of ``period`` (str or False, "2025, 2026") as slips name them."""
    years = re.findall(r"\b20[0-9]{2}\b", period or "")
    return "、".join(f"{wareki_year(int(year))}分" for year in years)
