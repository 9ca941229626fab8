# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the items of one salary record (315, 375) owe to each other.

Sources: record layouts and the guide to the statements of the year (sums, codes,
what stays blank without year-end adjustment or under 乙欄).
"""

from __future__ import annotations

from datetime import date

from ..forms.withholding_law import law_rows
from ..text.eras import to_coded
from .items import SERIAL
from .numbers import serials

# part: whole
PARTS = {
    "pay_amount_inner": "pay_amount",
    "tax_amount_inner": "tax_amount",
    "social_ins_inner": "social_ins",
    "national_pension": "social_ins",
    "dep_elderly_living": "dep_elderly",
    "dis_special_living": "dis_special",
    "pay_after": "pay_amount",
    "prev_pay": "pay_amount",
    "prev_social_ins": "social_ins",
}
MAIN = ("dep_specific", "dep_elderly", "dep_other", "dep_special_rel")
SUB = tuple(f"{name}_sub" for name in MAIN)
MAIN_PAY = (*MAIN, "dep_elderly_living")
EXPECTED = ("pay_kind", "pay_amount", "tax_amount", "spouse_mark")
ADDED = (
    "social_ins",
    "life_ins",
    "quake_ins",
    "spouse_deduction",
    "special_rel_deduction",
    "basic_deduction",
)
LIVING = {"dep_elderly": "dep_elderly_living", "dis_special": "dis_special_living"}
PREVIOUS = (
    "prev_address",
    "prev_name",
    "prev_pay",
    "prev_tax",
    "prev_social_ins",
    "prev_left_year",
)
PLACES = 4
PARTS_OF_RELATIVE = ("name", "kana", "class", "number")


class SalaryRules:
    """The rules for one layout; :meth:`check` takes one record after the other."""

    def __init__(self, layout):
        """:param layout: :class:`.layout.Layout` of 315 or 375"""
        self.no = {item.id: item.no for item in layout.items}
        self.slots = {
            prefix: [
                (place, [f"{prefix}{place}_{part}" for part in PARTS_OF_RELATIVE])
                for place in range(1, PLACES + 1)
            ]
            for prefix in ("dep", "u16_")
        }
        self.adjusted = [item.id for item in layout.items if item.adjusted]
        self.creation = layout.settings.get("creation")
        self.code_width = layout.settings.get("municipality_code_width")
        year = layout.year
        self.minor_from = law_rows("minors", year)[0]["born_from"]
        born = date.fromisoformat(self.minor_from)
        self.minor_code = to_coded(born, "tax")
        (relatives,) = law_rows("special_relatives", year)
        self.steps = {step["digit"]: step["yen"] for step in relatives["steps"]}
        self.unadjusted = {
            step["digit"]
            for step in relatives["steps"]
            if step["up_to"] <= relatives["unadjusted_up_to"]
        }
        deductions = law_rows("deductions", year)
        self.deductions = {row["key"]: row["yen"] for row in deductions}
        ceilings = law_rows("ceilings", year)
        self.ceilings = {row["key"]: row["yen"] for row in ceilings}

    def check(self, row):
        """Yield (item id, code, facts) for a record.

        :param row: item id -> text; texts that are wrong by themselves are left ""
        """
        yield from self._amounts(row)
        yield from self._spouse(row)
        yield from self._relatives(row)
        yield from self._housing(row)
        yield from self._person(row)
        yield from self._employment(row)

    def _needs(self, item, other):
        return item, "needs", {"other": self.no[other]}

    def _amounts(self, row):
        for part, whole in PARTS.items():
            if row[part] and int(row[part]) > int(row[whole] or 0):
                yield part, "inner_exceeds", {"whole": self.no[whole]}
        if row["tax_amount"] and int(row["tax_amount"]) > int(row["pay_amount"] or 0):
            yield "tax_amount", "tax_exceeds", {}
        for item in EXPECTED:
            if not row[item]:
                yield item, "expected", {}
        if not (row["pay_after"] or row["deduction_total"]):
            for item in self.adjusted:
                if row[item].strip("0"):
                    yield item, "only_when_adjusted", {}
        elif not (row["pay_after"] and row["deduction_total"]):
            missing = "deduction_total" if row["pay_after"] else "pay_after"
            given = "pay_after" if row["pay_after"] else "deduction_total"
            yield missing, "both_or_none", {"other": self.no[given]}
        else:
            yield from self._deductions(row)

    def _deductions(self, row):
        """The deductions of year-end adjustment (所得税法190条2号) and their limits."""
        for item, limit in self.ceilings.items():
            if row[item] and int(row[item]) > limit:
                yield item, "above_ceiling", {"limit": f"{limit:,}"}
        total = sum(int(row[item] or 0) for item in ADDED)
        for item, yen in self.deductions.items():
            if row[item]:
                count = int(row[item]) - int(row.get(LIVING.get(item), "") or 0)
                total += yen * count
        if total != int(row["deduction_total"]):
            yield "deduction_total", "deduction_total", {"expected": f"{total:,}"}

    def _spouse(self, row):
        named, mark = row["spouse_name"], row["spouse_mark"]
        if not named:
            for item in ("spouse_kana", "spouse_class"):
                if row[item]:
                    yield self._needs(item, "spouse_name")
            if row["spouse_number"]:
                yield "spouse_number", "number_without_name", {}
            if mark in ("1", "3"):
                yield self._needs("spouse_mark", "spouse_name")
            if row["spouse_deduction"].strip("0"):
                yield self._needs("spouse_deduction", "spouse_name")
        elif not row["spouse_class"]:
            yield "spouse_class", "expected", {}
        if row["spouse_deduction"].strip("0") and not row["spouse_income"]:
            yield self._needs("spouse_deduction", "spouse_income")
        if row["spouse_elderly"] == "1" and mark not in ("1", "3"):
            yield self._needs("spouse_elderly", "spouse_mark")
        otsu = row["f_otsu"] == "1"
        if mark and (mark in ("3", "4")) != otsu:
            yield "spouse_mark", "main_pay" if otsu else "second_pay", {}

    def _named(self, row, prefix):
        """Number of relatives with a name; findings for gaps and things without."""
        named, found = 0, []
        for place, (name, kana, code, number) in self.slots[prefix]:
            if row[name]:
                named += 1
                if named != place:
                    found.append((name, "gap", {}))
                if not row[code]:
                    found.append((code, "expected", {}))
                continue
            for part in (kana, code):
                if row[part]:
                    found.append(self._needs(part, name))
            if row.get(number):
                found.append((number, "number_without_name", {}))
        return named, found

    def _relatives(self, row):
        otsu = row["f_otsu"] == "1"
        for item in SUB if not otsu else MAIN_PAY:
            if row[item].strip("0"):
                yield item, "main_pay" if otsu else "second_pay", {}
        counts = SUB if otsu else MAIN
        counted = sum(int(row[item] or 0) for item in counts)
        under = int(row["dep_under16"] or 0)
        named, found = self._named(row, "dep")
        children, more = self._named(row, "u16_")
        yield from found
        yield from more
        if min(counted, PLACES) != named:
            yield counts[0], "count_differs", {"expected": named}
        if min(under, PLACES) != children:
            yield "dep_under16", "count_differs", {"expected": children}
        yield from self._further(row, counted, under)
        codes = [row[f"dep{place}_class"] for place in range(1, named + 1)]
        special = [code for code in codes if code >= "10"]
        if counted <= PLACES and under <= PLACES:
            abroad = [code for code in codes if code in ("01", "02", "03", "04")]
            abroad += [code for code in special if code[1] == "1"]
            places = range(1, children + 1)
            abroad += [p for p in places if row[f"u16_{p}_class"] == "01"]
            expected = len(abroad) + (row["spouse_class"] == "01")
            if int(row["nonresident_rel"] or 0) != expected:
                yield "nonresident_rel", "nonresident_differs", {"expected": expected}
            yield from self._special(row, counts[-1], special)

    def _special(self, row, count, codes):
        if int(row[count] or 0) != len(codes):
            yield count, "special_differs", {"expected": len(codes)}
        if not (row["pay_after"] or row["deduction_total"]):
            if any(code[0] not in self.unadjusted for code in codes):
                yield count, "special_unadjusted", {}
            return
        deducted = int(row["special_rel_deduction"] or 0)
        if bool(codes) != bool(deducted):
            facts = {"other": self.no[count]}
            yield "special_rel_deduction", "both_or_none", facts
        elif (total := sum(self.steps[code[0]] for code in codes)) != deducted:
            facts = {"expected": f"{total:,}"}
            yield "special_rel_deduction", "special_total", facts

    def _further(self, row, counted, under):
        """Fifth and later relatives: names in 摘要, numbers apart, same serials."""
        expected = max(counted - PLACES, 0) + max(under - PLACES, 0)
        numbered = row["further_numbers"]
        children = row.get("further_under16_numbers", "")
        if not (expected or numbered or children or "（" in row["summary"]):
            return
        marked = serials(row["summary"])
        if expected and expected != len(marked):
            yield "summary", "further_differs", {"expected": expected}
        for item, text in (
            ("further_numbers", numbered),
            ("further_under16_numbers", children),
        ):
            given = [int(match[1]) for match in SERIAL.finditer(text)]
            if given != sorted(set(given)) or set(given) - set(marked):
                yield item, "serial_differs", {}

    def _housing(self, row):
        credit, possible = row["housing_credit"], row["housing_possible"]
        given = 0
        both = ("housing_credit", "housing_possible")
        for turn in "12":
            item, moved = f"housing_class{turn}", f"move_in{turn}_year"
            if row[item]:
                given += 1
                if not (credit.strip("0") or possible.strip("0")):
                    others = " ".join(str(self.no[other]) for other in both)
                    yield item, "needs_one_of", {"others": others}
                if not row[moved]:
                    yield self._needs(item, moved)
                if given < int(turn):
                    yield item, "gap", {}
                continue
            for other in (moved, f"housing_balance{turn}"):
                if row[other]:
                    yield self._needs(other, item)
        if (credit.strip("0") or possible.strip("0")) and not given:
            yield "housing_class1", "expected", {}
        if possible.strip("0") and int(possible) <= int(credit or 0):
            facts = {"other": self.no["housing_credit"]}
            yield "housing_possible", "not_larger", facts
        count = int(row["housing_count"] or 0)
        if count < given or count and not given:
            yield "housing_count", "count_differs", {"expected": given}

    def _person(self, row):
        if row["f_dis_special"] == row["f_dis_other"] == "1":
            yield "f_dis_other", "exclusive", {"other": self.no["f_dis_special"]}
        if row["f_widow"] == row["f_single_parent"] == "1":
            yield "f_widow", "exclusive", {"other": self.no["f_single_parent"]}
        era = row["birth_era"]
        if era and row["birth_day"]:
            born = row["birth_year"] + row["birth_month"] + row["birth_day"]
            minor = era == "5" or (era, born) >= self.minor_code and era == "4"
            if minor != (row["f_minor"] == "1"):
                yield "f_minor", "minor_differs", {"born_from": self.minor_from}

    def _employment(self, row):
        moved, year = row["join_leave"], row["join_leave_year"]
        if moved in ("1", "2") and not year:
            yield self._needs("join_leave", "join_leave_year")
        if year and moved not in ("1", "2"):
            yield self._needs("join_leave_year", "join_leave")
        for item in ("join_leave_year", "prev_left_year"):
            if row[item] and row[item] != row["year"]:
                yield item, "outside_year", {}
        if row["f_death"] == "1" and moved != "2":
            yield self._needs("f_death", "join_leave")
        if row["prev_abroad"] == "1" and not row["prev_name"]:
            yield self._needs("prev_abroad", "prev_name")
        given = [item for item in PREVIOUS if row[item]]
        if given and len(given) < len(PREVIOUS):
            for item in PREVIOUS:
                if not row[item]:
                    yield item, "both_or_none", {"other": self.no[given[0]]}
        if "creation" not in self.no:
            return
        explained = row["summary"] or row["f_otsu"] == "1" or moved == "2"
        if row["ordinary_collection"] == "1" and not explained:
            yield self._needs("ordinary_collection", "summary")
        if row["treaty_exempt"] == "1" and not row["summary"]:
            yield self._needs("treaty_exempt", "summary")
        if row["creation"] and row["creation"] != self.creation:
            yield "creation", "not_as_set", {}
        code = row["municipality_code"]
        if code and len(code) != self.code_width:
            yield "municipality_code", "not_as_set", {}
