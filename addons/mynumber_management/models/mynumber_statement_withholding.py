# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..text.eras import wareki_year


class MynumberStatementWithholding(models.Model):
    """One withholding slip: one person, one payer, one year. Never a number.

    Invariants:

    * No field holds or derives from a My Number; the boxes that need one are named
      by holder only (``_number_slots``) and filled outside the ORM.
    * The content of a closed slip does not change; changing a checked slip makes it
      a draft again.
    * A slip is checked only when the engine finds no error in it.
    """

    _name = "mynumber.statement.withholding"
    _description = "Withholding Slip"
    _inherit = [
        "mynumber.statement.withholding.figures",
        "mynumber.statement.withholding.facts",
        "mynumber.guarded",
    ]
    _order = "year desc, payee_sort, payee_code, id"
    _rec_name = "payee_name"
    _rec_names_search = ["payee_name", "payee_kana", "payee_code"]
    _check_company_auto = True

    _mynumber_guarded = frozenset(
        {
            "payee_name",
            "payee_kana",
            "payee_code",
            "payee_position",
            "payee_address",
            "municipality_name",
            "pay_kind",
            "ordinary_reason",
            "treaty_text",
            "disabled_spouse_name",
            "income_adjust_name",
            "summary_text",
            "prev_name",
            "prev_address",
        }
    )

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        "Employee",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
        check_company=True,
        context={"active_test": False},
    )
    employee_active = fields.Boolean(related="employee_id.active", store=True)
    year = fields.Integer(required=True, index=True, readonly=True, aggregator=None)
    year_label = fields.Char("Tax Year", compute="_compute_year_label", store=True)
    establishment_id = fields.Many2one(
        "mynumber.establishment",
        "Payer's Office",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("checked", "Checked"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    snapshot_on = fields.Date("Particulars as of", readonly=True)
    department_id = fields.Many2one(
        "hr.department", "Department", check_company=True, index="btree_not_null"
    )
    municipality_name = fields.Char("Municipality")
    # tells a tax of 0, which is written on the slip, from one that was forgotten
    tax_none = fields.Boolean("No Tax Withheld (0 Yen)")
    payee_sort = fields.Char(readonly=True, index=True)
    relative_ids = fields.One2many(
        "mynumber.statement.withholding.relative", "statement_id", "Relatives"
    )
    _year_uniq = models.UniqueIndex(
        "(employee_id, year, COALESCE(establishment_id, 0))",
        "This person already has a slip of this payer for this year. Open that one.",
    )
    _year_range = models.Constraint(
        "CHECK (year BETWEEN 2016 AND 2100)",
        "Give the tax year with four digits, 2016 or later.",
    )

    @api.depends("year")
    def _compute_year_label(self):
        for statement in self:
            statement.year_label = f"{wareki_year(statement.year)}分"

    @api.depends("payee_name", "year_label")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = f"{statement.year_label} {statement.payee_name}"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_zero_tax(vals) for vals in vals_list])

    @api.model
    def _with_zero_tax(self, vals):
        """``vals`` that say whether a tax of 0 was written: who writes 0 means it."""
        if "tax_amount" not in vals or "tax_none" in vals:
            return vals
        amount = vals["tax_amount"]
        return vals | {"tax_none": amount is not False and amount == 0}

    def write(self, vals):
        vals = self._with_zero_tax(vals)
        if not set(vals).isdisjoint(self._content_fields()):
            self._guard_content()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        if any(statement.state == "closed" for statement in self):
            raise UserError(
                self.env._("A closed slip cannot be deleted. Reopen it first.")
            )

    def _guard_content(self):
        """Refuse a change of closed slips; make checked ones drafts again."""
        if any(statement.state == "closed" for statement in self):
            raise UserError(
                self.env._("This slip is closed. Reopen it before you change it.")
            )
        checked = self.filtered(lambda statement: statement.state == "checked")
        if checked:
            checked.state = "draft"

    def action_check(self):
        """Set slips without errors to checked and name the others."""
        clean = self.filtered(lambda s: s.state != "closed" and not s.error_count)
        clean.state = "checked"
        faulty = self.filtered("error_count")
        if not faulty:
            return self._notify(
                self.env._("%(count)s slips checked.", count=len(clean)), "success"
            )
        if len(self) == 1:
            return self._notify(
                self.env._("Mend the errors shown on the slip, then check again."),
                "warning",
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Slips with Errors"),
            "res_model": self._name,
            "view_mode": "list,form",
            "domain": [("id", "in", faulty.ids)],
        }

    def action_close(self):
        """Fix checked slips: from here on their content stays as it is."""
        if any(statement.state != "checked" for statement in self):
            raise UserError(
                self.env._("Only checked slips can be closed. Check them first.")
            )
        self.state = "closed"

    def action_reopen(self):
        """Make slips drafts again, for instance to correct one already filed."""
        self.state = "draft"

    def _notify(self, message, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": kind,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
