# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

FLAGS = {"payer": "is_payer", "social": "is_social", "employment": "is_employment"}


class MynumberAssignment(models.Model):
    """Which establishment an employee belongs to, from when until when.

    Invariants:

    * Of each kind (payer, social insurance, employment insurance) an employee has at
      most one establishment on any day.
    * The establishment is of that kind and of the employee's company.
    """

    _name = "mynumber.assignment"
    _description = "Assignment to an Establishment"
    _order = "employee_id, kind, since desc"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        index=True,
        precompute=True,
    )
    kind = fields.Selection(
        [
            ("payer", "Payer of Wages"),
            ("social", "Social Insurance"),
            ("employment", "Employment Insurance"),
        ],
        required=True,
        default="payer",
    )
    establishment_id = fields.Many2one(
        "mynumber.establishment",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', '=', company_id)]",
    )
    since = fields.Date(required=True)
    until = fields.Date(help="Last day; empty while it lasts")

    # at the end of the transaction: one save may end an assignment and begin the next.
    # Employee and kind make one whole number, so that no PostgreSQL extension is needed
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist ("
        "int8range(employee_id::int8 * 256 + ascii(kind), "
        "employee_id::int8 * 256 + ascii(kind), '[]') WITH &&, "
        "daterange(since, until, '[]') WITH &&) "
        "DEFERRABLE INITIALLY DEFERRED",
        "The employee has another establishment of this kind in that period. End the "
        "earlier assignment the day before the new one begins.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (until IS NULL OR until >= since)",
        "An assignment cannot end before it begins.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_before_commit()
        return super().create(vals_list)

    def write(self, vals):
        self._check_before_commit()
        return super().write(vals)

    @api.model
    def _check_before_commit(self):
        """Let the database compare periods while its refusal is still told in words.

        Another user's overlapping assignment is invisible to this transaction.
        """
        cr = self.env.cr
        name = SQL.identifier(f"{self._table}_one_at_a_time")

        def compare():
            cr.execute(SQL("SET CONSTRAINTS %s IMMEDIATE", name))
            cr.execute(SQL("SET CONSTRAINTS %s DEFERRED", name))

        if not cr.precommit.data.setdefault(self._name):
            cr.precommit.data[self._name] = True
            cr.precommit.add(compare)

    @api.depends("establishment_id")
    def _compute_company_id(self):
        for record in self:
            record.company_id = (
                record.establishment_id.company_id or record.employee_id.company_id
            )

    @api.constrains("employee_id", "kind", "since", "until")
    def _check_one_at_a_time(self):
        for record in self:
            domain = Domain("employee_id", "=", record.employee_id.id)
            domain &= Domain("kind", "=", record.kind) & Domain("id", "!=", record.id)
            domain &= Domain("until", "=", False) | Domain("until", ">=", record.since)
            if record.until:
                domain &= Domain("since", "<=", record.until)
            # sudo: an assignment in a company out of sight overlaps as well
            if self.sudo().search_count(domain, limit=1):
                raise ValidationError(
                    self.env._(
                        "%(name)s has another establishment of this kind in that "
                        "period. End the earlier assignment the day before the new "
                        "one begins.",
                        name=record.employee_id.display_name,
                    )
                )

    @api.constrains("kind", "establishment_id", "employee_id")
    def _check_establishment(self):
        for record in self:
            if not record.establishment_id[FLAGS[record.kind]]:
                raise ValidationError(
                    self.env._(
                        "%(place)s is not marked for this kind. Tick it on the "
                        "establishment or choose another one.",
                        place=record.establishment_id.display_name,
                    )
                )
            if record.establishment_id.company_id != record.employee_id.company_id:
                raise ValidationError(
                    self.env._(
                        "%(place)s belongs to another company than the employee. "
                        "Choose an establishment of the employee's company.",
                        place=record.establishment_id.display_name,
                    )
                )

    @api.depends("kind", "establishment_id", "since")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            record.display_name = " ".join(
                (labels[record.kind], record.establishment_id.name or "")
            )
