# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Date

from ..text import eras
from .text_errors import explain

MOST_DAYS = 5000


class MynumberWareki(models.AbstractModel):
    """Dates in both calendars for the date widget. Needs no record and no right."""

    _name = "mynumber.wareki"
    _description = "Japanese Calendar"

    @api.model
    def _both(self, day):
        """``day`` (date or False) in both calendars, for reports."""
        return eras.format_both(day) if day else ""

    @api.model
    @api.readonly
    def read_date(self, typed):
        """The day meant by ``typed`` (str, at most 60 characters).

        Returns ``{"day": "1985-05-15", "shown": both calendars}`` or
        ``{"error": translated text}``; the typed text is in neither.
        """
        try:
            day = eras.parse_date(typed)
        except eras.DateError as error:
            return {"error": explain(self.env, error)}
        return {"day": Date.to_string(day), "shown": eras.format_both(day)}

    @api.model
    @api.readonly
    def show_days(self, days):
        """Dict of each of ``days`` (list of "1985-05-15") to both calendars.

        A day that has no era, and what is no day, is left out.
        """
        shown = {}
        for day in days[:MOST_DAYS] if isinstance(days, list) else ():
            try:
                shown[day] = eras.format_both(eras.parse_date(day))
            except eras.DateError:
                continue
        return shown
