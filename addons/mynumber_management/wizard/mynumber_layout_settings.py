# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..filings import layout

CODES = ("315", "375")


class MynumberLayoutSettings(models.TransientModel):
    """What the texts of eLTAX and e-Tax leave open, chosen for one company.

    One field for each open point of the layouts 315 and 375 (``filings.json``); a
    value is the choice as JSON.
    """

    _name = "mynumber.layout.settings"
    _description = "File Layouts"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    individual_number_width = fields.Selection(
        [("13", "13: a 0 and the 12 digits"), ("12", "12 digits")],
        "Characters of a My Number (315)",
        required=True,
        help="13 is the rule of e-Tax for the same items; one public program writes "
        "12 for eLTAX. Test one record in PCdesk.",
    )
    creation = fields.Selection(
        [
            ('"1"', "1: local tax only"),
            ('"2"', "2: local and national tax"),
            ('"0"', "0: national tax only"),
        ],
        "Created for, item 147 (315)",
        required=True,
        help="1 since eLTAX takes the payment report alone; 2 when the same file also "
        "makes the withholding slip for the tax office.",
    )
    further_numbers_form = fields.Selection(
        [('"serial"', "Serial and number"), ('"name"', "Number and name")],
        "Numbers of the fifth and later relatives (315)",
        required=True,
        help="The serial follows the remarks of the paper form.",
    )
    further_numbers_length = fields.Selection(
        [("100", "100"), ("65", "65"), ("150", "150"), ("300", "300")],
        "Length of items 132 and 133 (315)",
        required=True,
        help="100 as in the record for e-Tax; no text of eLTAX was found.",
    )
    summary_length = fields.Selection(
        [("300", "300"), ("65", "65")],
        "Length of the summary, item 86 (315)",
        required=True,
        help="300 as in the record for e-Tax; 65 in the eLTAX layout of 2014.",
    )
    era_nine = fields.Selection(
        [("false", "Not taken"), ("true", "Taken")],
        "Era code 9, other, in item 44 (315)",
        required=True,
        help="In the specification of discs; not seen in a text of eLTAX.",
    )
    employee_code_letters = fields.Selection(
        [("false", "Digits only"), ("true", "Letters and signs too")],
        "Employee code, item 138 (315)",
        required=True,
        help="Digits satisfy every reader; one city allows letters.",
    )
    municipality_code_width = fields.Selection(
        [("6", "6: with check digit"), ("5", "5: without check digit")],
        "Digits of the municipality code, item 139 (315)",
        required=True,
        help="Six digits are the normal form; PCdesk is said to take both.",
    )
    empty_last_item = fields.Selection(
        [('"space"', "One half-width space"), ('"nothing"', "Nothing")],
        "An empty last item (375)",
        required=True,
        help="e-Tax asks for the space.",
    )
    line_end = fields.Selection(
        [('"crlf"', "CR and LF"), ('"lf"', "LF")],
        "Line ends (315, 375)",
        required=True,
        help="CR and LF as spreadsheets write them; no text states it.",
    )
    chunk_records = fields.Selection(
        [
            ("1000", "1,000"),
            ("100", "100"),
            ("500", "500"),
            ("2000", "2,000"),
            ("5000", "5,000"),
            ("10000", "10,000"),
        ],
        "Records in one file (315, 375)",
        required=True,
        help="Larger files are split; the limits of e-Tax and eLTAX were not found in "
        "numbers.",
    )

    @api.model
    def _points(self):
        """Key -> :class:`filings.layout.Setting` of the open points shown here."""
        return {s.key: s for code in CODES for s in layout.settings(code)}

    @api.model
    def default_get(self, fields_list):
        # sudo: how files are written is no secret; only officers change it
        chosen = self.env.company.sudo().mynumber_layout_json or {}
        known = {
            key: json.dumps(chosen.get(key, setting.default))
            for key, setting in self._points().items()
            if key in fields_list
        }
        return {**super().default_get(fields_list), **known}

    def action_save(self):
        """Write what differs from the shipped choices to the company."""
        self.ensure_one()
        if not self.env.user.has_group("mynumber_management.group_officer"):
            raise AccessError(self.env._("Only officers change how files are written."))
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._("Switch to the company whose settings you change.")
            )
        values = {key: json.loads(self[key]) for key in self._points()}
        # sudo: officers have no right to write companies otherwise
        self.company_id.sudo().mynumber_layout_json = {
            key: values[key]
            for key, setting in self._points().items()
            if values[key] != setting.default
        }
        return {"type": "ir.actions.act_window_close"}
