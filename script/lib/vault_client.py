# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person at the vault's routes: PIN, entry, showing, sealing, output.

Demo, tests and bench go this way, as a browser does: there is no other.
"""

import uuid

from web_client import WebClient

END_MARK = b"\nMYNUMBER-END\n"


class Denied(Exception):
    """The door refused: ``code`` of the answer, ``status``, the whole ``body``."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body.get('error')}: {body.get('message')}")
        self.status = status
        self.body = body
        self.code = body.get("error")


class VaultClient(WebClient):
    """One session of one person who works with the vault."""

    def ask(self, path, **body):
        """Return the JSON answer of a route.

        :raises Denied: any answer but 200
        """
        answer = self.post(path, **body)
        try:
            content = answer.json()
        except ValueError:
            content = {"error": "no_json", "message": answer.text[:500]}
        if answer.status_code != 200:
            raise Denied(answer.status_code, content)
        return content

    def fetch(self, path, **body):
        """Return the bytes of a number-bearing answer, without the end mark.

        :raises Denied: refused, or the end mark is missing
        """
        answer = self.post(path, **body)
        if answer.status_code != 200:
            raise Denied(answer.status_code, answer.json())
        if not answer.content.endswith(END_MARK):
            raise Denied(answer.status_code, {"error": "cut_off"})
        return answer.content[: -len(END_MARK)]

    def enrol(self, code, pin):
        """Redeem an enrolment code."""
        return self.ask("/mynumber/pin/enrol", code=code, pin=pin)

    def step_up(self, pin, digest=None):
        """Enter the PIN: for a while, or for one digest (hex)."""
        body = {"pin": pin, "digest": digest} if digest else {"pin": pin}
        return self.ask("/mynumber/pin", **body)

    def seal(self, act, record_id, pin, **args):
        """Carry out a sealed act: preview, PIN for its digest, seal."""
        seen = self.ask("/mynumber/seal/preview", act=act, id=record_id, args=args)
        self.step_up(pin, seen["digest"])
        return self.ask(
            "/mynumber/seal", act=act, id=record_id, args=args, digest=seen["digest"]
        )

    def enter(self, holder, number, company, notice, purposes, check=None, **more):
        """Enter a number for ``holder`` ("hr.employee,42").

        :param check: dict of the 本人確認, None leaves the number to verify
        """
        body = {
            "request": str(uuid.uuid4()),
            "holder": holder,
            "company": company,
            "number": number,
            "purposes": list(purposes),
            "notice": {"id": notice, "channel": "in_person"},
            "verification": check,
            "replace": False,
        }
        return self.ask("/mynumber/enter", **{**body, **more})

    def show(self, subject, purpose="tax.withholding_slip", destination="test"):
        """Return the digits of an active number as text."""
        return self.fetch(
            "/mynumber/show", subject=subject, purpose=purpose, destination=destination
        ).decode()
