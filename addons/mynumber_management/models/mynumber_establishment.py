# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..text import digits
from . import code_formats
from .phones import national

CODES = {
    "tax_reference": code_formats.TAX_REFERENCE,
    "social_number": code_formats.SOCIAL_OFFICE,
    "employment_number": code_formats.EMPLOYMENT_OFFICE,
    "labour_number": code_formats.LABOUR_OFFICE,
}


class MynumberEstablishment(models.Model):
    """An employer's place with its codes: payer, social or employment insurance.

    Invariants:

    * It holds a 法人番号 only, thirteen digits with a valid check digit. Twelve digits
      are refused: a sole proprietor's own number is the My Number of the company's
      partner and goes through the same door as any other.
    """

    _name = "mynumber.establishment"
    _description = "Establishment"
    _inherit = ["mynumber.contact", "mynumber.guarded"]
    _order = "company_id, sequence, name"
    _check_company_auto = True

    _mynumber_guarded = frozenset(
        {
            "business_type",
            "city",
            "desk_department",
            "desk_name",
            "health_insurer",
            "hello_work",
            "name",
            "name_kana",
            "pay_schedule",
            "pension_office",
            "representative_name",
            "representative_title",
            "social_symbol",
            "street",
            "street2",
            "tax_accountant",
            "tax_office",
        }
    )

    name = fields.Char("Name or Company Name", required=True)
    name_kana = fields.Char("Name in Kana")
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    is_payer = fields.Boolean("Payer of Wages", default=True)
    is_social = fields.Boolean("Social Insurance Office", default=True)
    is_employment = fields.Boolean("Employment Insurance Office", default=True)

    sole_proprietor = fields.Boolean(
        help="A sole proprietor has no corporate number. The proprietor's own My "
        "Number is registered on the company's contact."
    )
    corporate_number = fields.Char(copy=False)
    proprietor_id = fields.Many2one(related="company_id.partner_id")
    representative_title = fields.Char("Title of Representative")
    representative_name = fields.Char("Name of Representative")
    business_type = fields.Char("Type of Business")
    desk_department = fields.Char("Enquiry Desk: Department")
    desk_name = fields.Char("Enquiry Desk: Name")
    desk_phone = fields.Char("Enquiry Desk: Telephone")

    tax_office = fields.Char("Tax Office")
    tax_reference = fields.Char(
        "Reference Number", help="整理番号 of the tax office, ten digits"
    )
    pay_schedule = fields.Char("Way and Day of Payment")
    tax_accountant = fields.Char("Tax Accountant")
    municipality_line_ids = fields.One2many(
        "mynumber.establishment.municipality", "establishment_id", "Municipalities"
    )

    pension_office = fields.Char("Pension Office")
    social_symbol = fields.Char("Office Symbol", help="事業所整理記号")
    social_number = fields.Char("Office Number", help="事業所番号, five digits")
    health_insurer = fields.Char("Health Insurer")

    hello_work = fields.Char("Employment Security Office")
    employment_number = fields.Char(
        "Employment Insurance Number", help="雇用保険適用事業所番号, eleven digits"
    )
    labour_number = fields.Char(
        "Labour Insurance Number", help="労働保険番号, fourteen digits"
    )

    _has_a_kind = models.Constraint(
        "CHECK (is_payer OR is_social OR is_employment)",
        "Tick what this establishment is: payer, social insurance or employment "
        "insurance.",
    )

    @api.constrains("corporate_number", "sole_proprietor")
    def _check_corporate_number(self):
        for record in self.filtered("corporate_number"):
            number = record.corporate_number
            if re.fullmatch("[0-9]{12}", number):
                raise ValidationError(
                    self.env._(
                        "A corporate number has thirteen digits; twelve digits are a "
                        "My Number and cannot be kept here. Tick Sole Proprietor and "
                        "register the proprietor's My Number on the company's contact."
                    )
                )
            if record.sole_proprietor:
                raise ValidationError(
                    self.env._(
                        "A sole proprietor has no corporate number: leave it empty."
                    )
                )
            if not digits.is_corporate(number):
                raise ValidationError(
                    self.env._(
                        "This is not a valid corporate number. It has thirteen digits "
                        "and a check digit: look it up in the corporate number "
                        "publication site of the National Tax Agency."
                    )
                )

    @api.onchange("desk_phone")
    def _onchange_desk_phone(self):
        self.desk_phone = national(self, self.desk_phone)

    @api.model
    def _tidy_contact(self, vals):
        tidy = super()._tidy_contact(vals)
        if vals.get("desk_phone"):
            tidy["desk_phone"] = national(self, vals["desk_phone"])
        if vals.get("corporate_number"):
            number = digits.normalise(vals["corporate_number"])
            tidy["corporate_number"] = number.removeprefix("T")
        for fname, groups in CODES.items():
            if vals.get(fname):
                tidy[fname] = code_formats.grouped(self, fname, vals[fname], groups)
        return tidy

    def action_open_proprietor(self):
        """Open the company's contact, which holds a sole proprietor's number."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sole Proprietor"),
            "res_model": "res.partner",
            "res_id": self.proprietor_id.id,
            "view_mode": "form",
        }

    def _designated_number(self, municipality):
        """The 指定番号 that ``municipality`` gave this payer, or an empty string."""
        self.ensure_one()
        line = self.municipality_line_ids.filtered(
            lambda line: line.municipality_id == municipality
        )
        return line.designated_number or ""
