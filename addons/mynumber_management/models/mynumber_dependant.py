# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import code_formats
from .mynumber_holder import ROLES


class MynumberDependant(models.Model):
    """A relative of an employee who stands in the employee's tax or insurance forms.

    The relative hangs on the employee: it moves with the employee's company, while a
    number that was registered stays with the company that took it.
    """

    _name = "mynumber.dependant"
    _description = "Dependant"
    _inherit = [
        "mynumber.person",
        "mynumber.holder",
        "mynumber.contact",
        "mynumber.guarded",
    ]
    _order = "employee_id, sequence, birthday, id"
    _rec_names_search = ["name"]

    _mynumber_guarded = frozenset(
        {"city", "name", "note", "relation_written", "street", "street2"}
    )

    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        context={"active_test": False},
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(compute="_compute_name", store=True, precompute=True)
    relation = fields.Selection(
        [
            ("spouse", "Spouse"),
            ("common_law", "Common-law Spouse"),
            ("child", "Child"),
            ("parent", "Parent"),
            ("parent_in_law", "Parent-in-law"),
            ("grandparent", "Grandparent"),
            ("grandchild", "Grandchild"),
            ("sibling", "Brother or Sister"),
            ("other", "Other Relative"),
        ],
        required=True,
    )
    relation_written = fields.Char(
        "Relation as Written", help="As it stands on forms: 妻, 長男, 養母 …"
    )
    relation_shown = fields.Char("Relation (Shown)", compute="_compute_relation_shown")
    sex = fields.Selection([("male", "Male"), ("female", "Female")])
    birthday = fields.Date("Date of Birth")
    living = fields.Selection(
        [("together", "Living Together"), ("apart", "Living Apart")],
        default="together",
        required=True,
    )
    non_resident = fields.Boolean("Lives Abroad")
    basic_pension_number = fields.Char(
        groups=ROLES, copy=False, help="基礎年金番号, ten digits"
    )
    note = fields.Text()
    status_ids = fields.One2many(
        "mynumber.dependant.status", "dependant_id", string="Years"
    )
    status_id = fields.Many2one(
        "mynumber.dependant.status", "This Year", compute="_compute_status_id"
    )

    @api.depends("family_name", "given_name")
    def _compute_name(self):
        for record in self:
            record.name = record._full_name()

    @api.depends("relation", "relation_written")
    @api.depends_context("lang")
    def _compute_relation_shown(self):
        labels = dict(self._fields["relation"]._description_selection(self.env))
        for record in self:
            record.relation_shown = record.relation_written or labels.get(
                record.relation
            )

    @api.depends("status_ids.year")
    def _compute_status_id(self):
        year = self.env["mynumber.dependant.status"]._this_year()
        for record in self:
            record.status_id = record._status(year)

    @api.onchange("employee_id")
    def _onchange_employee_id(self):
        if not self.family_name:
            self.family_name = self.employee_id.family_name
            self.family_name_kana = self.employee_id.family_name_kana

    @api.model
    def _tidy_contact(self, vals):
        tidy = super()._tidy_contact(vals)
        if vals.get("basic_pension_number"):
            tidy["basic_pension_number"] = code_formats.grouped(
                self,
                "basic_pension_number",
                vals["basic_pension_number"],
                code_formats.BASIC_PENSION,
            )
        return tidy

    def _status(self, year):
        """The flags of the calendar year ``year`` (int), or an empty recordset."""
        self.ensure_one()
        return self.status_ids.filtered(lambda status: status.year == year)[:1]

    def _mynumber_refusal(self, held):
        return self.env._(
            "A My Number is held for: %(names)s. End the dependant's years and archive "
            "the record instead. It can be deleted once a disposal order has destroyed "
            "the number.",
            names=held.mapped("display_name"),
        )
