# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What officers are told: a number removed by mistake, the day's free outputs.

The messages name documents and counts, never a number.
"""

from datetime import timedelta

from markupsafe import Markup

from odoo import fields

from ..text.legal_days import span_utc, today_tokyo


def _officers(env, company):
    rights = env["mynumber.right"].sudo()
    return rights.search(
        [
            ("company_id", "=", company.id),
            ("kind", "in", ("officer", "deputy")),
            ("state", "=", "effective"),
        ]
    ).user_id.filtered("active")


def tell(env, company, title, lines):
    """Notify the officers of a company (inbox or mail, as each has chosen)."""
    partners = _officers(env, company).partner_id
    if partners:
        body = Markup("<br/>").join(lines)
        env["mail.thread"].sudo().message_notify(
            partner_ids=partners.ids, subject=title, body=body
        )


def tell_of_mistake(env, passage, subject):
    """Tell officers that a number entered by mistake was destroyed."""
    tell(
        env,
        subject.company_id.sudo(),
        env._("A number entered by mistake was destroyed"),
        [
            env._(
                "%(user)s destroyed the number of %(person)s. The reason stands in the"
                " audit trail.",
                user=passage.actor.name,
                person=subject.name,
            )
        ],
    )


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
        tell(
            env,
            company,
            env._("Outputs without order yesterday"),
            [
                env._(
                    "%(name)s: %(form)s %(period)s, %(count)s persons, by %(user)s",
                    name=filing.name,
                    form=filing.form_code,
                    period=filing.period or "",
                    count=filing.subject_count,
                    user=filing.produced_by.name,
                )
                for filing in mine
            ],
        )
    return len(filings)
