# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import binascii

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.text_errors import explain, explain_row
from ..text import postcodes

SHOWN = 20


class MynumberPostcodeLoad(models.TransientModel):
    _name = "mynumber.postcode.load"
    _description = "Load Post Codes"

    file = fields.Binary(
        attachment=False,
        help="KEN_ALL.CSV or utf_ken_all.csv of Japan Post, or its ZIP file",
    )
    file_name = fields.Char()
    report = fields.Text(readonly=True)

    def action_load(self):
        """Replace the post code table by the file and tell what was left out."""
        self.ensure_one()
        errors = []
        content = self.with_context(bin_size=False).file
        try:
            source = base64.b64decode(content or b"", validate=True)
            count = self.env["mynumber.postcode"].sudo()._load(source, errors.append)
        except binascii.Error:
            raise UserError(
                self.env._("The file did not arrive whole. Choose it again.")
            ) from None
        except postcodes.PostcodeError as error:
            raise UserError(explain(self.env, error)) from None
        lines = [
            self.env._("%(count)s places loaded.", count=count),
            self.env._("%(count)s lines left out.", count=len(errors)),
        ]
        lines += [
            self.env._(
                "Line %(line)s: %(reason)s",
                line=error.line,
                reason=explain_row(self.env, error.code),
            )
            for error in errors[:SHOWN]
        ]
        self.write({"file": False, "report": "\n".join(lines)})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
