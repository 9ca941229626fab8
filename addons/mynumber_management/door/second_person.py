# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""二人確認: whether a second person is needed, and the free limit, per company.

Both are sealed into the keystore by an officer's PIN; the company record only mirrors
them. Source: security design, section 9, rule 4; law.md section 2 (中小規模事業者).
"""

from . import rows
from .errors import Refused

REQUIRED = "required"
SINGLE = "single"
FREE_LIMIT = 30
FREE_MOST = 200
WORKERS_MOST = 100
PEOPLE_MOST = 5000
_COUNTED = ("officer", "deputy", "grant")


def holders(store, company):
    """Return the user ids that hold rights in a company; a confirmer does not count."""
    now = store.now()
    return {
        right.uid
        for right in store.rights(company.bytes)
        if right.kind in _COUNTED
        and right.state in ("effective", "suspended")
        and right.until > now
    }


def mode(store, company):
    """Return REQUIRED or SINGLE as it is in force now.

    REQUIRED by default, and forced as soon as two people hold rights.
    """
    if len(holders(store, company)) > 1:
        return REQUIRED
    return store.setting(company.bytes, "second_person", REQUIRED)


def free_limit(store, company):
    """Return how many people a clerk may output in a day without an order."""
    return store.setting(company.bytes, "free_limit", FREE_LIMIT)


def may_be_single(env, store, company_record, company):
    """Tell whether a company may work with one person.

    At most 100 workers, no handling of numbers as a business, not in the financial
    sector, at most 5,000 people held, and not two people with rights.
    """
    workers = (
        env["hr.employee"].sudo().search_count([("company_id", "=", company_record.id)])
    )
    return (
        workers <= WORKERS_MOST
        and not company_record.mynumber_bureau
        and not company_record.mynumber_financial
        and rows.people_held(env.cr, company_record.id) <= PEOPLE_MOST
        and len(holders(store, company)) <= 1
    )


def require_other(passage, first_uid):
    """Refuse when the acting person is the first one and a second is needed.

    :param first_uid: id of the user who proposed
    :returns: True when one person confirmed alone (単独確認)
    """
    if first_uid != passage.actor.uid:
        return False
    if mode(passage.house.store, passage.company) == REQUIRED:
        passage.refuse("second_person")
    return True


def _lifts_own_limit(passage, args):
    """Tell whether the acting officer, who outputs herself, would need fewer orders."""
    company = passage.company
    return args["free_limit"] > free_limit(passage.house.store, company) and any(
        "output" in right.acts
        for right in passage.house.store.rights_for(passage.actor.uid, company.bytes)
    )


def row(env, company_record, args):
    """Return the canonical row of the rule that ``args`` asks for."""
    second, limit = args.get("second_person"), args.get("free_limit")
    if second not in (REQUIRED, SINGLE) or type(limit) is not int:
        raise Refused("bad_request")
    if not 0 <= limit <= FREE_MOST:
        raise Refused("bad_request")
    return {
        "company": company_record.id,
        "second_person": second,
        "free_limit": limit,
        "bureau": int(company_record.mynumber_bureau),
        "financial": int(company_record.mynumber_financial),
    }


def lines(env, company_record, args):
    """Return what the officer sees before sealing."""
    field = company_record._fields["mynumber_second_person"]
    limit = company_record._fields["mynumber_free_limit"]
    return [
        [env._("Company"), company_record.name],
        [
            field._description_string(env),
            dict(field._description_selection(env))[args["second_person"]],
        ],
        [limit._description_string(env), str(args["free_limit"])],
    ]


def carry_out(env, passage, company_record, args):
    """Store the rule of a company, in the keystore and its mirror."""
    store = passage.house.store
    if args["second_person"] == SINGLE and not may_be_single(
        env, store, company_record, passage.company
    ):
        passage.refuse("single_not_allowed")
    if args["second_person"] == REQUIRED and _lifts_own_limit(passage, args):
        passage.refuse("second_person")
    passage.record(
        passage.entry("company.mode", obj=args["second_person"], n=args["free_limit"])
    )
    company = passage.company.bytes
    store.setting_put(company, "second_person", args["second_person"])
    store.setting_put(company, "free_limit", args["free_limit"])
    mirror(env, passage, company_record)
    env.cr.commit()
    return {"second_person": mode(store, passage.company)}


def mirror(env, passage, company_record):
    """Bring the company record's mirrored fields up to date."""
    store = passage.house.store
    company_record.sudo().write(
        {
            "mynumber_second_person": mode(store, passage.company),
            "mynumber_free_limit": free_limit(store, passage.company),
        }
    )
