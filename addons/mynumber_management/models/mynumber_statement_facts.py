# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .mynumber_statement_figures import YEN


class MynumberStatementWithholdingFacts(models.AbstractModel):
    """Who was paid by whom, and the marks and notes of one withholding slip.

    Names are the field ids of ``forms.withholding.FIELDS``. Person and payer are
    copies of the day of reference: a later move or renaming does not change a slip.
    """

    _name = "mynumber.statement.withholding.facts"
    _description = "Facts of a Withholding Slip"

    adjusted = fields.Boolean("Year-end Adjustment Done", default=True)

    payee_name = fields.Char("Name on the Slip")
    payee_kana = fields.Char("Name in Kana")
    payee_code = fields.Char("Employee Code", index=True)
    payee_position = fields.Char("Office Held")
    payee_birth_date = fields.Date("Date of Birth")
    payee_address = fields.Char("Address")
    payee_abroad = fields.Boolean("Address Abroad")
    municipality_code = fields.Char("Municipality Code", index=True)
    designated_number = fields.Char("Designated Number of the Payer")

    f_minor = fields.Boolean("Minor")
    f_foreigner = fields.Boolean("Foreigner")
    f_death = fields.Boolean("Left by Death")
    f_disaster = fields.Boolean("Disaster Victim")
    f_otsu = fields.Boolean("Secondary Pay (Otsu)")
    f_dis_special = fields.Boolean("Specially Disabled")
    f_dis_other = fields.Boolean("Otherwise Disabled")
    f_widow = fields.Boolean("Widow")
    f_single_parent = fields.Boolean("Single Parent")
    f_student = fields.Boolean("Working Student")
    joined_date = fields.Date("Joined in the Year")
    left_date = fields.Date("Left in the Year", index="btree_not_null")

    ordinary_collection = fields.Boolean("Ordinary Collection")
    ordinary_reason = fields.Char("Reason Code of Ordinary Collection")
    blue_worker = fields.Boolean("Blue-return Family Worker")
    treaty_exempt = fields.Boolean("Exempt by Tax Treaty")
    treaty_text = fields.Char("Treaty Amount and Article")
    disabled_spouse_name = fields.Char("Disabled Spouse in the Same Household")
    income_adjust_name = fields.Char("Relative of the Income Adjustment")
    income_adjust_spouse = fields.Boolean("This Relative Is the Spouse")
    life_ins_special = fields.Boolean("Special Life Insurance Rule")
    deferred_tax = fields.Float("Tax Deferred for Disaster", digits=YEN)
    summary_text = fields.Char("Other Remarks")

    prev_name = fields.Char("Previous Employer")
    prev_address = fields.Char("Address of the Previous Employer")
    prev_abroad = fields.Boolean("Previous Employer Abroad")
    prev_pay = fields.Float("Pay of the Previous Employer", digits=YEN)
    prev_tax = fields.Float("Tax of the Previous Employer", digits=YEN)
    prev_social_ins = fields.Float("Premiums of the Previous Employer", digits=YEN)
    prev_left_date = fields.Date("Left the Previous Employer")

    payer_name = fields.Char("Payer")
    payer_address = fields.Char("Address of the Payer")
    payer_tel = fields.Char("Phone of the Payer")
    payer_corporate_number = fields.Char("Corporate Number")
