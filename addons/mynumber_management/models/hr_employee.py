# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, fields, models
from odoo.tools import plaintext2html

from ..text import legal_days, names, widths
from . import code_formats
from .mynumber_holder import GONE, ROLES
from .phones import national

HR = "hr.group_hr_user"
NAME_PARTS = frozenset({"family_name", "given_name"})
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
CODES = {
    "basic_pension_number": code_formats.BASIC_PENSION,
    "employment_insurance_number": code_formats.EMPLOYMENT_INSURED,
}


class HrEmployee(models.Model):
    """Particulars that Japanese forms need and the employee lacks.

    Invariants:

    * Every field added here has groups: a field without breaks colleagues who have
      no HR rights.
    * Nothing about the number is on hr.version, whose rows are copied.
    * A change of company leaves the number with the old company and opens a task.
    """

    _name = "hr.employee"
    _inherit = [
        "hr.employee",
        "mynumber.person",
        "mynumber.holder",
        "mynumber.guarded",
        "mynumber.post.watch",
    ]

    _mynumber_guarded = frozenset(
        {
            "additional_note",
            "departure_description",
            "emergency_contact",
            "employee_code",
            "health_insurance_number",
            "identification_id",
            "legal_name",
            "name",
            "passport_id",
            "permit_no",
            "place_of_birth",
            "private_car_plate",
            "private_city",
            "private_email",
            "private_street",
            "private_street2",
            "spouse_complete_name",
            "ssnid",
            "study_field",
            "study_school",
            "visa_no",
        }
    )

    employee_code = fields.Char(
        groups=HR, copy=False, help="社員番号: text, leading zeros are kept"
    )
    family_name = fields.Char(groups=HR)
    given_name = fields.Char(groups=HR)
    family_name_kana = fields.Char(groups=HR)
    given_name_kana = fields.Char(groups=HR)
    single_name = fields.Boolean(groups=HR)
    birth_name = fields.Char(groups=HR)
    alias_name = fields.Char(groups=HR)
    roman_name = fields.Char(groups=HR)
    name_fold = fields.Char(groups=HR)
    # Settings users may read employees without HR rights, and lists are sorted by it
    name_sort = fields.Char(groups=f"{HR},base.group_system")
    mynumber_registered = fields.Boolean(groups=HR)

    private_municipality_id = fields.Many2one(
        "mynumber.municipality",
        string="Municipality of Residence",
        compute="_compute_private_municipality_id",
        groups=HR,
    )
    dependant_ids = fields.One2many(
        "mynumber.dependant",
        "employee_id",
        string="Dependants",
        groups=HR,
        context={"active_test": False},
    )
    assignment_ids = fields.One2many(
        "mynumber.assignment", "employee_id", string="Establishments", groups=HR
    )
    basic_pension_number = fields.Char(
        groups=ROLES, copy=False, help="基礎年金番号, ten digits"
    )
    employment_insurance_number = fields.Char(
        groups=ROLES, copy=False, help="雇用保険被保険者番号, eleven digits"
    )
    health_insurance_number = fields.Char(
        groups=ROLES, copy=False, help="健康保険 被保険者等番号"
    )

    _employee_code_uniq = models.UniqueIndex(
        "(company_id, lower(employee_code)) WHERE employee_code IS NOT NULL",
        "Another employee of this company, perhaps an archived one, has this code.",
    )

    @api.depends("employee_code")
    def _compute_name_keys(self):
        return super()._compute_name_keys()

    def _name_fold_extras(self):
        return [*super()._name_fold_extras(), self.employee_code]

    @api.depends("private_state_id", "private_city")
    def _compute_private_municipality_id(self):
        for employee in self:
            employee.private_municipality_id = self.env["mynumber.municipality"]._of(
                employee.private_state_id, employee.private_city
            )

    @api.onchange("private_zip")
    def _onchange_private_zip(self):
        self.env["mynumber.postcode"]._fill(self, "private_")

    @api.onchange("private_phone")
    def _onchange_private_phone(self):
        self.private_phone = national(self, self.private_phone)

    @api.onchange("work_phone", "mobile_phone", "company_country_id", "company_id")
    def _onchange_phone_validation_employee(self):
        res = super()._onchange_phone_validation_employee()
        if self.company_id.country_id.code == "JP":
            self.work_phone = national(self, self.work_phone)
            self.mobile_phone = national(self, self.mobile_phone)
        return res

    @api.model_create_multi
    def create(self, vals_list):
        tidied = [self._with_names(self._tidy_employee(vals)) for vals in vals_list]
        for vals in tidied:
            self._mynumber_check_guarded(vals)
        return super().create(tidied)

    def write(self, vals):
        self._mynumber_check_guarded(vals)
        vals = self._tidy_employee(vals)
        following = self.browse()
        if not NAME_PARTS.isdisjoint(vals) and "name" not in vals:
            following = self.filtered(lambda e: e.name == e._full_name())
        leaving = self._mynumber_leaving(vals.get("company_id"))
        res = super().write(vals)
        for employee in following.filtered(lambda e: e._full_name() != e.name):
            employee.name = employee._full_name()
        for employee, company in leaving:
            employee._mynumber_open_handover(company)
        return res

    @api.model
    def _mynumber_check_guarded(self, vals):
        super()._mynumber_check_guarded(vals)
        properties = vals.get("employee_properties") or {}
        if isinstance(properties, list):
            properties = {one.get("name"): one.get("value") for one in properties}
        self._mynumber_warn_text(properties)

    @api.model
    def _with_names(self, vals):
        """``vals`` with the display name made from the parts, or the parts from it.

        Only a Japanese name with a space is parted; where 氏 ends is never guessed.
        """
        name = vals.get("name") or ""
        if vals.get("family_name"):
            parts = (vals["family_name"], vals.get("given_name"))
            return vals | {"name": name or " ".join(filter(None, parts))}
        if not _JAPANESE.match(name):
            return vals
        try:
            family, given = names.split_name(name)
        except names.NameRefused:
            return vals
        return vals | ({"family_name": family, "given_name": given} if given else {})

    @api.model
    def _tidy_employee(self, vals):
        tidy = self._tidy_names(vals)
        if isinstance(vals.get("employee_code"), str):
            code = widths.to_half_width(vals["employee_code"])
            tidy["employee_code"] = "".join(code.split()) or False
        if vals.get("private_phone"):
            tidy["private_phone"] = national(self, vals["private_phone"])
        if vals.get("private_zip"):
            tidy["private_zip"] = self.env["mynumber.postcode"]._written(
                vals["private_zip"]
            )
        for fname, groups in CODES.items():
            if vals.get(fname):
                tidy[fname] = code_formats.grouped(self, fname, vals[fname], groups)
        return tidy

    def _mynumber_held(self):
        dependants = self.with_context(active_test=False).sudo().dependant_ids
        held = super()._mynumber_held() | dependants._mynumber_held().employee_id
        return held.with_env(self.env)

    def _mynumber_refusal(self, held):
        return self.env._(
            "A My Number is held for these employees or their dependants: %(names)s. "
            "Register the departure and archive the employee instead. The record can "
            "be deleted once a disposal order has destroyed the numbers.",
            names=held.mapped("display_name"),
        )

    @api.model
    def _mynumber_leaving(self, company_id):
        """Employees of ``self`` whose company keeps a number when they change to
        ``company_id`` (int or False), as pairs (employee, company they leave)."""
        moving = self.filtered(lambda e: company_id and e.company_id.id != company_id)
        # sudo: whoever moves an employee need not see subjects
        subjects = self.env["mynumber.subject"].sudo()
        return [
            (employee, employee.company_id)
            for employee in moving
            if subjects.search_count(
                [
                    ("employee_id", "=", employee.id),
                    ("company_id", "=", employee.company_id.id),
                    ("state", "not in", GONE),
                ],
                limit=1,
            )
        ]

    def _mynumber_open_handover(self, company):
        """Ask the officers of ``company`` what becomes of the number left there."""
        self.ensure_one()
        # sudo: the officers are colleagues, perhaps of a company out of sight
        employee = self.sudo().with_context(mail_activity_quick_update=True)
        group = employee.env.ref("mynumber_management.group_officer")
        officers = group.all_user_ids.filtered(lambda u: company in u.company_ids)
        for user in officers or self.env.user:
            mine = employee.with_context(lang=user.lang)
            mine.activity_schedule(
                "mail.mail_activity_data_todo",
                legal_days.today_tokyo(),
                summary=mine.env._("My Number: hand over or dispose of"),
                note=plaintext2html(mine._mynumber_handover_note(company)),
                user_id=user.id,
            )

    def _mynumber_handover_note(self, company):
        return self.env._(
            "%(name)s has moved from %(old)s to %(new)s. The My Numbers of the "
            "employee and of the dependants stay with %(old)s; %(new)s asks for them "
            "anew. With the employee's consent, given after the new employer is "
            "named, %(old)s may pass them on (Number Act, article 19, item 4). Else "
            "they are disposed of when the periods of keeping are over.",
            name=self.name,
            old=company.sudo().name,
            new=self.company_id.name,
        )
