# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Who may see the state of a number. Plain HR sees `mynumber_registered` only.
ROLES = ",".join(
    f"mynumber_management.group_{role}"
    for role in ("handler", "officer", "clerk", "auditor")
)
REGISTERED = ("to_verify", "active")
GONE = ("none", "disposed")


class MynumberHolder(models.AbstractModel):
    """A person whose My Number a company may hold: employee, dependant or payee.

    Invariants:

    * The record tells states, never a digit and never a part of the number.
    * It tells the state of the number held by the record's own company; the
      number that another company holds of the same person stays invisible.
    * Who may not read a field of the number may not search by it either.
    * A record whose number is not gone (neither absent nor disposed of), with any
      company, cannot be deleted.
    """

    _name = "mynumber.holder"
    _description = "Holder of a My Number"

    mynumber_subject_id = fields.Many2one(
        "mynumber.subject",
        string="My Number Subject",
        compute="_compute_mynumber",
        compute_sudo=True,
        groups=ROLES,
    )
    mynumber_state = fields.Selection(
        selection=lambda self: (
            self.env["mynumber.subject"]
            ._fields["state"]
            ._description_selection(self.env)
        ),
        string="My Number State",
        compute="_compute_mynumber",
        compute_sudo=True,
        search="_search_mynumber_state",
        groups=ROLES,
    )
    mynumber_registered = fields.Boolean(
        string="My Number Registered",
        compute="_compute_mynumber",
        compute_sudo=True,
        search="_search_mynumber_registered",
    )

    @api.depends_context("company")
    def _compute_mynumber(self):
        keys = {
            record: (record.id or record._origin.id, record._mynumber_company().id)
            for record in self
        }
        subjects = self.env["mynumber.subject"].search_fetch(
            [
                ("company_id", "in", [company for _id, company in keys.values()]),
                ("holder_model", "=", self._name),
                ("holder_id", "in", self.ids),
            ],
            ["company_id", "holder_id", "state"],
        )
        by_key = {(s.holder_id, s.company_id.id): s for s in subjects}
        for record, key in keys.items():
            subject = by_key.get(key)
            record.mynumber_subject_id = subject
            record.mynumber_state = subject.state if subject else "none"
            record.mynumber_registered = bool(subject) and subject.state in REGISTERED

    def _mynumber_company(self):
        """The company whose number of this person the record tells about."""
        return self.company_id

    @api.model
    def _mynumber_company_domain(self, company):
        """Domain of the records that tell about the number held by ``company``."""
        return Domain("company_id", "=", company.id)

    @api.model
    def _mynumber_states_domain(self, states):
        """Domain of the records whose number is in one of ``states``, not "none"."""
        # sudo: only the state is used, and plain HR may search by registered
        groups = (
            self.env["mynumber.subject"]
            .sudo()
            ._read_group(
                [("holder_model", "=", self._name), ("state", "in", list(states))],
                ["company_id"],
                ["holder_id:array_agg"],
            )
        )
        return Domain.OR(
            self._mynumber_company_domain(company) & Domain("id", "in", ids)
            for company, ids in groups
        )

    def _search_mynumber_state(self, operator, value):
        self._check_field_access(self._fields["mynumber_state"], "read")
        if operator != "in":
            return NotImplemented
        states = {state or "none" for state in value}
        if "none" not in states:
            return self._mynumber_states_domain(states)
        every = set(self._fields["mynumber_state"].get_values(self.env))
        return ~self._mynumber_states_domain(every - states)

    def _search_mynumber_registered(self, operator, value):
        self._check_field_access(self._fields["mynumber_registered"], "read")
        if operator != "in":
            return NotImplemented
        registered = self._mynumber_states_domain(REGISTERED)
        return Domain.OR(registered if wanted else ~registered for wanted in set(value))

    def _mynumber_held(self):
        """The records of which some company holds a number that is not gone."""
        # sudo: a number held by a company the user cannot see counts as well
        subjects = self.env["mynumber.subject"].sudo()
        ids = subjects._held_holder_ids(self._name, self.ids)
        listed = subjects.search_fetch(
            [
                ("holder_model", "=", self._name),
                ("holder_id", "in", self.ids),
                ("state", "not in", GONE),
            ],
            ["holder_id"],
        )
        ids.update(listed.mapped("holder_id"))
        return self.filtered(lambda record: record.id in ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_mynumber(self):
        held = self._mynumber_held()
        if held:
            raise UserError(self._mynumber_refusal(held))

    def _mynumber_refusal(self, held):
        """Why ``held`` cannot be deleted, and what to do instead (translated)."""
        return self.env._(
            "A My Number is held for: %(names)s. Archive the record instead. It can be "
            "deleted once a disposal order has destroyed the number.",
            names=held.mapped("display_name"),
        )
