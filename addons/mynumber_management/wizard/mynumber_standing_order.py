# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mynumber_forms import COPIES, STATEMENTS
from ..text.legal_days import today_tokyo

MONTHS_MOST = 3


class MynumberStandingOrder(models.TransientModel):
    """Proposes a standing order (包括指示); an officer approves it with a PIN."""

    _name = "mynumber.standing.order"
    _inherit = ["mynumber.guarded"]
    _description = "Proposal of a standing order"

    _mynumber_guarded = frozenset({"reason"})

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain="[('id', 'in', allowed_company_ids)]",
    )
    form_code = fields.Selection(
        STATEMENTS, string="Form", required=True, default=STATEMENTS[0][0]
    )
    copy_kind = fields.Selection(
        COPIES, string="Copy", required=True, default=COPIES[0][0]
    )
    department_ids = fields.Many2many(
        "hr.department",
        string="Departments",
        help="Whose people the order covers, with the departments below them. Empty: "
        "everybody of the company.",
    )
    daily_ceiling = fields.Integer(string="People per Day", required=True, default=100)
    valid_until = fields.Date(
        required=True, default=lambda self: today_tokyo() + relativedelta(months=1)
    )
    reason = fields.Text(required=True)

    @api.constrains("daily_ceiling", "valid_until")
    def _check_rule(self):
        for proposal in self:
            if not 0 < proposal.daily_ceiling <= 10000:
                raise UserError(self.env._("Choose between 1 and 10,000 people a day."))
            today = today_tokyo()
            latest = today + relativedelta(months=MONTHS_MOST)
            if not today <= proposal.valid_until <= latest:
                raise UserError(
                    self.env._("A standing order lasts at most three months.")
                )

    def action_propose(self):
        """Make the draft order and open it."""
        self.ensure_one()
        if self.company_id not in self.env.user.company_ids:
            raise UserError(self.env._("You do not work for this company."))
        # sudo: nobody writes orders but by proposing; without approval it opens nothing
        order = (
            self.env["mynumber.order"]
            .sudo()
            .create(
                {
                    "kind": "output",
                    "standing": True,
                    "company_id": self.company_id.id,
                    "form_code": self.form_code,
                    "copy_kind": self.copy_kind,
                    "department_ids": [(6, 0, self.department_ids.ids)],
                    "daily_ceiling": self.daily_ceiling,
                    "valid_until": self.valid_until,
                    "reason": self.reason,
                    "proposed_by": self.env.uid,
                }
            )
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mynumber.order",
            "res_id": order.id,
            "view_mode": "form",
        }
