# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Standing orders: an approved rule for people, at most three months, a day's ceiling.

The rule is sealed by its digest; every run under it has its own plan and entries.
Source: security design, section 7 (Order) and section 9, rule 3.
"""

from ..text.legal_days import today_tokyo
from ..vault.errors import QuotaExceeded, RightInvalid
from . import orders
from .access import hours_of_today

_NOBODY = 0  # the ceiling is the order's, whoever uses it


def use(env, passage, statements, copy):
    """Return an approved standing order that covers the statements, and count the run.

    Empty when there is none, or when its ceiling of today would be passed.
    """
    store = passage.house.store
    for order in _candidates(env, statements, copy):
        digest = orders.content_digest(env, order)
        if orders.approved(passage, digest) is None or not _covers(order, statements):
            continue
        limits = [(hours_of_today(store.now()), order.daily_ceiling)]
        try:
            store.usage_add(_NOBODY, f"order {order.name}", len(statements), limits)
            store.approval_run(digest)
        except (QuotaExceeded, RightInvalid):
            continue
        return order
    return env["mynumber.order"]


def _candidates(env, statements, copy):
    return (
        env["mynumber.order"]
        .sudo()
        .search(
            [
                ("standing", "=", True),
                ("state", "in", ("approved", "running")),
                ("company_id", "=", statements.company_id.id),
                ("form_code", "=", statements._mynumber_form()),
                ("copy_kind", "=", copy),
                ("valid_until", ">=", today_tokyo()),
            ],
            order="valid_until, id",
        )
    )


def _covers(order, statements):
    """Tell whether the rule for people takes in everybody; no department: all."""
    if not order.department_ids:
        return True
    people = statements.employee_id.with_context(active_test=False)
    covered = people.search(
        [
            ("id", "in", people.ids),
            ("department_id", "child_of", order.department_ids.ids),
        ]
    )
    return covered == people
