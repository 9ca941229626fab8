# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person at a browser, as far as HTTP shows one: session, forms, calls, posts."""

import json
import re

import requests

TOKEN = re.compile(r"""csrf_token(?:["']?\s*[:=]\s*["']|["'] value=["'])([^"']+)""")


class Refused(Exception):
    """The server said no: ``status`` is the HTTP status, the text its reason."""

    def __init__(self, status, reason):
        super().__init__(f"{status}: {reason}")
        self.status = status


class WebClient:
    """One session on the server at ``address`` (``http://127.0.0.1:8069``)."""

    def __init__(self, address):
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Accept-Language"] = "ja"
        self.token = None

    def get(self, path):
        """Text of a page.

        :raises Refused: any status but 200
        """
        answer = self.session.get(self.address + path, timeout=120)
        if answer.status_code != 200:
            raise Refused(answer.status_code, path)
        return answer.text

    def login(self, login, password):
        """Log in with a password as the login page does.

        :raises Refused: wrong password, or no access to the web client
        """
        form = {
            "login": login,
            "password": password,
            "csrf_token": TOKEN.search(self.get("/web/login"))[1],
        }
        answer = self.session.post(f"{self.address}/web/login", data=form, timeout=120)
        if answer.status_code != 200 or "/web/login" in answer.url:
            raise Refused(answer.status_code, f"login of {login}")
        self.token = TOKEN.search(answer.text)[1]
        return self

    def rpc(self, path, **parameters):
        """Result of one of Odoo's own JSON routes.

        :raises Refused: the route raised; the text is its message
        """
        answer = self.session.post(
            self.address + path,
            json={"jsonrpc": "2.0", "method": "call", "params": parameters},
            timeout=120,
        )
        body = answer.json()
        if "error" in body:
            raise Refused(answer.status_code, body["error"]["data"]["message"])
        return body.get("result")

    def call(self, model, method, *arguments, **named):
        """Result of a public ORM method.

        :raises Refused: the method raised; the text is its message
        """
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self.rpc(path, model=model, method=method, args=arguments, kwargs=named)

    def post(self, path, **body):
        """Raw answer to a POST of JSON to one of the add-on's routes."""
        return self.post_raw(path, json.dumps(body).encode())

    def post_raw(self, path, data):
        """Raw answer to a POST of bytes to one of the add-on's routes."""
        return self.session.post(
            self.address + path,
            data=data,
            headers={
                "Content-Type": "application/octet-stream",
                "Origin": self.address,
                "Sec-Fetch-Site": "same-origin",
                "X-CSRF-Token": self.token,
            },
            timeout=120,
        )
