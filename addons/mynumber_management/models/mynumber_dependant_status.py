# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import api, fields, models

from ..text import legal_days

UNDER = 16


class MynumberDependantStatus(models.Model):
    """What a dependant counts as in one calendar year."""

    _name = "mynumber.dependant.status"
    _description = "Dependant in a Year"
    _order = "dependant_id, year desc"
    _rec_name = "year"

    dependant_id = fields.Many2one(
        "mynumber.dependant", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="dependant_id.company_id", store=True, index=True
    )
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: self._this_year()
    )
    withholding_spouse = fields.Boolean(
        "Spouse for Withholding", help="源泉控除対象配偶者"
    )
    deduction_spouse = fields.Selection(
        [("spouse", "Deduction for Spouse"), ("special", "Special Spouse Deduction")],
        help="控除対象配偶者・配偶者特別控除",
    )
    withholding_relative = fields.Boolean(
        "Relative for Withholding", help="源泉控除対象親族"
    )
    specific_relative = fields.Boolean("Specific Relative", help="特定親族")
    under16 = fields.Boolean(
        "Under 16",
        compute="_compute_under16",
        store=True,
        readonly=False,
        help="16歳未満の扶養親族: under 16 on 31 December",
    )
    disability = fields.Selection(
        [
            ("ordinary", "Disabled"),
            ("special", "Specially Disabled"),
            ("special_together", "Specially Disabled, Living Together"),
        ],
        help="障害者",
    )
    retirement_pay = fields.Boolean("Has Retirement Pay", help="退職手当等を有する")
    health_dependant = fields.Boolean("Health Insurance", help="健康保険の被扶養者")
    third_category = fields.Boolean("Third Category", help="国民年金第3号被保険者")
    income = fields.Integer("Expected Income (Yen)")
    abroad_reason = fields.Selection(
        [
            ("01", "Under 30, or 70 and over"),
            ("02", "Studying Abroad"),
            ("03", "Disabled"),
            ("04", "Receives 380,000 Yen or More"),
        ],
        string="Living Abroad",
        help="Code of a dependant of 16 and over who lives abroad",
    )

    _year_uniq = models.Constraint(
        "UNIQUE (dependant_id, year)", "This year is already in the list."
    )
    _year_range = models.Constraint(
        "CHECK (year BETWEEN 2016 AND 2100)", "Write the year with four digits."
    )
    _income_positive = models.Constraint(
        "CHECK (income >= 0)", "An income cannot be negative."
    )

    @api.model
    def _this_year(self):
        return legal_days.today_tokyo().year

    @api.depends("year", "dependant_id.birthday")
    def _compute_under16(self):
        for record in self:
            birthday = record.dependant_id.birthday
            record.under16 = bool(
                birthday
                and record.year
                and legal_days.attained_age(birthday, date(record.year, 12, 31)) < UNDER
            )
