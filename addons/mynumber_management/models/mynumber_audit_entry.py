# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import file_open

from .mynumber_audit_events import amount, in_words, label

_ADDON = "mynumber_management"


class MynumberAuditEntry(models.Model):
    """監査証跡: a read-only view of the signed log.

    It is for reading only. Whether the log is whole is answered by the verifier over
    the log itself, never by this view.
    """

    _name = "mynumber.audit.entry"
    _description = "Audit entry"
    _auto = False
    _order = "id desc"
    _rec_name = "ev"

    chain = fields.Char(readonly=True)
    seq = fields.Integer(string="No.", readonly=True)
    company_id = fields.Many2one(
        "res.company", readonly=True, help="Empty: the system chain."
    )
    ts = fields.Datetime(string="Time", readonly=True)
    ev = fields.Char(string="Event code", readonly=True)
    event = fields.Char(compute="_compute_event")
    uid = fields.Integer(string="User ID", readonly=True)
    login = fields.Char(readonly=True)
    who = fields.Char(string="Who", readonly=True)
    subj = fields.Char(string="Person (UUID)", readonly=True)
    subject_id = fields.Many2one("mynumber.subject", string="Person", readonly=True)
    holder = fields.Char(readonly=True)
    pur = fields.Char(string="Purpose code", readonly=True)
    purpose_id = fields.Many2one("mynumber.purpose", readonly=True)
    basis = fields.Char(string="For", readonly=True)
    n = fields.Integer(string="Count", readonly=True)
    amount = fields.Char(string="Detail", compute="_compute_in_words")
    obj = fields.Char(string="Object Code", readonly=True)
    about = fields.Char(string="Object", compute="_compute_in_words")
    res = fields.Char(string="Result Code", readonly=True)
    outcome = fields.Char(string="Result", compute="_compute_in_words")
    ip = fields.Char(string="IP Address", readonly=True)
    req = fields.Char(string="Request", readonly=True)
    pruned = fields.Boolean(
        readonly=True, help="The text of this entry was removed by plan."
    )

    def init(self):
        """Create the log's schema if no fence did, then the view over it."""
        result = super().init()
        cr = self.env.cr
        cr.execute("SELECT to_regclass('mn_audit.entry')")
        if not cr.fetchone()[0]:
            with file_open(f"{_ADDON}/vault/sql/audit_schema.sql") as script:
                cr.execute(script.read())
        # later: the tables and columns it reads are made by other models' init
        self.pool.post_init(self._create_view)
        return result

    def _create_view(self):
        with file_open(f"{_ADDON}/models/sql/audit_view.sql") as script:
            self.env.cr.execute(script.read())

    @api.depends("ev")
    @api.depends_context("lang")
    def _compute_event(self):
        for entry in self:
            entry.event = label(self.env, entry.ev)

    @api.depends("ev", "n", "obj", "res")
    @api.depends_context("lang")
    def _compute_in_words(self):
        filings = self.env["mynumber.filing"].search_fetch(
            [("export_id", "in", self.mapped("obj"))], ["export_id", "name"]
        )
        rights = self.env["mynumber.right"].search([("key", "in", self.mapped("obj"))])
        names = {filing.export_id: filing.name for filing in filings}
        names |= {right.key: right.display_name for right in rights}
        for entry in self:
            entry.amount = amount(self.env, entry.ev, entry.n)
            entry.about = names.get(entry.obj) or in_words(self.env, entry.obj)
            entry.outcome = in_words(self.env, entry.res)

    @api.depends("ev", "seq")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = f"{entry.seq} {label(self.env, entry.ev)}"

    @api.model
    def _unexported(self, companies=None):
        """Return how many entries of the log are newer than its last export.

        :param companies: res.company whose chains count; None for all, with the
            system chain
        """
        ids = None if companies is None else companies.ids
        [[count]] = self.env.execute_query(
            SQL(
                """
                SELECT count(*)
                  FROM mn_audit.entry e
                  LEFT JOIN res_company c ON c.mynumber_uuid = e.chain
                  LEFT JOIN (
                        SELECT chain, max(seq) AS seq
                          FROM mn_audit.entry
                         WHERE payload LIKE '%%"ev":"log.export"%%'
                         GROUP BY chain
                       ) exported ON exported.chain = e.chain
                 WHERE (%(ids)s::int[] IS NULL OR c.id = ANY(%(ids)s))
                   AND e.seq > COALESCE(exported.seq, 0)
                """,
                ids=ids,
            )
        )
        return count
