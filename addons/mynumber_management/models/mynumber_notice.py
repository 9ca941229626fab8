# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html_escape


class MynumberNotice(models.Model):
    """利用目的通知書: what people were told before they gave the number.

    Invariants
    - A published text, its language, version and purposes never change and the row is
      never deleted: every subject's purposes point to what was shown.
    - A change is a new version; the old one can only be archived.
    """

    _name = "mynumber.notice"
    _inherit = ["mynumber.guarded"]
    _description = "Notice of purposes"
    _order = "published_on desc, version desc, lang desc"
    _rec_names_search = ["version"]

    _mynumber_guarded = frozenset({"text"})

    version = fields.Char(required=True)
    lang = fields.Selection(
        selection="_selection_lang", required=True, default="ja_JP", string="Language"
    )
    text = fields.Html(
        required=True,
        sanitize=True,
        help="{company} and {desk} stand for the company's name and its desk.",
    )
    purpose_ids = fields.Many2many("mynumber.purpose", string="Purposes")
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for every company."
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    published_on = fields.Datetime(readonly=True, copy=False)
    active = fields.Boolean(default=True)

    _version_uniq = models.UniqueIndex(
        "(version, lang, COALESCE(company_id, 0))",
        "This version of the notice exists already in this language.",
    )

    @api.model
    def _selection_lang(self):
        langs = self.env["res.lang"].with_context(active_test=False)
        return [(lang.code, lang.name) for lang in langs.search([])]

    @api.depends("version", "lang")
    def _compute_display_name(self):
        names = dict(self._selection_lang())
        for notice in self:
            # "Japanese / 日本語": its own name says more than the code
            language = names.get(notice.lang, "").split(" / ")[-1]
            notice.display_name = f"{notice.version} ({language})"

    def _text_for(self, company):
        """Return the notice's HTML with the name and desk of ``company`` filled in."""
        self.ensure_one()
        desk = company.sudo().mynumber_desk or company.name
        return self.text.replace("{company}", html_escape(company.name)).replace(
            "{desk}", html_escape(desk)
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(
            {"state", "published_on"} & vals.keys() for vals in vals_list
        ):
            raise AccessError(self.env._("A notice is published with its button."))
        return super().create(vals_list)

    def write(self, vals):
        if {"state", "published_on"} & vals.keys() and not self.env.su:
            raise AccessError(self.env._("A notice is published with its button."))
        if vals.keys() - {"active"} and "published" in self.mapped("state"):
            raise UserError(
                self.env._(
                    "A published notice cannot be changed: people were shown exactly "
                    "this text. Duplicate it, give it a new version and publish that."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if "published" in self.mapped("state"):
            raise UserError(
                self.env._("A published notice cannot be deleted. Archive it.")
            )

    def action_publish(self):
        """Fix the text for good. For officers; drafts without purposes are refused."""
        self.check_access("write")
        for notice in self:
            if not notice.purpose_ids:
                raise UserError(
                    self.env._("Choose the purposes that this notice names first.")
                )
        # sudo: users may not write the state themselves
        self.filtered(lambda n: n.state == "draft").sudo().write(
            {"state": "published", "published_on": fields.Datetime.now()}
        )
