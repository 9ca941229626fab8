# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ``script/demo --check`` does on a running demo."""

from demo_accounts import ACCOUNTS
from demo_screens import EMPLOYEES, ROOT, Screens
from places import say
from vault_client import Denied, VaultClient
from web_client import Refused

SLIP = "mynumber.statement.withholding"
APP_GROUP = "mynumber_management.group_"
# who holds which part of the work; whoever is not named gets nowhere
PRINTERS = {"mihon", "handler", "clerk"}
READERS = {"mihon", "officer", "officer2", "auditor"}
# codes of the newly hired, who have no number yet
NEW = {"mihon": "0030", "handler": "S029"}
CARD = {
    "route": "card",
    "number_proof": "number.card",
    "identity_proofs": ["photo.card"],
    "recognised": False,
}
NUMBER = "123456789018"
OTHER = "876543210989"


def walk(address):
    """Log in as every demo role and work; print what is seen.

    :param address: of a running demo in which nobody has worked yet
    :raises Refused: the server denied something a role must be able to do, or did
        what it must deny
    """
    subject = None
    for account in sorted(ACCOUNTS, key=lambda account: account.login not in NEW):
        client = VaultClient(address).login(account.login, account.password)
        say(f"{account.role} ({account.login})")
        try:
            _look(account, client)
            if account.pin:
                client.step_up(account.pin)
            if account.login in NEW:
                subject = _use_a_number(account, client)
            else:
                _show_is_denied(client, subject)
            if account.login in PRINTERS:
                _print_a_slip(client)
            if account.login in READERS:
                _verify_the_log(client)
        except Denied as denied:
            raise Refused(denied.status, f"{account.login}: {denied}") from None


def _expect(truth, message):
    if not truth:
        raise Refused(200, message)


def _look(account, client):
    screens = Screens(client)
    for xmlid in (EMPLOYEES, ROOT):
        seen = screens.app(xmlid)
        may = xmlid == EMPLOYEES or any(g.startswith(APP_GROUP) for g in account.groups)
        _expect(bool(seen) == may, f"{account.login}: {xmlid} has {len(seen)} screens")
        lists = ", ".join(
            name if count is None else f"{name} {count}" for name, count in seen
        )
        say(f"  opens {lists}" if seen else "  has no My Number app")


def _use_a_number(account, client):
    """Enter, show and compare the number of a new employee; return the subject."""
    (person,) = client.call(
        "hr.employee",
        "search_read",
        [("employee_code", "=", NEW[account.login])],
        ["name", "company_id"],
    )
    holder = "hr.employee", person["id"]
    options = client.call("mynumber.subject", "entry_options", *holder)
    (purposes,) = [one["purposes"] for one in options["sets"] if one["proposed"]]
    entered = client.enter(
        "{},{}".format(*holder),
        NUMBER,
        person["company_id"][0],
        options["notices"][0]["id"],
        purposes,
        CARD,
    )
    subject = entered["subject"]
    _expect(entered["state"] == "active", "the number entered is not registered")
    _expect(client.show(subject) == NUMBER, "another number is shown")
    for typed in (NUMBER, OTHER):
        same = client.ask("/mynumber/compare", subject=subject, number=typed)["same"]
        _expect(same == (typed == NUMBER), "the comparison is wrong")
    say(f"  {person['name']}: number entered, shown and compared")
    return subject


def _show_is_denied(client, subject):
    try:
        client.show(subject)
    except Denied as denied:
        say(f"  show: {denied.code}")
    else:
        raise Refused(200, "a number was shown to somebody without the right")


def _print_a_slip(client):
    (slip,) = client.call(
        SLIP,
        "search_read",
        [("state", "=", "closed")],
        ["display_name"],
        limit=1,
    )
    plan = client.ask(
        "/mynumber/output/plan",
        model=SLIP,
        ids=[slip["id"]],
        copy="municipal",
        page="a5",
    )
    place = {"filing": plan["filing"], "part": 0}
    page = client.fetch("/mynumber/output/part", **place)
    _expect(page.startswith(b"%PDF-"), "the slip is no PDF")
    client.ask("/mynumber/output/done", **place, size=len(page))
    say(f"  {slip['display_name']}: printed, {len(page) // 1024} KB")


def _verify_the_log(client):
    company = client.call("res.company", "search", [], limit=1)[0]
    answer = client.ask("/mynumber/audit/verify", company=company)
    _expect(answer["ok"], "the audit trail does not verify")
    say(f"  audit trail: {answer['entries']} entries, {answer['verdict']}")
