# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..text import municipalities
from .text_errors import explain

# 西多摩郡瑞穂町 is also written 瑞穂町; 郡山市 is no district
_DISTRICT = re.compile("^.+?郡(.+[町村])$")


class MynumberMunicipality(models.Model):
    """A municipality or ward with its code (全国地方公共団体コード, six digits).

    Invariant: the code has a valid check digit, and its first two digits are the
    prefecture of the row.
    """

    _name = "mynumber.municipality"
    _description = "Municipality"
    _order = "code"
    _rec_names_search = ["name", "code"]

    code = fields.Char(required=True)
    name = fields.Char("Municipality", required=True, index=True)
    short_name = fields.Char(compute="_compute_short_name", store=True, index=True)
    kana = fields.Char("Municipality (Kana)")
    state_id = fields.Many2one(
        "res.country.state",
        string="Prefecture",
        compute="_compute_state_id",
        store=True,
        index=True,
    )
    tax_code = fields.Char(
        "Code for Residents' Tax",
        compute="_compute_tax_code",
        store=True,
        help="The city for a ward of a designated city, else the code itself",
    )

    _code_uniq = models.Constraint(
        "UNIQUE (code)", "A municipality with this code is already in the list."
    )

    @api.depends("name")
    def _compute_short_name(self):
        for record in self:
            record.short_name = _DISTRICT.sub(r"\1", record.name or "")

    @api.depends("code")
    def _compute_state_id(self):
        states = self._prefectures()
        for record in self:
            record.state_id = states.get((record.code or "")[:2], False)

    @api.depends("code")
    def _compute_tax_code(self):
        for record in self:
            code = record.code or ""
            record.tax_code = code and municipalities.tax_municipality(code)

    @api.depends("name", "state_id")
    def _compute_display_name(self):
        for record in self:
            record.display_name = (record.state_id.name or "") + (record.name or "")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidy(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._tidy(vals))

    @api.model
    def _tidy(self, vals):
        if not vals.get("code"):
            return vals
        try:
            return vals | {"code": municipalities.municipality_code(vals["code"])}
        except municipalities.MunicipalityError as error:
            raise ValidationError(explain(self.env, error)) from None

    @api.model
    def _prefectures(self):
        """res.country.state of Japan by JIS prefecture code ("13")."""
        states = self.env["res.country.state"].search(
            [("country_id.code", "=", "JP"), ("code", "=like", "JP-%")]
        )
        return {state.code.removeprefix("JP-"): state for state in states}

    @api.model
    def _of(self, state, city):
        """The municipality that levies residents' tax at an address.

        ``state``: res.country.state, ``city``: 市区町村 as typed, with or without 郡
        and ward. A designated city is meant by any of its wards. Empty when the list
        has no such municipality or more than one.
        """
        if not state or not city:
            return self.browse()
        name = "".join(city.split())
        inside = [("state_id", "=", state.id)]
        found = self.search([*inside, ("name", "=", name)]) or self.search(
            [*inside, ("short_name", "=", _DISTRICT.sub(r"\1", name))]
        )
        tax_codes = set(found.mapped("tax_code"))
        if not found:
            prefecture = state.code.removeprefix("JP-")
            tax_codes = {
                city.code
                for city in municipalities.DESIGNATED_CITIES
                if city.code[:2] == prefecture and name.startswith(city.name)
            }
        if len(tax_codes) != 1:
            return self.browse()
        return self.search([("code", "in", list(tax_codes))])

    @api.model
    def _ensure(self, rows):
        """Create or rename municipalities.

        ``rows``: dict of code (six digits) to (name, reading in katakana).
        """
        known = {record.code: record for record in self.search([])}
        for code, (name, kana) in rows.items():
            if code in known and (known[code].name, known[code].kana) != (name, kana):
                known[code].write({"name": name, "kana": kana})
        self.create(
            [
                {"code": code, "name": name, "kana": kana}
                for code, (name, kana) in rows.items()
                if code not in known
            ]
        )

    @api.model
    def _ensure_designated_cities(self):
        """The 政令指定都市, which the post code table knows by their wards only."""
        known = set(self.search([]).mapped("code"))
        self._ensure(
            {
                city.code: (city.name, False)
                for city in municipalities.DESIGNATED_CITIES
                if city.code not in known
            }
        )
