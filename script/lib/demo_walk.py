# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ``script/demo --check`` does on a running demo."""

from demo_company import ACCOUNTS
from places import say
from web_client import WebClient


def walk(address):
    """Log in as every demo role and look; print what is seen.

    :param address: of the running server
    :raises Refused: the server denied something a role must be able to do
    """
    for account in ACCOUNTS:
        client = WebClient(address).login(account.login, account.password)
        employees = client.call("hr.employee", "search_count", [])
        say(f"{account.role} ({account.login}): logged in, sees {employees} employees")
