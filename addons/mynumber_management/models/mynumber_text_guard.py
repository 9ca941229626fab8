# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from html import unescape

from markupsafe import Markup, escape

from odoo import api, models
from odoo.exceptions import UserError

from ..text.digits import contains_number, is_individual, normalise, without_numbers

_TAG = re.compile("<[^>]*>")
_TEXT = ("char", "text", "html")


def _read(text):
    """Return marked-up text as it is read."""
    return unescape(_TAG.sub("", text))


class MynumberTextGuard(models.AbstractModel):
    """Free text must not receive a My Number by mistake.

    Invariant: a text with twelve digits and a valid check digit is neither stored
    nor logged nor quoted; the person who typed it is told where it belongs.
    """

    _name = "mynumber.text.guard"
    _description = "Warning about a My Number in free text"

    @api.model
    def _mynumber_warn_text(self, vals):
        """Raise UserError when a text in ``vals`` contains a valid My Number.

        :param vals: values as given to ``create`` or ``write`` of this model, or any
            dict of strings (keys that are no field of this model count as text)
        """
        for name, value in vals.items():
            field = self._fields.get(name)
            if not isinstance(value, str) or (field and field.type not in _TEXT):
                continue
            # marked-up text as stored, and as read
            if contains_number(value) or contains_number(_read(value)):
                raise UserError(self._mynumber_text_message())

    @api.model
    def _mynumber_taken_out(self, text):
        """Return marked-up ``text`` of others without the My Numbers in it.

        A sentence in front says so. Where marks stand between the digits, only the
        plain text is left.
        """
        if not contains_number(_read(text)) and not contains_number(text):
            return text
        left = without_numbers(text)
        if contains_number(_read(left)):
            left = escape(without_numbers(_read(left)))
        told = self.env._(
            "A My Number stood in this message. It was not stored. Tell the sender to"
            " hand it in on the way that the company named."
        )
        return Markup("<p><b>%s</b></p>%s") % (told, Markup(left))

    @api.model
    def _mynumber_warn_search(self, typed):
        """Raise UserError when what is searched for is a My Number.

        A query that fails or is slow stands in the log of the database server, with
        all that was searched for.

        :param typed: str or any other value of a domain
        """
        if isinstance(typed, str) and is_individual(normalise(typed)):
            raise UserError(
                self.env._(
                    "A My Number is not searched for here. Use Find on the My Number "
                    "dashboard, where it is compared under encryption."
                )
            )

    @api.model
    def _mynumber_text_message(self):
        return self.env._(
            "This text contains twelve digits that form a valid My Number. It was "
            "not saved. Enter a My Number only on the My Number page, where it is "
            "encrypted. If this is another number, put a word between its digits."
        )
