# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import file_open

from ..text import folding


class MynumberRegister(models.Model):
    """Everybody whose My Number the company may hold, with the state of the number.

    A read-only view: people who were never asked have no subject and still show here,
    and so do leavers.
    """

    _name = "mynumber.register"
    _description = "People and the state of their My Numbers"
    _auto = False
    _order = "sort_key, id"

    name = fields.Char(readonly=True)
    sort_key = fields.Char(readonly=True)
    name_fold = fields.Char(readonly=True)
    code = fields.Char(string="Employee code", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    holder_model = fields.Char(readonly=True)
    holder_id = fields.Many2oneReference(model_field="holder_model", readonly=True)
    kind = fields.Selection(
        selection=lambda self: self._selection_of_subject("kind"), readonly=True
    )
    employee_id = fields.Many2one("hr.employee", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    active_holder = fields.Boolean(string="Current", readonly=True)
    expected = fields.Boolean(
        string="Number expected",
        readonly=True,
        help="Not of relatives who live abroad: they may never have had a number.",
    )
    left_on = fields.Date(readonly=True)
    subject_id = fields.Many2one("mynumber.subject", readonly=True)
    state = fields.Selection(
        selection=lambda self: self._selection_of_subject("state"),
        string="My Number",
        readonly=True,
    )
    to_verify = fields.Boolean(string="Change waiting", readonly=True)
    question = fields.Selection(
        selection=lambda self: self._selection_of_subject("question"), readonly=True
    )
    registered_on = fields.Date(readonly=True)
    verified_on = fields.Date(readonly=True)
    disposed_on = fields.Date(readonly=True)

    def init(self):
        result = super().init()
        # later: the tables it reads may be made after this call
        self.pool.post_init(self._create_view)
        return result

    def _create_view(self):
        with file_open("mynumber_management/models/sql/register_view.sql") as script:
            self.env.cr.execute(script.read())

    @api.model
    def _selection_of_subject(self, name):
        field = self.env["mynumber.subject"]._fields[name]
        return field._description_selection(self.env)

    @api.model
    def _search_display_name(self, operator, value):
        self.env["mynumber.text.guard"]._mynumber_warn_search(value)
        if operator != "ilike" or not value:
            return super()._search_display_name(operator, value)
        words = folding.search_terms(value)
        return Domain.AND(Domain("name_fold", "like", word) for word in words)

    def action_open(self):
        """Open the person's own form, where the My Number page is."""
        self.ensure_one()
        holders = self.env[self.holder_model]
        if (
            not holders.has_access("read")
            or not holders.browse(self.holder_id).exists()
        ):
            return self.action_open_subject()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.holder_model,
            "res_id": self.holder_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_open_subject(self):
        """Open what is on record about the person's number."""
        self.ensure_one()
        if not self.subject_id:
            raise UserError(
                self.env._(
                    "Nothing is on record about %s yet. To open the person you need "
                    "the Employees role.",
                    self.name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mynumber.subject",
            "res_id": self.subject_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
