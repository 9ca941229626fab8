# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import uuid

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..text.legal_days import legal_day, today_tokyo

ACTS = ("enter", "verify", "show", "output", "dispose")


class MynumberRight(models.Model):
    """取扱権限: proposal for, and mirror of, a right that lives in the keystore.

    Invariants
    - A row decides nothing: the door asks the keystore. Whoever forges a row gains
      a list entry.
    - Users write proposals only. State, key and everything that states a decision are
      written by the door (superuser mode); once decided, nobody edits a row and
      nobody deletes it.
    - An effective right whose holder moved, left or was deactivated is suspended in
      the same transaction; the keystore follows by job.
    - Every period of effectiveness is kept as a spell, so that the list of handlers
      can be made for any past day.
    """

    _name = "mynumber.right"
    _description = "Right to handle My Numbers"
    _order = "company_id, state, user_id, id"
    _check_company_auto = True

    SEALED = frozenset(
        {
            "state",
            "key",
            "proposed_by",
            "granted_by",
            "granted_on",
            "suspended_on",
            "suspended_reason",
            "ended_on",
            "single_confirmed",
            "post",
            "spell_ids",
        }
    )

    user_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [
            ("officer", "Officer"),
            ("deputy", "Deputy officer"),
            ("grant", "Handler or clerk"),
            ("confirmer", "Confirmer"),
        ],
        required=True,
        default="grant",
    )
    act_enter = fields.Boolean(string="Enter")
    act_verify = fields.Boolean(string="Check identity")
    act_show = fields.Boolean(string="Show")
    act_output = fields.Boolean(string="Output")
    act_dispose = fields.Boolean(string="Dispose")
    purpose_ids = fields.Many2many("mynumber.purpose", string="Purposes")
    date_from = fields.Date(
        string="From", required=True, default=lambda self: today_tokyo()
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: today_tokyo() + relativedelta(months=12, days=-1),
        help="Last day. A right lasts at most twelve months.",
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("effective", "Effective"),
            ("suspended", "Suspended"),
            ("ended", "Ended"),
        ],
        required=True,
        default="proposed",
        readonly=True,
        copy=False,
        index=True,
    )
    key = fields.Char(readonly=True, copy=False, default=lambda self: str(uuid.uuid4()))
    proposed_by = fields.Many2one("res.users", readonly=True, copy=False)
    granted_by = fields.Many2one("res.users", readonly=True, copy=False)
    granted_on = fields.Datetime(readonly=True, copy=False)
    suspended_on = fields.Datetime(readonly=True, copy=False)
    suspended_reason = fields.Selection(
        [
            ("moved", "Department, job or company changed, or employee left"),
            ("deactivated", "User deactivated"),
            ("officer", "Suspended by an officer"),
        ],
        readonly=True,
        copy=False,
    )
    ended_on = fields.Datetime(readonly=True, copy=False)
    single_confirmed = fields.Boolean(
        string="Confirmed by one person", readonly=True, copy=False
    )
    post = fields.Char(
        readonly=True,
        copy=False,
        help="Employee, company, department and job when the right was granted.",
    )
    spell_ids = fields.One2many("mynumber.right.spell", "right_id", readonly=True)

    _key_uniq = models.Constraint("UNIQUE (key)", "This right exists already.")

    @api.depends("user_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for right in self:
            parts = (right.user_id.name, kinds.get(right.kind))
            right.display_name = " – ".join(filter(None, parts))

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for right in self:
            if right.date_to < right.date_from:
                raise ValidationError(
                    self.env._("The last day lies before the first day.")
                )
            if right.date_to >= right.date_from + relativedelta(months=12):
                raise ValidationError(
                    self.env._(
                        "A right lasts at most twelve months. Choose %s or earlier "
                        "as the last day and renew it then.",
                        right.date_from + relativedelta(months=12, days=-1),
                    )
                )

    @api.constrains("kind", "purpose_ids", *(f"act_{act}" for act in ACTS))
    def _check_acts(self):
        for right in self:
            if right.kind != "grant":
                continue
            if not any(right[f"act_{act}"] for act in ACTS):
                raise ValidationError(self.env._("Choose what the person may do."))
            if not right.purpose_ids:
                raise ValidationError(
                    self.env._("Choose the purposes that the right is for.")
                )

    @api.constrains("kind", "user_id", "company_id", "state")
    def _check_confirmer(self):
        """A confirmer holds no other right in the company."""
        for right in self.filtered(lambda r: r.state != "ended"):
            others = self.sudo().search(
                [
                    ("id", "!=", right.id),
                    ("user_id", "=", right.user_id.id),
                    ("company_id", "=", right.company_id.id),
                    ("state", "!=", "ended"),
                ]
            )
            if others and "confirmer" in [right.kind, *others.mapped("kind")]:
                raise ValidationError(
                    self.env._(
                        "A confirmer holds no other right in the company. End or "
                        "delete the other one first."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            if any(self.SEALED & vals.keys() for vals in vals_list):
                raise AccessError(self._sealed_message())
            vals_list = [{**vals, "proposed_by": self.env.uid} for vals in vals_list]
        rights = super().create(vals_list)
        rights.filtered(lambda r: r.state == "effective")._open_spells()
        return rights

    def write(self, vals):
        if not self.env.su and self.SEALED & vals.keys():
            raise AccessError(self._sealed_message())
        if not self.env.su and set(self.mapped("state")) - {"proposed"}:
            raise UserError(
                self.env._(
                    "This right was decided and cannot be edited. Propose a new one."
                )
            )
        before = {right: right.state for right in self}
        result = super().write(vals)
        if "state" in vals:
            changed = self.filtered(lambda r: r.state != before[r])
            changed.filtered(lambda r: before[r] == "effective")._close_spells()
            changed.filtered(lambda r: r.state == "effective")._open_spells()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if set(self.mapped("state")) - {"proposed"}:
            raise UserError(
                self.env._(
                    "A right that was once granted stays on record. End it instead."
                )
            )

    def _sealed_message(self):
        return self.env._(
            "Rights are granted, suspended and ended with their buttons and a PIN."
        )

    def _act_names(self):
        """Return the labels of the acts allowed, in the user's language."""
        self.ensure_one()
        return [
            self._fields[f"act_{act}"]._description_string(self.env)
            for act in ACTS
            if self[f"act_{act}"]
        ]

    def _addressed(self):
        """Return the line of a letter that names its reader."""
        self.ensure_one()
        return self.env._("To %s", self.user_id.name)

    def _appointed_on(self):
        """Return the day of appointment (date): of the grant, else the first day."""
        self.ensure_one()
        return legal_day(self.granted_on) if self.granted_on else self.date_from

    def _open_spells(self):
        for right in self:
            right.post = self._post_of(right.user_id, right.company_id)
        self.env["mynumber.right.spell"].create([{"right_id": r.id} for r in self])

    def _close_spells(self):
        self.spell_ids.filtered(lambda s: not s.until).until = fields.Datetime.now()

    @api.model
    def _employees_of(self, users):
        """Return the (active) employees of ``users``, by id."""
        return (
            self.env["hr.employee"]
            .sudo()
            .search([("user_id", "in", users.ids)], order="id")
        )

    @api.model
    def _post_of(self, user, company, employees=None):
        """Return "employee,company,department,job" ids of ``user`` today.

        Her employees in ``company`` count; if she has none there, all her employees.
        Empty when she is no (active) employee. Department and job are those of the
        version that holds on the legal day: Odoo's own job tells the employee later.

        :param employees: those of ``user`` when they were searched before
        """
        if employees is None:
            employees = self._employees_of(user)
        here = employees.filtered(lambda e: e.company_id == company)
        today = today_tokyo()
        posts = []
        for employee in here or employees:
            held = employee._get_version(today)
            posts.append(
                f"{employee.id},{employee.company_id.id},"
                f"{held.department_id.id or 0},{held.job_id.id or 0}"
            )
        return ";".join(posts)

    @api.model
    def _works_for(self, user, company):
        """Tell whether ``user`` is active and may work in ``company``."""
        companies = user.with_context(active_test=False).company_ids
        return user.active and company in companies

    @api.model
    def _suspend_moved(self):
        """Suspend effective rights whose holder moved, left or was deactivated.

        So does whoever may not work in the company any more.

        :returns: the rights suspended now; the job tells the keystore
        """
        rights = self.sudo().search([("state", "=", "effective")])
        nobody = self.env["hr.employee"]
        employees = self._employees_of(rights.user_id).grouped("user_id")
        suspended = self.browse()
        for right in rights:
            user = right.user_id
            now = self._post_of(user, right.company_id, employees.get(user, nobody))
            works = self._works_for(user, right.company_id)
            if works and (right.post or "") == now:
                continue
            right.write(
                {
                    "state": "suspended",
                    "suspended_on": fields.Datetime.now(),
                    "suspended_reason": "moved" if user.active else "deactivated",
                }
            )
            suspended |= right
        if suspended:
            self.env.ref("mynumber_management.cron_rights").sudo()._trigger()
        return suspended
