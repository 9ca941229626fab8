# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .phones import national


class MynumberContact(models.AbstractModel):
    """An address in the parts Japanese forms ask for, and a telephone number."""

    _name = "mynumber.contact"
    _description = "Japanese Address and Telephone"

    zip = fields.Char("Post Code")
    state_id = fields.Many2one(
        "res.country.state",
        string="Prefecture",
        domain="[('country_id', '=', country_id)]",
    )
    city = fields.Char("Municipality", help="With the ward: 横浜市西区")
    street = fields.Char("Town, Block and Number")
    street2 = fields.Char("Building and Room")
    country_id = fields.Many2one(
        "res.country", default=lambda self: self.env.ref("base.jp")
    )
    phone = fields.Char("Telephone")

    @api.onchange("zip")
    def _onchange_zip(self):
        self.env["mynumber.postcode"]._fill(self)

    @api.onchange("phone")
    def _onchange_phone(self):
        self.phone = national(self, self.phone)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidy_contact(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._tidy_contact(vals))

    @api.model
    def _tidy_contact(self, vals):
        tidy = dict(vals)
        if vals.get("zip"):
            tidy["zip"] = self.env["mynumber.postcode"]._written(vals["zip"])
        if vals.get("phone"):
            tidy["phone"] = national(self, vals["phone"])
        return tidy

    def _address_line(self):
        """The address in one line as forms print it, without post code."""
        self.ensure_one()
        parts = (self.state_id.name, self.city, self.street)
        line = "".join(part for part in parts if part)
        return "　".join(part for part in (line, self.street2) if part)
