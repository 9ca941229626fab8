# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who can log in to the demo, and where."""

from dataclasses import dataclass

COMPANIES = ("mihon", "hd", "store")
GROUP = ("hd", "store")
HR = "hr.group_hr_user"
MYNUMBER = "mynumber_management.group_"


@dataclass(frozen=True)
class Account:
    """Someone who can log in to the demo. ``pin`` is None without a vault PIN.

    :param groups: xml ids of groups besides that of every user
    :param companies: keys of COMPANIES, the first one is where the user starts
    """

    role: str
    login: str
    password: str
    pin: str | None = None
    groups: tuple = ()
    companies: tuple = GROUP


ACCOUNTS = [
    Account(
        "30-person company: everything in one hand",
        "mihon",
        "mihon-demo",
        "mihon-pin-71",
        (
            "hr.group_hr_manager",
            f"{MYNUMBER}officer",
            f"{MYNUMBER}handler",
            f"{MYNUMBER}clerk",
        ),
        ("mihon",),
    ),
    Account(
        "group: officer",
        "officer",
        "officer-demo",
        "officer-pin-72",
        (HR, f"{MYNUMBER}officer"),
    ),
    Account(
        "group: second officer",
        "officer2",
        "officer2-demo",
        "officer2-pin-73",
        (f"{MYNUMBER}officer",),
    ),
    Account(
        "group: handler",
        "handler",
        "handler-demo",
        "handler-pin-74",
        (HR, f"{MYNUMBER}handler"),
    ),
    Account(
        "group: form clerk",
        "clerk",
        "clerk-demo",
        "clerk-pin-75",
        (f"{MYNUMBER}clerk",),
    ),
    Account(
        "group: auditor",
        "auditor",
        "auditor-demo",
        groups=(f"{MYNUMBER}auditor",),
    ),
    Account("group: HR without a role", "hr", "hr-demo", groups=(HR,)),
    Account(
        "group: Settings user",
        "settings",
        "settings-demo",
        groups=("base.group_system",),
    ),
    Account("administrator", "admin", "admin", companies=COMPANIES),
]
BY_LOGIN = {account.login: account for account in ACCOUNTS}
