# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import api, models
from odoo.fields import Command

from ..forms.withholding_family import special_relative_step
from ..text.legal_days import attained_age

ELDERLY = 70
SPECIFIC = range(19, 23)
ASCENDANTS = ("parent", "parent_in_law", "grandparent")


class MynumberStatementWithholdingHousehold(models.Model):
    """Relatives and their counts on a new slip, from the register's flags of the year.

    What a relative counts as is decided by the flags; age decides among 特定, 老人 and
    その他 only (所得税法2条1項33号から34号の4: age on 31 December, or at death).
    """

    _inherit = "mynumber.statement.withholding"

    @api.model
    def _household(self, employee, year):
        """Values of ``relative_ids`` and of the counts for one employee and year."""
        counts = dict.fromkeys(
            (
                "dep_specific",
                "dep_elderly",
                "dep_elderly_living",
                "dep_other",
                "dep_special_rel",
                "dep_under16",
                "dis_special",
                "dis_special_living",
                "dis_other",
                "nonresident_rel",
            ),
            0,
        )
        values = {
            "spouse_mark": "none",
            "spouse_elderly": False,
            "spouse_income": 0,
            "disabled_spouse_name": False,
        }
        lines = []
        for relative in employee.dependant_ids.filtered("active"):
            status = relative._status(year)
            role = self._role(status)
            if role:
                lines.append(self._line(relative, status, role))
                counts["nonresident_rel"] += relative.non_resident and (
                    role != "retirement"
                )
            if role == "spouse":
                values |= self._spouse(relative, status, year)
            elif role in ("dependant", "under16"):
                for name in self._counted(relative, status, role, year):
                    counts[name] += 1
            elif status.disability and relative.relation == "spouse":
                values["disabled_spouse_name"] = self._wide(relative.name)
            if role != "retirement":
                for name in self._disability(status):
                    counts[name] += 1
        return {
            **counts,
            **values,
            "relative_ids": [Command.clear(), *map(Command.create, lines)],
        }

    @api.model
    def _role(self, status):
        if status.deduction_spouse or status.withholding_spouse:
            return "spouse"
        if status.under16:
            return "under16"
        if status.withholding_relative or status.specific_relative:
            return "dependant"
        return "retirement" if status.retirement_pay else None

    @api.model
    def _line(self, relative, status, role):
        abroad = relative.non_resident
        if role == "dependant" and status.specific_relative:
            step = special_relative_step(status.year, status.income) or "1"
            code = step + ("1" if abroad else "0")
        elif role == "dependant" and abroad:
            code = status.abroad_reason or "01"
        else:
            code = "01" if abroad else "00"
        return {
            **self.env["mynumber.statement.withholding.relative"]._named(relative),
            "role": role,
            "sequence": relative.sequence,
            "dependant_id": relative.id,
            "class_code": code,
            "income": status.income if status.specific_relative else 0,
        }

    @api.model
    def _spouse(self, relative, status, year):
        special = status.deduction_spouse == "special"
        born = relative.birthday
        return {
            "spouse_mark": "none" if special else "main",
            "spouse_income": status.income,
            "spouse_elderly": not special
            and bool(born)
            and attained_age(born, date(year, 12, 31)) >= ELDERLY,
        }

    @api.model
    def _counted(self, relative, status, role, year):
        """Names of the counts in which a relative stands."""
        if role == "under16":
            return ["dep_under16"]
        if status.specific_relative:
            return ["dep_special_rel"]
        born = relative.birthday
        age = attained_age(born, date(year, 12, 31)) if born else 0
        if age in SPECIFIC:
            return ["dep_specific"]
        if age >= ELDERLY:
            near = relative.living == "together" and relative.relation in ASCENDANTS
            return ["dep_elderly", "dep_elderly_living"] if near else ["dep_elderly"]
        return ["dep_other"]

    @api.model
    def _disability(self, status):
        return {
            "ordinary": ["dis_other"],
            "special": ["dis_special"],
            "special_together": ["dis_special", "dis_special_living"],
        }.get(status.disability, [])
