# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..models.mynumber_forms import FILE_COPIES
from ..models.mynumber_statement_output import SHEET_COPIES

NUMBER_COPIES = {"municipal", "tax", *FILE_COPIES}
REPORTS = {
    "payee": "mynumber_management.report_withholding_payee",
    "control": "mynumber_management.report_withholding_control",
}


class MynumberStatementOutput(models.TransientModel):
    """Chooses copy, paper and order. Number-less copies are drawn at once; the others
    go to the output dialog, which alone asks for the PIN."""

    _name = "mynumber.statement.output"
    _description = "Print Withholding Slips"

    statement_ids = fields.Many2many(
        "mynumber.statement.withholding", string="Slips", required=True
    )
    statement_count = fields.Integer("Slips Chosen", compute="_compute_counts")
    unchecked_count = fields.Integer("Drafts", compute="_compute_counts")
    copies_offered = fields.Json(compute="_compute_counts")
    deemed_filed = fields.Boolean(compute="_compute_counts")
    copy_kind = fields.Selection(
        [
            ("municipal", "For the Municipality (with Numbers)"),
            ("tax", "For the Tax Office (with Numbers)"),
            ("csv315", "File for eLTAX: Payment Report 315 (with Numbers)"),
            ("csv375", "File for e-Tax: Withholding Slip 375 (with Numbers)"),
            ("payee", "For the Employee (without Numbers)"),
            ("control", "Our Own Copy (without Numbers)"),
        ],
        "Copy",
        required=True,
        default="municipal",
    )
    page = fields.Selection(
        [("a5", "A5, One Slip a Page"), ("a4", "A4, Two Slips Side by Side")],
        "Paper",
        required=True,
        default="a4",
    )
    sort_by = fields.Selection(
        [
            ("municipality", "Municipality"),
            ("department", "Department"),
            ("code", "Employee Code"),
            ("kana", "Name (Kana)"),
        ],
        "Sort By",
        required=True,
        default="municipality",
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "mynumber.statement.withholding":
            values["statement_ids"] = [
                fields.Command.set(self.env.context.get("active_ids", []))
            ]
        return values

    @api.depends("statement_ids")
    def _compute_counts(self):
        for wizard in self:
            slips = wizard.statement_ids
            wizard.statement_count = len(slips)
            wizard.unchecked_count = len(slips.filtered(lambda s: s.state == "draft"))
            wizard.deemed_filed = any(slips.mapped("deemed_filed"))
            copies = [*SHEET_COPIES, *FILE_COPIES]
            offered = [copy for copy in copies if slips and not slips._no_sheet(copy)]
            wizard.copies_offered = offered or copies

    def action_output(self):
        """Draw a number-less copy, or open the output dialog for one with numbers."""
        self.ensure_one()
        slips = self.statement_ids._in_order(self.sort_by)
        slips._check_copy(self.copy_kind)
        if self.copy_kind in NUMBER_COPIES:
            return {
                "type": "ir.actions.client",
                "tag": "mynumber_output",
                "target": "new",
                "name": self.env._("Output with My Numbers"),
                "context": {
                    "model": slips._name,
                    "ids": slips.ids,
                    "copy": self.copy_kind,
                    "page": self.page,
                },
            }
        report = self.env.ref(REPORTS[self.copy_kind])
        data = {"ids": slips.ids, "page": self.page}
        return report.report_action(slips, data=data, config=False)
