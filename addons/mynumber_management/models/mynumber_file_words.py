# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.translate import LazyTranslate, get_translation

from ..filings.findings import MESSAGES
from .mynumber_forms import period_in_words

_lt = LazyTranslate(__name__)

NAME_MOST = 100
USERS = ("clerk", "handler", "officer")
# Sentences that lack their facts where a file is read only to be filled in.
_SHORT = {
    "item_count": _lt("The line has not as many items as the layout."),
    "code_value": _lt("The line is of another layout than the first."),
}


class MynumberFileWords(models.AbstractModel):
    """What the engines find in a file, in the words of the user's language.

    Invariants: a finding is told by its sentence, its item and what the layout wants;
    nothing that stands in the file is told, but for a single character that no filing
    system knows; nothing is stored.
    """

    _name = "mynumber.file.words"
    _description = "Findings in Files in Words"

    @api.model
    def _check_user(self):
        """Refuse users who have nothing to do with files for the authorities."""
        if not any(
            self.env.user.has_group(f"mynumber_management.group_{group}")
            for group in USERS
        ):
            raise AccessError(self.env._("Ask an officer for the role of a clerk."))

    @api.model
    def _about(self, kind):
        """What a file was taken for, ready for JSON; see ``filings.detect.Kind``."""
        period = period_in_words(str(kind.year)) if kind.year else ""
        return {
            "form": kind.form,
            "title": kind.title,
            "year": kind.year,
            "period": period,
        }

    @api.model
    def _sentence(self, code, facts):
        """The sentence of a finding; see ``filings.findings``."""
        lang = self.env.lang or "en_US"
        told = get_translation("mynumber_management", lang, MESSAGES[code][1], ())
        return told % facts

    @api.model
    def _why_unread(self, code):
        """Why a line cannot be filled in."""
        if code in _SHORT:
            return self.env._(_SHORT[code])  # pylint: disable=translation-not-lazy
        return self._sentence(code, {})

    @api.model
    def _person(self, text):
        """A name out of a file: shortened; nothing of one in which a number stands."""
        return "…" if sum(map(str.isdigit, text)) >= 12 else text[:NAME_MOST]

    @api.model
    def _item(self, table, item, last=""):
        """An item as the page names it: number and official name."""
        first = table.by_id[item]
        if not last:
            return f"{first.no} {first.name}"
        return f"{first.no}–{table.by_id[last].no} {first.name}"

    @api.model
    def _line(self, kind, finding):
        """A finding ready for JSON.

        :param kind: ``filings.detect.Kind``
        :param finding: ``filings.findings.Finding``
        """
        table = kind.part(finding.facts)
        item = ""
        if table and finding.item:
            item = self._item(table, finding.item, finding.last)
        return {
            "record": finding.record,
            "form": finding.facts.get("form", ""),
            "item": item,
            "level": finding.level,
            "code": finding.code,
            "message": self._sentence(finding.code, finding.facts),
        }
