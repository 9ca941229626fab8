# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..text.legal_days import legal_day

CARD = "number.card"
_NEEDS_NUMBER_PROOF = ("card", "documents", "known", "proxy", "mail", "online")
_RECOGNITION_ALLOWED = ("known", "documents", "proxy")


class MynumberVerification(models.Model):
    """本人確認記録: who checked number and identity, by which route, with what.

    Invariants
    - Append-only: no role may change or delete a record, nor may the add-on.
    - A record that does not satisfy 番号法16 and its ordinances cannot be stored.
    """

    _name = "mynumber.verification"
    _inherit = ["mynumber.guarded"]
    _description = "Identity check record"
    _order = "checked_on desc, id desc"
    _rec_name = "subject_id"

    _mynumber_guarded = frozenset({"note", "proxy_name"})

    subject_id = fields.Many2one(
        "mynumber.subject",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="subject_id.company_id", store=True, index=True, precompute=True
    )
    version = fields.Integer(
        string="Number version", help="Which of the person's numbers was checked."
    )
    route = fields.Selection(
        [
            ("card", "My Number Card shown"),
            ("documents", "Documents shown"),
            ("known", "Known by employment, recognised in person"),
            ("proxy", "Through a proxy"),
            ("mail", "Copies by mail"),
            ("online", "Online"),
            ("former_employer", "From the former employer"),
            ("declared", "Declared by the employee who checked"),
        ],
        required=True,
    )
    number_proof_id = fields.Many2one(
        "mynumber.proof", string="Number document", ondelete="restrict"
    )
    identity_proof_ids = fields.Many2many(
        "mynumber.proof", string="Identity documents", ondelete="restrict"
    )
    recognised = fields.Boolean(string="Recognised in person")
    proxy_name = fields.Char()
    proxy_proof_id = fields.Many2one(
        "mynumber.proof", string="Proof of authority", ondelete="restrict"
    )
    checked_by = fields.Many2one("res.users", required=True, ondelete="restrict")
    checked_on = fields.Datetime(required=True, default=fields.Datetime.now)
    second_by = fields.Many2one(
        "res.users", string="Second check by", ondelete="restrict"
    )
    second_on = fields.Datetime(string="Second check on")
    note = fields.Char()

    @api.model
    def _check_rules(self, vals):
        """Raise UserError when ``vals`` would be no valid 本人確認.

        :param vals: dict as for ``create``: subject_id, route, number_proof_id,
            identity_proof_ids (x2many commands), recognised, proxy_name,
            proxy_proof_id, checked_on, note
        :raises UserError: naming the missing piece (番号法16; 施行令12; 施行規則1–11)
        """
        self.new({"checked_on": fields.Datetime.now(), **vals})._check_route()

    @api.constrains(
        "subject_id",
        "route",
        "number_proof_id",
        "identity_proof_ids",
        "recognised",
        "proxy_name",
        "proxy_proof_id",
        "checked_on",
    )
    def _check_route(self):
        for record in self:
            finding = (
                record._finding_dates()
                or record._finding_number()
                or record._finding_identity()
                or record._finding_circumstance()
            )
            if finding:
                raise UserError(finding)

    def _finding_dates(self):
        """施行規則1–3 and the lists of the authorities: accepted on that day."""
        day = legal_day(self.checked_on)
        for proof in (
            self.number_proof_id | self.identity_proof_ids | self.proxy_proof_id
        ):
            if not proof._accepted_on(day):
                return self.env._(
                    "%(document)s was not accepted on %(day)s. Choose another "
                    "document.",
                    document=proof.name,
                    day=fields.Date.to_string(day),
                )
        return None

    def _finding_number(self):
        """番号確認: one number document, except on routes that need none."""
        proof = self.number_proof_id
        if not self.route:
            return self.env._("Say by which route the identity was checked.")
        if proof and proof.side != "number":
            return self.env._("%s does not prove a number.", proof.name)
        if self.route in _NEEDS_NUMBER_PROOF and not proof:
            return self.env._("Say which document showed the number.")
        if self.route == "card" and proof.code != CARD:
            return self.env._(
                "The card route needs the My Number Card itself. Choose the route "
                "“Documents shown” for another document."
            )
        return None

    def _finding_identity(self):
        """身元確認: one document with photo, or two others, or recognition."""
        sides = self.identity_proof_ids.mapped("side")
        if {"number", "proxy"} & set(sides):
            return self.env._("One of the identity documents proves no identity.")
        if "identity_online" in sides and self.route != "online":
            return self.env._(
                "An electronic proof of identity counts on the online route only."
            )
        if self.recognised and self.route not in _RECOGNITION_ALLOWED:
            return self.env._(
                "Recognition in person does not count on this route. Record the "
                "identity documents."
            )
        if self.recognised and self.route != "proxy" and not self._is_employee():
            return self.env._(
                "Only an employee can be recognised in person. Record the identity "
                "documents."
            )
        if self.route == "known" and not self.recognised:
            return self.env._("Confirm that you recognised the employee in person.")
        if (
            self.route in ("documents", "proxy", "mail", "online")
            and not self.recognised
            and not {"identity_photo", "identity_online"} & set(sides)
            and sides.count("identity_plain") < 2
        ):
            return self.env._(
                "Identity needs one document with a photo or two different documents "
                "without."
            )
        return None

    def _finding_circumstance(self):
        """Proxy (施行規則6–10), former employer (19 iv), declaration (law 3.4)."""
        if self.route == "proxy" and not (self.proxy_name and self.proxy_proof_id):
            return self.env._("Record the proxy's name and proof of authority.")
        if self.proxy_proof_id and self.proxy_proof_id.side != "proxy":
            return self.env._(
                "%s does not prove a proxy's authority.", self.proxy_proof_id.name
            )
        if self.route == "former_employer" and not (self.note or "").strip():
            return self.env._(
                "Note the employee's consent and the former employer (Article 19 iv)."
            )
        if (
            self.route == "declared"
            and self.subject_id.kind != "dependant"
            and not (self.note or "").strip()
        ):
            return self.env._(
                "Note when and by whom the number was checked before (only a "
                "dependant's number is checked by the employee)."
            )
        return None

    def _is_employee(self):
        return self.subject_id.kind == "employee"

    def write(self, vals):
        raise UserError(
            self.env._(
                "An identity check record cannot be changed. Record a new check."
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An identity check record cannot be deleted."))
