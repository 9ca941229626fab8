# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import file_open

HOLDERS = {
    "hr.employee": "employee",
    "mynumber.dependant": "dependant",
    "res.partner": "payee",
}


class MynumberSubject(models.Model):
    """対象者: one person whose number one company may hold.

    Invariants
    - No field holds digits, part of them, ciphertext or anything computed from them.
    - The truth about a number is the raw table ``mynumber_number``; the fields here
      mirror it and only the door writes them (superuser mode). No role may create,
      write or delete a subject.
    - A subject never changes company, and its holder only without a number, when
      contacts are merged.
    - A person has at most one subject per company; no row = never asked.
    """

    _name = "mynumber.subject"
    _description = "Person whose My Number may be held"
    _order = "sort_key, id"

    uuid = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: str(uuid.uuid4()),
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    holder_model = fields.Char(required=True, readonly=True)
    holder_id = fields.Many2oneReference(
        model_field="holder_model", required=True, readonly=True
    )
    kind = fields.Selection(
        [
            ("employee", "Employee"),
            ("dependant", "Dependant"),
            ("payee", "Payee"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("none", "Not registered"),
            ("to_verify", "To verify"),
            ("active", "Registered"),
            ("disposing", "Being destroyed"),
            ("disposed", "Destroyed"),
            ("lost", "Lost"),
        ],
        required=True,
        readonly=True,
        default="none",
        copy=False,
        index=True,
    )
    to_verify = fields.Boolean(
        string="Change waiting",
        readonly=True,
        copy=False,
        help="A newly received number waits for verification, also beside a "
        "registered one.",
    )
    number_version = fields.Integer(readonly=True, copy=False)
    registered_on = fields.Date(readonly=True, copy=False)
    verified_on = fields.Date(readonly=True, copy=False)
    disposed_on = fields.Date(readonly=True, copy=False)
    question = fields.Selection(
        [("duplicate", "Same number as another person")], readonly=True, copy=False
    )
    question_subject_ids = fields.Many2many(
        "mynumber.subject",
        relation="mynumber_subject_question_rel",
        column1="subject_id",
        column2="other_id",
        string="Same number as",
        readonly=True,
        copy=False,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        compute="_compute_holder",
        store=True,
        index=True,
        ondelete="set null",
        help="The employee, or the employee whose dependant this is.",
    )
    dependant_id = fields.Many2one(
        "mynumber.dependant",
        compute="_compute_holder",
        store=True,
        index="btree_not_null",
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        "res.partner",
        compute="_compute_holder",
        store=True,
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(compute="_compute_particulars", store=True)
    sort_key = fields.Char(compute="_compute_particulars", store=True, index=True)
    name_fold = fields.Char(compute="_compute_particulars", store=True)
    active_holder = fields.Boolean(
        compute="_compute_particulars", store=True, string="Current"
    )
    purpose_line_ids = fields.One2many(
        "mynumber.subject.purpose", "subject_id", string="Purposes", readonly=True
    )
    verification_ids = fields.One2many(
        "mynumber.verification", "subject_id", string="Identity checks", readonly=True
    )
    holding_ids = fields.One2many(
        "mynumber.holding", "subject_id", string="Kept documents", readonly=True
    )

    _uuid_uniq = models.Constraint("UNIQUE (uuid)", "This person is listed already.")
    _holder_uniq = models.Constraint(
        "UNIQUE (company_id, holder_model, holder_id)",
        "This person is being opened by somebody else just now. Try again.",
    )

    def init(self):
        """Create the tables with bytes, which no model maps."""
        result = super().init()
        with file_open("mynumber_management/models/sql/raw_tables.sql") as script:
            self.env.cr.execute(script.read())
        return result

    @api.depends("holder_model", "holder_id", "dependant_id.employee_id")
    def _compute_holder(self):
        for subject in self:
            model, holder = subject.holder_model, subject.holder_id
            subject.dependant_id = holder if model == "mynumber.dependant" else False
            subject.partner_id = holder if model == "res.partner" else False
            subject.employee_id = (
                holder
                if model == "hr.employee"
                else subject.dependant_id.sudo().employee_id
            )

    @api.depends(
        "employee_id.name",
        "employee_id.name_sort",
        "employee_id.name_fold",
        "employee_id.active",
        "dependant_id.name",
        "dependant_id.name_sort",
        "dependant_id.name_fold",
        "dependant_id.active",
        "partner_id.name",
        "partner_id.name_sort",
        "partner_id.name_fold",
        "partner_id.active",
    )
    def _compute_particulars(self):
        for subject in self.sudo():
            holder = (
                subject.dependant_id
                or subject.partner_id
                or (subject.kind == "employee" and subject.employee_id)
            )
            if not holder:  # deleted: the name stays for the records
                subject.name = subject.name
                subject.sort_key = subject.sort_key
                subject.name_fold = subject.name_fold
                subject.active_holder = False
                continue
            subject.name = holder.name
            subject.sort_key = holder.name_sort
            subject.name_fold = holder.name_fold
            subject.active_holder = holder.active and (
                subject.kind != "dependant" or subject.employee_id.active
            )

    @api.model
    def _for_holder(self, company, model, holder_id):
        """Return the subject (sudo) of a person in ``company``, made on demand.

        :param company: res.company, one record
        :param model: "hr.employee", "mynumber.dependant" or "res.partner"
        :param holder_id: int, id of the person in that model
        :raises UserError: no such person, or the person belongs to another company
        """
        kind = HOLDERS.get(model)
        holder = (
            self.env[model].sudo().with_context(active_test=False).browse(holder_id)
            if kind
            else None
        )
        if not holder or not holder.exists():
            raise UserError(
                self.env._("This person does not exist any more. Reload the page.")
            )
        owner = holder.company_id
        if owner != company and not (kind == "payee" and not owner):
            raise UserError(
                self.env._(
                    "This person does not belong to %s. Switch to the right company.",
                    company.sudo().name,
                )
            )
        identity = {
            "company_id": company.id,
            "holder_model": model,
            "holder_id": holder_id,
        }
        subject = self.sudo().search([(k, "=", v) for k, v in identity.items()])
        return subject or self.sudo().create({**identity, "kind": kind})

    @api.model
    def _follow_merged(self, sources, contact):
        """Let subjects without a number of merged contacts belong to what is left.

        :param sources: res.partner that are merged away
        :param contact: res.partner, one record, into which they are merged
        """
        # sudo: subjects of companies out of sight follow as well
        for subject in self.sudo().search([("partner_id", "in", sources.ids)]):
            if self.sudo().search_count(
                [
                    ("company_id", "=", subject.company_id.id),
                    ("partner_id", "=", contact.id),
                ],
                limit=1,
            ):
                subject.partner_id = False
            else:
                subject.holder_id = contact.id

    @api.model
    def _held_holder_ids(self, model, ids):
        """Return the set of ``ids`` of ``model`` with a stored number in any company.

        The raw table decides, not the mirror.
        """
        self.flush_model(["uuid", "holder_model", "holder_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT s.holder_id
                  FROM mynumber_subject s
                  JOIN mynumber_number n ON n.subject = s.uuid::uuid
                 WHERE n.blob IS NOT NULL
                   AND s.holder_model = %s AND s.holder_id = ANY(%s)
                """,
                model,
                list(ids),
            )
        )
        return {row[0] for row in rows}

    @api.model
    def _count_held(self, companies=None):
        """Return how many persons have a stored number, by the raw table.

        :param companies: res.company to look at; None for all
        """
        self.flush_model(["uuid", "company_id"])
        ids = None if companies is None else companies.ids
        [[count]] = self.env.execute_query(
            SQL(
                """
                SELECT count(DISTINCT n.subject)
                  FROM mynumber_number n
                  LEFT JOIN mynumber_subject s ON s.uuid::uuid = n.subject
                 WHERE n.blob IS NOT NULL
                   AND (%(ids)s::int[] IS NULL OR s.company_id = ANY(%(ids)s))
                """,
                ids=ids,
            )
        )
        return count

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        subjects = self.sudo()
        if (
            subjects.filtered(lambda s: s.state != "none" or s.to_verify)
            or subjects.verification_ids
            or subjects.holding_ids
        ):
            raise UserError(
                self.env._(
                    "A person whose number is or was held stays on record. Destroy "
                    "the number by a disposal order; the record remains as proof."
                )
            )
