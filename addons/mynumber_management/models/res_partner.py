# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, fields, models
from odoo.fields import Domain

from ..text import digits
from .mynumber_holder import ROLES
from .phones import national


class ResPartner(models.Model):
    """A payee (支払先), or the sole proprietor behind a company.

    A contact may be shared by companies: it tells about the number held by the
    company the user works in.
    """

    _name = "res.partner"
    _inherit = [
        "res.partner",
        "mynumber.person",
        "mynumber.holder",
        "mynumber.guarded",
    ]

    _mynumber_guarded = frozenset(
        {"city", "comment", "function", "name", "ref", "street", "street2"}
    )

    mynumber_payee = fields.Boolean(
        "Payee", help="支払先 of fees or rent that a statement must report"
    )
    mynumber_registered = fields.Boolean(groups=f"hr.group_hr_user,{ROLES}")

    @api.model
    def _mynumber_check_guarded(self, vals):
        super()._mynumber_check_guarded(vals)
        # other countries' numbers have letters before as many digits
        if re.fullmatch("[0-9]{12}", digits.normalise(vals.get("vat") or "")):
            self._mynumber_warn_text({"vat": vals["vat"]})

    def _mynumber_company(self):
        return self.env.company

    @api.model
    def _mynumber_company_domain(self, company):
        return Domain.TRUE if company == self.env.company else Domain.FALSE

    @api.onchange("zip")
    def _onchange_mynumber_zip(self):
        self.env["mynumber.postcode"]._fill(self)

    @api.onchange("phone", "country_id", "company_id")
    def _onchange_phone_validation(self):
        res = super()._onchange_phone_validation()
        country = self.country_id or self.company_id.country_id
        if (country or self.env.company.country_id).code == "JP":
            self.phone = national(self, self.phone)
        return res

    def _mynumber_refusal(self, held):
        return self.env._(
            "A My Number is held for: %(names)s. The contact can be neither deleted "
            "nor merged into another one. Archive it, or merge the other contact into "
            "it. It can be deleted once a disposal order has destroyed the number.",
            names=held.mapped("display_name"),
        )
