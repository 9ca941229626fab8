# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Figures of 総括表 and 法定調書合計表 that add up from the records themselves.

Neither form has a file: the figures are typed on screen (csv-tax 13). Fields that
need more than the records say (how many were paid in all, kinds of 204条1項 号, 丙欄)
are not made here.
"""

from __future__ import annotations

from dataclasses import dataclass

RETIREMENT = ("declared", "declared_other", "undeclared")


def _yen(row, item):
    return int(row[item].strip() or 0)


@dataclass
class Municipal:
    """報告人員 of one municipality: ``special`` 特別徴収, ``ordinary`` 普通徴収 of
    those who stay, ``left`` 普通徴収 of those who left."""

    special: int = 0
    ordinary: int = 0
    left: int = 0
    pay: int = 0

    @property
    def people(self):
        return self.special + self.ordinary + self.left


def municipal(rows):
    """Municipality code -> :class:`Municipal`, of records 315 (総括表).

    :param rows: item id -> text, of records in which the checker finds no error
    """
    found = {}
    for row in rows:
        one = found.setdefault(row["municipality_code"], Municipal())
        if row["ordinary_collection"] != "1":
            one.special += 1
        elif row["join_leave"] == "2":
            one.left += 1
        else:
            one.ordinary += 1
        one.pay += _yen(row, "pay_amount")
    return found


def summary(layout, rows):
    """Field of the 法定調書合計表 (令和8年分) -> figure, of what is filed (Ⓑ).

    :param layout: of 375, 316, 309 or 313
    :param rows: as for :func:`municipal`; void records are left out
    """
    rows = [row for row in rows if row["correction"] == "0"]
    return {
        "375": _salary,
        "316": _retirement,
        "309": _fees,
        "313": _rent,
    }[layout.code](rows)


def _salary(rows):
    deferred = [row for row in rows if _yen(row, "deferred_tax")]
    return {
        "G15": len(rows),
        "G16": sum(_yen(row, "pay_amount") for row in rows),
        "G17": sum(_yen(row, "tax_amount") for row in rows),
        "G18": len(deferred),
        "G19": sum(_yen(row, "deferred_tax") for row in deferred),
    }


def _retirement(rows):
    return {
        "G23": len(rows),
        "G24": sum(_yen(row, f"{part}_amount") for row in rows for part in RETIREMENT),
        "G25": sum(_yen(row, f"{part}_tax") for row in rows for part in RETIREMENT),
    }


def _payees(rows):
    """How many payees: several records of one person or company count once."""
    return len(
        {
            row["payee_number"].strip() or (row["payee_name"], row["payee_address"])
            for row in rows
        }
    )


def _fees(rows):
    people, companies = [], []
    for row in rows:
        known = row["payee_number"].strip()
        (companies if known and known[0] != "0" else people).append(row)
    places = range(1, 7)
    return {
        "G62": _payees(people),
        "G63": _payees(companies),
        "G64": sum(_yen(row, f"pay{place}_amount") for row in rows for place in places),
        "G65": sum(_yen(row, f"pay{place}_tax") for row in rows for place in places),
    }


def _rent(rows):
    places = range(1, 4)
    return {
        "G73": _payees(rows),
        "G74": sum(_yen(row, f"pay{place}_amount") for row in rows for place in places),
    }
