# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..filings import totals
from ..filings.findings import Refused
from ..filings.record_file import RecordFile
from ..models.mynumber_statement_figures import YEN

COPY = "csv315"


class MynumberStatementTotals(models.TransientModel):
    """総括表: how many people and how much pay go to each municipality."""

    _name = "mynumber.statement.totals"
    _description = "Totals by Municipality"

    statement_ids = fields.Many2many(
        "mynumber.statement.withholding", string="Slips", required=True
    )
    line_ids = fields.One2many(
        "mynumber.statement.totals.line", "totals_id", "Municipalities"
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "mynumber.statement.withholding":
            slips = self.env["mynumber.statement.withholding"].browse(
                self.env.context.get("active_ids", [])
            )
            slips.check_access("read")
            values["statement_ids"] = [fields.Command.set(slips.ids)]
            values["line_ids"] = [
                fields.Command.create(line) for line in self._lines(slips)
            ]
        return values

    @api.model
    def _lines(self, slips):
        """The figures of each municipality, in the order of their codes.

        :param slips: mynumber.statement.withholding, checked ones of one year
        :raises UserError: a slip cannot be written into the file
        """
        slips._check_copy(COPY)
        if len(slips.company_id) != 1:
            raise UserError(self.env._("Choose slips of one company at a time."))
        chosen = slips._file_layout(COPY)
        file, rows, names = RecordFile(chosen), [], {}
        for slip, entry in slips._file_entries(chosen):
            try:
                row = file.row(entry)
            except Refused as refused:
                line = slip._file_finding(chosen, refused.findings[0])
                raise UserError(f"{slip.payee_name}: {line['message']}") from None
            rows.append(row)
            names.setdefault(row["municipality_code"], slip.municipality_name)
        return [
            {
                "code": code,
                "name": names[code],
                "special": one.special,
                "ordinary": one.ordinary,
                "left": one.left,
                "people": one.people,
                "pay": one.pay,
            }
            for code, one in sorted(totals.municipal(rows).items())
        ]


class MynumberStatementTotalsLine(models.TransientModel):
    """The figures of one municipality."""

    _name = "mynumber.statement.totals.line"
    _description = "Totals of a Municipality"
    _order = "code"

    totals_id = fields.Many2one("mynumber.statement.totals", ondelete="cascade")
    code = fields.Char("Municipality Code")
    name = fields.Char("Municipality")
    special = fields.Integer("Special Collection")
    ordinary = fields.Integer("Ordinary Collection")
    left = fields.Integer("Ordinary Collection, Left")
    people = fields.Integer("People Reported")
    pay = fields.Float("Total Pay", digits=YEN)
