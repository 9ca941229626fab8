# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import file_open


class ResCompany(models.Model):
    """What the office states about a company, and mirrors of what the door decides.

    Invariants
    - ``mynumber_second_person`` and ``mynumber_free_limit`` mirror the keystore; users
      cannot write them here.
    - A company with a number, a right or an unexported log cannot be deleted.
    """

    _inherit = "res.company"

    _MYNUMBER_MIRRORS = frozenset({"mynumber_second_person", "mynumber_free_limit"})

    mynumber_second_person = fields.Selection(
        [
            ("required", "Two persons approve"),
            ("single", "One person may approve"),
        ],
        string="Second person",
        required=True,
        readonly=True,
        default="required",
    )
    mynumber_free_limit = fields.Integer(
        string="Outputs without order",
        readonly=True,
        default=30,
        help="Persons per day and clerk for whom an output needs no order (0–200).",
    )
    mynumber_desk = fields.Text(
        string="My Number desk",
        help="Whom to turn to with questions, or when a leak is feared.",
    )
    mynumber_bureau = fields.Boolean(
        string="Handles numbers as a business",
        help="Social insurance labour consultants, tax accountants, payroll bureaus.",
    )
    mynumber_financial = fields.Boolean(string="In the financial sector")

    mynumber_layout_json = fields.Json("Open Points of File Layouts")

    _mynumber_free_limit_range = models.Constraint(
        "CHECK (mynumber_free_limit BETWEEN 0 AND 200)",
        "Choose between 0 and 200 persons.",
    )

    def init(self):
        result = super().init()
        with file_open("mynumber_management/models/sql/company_uuid.sql") as script:
            self.env.cr.execute(script.read())
        return result

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_mirrors(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_mirrors(vals)
        return super().write(vals)

    def _refuse_mirrors(self, vals):
        if not self.env.su and self._MYNUMBER_MIRRORS & vals.keys():
            raise AccessError(
                self.env._("An officer changes this in My Number ▸ Rights, with a PIN.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_mynumber(self):
        if self.env["mynumber.subject"]._count_held(self):
            raise UserError(
                self.env._(
                    "My Numbers of this company are stored. Destroy them by a "
                    "disposal order first, then archive the company."
                )
            )
        if (
            self.env["mynumber.right"]
            .sudo()
            .search_count([("company_id", "in", self.ids)], limit=1)
        ):
            raise UserError(
                self.env._(
                    "Rights to handle My Numbers of this company are on record. "
                    "Archive the company instead."
                )
            )
        if self.env["mynumber.audit.entry"]._unexported(self):
            raise UserError(
                self.env._(
                    "The audit trail of this company was not exported. Export it in "
                    "My Number ▸ Audit trail first."
                )
            )
