# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import datetime

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date, format_datetime, format_list

from ..text.legal_days import legal_day, today_tokyo
from .mynumber_audit_events import label
from .mynumber_right import ACTS
from .mynumber_subject import HOLDERS

_SEE_ALL = ("handler", "officer", "auditor")
_LAST_USES = 5
_LOOK_BACK = 200_000


class MynumberPanel(models.Model):
    """What the My Number page of a person shows, in words.

    Invariants
    - Every answer is names, dates and states; nothing is read from the raw tables.
    - Users without a role learn "registered" or "not registered", nothing else.
    - Only people whom the user may read are told about.
    """

    _inherit = "mynumber.subject"

    @api.model
    @api.readonly
    def panel_data(self, holder_model, holder_id):
        """Return what the page of one person shows.

        :param str holder_model: "hr.employee", "mynumber.dependant" or "res.partner"
        :param int holder_id: id in that model
        :returns: dict ``level`` (registered|state|full), ``company`` (id), ``acts``
            (those the user holds a right for), ``note`` (what keeps the user from
            acting, or ""), ``people`` (the person, then an employee's family)
        """
        holder = self._panel_holder(holder_model, holder_id)
        if not self.has_access("read"):
            state = "registered" if holder.mynumber_registered else "none"
            return {"level": "registered", "people": [{"state": state}]}
        company = holder._mynumber_company()
        full = self._panel_sees_all()
        people = [holder]
        if full and holder_model == "hr.employee":
            people += self.env["mynumber.dependant"].search(
                [("employee_id", "=", holder.id)]
            )
        acts, note = self._panel_acts(company)
        return {
            "level": "full" if full else "state",
            "company": company.id,
            "acts": acts,
            "note": note,
            "people": [self._panel_person(one, company, full) for one in people],
        }

    @api.model
    def _panel_sees_all(self):
        return any(
            self.env.user.has_group(f"mynumber_management.group_{role}")
            for role in _SEE_ALL
        )

    @api.model
    def _panel_holder(self, model, holder_id):
        if model not in HOLDERS or not isinstance(holder_id, int):
            raise UserError(
                self.env._("This person does not exist any more. Reload the page.")
            )
        holder = self.env[model].with_context(active_test=False).browse(holder_id)
        holder.check_access("read")
        return holder

    @api.model
    def _panel_acts(self, company):
        """Return the acts of the user's rights in ``company``, and why there are none.

        The mirror only decides which buttons are drawn; the door asks the keystore.
        """
        today = today_tokyo()
        # sudo: one's own rights, also for roles that may not list rights
        grants = (
            self.env["mynumber.right"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.env.uid),
                    ("company_id", "=", company.id),
                    ("kind", "=", "grant"),
                    ("date_from", "<=", today),
                    ("date_to", ">=", today),
                ]
            )
        )
        effective = grants.filtered(lambda right: right.state == "effective")
        acts = [act for act in ACTS if any(effective.mapped(f"act_{act}"))]
        if acts or not self.env.user.has_group("mynumber_management.group_handler"):
            return acts, ""
        if "suspended" in grants.mapped("state"):
            return acts, self.env._(
                "Your right is suspended because your post changed. Ask an officer "
                "(責任者) to resume it."
            )
        return acts, self.env._(
            "You hold no right for the numbers of this company. Ask an officer "
            "(責任者) to grant one."
        )

    def _panel_person(self, holder, company, full):
        subject = self.with_context(active_test=False).search(
            [
                ("company_id", "=", company.id),
                ("holder_model", "=", holder._name),
                ("holder_id", "=", holder.id),
            ]
        )
        person = {
            "model": holder._name,
            "id": holder.id,
            "name": holder.display_name,
            "relation": "",
            "subject": subject.uuid or "",
            "record": subject.id,
            "state": subject.state or "none",
            "to_verify": subject.to_verify,
            "question": bool(subject.question),
            "used": bool(subject.holding_ids),
            "purposes": [],
            "verification": False,
        }
        if holder._name == "mynumber.dependant":
            person["relation"] = holder.relation_shown
        if full:
            person["purposes"] = subject._panel_purposes()
            person["verification"] = subject._panel_verification()
        return person

    def _panel_purposes(self):
        """Return the latest line of each purpose, those in force first."""
        latest = {line.purpose_id: line for line in self.purpose_line_ids.sorted("id")}
        lines = sorted(latest.values(), key=lambda line: bool(line.ended_on))
        channels = dict(
            self.env["mynumber.subject.purpose"]
            ._fields["channel"]
            ._description_selection(self.env)
        )
        return [
            {
                "code": line.purpose_id.code,
                "name": line.purpose_id.name,
                "ended_on": line.ended_on and format_date(self.env, line.ended_on),
                "told": self.env._(
                    "Notice %(version)s, %(channel)s, %(day)s",
                    version=line.notice_id.version or "–",
                    channel=channels[line.channel],
                    day=format_date(self.env, legal_day(line.shown_on)),
                ),
            }
            for line in lines
        ]

    def _panel_verification(self):
        """Return the last 本人確認 record as pairs of label and value, or False."""
        if not self.verification_ids:
            return False
        record = self.verification_ids[0]
        routes = record._fields["route"]._description_selection(self.env)
        identity = record.identity_proof_ids.mapped("name")
        if record.recognised:
            identity.append(self.env._("recognised in person"))
        pairs = [
            (self.env._("Way"), dict(routes)[record.route]),
            (self.env._("Number document"), record.number_proof_id.name),
            (self.env._("Identity"), format_list(self.env, identity)),
            (self.env._("Proxy"), record.proxy_name),
            (self.env._("Checked by"), record.checked_by.name),
            (self.env._("Checked on"), format_datetime(self.env, record.checked_on)),
            (self.env._("Second check"), record.second_by.name),
            (self.env._("Note"), record.note),
        ]
        return [pair for pair in pairs if pair[1]]

    @api.readonly
    def last_uses(self):
        """Return the last acts with this person's number, newest first.

        Read apart from ``panel_data``, because it looks through the log's last
        entries. Whether the log is whole is not told here but by the verifier.

        :returns: list of dict ``what`` and ``when`` (both in words)
        """
        self.ensure_one()
        self.check_access("read")
        if not self._panel_sees_all():
            return []
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.payload
                  FROM mn_audit.entry e
                  JOIN res_company c ON c.mynumber_uuid = e.chain
                 WHERE c.id = %s
                   AND e.seq > (SELECT max(seq) FROM mn_audit.entry
                                 WHERE chain = c.mynumber_uuid) - %s
                   AND e.payload LIKE %s AND e.payload LIKE %s
                   AND e.payload NOT LIKE %s
              ORDER BY e.seq DESC
                 LIMIT %s
                """,
                self.company_id.id,
                _LOOK_BACK,
                f'%"subj":"{self.uuid}"%',
                '%"ev":"number.%',
                '%"ev":"number.%.done"%',
                _LAST_USES,
            )
        )
        return list(filter(None, (self._panel_use(payload) for (payload,) in rows)))

    def _panel_use(self, payload):
        """Return an entry in words, None for a row that the log's writer never made."""
        try:
            entry = json.loads(payload)
            moment = datetime.strptime(entry["ts"], "%Y-%m-%dT%H:%M:%S.%fZ")
        except (ValueError, KeyError, TypeError):
            return None
        purpose = self.env["mynumber.purpose"].search(
            [("code", "=", entry.get("pur", ""))]
        )
        told = (
            label(self.env, entry["ev"]),
            purpose.name,
            entry.get("basis"),
            entry.get("act", {}).get("name"),
        )
        return {
            "what": " · ".join(filter(None, told)),
            "when": format_datetime(self.env, moment),
        }

    def action_propose_disposal(self):
        """Open the dialog that proposes an order to destroy these people's numbers."""
        return {
            "type": "ir.actions.client",
            "tag": "mynumber_dispose",
            "params": {"ids": self.ids},
        }

    @api.model
    @api.readonly
    def entry_options(self, holder_model, holder_id):
        """Return what can be chosen when a number of this person is entered.

        :returns: dict ``kind``, ``purposes`` [{code, name, law}], ``sets`` [{code,
            name, purposes, proposed}], ``notified`` [codes], ``notices`` [{id, name,
            text, purposes}], ``channels`` and ``routes`` [(code, label)], ``proofs``
            [{code, name, side, note}] that are accepted today
        """
        self.check_access("read")
        holder = self._panel_holder(holder_model, holder_id)
        company = holder._mynumber_company()
        subject = self.search(
            [
                ("company_id", "=", company.id),
                ("holder_model", "=", holder_model),
                ("holder_id", "=", holder_id),
            ]
        )
        kind = HOLDERS[holder_model]
        lang = self.env.lang or self.env.user.lang
        today = today_tokyo()
        purposes = self.env["mynumber.purpose"]._on(today)
        notices = self.env["mynumber.notice"].search(
            [
                ("state", "=", "published"),
                ("company_id", "in", (False, company.id)),
            ]
        )
        lines = subject.purpose_line_ids.filtered(lambda line: not line.ended_on)
        return {
            "kind": kind,
            "purposes": [
                {"code": p.code, "name": p.name, "law": p.law or ""} for p in purposes
            ],
            "sets": [
                {
                    "code": one.code,
                    "name": one.name,
                    "purposes": (one.purpose_ids & purposes).mapped("code"),
                    "proposed": not lines and one.code in self._proposed_sets(holder),
                }
                for one in self.env["mynumber.purpose.set"].search([])
            ],
            "notified": lines.purpose_id.mapped("code"),
            "notices": [
                {
                    "id": notice.id,
                    "name": notice.display_name,
                    "text": notice._text_for(company),
                    "purposes": (notice.purpose_ids & purposes).mapped("code"),
                }
                for notice in notices.sorted(lambda n: n.lang != lang)
            ],
            "channels": self._entry_selection("mynumber.subject.purpose", "channel"),
            "routes": self._entry_selection("mynumber.verification", "route"),
            "proofs": [
                {"code": p.code, "name": p.name, "side": p.side, "note": p.note or ""}
                for p in self.env["mynumber.proof"]._on(today)
            ],
        }

    def _proposed_sets(self, holder):
        """Return the codes of the sets of purposes that fit a person, as a proposal."""
        if holder._name == "hr.employee":
            return ("employee",)
        if holder._name == "res.partner":
            return ("fee",)
        year = today_tokyo().year
        status = holder.status_ids.filtered(lambda one: one.year == year)
        if any(status.mapped("third_category")):
            return ("third_category",)
        if any(status.mapped("health_dependant")):
            return ("dependant",)
        return ("dependant_tax",)

    def _entry_selection(self, model, field):
        return self.env[model]._fields[field]._description_selection(self.env)
