# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opens the screens of a menu as the web client does, without drawing them."""

import ast
import json
from xml.etree import ElementTree

from web_client import Refused

ROOT = "mynumber_management.menu_mynumber_root"
EMPLOYEES = "hr.menu_hr_root"
ROWS = ("list", "kanban")


class Screens:
    """What one signed-in ``client`` can open.

    A view that the server cannot render, or a field it cannot read, raises Refused.
    """

    def __init__(self, client):
        self.client = client
        self.menus = json.loads(client.get("/web/webclient/load_menus"))

    def app(self, xmlid):
        """Open every screen below the menu ``xmlid``.

        :returns: list of (name of the menu, number of records; None where a screen
            is no list); empty without access to the app
        """
        (root,) = [m for m in self.menus.values() if m.get("xmlid") == xmlid] or [None]
        return self._below(root) if root else []

    def _below(self, menu):
        children = [self.menus[str(child)] for child in menu["children"]]
        if not children:
            return [(menu["name"], self._open(menu["actionID"]))]
        return [seen for child in children for seen in self._below(child)]

    def _open(self, action_id):
        action = self.client.rpc("/web/action/load", action_id=action_id)
        if action["type"] != "ir.actions.act_window":
            return None
        model, views = action["res_model"], action["views"]
        found = self.client.call(model, "get_views", views, options={})
        known = found["models"][model]["fields"]
        counts = []
        for _view, kind in views:
            arch = ElementTree.fromstring(found["views"][kind]["arch"])
            names = set(_fields(arch))
            if not names <= known.keys():
                raise Refused(200, f"{model} {kind}: unknown {names - known.keys()}")
            if kind in ROWS:
                counts.append(self._rows(model, names, _literal(action["domain"])))
        return counts[0] if counts else None

    def _rows(self, model, names, domain):
        """Number of records, after reading some of them as the view does."""
        answer = self.client.call(
            model,
            "web_search_read",
            domain=domain,
            specification={name: {} for name in names},
            limit=80,
            context={"active_test": False},
        )
        return answer["length"]


def _fields(element):
    """Names of the fields of a view, those of views inside it excepted."""
    for child in element:
        if child.tag == "field":
            yield child.get("name")
        else:
            yield from _fields(child)


def _literal(domain):
    """An action's domain; all records where it is no plain list."""
    try:
        return ast.literal_eval(domain) if isinstance(domain, str) else domain or []
    except ValueError:
        return []
