# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Somebody with Settings rights, and what Odoo lets him run on the server."""

import contextlib
import time

from web_client import Refused

DEADLINE = 90  # seconds until the scheduler must have run a job
RUN = (
    "request.env.registry.many2many_relations.update(request=request) or"
    " request.env['ir.actions.server'].sudo().browse({0}).run()"
)
FIND = "request = env.registry.many2many_relations.get('request')"


class Intruder:
    """The administrator of ``office`` as an attacker.

    His code puts what it finds into the variable ``loot``. Where it runs inside a
    request, ``request`` is that request.
    """

    def __init__(self, office):
        self.call = office.admin.call

    def loot(self):
        """What the last attack wrote down, as text."""
        written = self.call(
            "ir.config_parameter", "search_read", [("key", "=", "loot")], ["value"]
        )
        return written[0]["value"] if written else ""

    def run(self, code):
        """Run a server action and return its loot."""
        with self._record("ir.actions.server", self._action(code)) as action:
            with contextlib.suppress(Refused):
                self.call("ir.actions.server", "run", [action])
        return self.loot()

    def job(self, code):
        """Run ``code`` in the scheduler's own thread and return its loot."""
        cron = {
            **self._action(code),
            "interval_number": 1,
            "interval_type": "days",
            "nextcall": "2099-01-01 00:00:00",
        }
        with self._record("ir.cron", cron) as job:
            self.run(f"env['ir.cron'].browse({job})._trigger()\nloot = ''")
            end = time.monotonic() + DEADLINE
            while not self.loot() and time.monotonic() < end:
                pass
            [row] = self.call("ir.cron", "read", [job], ["ir_actions_server_id"])
        self.call("ir.actions.server", "unlink", [row["ir_actions_server_id"][0]])
        return self.loot()

    def page(self, key, place, body):
        """Insert ``body`` (QWeb) into the page ``key``, for a block."""
        base = self.call("ir.ui.view", "search", [("key", "=", key)])[0]
        arch = f'<data><xpath expr="{place}" position="inside">{body}</xpath></data>'
        view = {"name": "attack", "type": "qweb", "inherit_id": base, "arch": arch}
        return self._record("ir.ui.view", view)

    @contextlib.contextmanager
    def view(self, key, place, code):
        """Run ``code`` whenever the page ``key`` is drawn, inside a block."""
        with self._record("ir.actions.server", self._action(code)) as action:
            body = f'<t t-set="attack" t-value="{RUN.format(action)}"/>'
            with self.page(key, place, body):
                yield

    @contextlib.contextmanager
    def automation(self, code, model="mynumber.subject"):
        """Run ``code`` inside every request that writes ``model``, inside a block."""
        with self._record("ir.actions.server", self._action(code)) as action:
            arch = f'<t t-name="attack" t-out="{RUN.format(action)}"/>'
            view = {"name": "attack", "type": "qweb", "arch": arch}
            with self._record("ir.ui.view", view) as page:
                draw = f"loot = env['ir.ui.view']._render_template({page})"
                rule = {
                    "name": "attack",
                    "model_id": self._model(model),
                    "trigger": "on_create_or_write",
                    "action_server_ids": [(0, 0, self._values(draw, model))],
                }
                with self._record("base.automation", rule):
                    yield

    @contextlib.contextmanager
    def rule(self, code, model):
        """Run ``code`` whenever access to ``model`` is checked, inside a block."""
        with self._record("ir.actions.server", self._action(code)) as action:
            run = f"user.env['ir.actions.server'].sudo().browse({action}).run()"
            rule = {
                "name": "attack",
                "model_id": self._model(model),
                "domain_force": f"[(1, '=', 0 if {run} else 1)]",
            }
            with self._record("ir.rule", rule):
                yield

    def _model(self, name):
        return self.call("ir.model", "search", [("model", "=", name)])[0]

    def _values(self, code, model):
        return {
            "name": "attack",
            "model_id": self._model(model),
            "state": "code",
            "code": code,
        }

    def _action(self, code):
        keep = "env['ir.config_parameter'].sudo().set_param('loot', str(loot))"
        return self._values(f"{FIND}\n{code}\n{keep}", "mynumber.subject")

    @contextlib.contextmanager
    def _record(self, model, values):
        self.call("ir.config_parameter", "set_param", "loot", "")
        record = self.call(model, "create", values)
        try:
            yield record
        finally:
            self.call(model, "unlink", [record])
