# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What officers are told: a number removed by mistake, the day's free outputs.

The messages name documents and counts, never a number.
"""

from datetime import timedelta

from markupsafe import Markup

from odoo import fields

from ..text.legal_days import span_utc, today_tokyo


def by_language(env, users):
    """Yield ``(env, users)``: the active ``users``, by the language they read."""
    for lang, readers in users.filtered("active").grouped("lang").items():
        yield env(context={**env.context, "lang": lang}), readers


def _officers(env, company):
    rights = env["mynumber.right"].sudo()
    officers = rights.search(
        [
            ("company_id", "=", company.id),
            ("kind", "in", ("officer", "deputy")),
            ("state", "=", "effective"),
        ]
    ).user_id
    return by_language(env, officers)


def _tell(env, officers, title, lines):
    """Notify officers (inbox or mail, as each has chosen)."""
    env["mail.thread"].sudo().message_notify(
        partner_ids=officers.partner_id.ids,
        subject=title,
        body=Markup("<br/>").join(lines),
    )


def tell_of_mistake(env, passage, subject):
    """Tell officers that a number entered by mistake was destroyed."""
    for local, officers in _officers(env, subject.company_id.sudo()):
        text = local._(
            "%(user)s destroyed the number of %(person)s. The reason stands in the"
            " audit trail.",
            user=passage.actor.name,
            person=subject.name,
        )
        title = local._("A number entered by mistake was destroyed")
        _tell(local, officers, title, [text])


def daily_digest(env):
    """Tell officers of yesterday's outputs that needed no order; return how many."""
    since, until = span_utc(today_tokyo() - timedelta(days=1))
    filings = (
        env["mynumber.filing"]
        .sudo()
        .search(
            [
                ("order_id", "=", False),
                ("produced_on", ">=", fields.Datetime.to_string(since)),
                ("produced_on", "<", fields.Datetime.to_string(until)),
            ],
            order="company_id, produced_on",
        )
    )
    for company in filings.company_id:
        mine = filings.filtered(lambda f, c=company: f.company_id == c)
        for local, officers in _officers(env, company):
            forms = dict(filings._fields["form_code"]._description_selection(local))
            lines = [
                local._(
                    "%(name)s: %(form)s %(period)s, %(count)s persons, by %(user)s",
                    name=filing.name,
                    form=forms[filing.form_code],
                    period=filing.period or "",
                    count=filing.subject_count,
                    user=filing.produced_by.name,
                )
                for filing in mine
            ]
            title = local._("Outputs without order yesterday")
            _tell(local, officers, title, lines)
    return len(filings)
