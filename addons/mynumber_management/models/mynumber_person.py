# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..text import folding, kana, names, widths
from ..text.errors import TextError
from .text_errors import explain

KANA = ("family_name_kana", "given_name_kana")
OFFICIAL = ("family_name", "given_name", "birth_name", "alias_name")
WRITTEN = (*OFFICIAL, "roman_name")


class MynumberPerson(models.AbstractModel):
    """Names as Japanese forms need them, and the keys to find and sort people by.

    Invariants:

    * A reading is full-width katakana, whatever was typed; it is never made up from
      the kanji.
    * Kana in a written name are full width, letters of the name in letters half width.
    * A person with one name has it in ``family_name`` and no given name.
    * ``name_fold`` meets every usual spelling: variant kanji, any kana, letters.
    """

    _name = "mynumber.person"
    _description = "Names of a Person"

    family_name = fields.Char()
    given_name = fields.Char()
    family_name_kana = fields.Char("Family Name (Kana)")
    given_name_kana = fields.Char("Given Name (Kana)")
    single_name = fields.Boolean("One Name Only")
    birth_name = fields.Char("Former Family Name")
    alias_name = fields.Char("Alias (Registered)")
    roman_name = fields.Char("Name in Letters")
    name_fold = fields.Char(
        "Name Search Key",
        compute="_compute_name_keys",
        store=True,
        index="trigram",
        prefetch=False,
    )
    name_sort = fields.Char(
        "Name Sort Key", compute="_compute_name_keys", store=True, index=True
    )

    @api.depends("name", *WRITTEN, *KANA)
    def _compute_name_keys(self):
        for record in self:
            texts = [record.name, *(record[fname] for fname in WRITTEN)]
            texts += [record._full_name(), record._full_kana()]
            texts += record._name_fold_extras()
            record.name_fold = folding.search_key(filter(None, texts))
            record.name_sort = folding.sort_key_kana(
                record._full_kana() or record._full_name() or record.name or ""
            )

    def _name_fold_extras(self):
        """Further texts by which the person is found, e.g. a code."""
        return []

    def _full_name(self):
        """Family and given name, one space apart; empty without a family name."""
        self.ensure_one()
        return " ".join(filter(None, (self.family_name, self.given_name)))

    def _full_kana(self):
        """The reading of :meth:`_full_name`, one space apart."""
        self.ensure_one()
        return " ".join(filter(None, (self.family_name_kana, self.given_name_kana)))

    @api.onchange("family_name", "given_name")
    def _onchange_parts(self):
        if self._name_follows_parts():
            self.name = self._full_name() or self.name

    def _name_follows_parts(self):
        """Whether the display name is the parts' one and not e.g. a work name."""
        known = self._origin._full_name() if self._origin else ""
        if self._origin and self._origin.name != known:
            return False
        words = (self.name or "").split() or [""]
        return (
            self.name in (False, "", known)
            or words[0] == self.family_name
            or words[-1] == self.given_name
        )

    @api.onchange("single_name")
    def _onchange_single_name(self):
        if self.single_name:
            self.given_name = self.given_name_kana = False

    @api.constrains("single_name", "given_name", "given_name_kana")
    def _check_single_name(self):
        for record in self:
            if record.single_name and (record.given_name or record.given_name_kana):
                raise ValidationError(
                    self.env._(
                        "A person with one name has it in the field of the family "
                        "name. Empty the given name, or untick One Name Only."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidy_names(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._tidy_names(vals))

    @api.model
    def _tidy_names(self, vals):
        tidy = dict(vals)
        for fnames, widen, rule in (
            (OFFICIAL, kana.to_full_kana, names.clean_name),
            (("roman_name",), widths.to_half_width, names.clean_name),
            (KANA, str, kana.normalise_kana_name),
        ):
            for fname in fnames:
                if isinstance(vals.get(fname), str):
                    typed = widen(vals[fname]).strip()
                    tidy[fname] = typed and self._tidy_name(fname, typed, rule)
        return tidy

    @api.model
    def _tidy_name(self, fname, typed, rule):
        try:
            return rule(typed)
        except TextError as error:
            label = self._fields[fname]._description_string(self.env)
            raise ValidationError(f"{label}: {explain(self.env, error)}") from None

    @api.model
    def _search_display_name(self, operator, value):
        self.env["mynumber.text.guard"]._mynumber_warn_search(value)
        domain = super()._search_display_name(operator, value)
        # users without access to the key (colleagues of hr.employee) search as ever
        key = self._fields["name_fold"]
        if operator != "ilike" or not value or not self._has_field_access(key, "read"):
            return domain
        return Domain(domain) | self._name_domain(value)

    @api.model
    def _name_domain(self, typed):
        """Domain of the people whom ``typed`` (str) means, in any usual spelling."""
        terms = folding.search_terms(typed)
        if not terms:
            return Domain.FALSE
        return Domain.AND(Domain("name_fold", "like", term) for term in terms)
