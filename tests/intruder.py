# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Somebody with Settings rights, and what Odoo lets him run on the server."""

import contextlib

from web_client import Refused

LOOT = "env['ir.config_parameter'].sudo().set_param('loot', str({0}))"


class Intruder:
    """The administrator of ``office`` as an attacker.

    His code puts what it finds into the variable ``loot``.
    """

    def __init__(self, office):
        self.call = office.admin.call

    def loot(self):
        """What the last attack wrote down, as text."""
        return self.call("ir.config_parameter", "get_param", "loot") or ""

    def _forget(self):
        self.call("ir.config_parameter", "set_param", "loot", "")

    def _model(self, name):
        return self.call("ir.model", "search", [("model", "=", name)])[0]

    def _values(self, code, model):
        return {
            "name": "attack",
            "model_id": self._model(model),
            "state": "code",
            "code": f"{code}\n{LOOT.format('loot')}",
        }

    def run(self, code, model="mynumber.subject"):
        """Run a server action and return its loot."""
        self._forget()
        values = self._values(code, model)
        action = self.call("ir.actions.server", "create", values)
        with contextlib.suppress(Refused):
            self.call("ir.actions.server", "run", [action])
        return self.loot()

    @contextlib.contextmanager
    def _record(self, model, values):
        self._forget()
        record = self.call(model, "create", values)
        try:
            yield record
        finally:
            self.call(model, "unlink", [record])

    def view(self, key, place, expression):
        """Evaluate an expression whenever the page ``key`` is drawn, inside a block."""
        base = self.call("ir.ui.view", "search", [("key", "=", key)])[0]
        arch = (
            f'<data><xpath expr="{place}" position="inside">'
            f'<t t-set="attack" t-value="{expression}"/></xpath></data>'
        )
        return self._record(
            "ir.ui.view",
            {"name": "attack", "type": "qweb", "inherit_id": base, "arch": arch},
        )

    @contextlib.contextmanager
    def automation(self, code, model="mynumber.subject"):
        """Run ``code`` inside every request that writes ``model``, inside a block.

        ``look(expression)`` evaluates an expression that may use ``request``.
        """
        arch = (
            '<t t-name="attack"><t t-set="z" t-value="seen.append(look(request))"/></t>'
        )
        with self._record(
            "ir.ui.view", {"name": "attack", "type": "qweb", "arch": arch}
        ) as view:
            look = (
                "def look(what):\n"
                "    seen = []\n"
                f"    env['ir.ui.view']._render_template({view}, "
                "{'seen': seen, 'look': what})\n"
                "    return seen[0]\n"
            )
            action = (0, 0, self._values(look + code, model))
            with self._record(
                "base.automation",
                {
                    "name": "attack",
                    "model_id": self._model(model),
                    "trigger": "on_create_or_write",
                    "action_server_ids": [action],
                },
            ):
                yield
