# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..forms import withholding

YEN = (12, 0)


class MynumberStatementWithholdingFigures(models.AbstractModel):
    """The amounts and counts of one withholding slip.

    Names are the field ids of ``forms.withholding.FIELDS``. Amounts are whole yen;
    0 stands for blank except where ``_engine_statement`` says otherwise.
    """

    _name = "mynumber.statement.withholding.figures"
    _description = "Figures of a Withholding Slip"

    pay_kind = fields.Char("Kind of Pay")
    pay_amount = fields.Float("Pay", digits=YEN)
    pay_amount_inner = fields.Float("Of Which Unpaid", digits=YEN)
    pay_after = fields.Float("Pay After Employment Income Deduction", digits=YEN)
    deduction_total = fields.Float("Total of Income Deductions", digits=YEN)
    tax_amount = fields.Float("Tax Withheld", digits=YEN)
    tax_amount_inner = fields.Float("Of Which Not Yet Collected", digits=YEN)

    spouse_mark = fields.Selection(
        [("none", "None"), ("main", "Yes"), ("sub", "Yes (Secondary Pay)")],
        "Deductible Spouse",
        default="none",
        required=True,
    )
    spouse_elderly = fields.Boolean("Elderly Spouse")
    spouse_deduction = fields.Float("Spouse Deduction", digits=YEN)
    spouse_income = fields.Float("Total Income of the Spouse", digits=YEN)

    dep_specific = fields.Integer("Specific Dependants")
    dep_specific_sub = fields.Integer("Specific Dependants (Secondary Pay)")
    dep_elderly = fields.Integer("Elderly Dependants")
    dep_elderly_living = fields.Integer("Elderly Parents Living Together")
    dep_elderly_sub = fields.Integer("Elderly Dependants (Secondary Pay)")
    dep_other = fields.Integer("Other Dependants")
    dep_other_sub = fields.Integer("Other Dependants (Secondary Pay)")
    dep_special_rel = fields.Integer("Special Relatives")
    dep_special_rel_sub = fields.Integer("Special Relatives (Secondary Pay)")
    dep_under16 = fields.Integer("Dependants under 16")
    dis_special = fields.Integer("Specially Disabled Relatives")
    dis_special_living = fields.Integer("Specially Disabled, Living Together")
    dis_other = fields.Integer("Other Disabled Relatives")
    nonresident_rel = fields.Integer("Non-resident Relatives")

    special_rel_deduction = fields.Float("Special Relative Deduction", digits=YEN)
    social_ins = fields.Float("Social Insurance Premiums", digits=YEN)
    social_ins_inner = fields.Float("Of Which Mutual Aid Premiums", digits=YEN)
    life_ins = fields.Float("Life Insurance Deduction", digits=YEN)
    quake_ins = fields.Float("Earthquake Insurance Deduction", digits=YEN)
    housing_credit = fields.Float("Housing Loan Credit", digits=YEN)
    basic_deduction = fields.Float("Basic Deduction", digits=YEN)
    income_adjust = fields.Float("Income Adjustment Deduction", digits=YEN)
    new_life = fields.Float("New Life Insurance Premiums", digits=YEN)
    old_life = fields.Float("Old Life Insurance Premiums", digits=YEN)
    care_ins = fields.Float("Care and Medical Insurance Premiums", digits=YEN)
    new_pension = fields.Float("New Private Pension Premiums", digits=YEN)
    old_pension = fields.Float("Old Private Pension Premiums", digits=YEN)
    national_pension = fields.Float("National Pension Premiums", digits=YEN)
    old_longterm = fields.Float("Old Long-term Casualty Premiums", digits=YEN)

    housing_count = fields.Integer("Number of Housing Loan Credits")
    housing_possible = fields.Float("Possible Housing Loan Credit", digits=YEN)
    move_in1 = fields.Date("Moved In (First)")
    housing_class1 = fields.Selection("_selection_housing", "Credit Class (First)")
    housing_balance1 = fields.Float("Loan Balance (First)", digits=YEN)
    move_in2 = fields.Date("Moved In (Second)")
    housing_class2 = fields.Selection("_selection_housing", "Credit Class (Second)")
    housing_balance2 = fields.Float("Loan Balance (Second)", digits=YEN)

    def _selection_housing(self):
        """Codes of 住宅借入金等特別控除区分 (record 375, items 79 and 84)."""
        return [(code, code) for code in withholding.HOUSING_CLASSES]
