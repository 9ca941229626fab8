# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..forms.findings import warning
from ..forms.withholding_rules import validate
from .mynumber_statement_messages import explain


class MynumberStatementWithholdingFindings(models.Model):
    """What the engine finds wrong or doubtful with each slip.

    Findings name fields, limits and sums; they never carry what was typed.
    """

    _inherit = "mynumber.statement.withholding"

    findings = fields.Json("Findings (Raw)", compute="_compute_findings", store=True)
    error_count = fields.Integer("Errors", compute="_compute_findings", store=True)
    hint_count = fields.Integer("Hints", compute="_compute_findings", store=True)
    finding_lines = fields.Json("Findings", compute="_compute_finding_lines")

    @api.depends(
        lambda self: [*self._content_paths(), "establishment_id.sole_proprietor"]
    )
    def _compute_findings(self):
        for statement in self:
            found = validate(statement._engine_statement())
            # sudo: as _number_holders
            proprietor = statement.sudo().establishment_id.sole_proprietor
            if not (statement.payer_corporate_number or proprietor):
                found.append(warning("required", "payer_corporate_number"))
            statement.findings = [finding._asdict() for finding in found]
            statement.error_count = sum(f.level == "error" for f in found)
            statement.hint_count = len(found) - statement.error_count

    @api.depends("findings", "relative_ids.dependant_id")
    @api.depends_context("lang")
    def _compute_finding_lines(self):
        missing = self._missing_numbers()
        for statement in self:
            statement.finding_lines = [
                statement._finding_line(found) for found in statement.findings or []
            ] + missing[statement.id]

    def _finding_line(self, found):
        """A finding as the screen shows it: level, field, its label, sentence."""
        item, _dot, place = found["item"].partition(".")
        shown = item if item in self._fields else "relative_ids"
        label = self._fields[shown]._description_string(self.env)
        if place:
            label = f"{label} {place.partition('.')[0]}"
        return {
            "level": found["level"],
            "field": shown,
            "label": label,
            "message": explain(self.env, found["code"], found["message_args"]),
        }

    def _missing_numbers(self):
        """Hints about people on the slips whose number is not verified yet.

        :return: ``{statement id: [finding line]}``
        """
        people = {statement: statement._number_holders() for statement in self}
        # sudo: the state of a number only, for people on slips the user may read
        subjects = (
            self.env["mynumber.subject"]
            .sudo()
            .search_fetch(
                [
                    ("company_id", "in", self.company_id.ids),
                    (
                        "holder_id",
                        "in",
                        [h.id for group in people.values() for h in group],
                    ),
                    ("state", "=", "active"),
                ],
                ["company_id", "holder_model", "holder_id"],
            )
        )
        active = {(s.company_id, s.holder_model, s.holder_id) for s in subjects}
        lines = {}
        for statement, wanted in people.items():
            names = [
                holder.display_name
                for holder in wanted
                if (statement.company_id, holder._name, holder.id) not in active
            ]
            lines[statement.id] = [
                {
                    "level": "warning",
                    "field": "relative_ids",
                    "label": name,
                    "message": self.env._(
                        "No verified My Number. The box stays blank on the copies "
                        "with numbers."
                    ),
                }
                for name in names
            ]
        return lines
