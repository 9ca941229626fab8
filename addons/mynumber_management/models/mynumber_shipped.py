# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class MynumberShipped(models.AbstractModel):
    """Data of law: rows that come with the add-on are read-only.

    A release updates them; a company that deviates adds its own row beside them.
    """

    _name = "mynumber.shipped"
    _description = "Row shipped with the add-on"

    shipped = fields.Boolean(
        readonly=True,
        copy=False,
        help="This row comes with My Number Management and is updated by it.",
    )

    def _refuse_shipped(self):
        if not self.env.su and any(self.sudo().mapped("shipped")):
            raise UserError(
                self.env._(
                    "This entry comes with My Number Management and follows the law "
                    "with each update. Duplicate it and change the copy."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                vals.pop("shipped", None)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_shipped()
        if not self.env.su:
            vals = {name: vals[name] for name in vals if name != "shipped"}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        self._refuse_shipped()
