# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the items of one payment record (316, 309, 313) owe to each other.

Sources: e-Tax form of 2026-01-06 and the guide to the statements of 令和8年分.
"""

from __future__ import annotations

# Codes of retirement pay whose amount of the benefit belongs in 摘要 (316: 39-41).
EXPLAINED = ("5", "6", "7")
RETIREMENT_BLOCKS = ("declared", "declared_other", "undeclared")
TAXES = ("tax", "municipal_tax", "prefectural_tax")


class PaymentRules:
    """The rules for one layout; :meth:`check` takes one record after the other."""

    def __init__(self, layout):
        """:param layout: :class:`.layout.Layout` of 316, 309 or 313"""
        self.no = {item.id: item.no for item in layout.items}
        self.blocks = [
            item.id.removesuffix("_amount")
            for item in layout.items
            if item.id.startswith("pay") and item.id.endswith("_amount")
        ]
        self.check = {
            "316": self._retirement,
            "309": self._fees,
            "313": self._rent,
        }[layout.code]

    def _needs(self, item, other):
        return item, "needs", {"other": self.no[other]}

    def _retirement(self, row):
        paid = False
        for block in RETIREMENT_BLOCKS:
            amount = row[f"{block}_amount"]
            paid |= bool(amount)
            taxes = [f"{block}_{tax}" for tax in TAXES]
            code = f"{block}_code"
            if not amount:
                for item in (*taxes, code):
                    if row[item].strip("0"):
                        yield self._needs(item, f"{block}_amount")
            elif sum(int(row[item] or 0) for item in taxes) > int(amount):
                yield taxes[0], "tax_exceeds", {}
            if row[code] in EXPLAINED and not row["summary"]:
                yield self._needs(code, "summary")
        if not paid:
            yield "declared_amount", "no_payment", {}
        for item in ("service_years", "joined_year", "left_year"):
            if not row[item]:
                yield item, "expected", {}

    def _used(self, row):
        """Blocks with anything in them, after findings for gaps between them."""
        used, found = [], []
        for place, block in enumerate(self.blocks):
            if any(row[item] for item in self.no if item.startswith(block + "_")):
                if place > len(used):
                    found.append((f"{block}_kind", "gap", {}))
                used.append(block)
        if not used:
            found.append(("pay1_amount", "no_payment", {}))
        return used, found

    def _fees(self, row):
        used, found = self._used(row)
        yield from found
        for block in used:
            amount, kind = f"{block}_amount", f"{block}_kind"
            for item in (f"{block}_detail", f"{block}_unpaid", f"{block}_tax", kind):
                if row[item].strip("0") and not row[amount]:
                    yield self._needs(item, amount)
            if row[amount] and not row[kind]:
                yield self._needs(amount, kind)
            for part, whole in ((f"{block}_unpaid", amount),) + (
                (f"{block}_uncollected", f"{block}_tax"),
            ):
                if row[part] and int(row[part]) > int(row[whole] or 0):
                    yield part, "inner_exceeds", {"whole": self.no[whole]}
            if row[amount] and int(row[f"{block}_tax"] or 0) > int(row[amount]):
                yield f"{block}_tax", "tax_exceeds", {}

    def _rent(self, row):
        used, found = self._used(row)
        yield from found
        for block in used:
            parts = [f"{block}_{part}" for part in ("kind", "place", "amount")]
            for item in parts:
                if not row[item]:
                    given = next((p for p in parts if row[p]), None)
                    if given:
                        yield self._needs(given, item)
            for part in ("detail", "basis"):
                item = f"{block}_{part}"
                if row[item] and not row[f"{block}_kind"]:
                    yield self._needs(item, f"{block}_kind")
        yield from self._broker(row)

    def _broker(self, row):
        broker = "broker_address broker_name broker_year broker_fee".split()
        given = [item for item in broker if row[item]]
        if given and len(given) < len(broker):
            for item in broker:
                if not row[item]:
                    yield item, "both_or_none", {"other": self.no[given[0]]}
        if not row["broker_name"]:
            for item in ("broker_abroad", "broker_type"):
                if row[item].strip("0"):
                    yield self._needs(item, "broker_name")
            if row["broker_number"]:
                yield "broker_number", "number_without_name", {}
        for who in ("payee", "broker"):
            number, kind = row[f"{who}_number"], row[f"{who}_type"]
            if number and kind in ("1", "2") and (number[0] == "0") != (kind == "1"):
                yield f"{who}_type", "type_and_number", {}
