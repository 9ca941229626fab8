# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Views, assets, rules and code from outside installed modules that touch our pages.

Whoever may write them can put code into a handler's browser or requests (security
design, section 9). Traces only: somebody who looks for other ways finds some.
"""

from odoo.tools.translate import LazyTranslate

from .findings import AMBER, Finding

_lt = LazyTranslate(__name__)

# modules whose pages everybody draws: web client, login, pages of errors
_PAGES = ("web", "http_routing", "portal")


def examine(env):
    """Yield a Finding for each kind of thing that was added or changed by hand."""
    if views := _views(env):
        yield Finding(
            AMBER,
            "views_changed",
            _lt(
                "%(count)s views of the app, the web client or its pages of errors were"
                " changed or added in the database. Look at them in Settings ▸ Views.",
                count=len(views),
            ),
        )
    if assets := _by_hand(env["ir.asset"].sudo().search([])):
        yield Finding(
            AMBER,
            "assets_changed",
            _lt(
                "%(count)s assets were added in the database. Look at them in Settings"
                " ▸ Assets.",
                count=len(assets),
            ),
        )
    if actions := _by_hand(_actions(env)):
        yield Finding(
            AMBER,
            "server_actions",
            _lt(
                "%(count)s server actions or scheduled actions run code of their own on"
                " the app. Look at them in Settings ▸ Server Actions.",
                count=len(actions),
            ),
        )
    rules = env["ir.rule"].sudo().search([("model_id.model", "=like", "mynumber.%")])
    if rules := _by_hand(rules):
        yield Finding(
            AMBER,
            "rules_changed",
            _lt(
                "%(count)s record rules on models of the app were added in the"
                " database. Look at them in Settings ▸ Record Rules.",
                count=len(rules),
            ),
        )


def _by_hand(records):
    """Return the records that no module brought."""
    named = records.get_external_id()
    return records.filtered(lambda record: not named[record.id])


def _actions(env):
    actions = env["ir.actions.server"].sudo()
    return actions.search(
        [
            ("state", "=", "code"),
            "|",
            ("model_id.model", "=like", "mynumber.%"),
            ("code", "ilike", "mynumber"),
        ]
    )


def _views(env):
    views = env["ir.ui.view"].sudo().with_context(active_test=False)
    ours = views.search([("arch_db", "ilike", "mynumber"), ("model", "!=", False)])
    for module in _PAGES:
        ours |= views.search(
            [
                ("type", "=", "qweb"),
                "|",
                ("key", "=like", f"{module}.%"),
                ("inherit_id.key", "=like", f"{module}.%"),
            ]
        )
    return _by_hand(ours) | ours.filtered("arch_updated")
