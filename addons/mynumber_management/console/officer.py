# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber officer``: appointing and unlocking officers."""

import uuid
from datetime import timedelta

from odoo import fields

from ..door import rights
from ..door.access import POST
from ..door.audit import company_chain
from ..text.legal_days import today_tokyo
from ..vault import pin
from ..vault.keystore_rights import Right
from .session import Usage

YEAR = timedelta(days=364)


def declare(commands):
    parser = commands.add_parser("officer", help="officers (責任者)")
    actions = parser.add_subparsers(dest="action", required=True)
    for name, run, text in (
        ("add", add, "appoint an officer and print her enrolment code"),
        ("unlock", unlock, "unlock a PIN and print a new enrolment code"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("login", help="login of the user")
        action.add_argument("--company", type=int, help="id; default: the user's")
        action.set_defaults(run=run)


def _user(env, options):
    user = env["res.users"].search([("login", "=", options.login)])
    if not user:
        raise Usage("There is no active user with this login.")
    company = user.company_id
    if options.company:
        company = env["res.company"].browse(options.company).exists()
    if company not in user.company_ids:
        raise Usage("The user does not work for this company.")
    return user, company


def add(session, options):
    """Give a user an officer's right for twelve months and print a code."""
    vault, _log = session.fit_vault()
    with session.environment() as env:
        user, company = _user(env, options)
        chain = company_chain(env.cr, company.id)
        today = today_tokyo()
        record = env["mynumber.right"].create(
            {
                "user_id": user.id,
                "company_id": company.id,
                "kind": "officer",
                "date_from": today,
                "date_to": today + YEAR,
            }
        )
        env.cr.commit()  # the keystore never holds a right without a row here
        row = rights.row(env, record, {})
        seq = session.record("officer.add", chain, obj=record.key, n=user.id)
        vault.store.right_put(
            Right(
                uuid.UUID(record.key).bytes,
                user.id,
                chain.bytes,
                "officer",
                frozenset({POST + row["post"]}),
                frozenset(),
                row["since"],
                row["until"],
                "effective",
                seq,
            )
        )
        record.write({"state": "effective", "granted_on": fields.Datetime.now()})
        user.write(
            {"group_ids": [(4, env.ref("mynumber_management.group_officer").id)]}
        )
    _print_code(session, vault, user.id, options.login)


def unlock(session, options):
    """Unlock a user's PIN and print a new enrolment code."""
    vault, _log = session.fit_vault()
    with session.environment() as env:
        user, _company = _user(env, options)
        session.record("pin.unlock", n=user.id)
        vault.store.pin_unlock(user.id)
        uid = user.id
    _print_code(session, vault, uid, options.login)


def _print_code(session, vault, uid, login):
    code, hashed = pin.new_code()
    session.record("pin.code", n=uid)
    vault.store.enrol_put(uid, hashed)
    print(f"Enrolment code for {login}, good for 24 hours, once:")
    print(f"  {code}")
