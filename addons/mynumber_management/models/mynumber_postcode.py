# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..text import postcodes


class MynumberPostcode(models.Model):
    """Japan Post's table: which place a post code stands for. Loaded from its file."""

    _name = "mynumber.postcode"
    _description = "Post Code"
    _order = "code, city, town"
    _log_access = False
    _rec_name = "code"
    _rec_names_search = ["code", "city", "town"]

    code = fields.Char("Post Code", required=True, index=True)
    state_id = fields.Many2one("res.country.state", "Prefecture", required=True)
    city = fields.Char("Municipality", required=True)
    town = fields.Char()
    city_kana = fields.Char("Municipality (Kana)")
    town_kana = fields.Char("Town (Kana)")
    municipality_code = fields.Char()

    @api.model
    def _written(self, typed):
        """``typed`` as 100-0001 when it is a Japanese post code, else unchanged."""
        try:
            return postcodes.format_postcode(postcodes.parse_postcode(typed))
        except postcodes.PostcodeError:
            return typed

    @api.model
    def _fill(self, record, prefix=""):
        """Fill the address parts of ``record`` from its post code, for onchanges.

        ``prefix`` stands before the names zip, state_id, city, street, country_id.
        Only what is the same for all places of the code is filled; a street that
        begins with the town, and the building, stay as they are.
        """
        typed, country = record[f"{prefix}zip"], record[f"{prefix}country_id"]
        if not typed or (country and country.code != "JP"):
            return
        record[f"{prefix}zip"] = code = self._written(typed)
        places = self.search([("code", "=", code.replace("-", ""))])
        if not places:
            return
        state = places.state_id[:1]
        record[f"{prefix}country_id"] = state.country_id
        if len(places.state_id) == 1:
            record[f"{prefix}state_id"] = state
        if len(set(places.mapped("city"))) == 1:
            record[f"{prefix}city"] = places[0].city
        towns = set(places.mapped("town"))
        town = towns.pop() if len(towns) == 1 else False
        if town and not (record[f"{prefix}street"] or "").startswith(town):
            record[f"{prefix}street"] = town

    @api.model
    def _load(self, source, on_error):
        """Replace the table by Japan Post's file; returns the number of places.

        ``source``: bytes of KEN_ALL.CSV, utf_ken_all.csv or its ZIP; ``on_error`` is
        called with a ``RowError`` for each line left out. Raises ``PostcodeError``;
        then nothing has changed.
        """
        municipalities = self.env["mynumber.municipality"]
        prefectures = municipalities._prefectures()
        rows, places = [], {}
        for row in postcodes.read_ken_all(source, on_error):
            places[row.municipality_code] = (row.municipality, row.municipality_kana)
            state = prefectures[row.municipality_code[:2]]
            rows.append((row.postcode, state.id, row.municipality, row.town or None))
            rows[-1] += (row.municipality_kana, row.town_kana or None)
            rows[-1] += (row.municipality_code,)
        municipalities._ensure(places)
        municipalities._ensure_designated_cities()
        self.env.cr.execute("DELETE FROM mynumber_postcode")
        self.env.cr.execute_values(
            "INSERT INTO mynumber_postcode (code, state_id, city, town, city_kana, "
            "town_kana, municipality_code) VALUES %s",
            rows,
            page_size=5000,
        )
        self.invalidate_model()
        return len(rows)
