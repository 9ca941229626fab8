# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Part of bench_employees.py, run by ``odoo shell``: ``env`` is given."""

import gc
import statistics
import time

from lxml import etree

PEOPLE, BATCH, LOADS, PAGE = 10_000, 500, 30, 80
FAMILIES = "佐藤 サトウ,鈴木 スズキ,髙橋 タカハシ,田中 タナカ,渡邊 ワタナベ".split(",")
GIVEN = "花子 ハナコ,太郎 タロウ,一郎 イチロウ,美咲 ミサキ,翔太 ショウタ".split(",")


def officer(env):
    """A user with HR and handler's screens, in the main company only."""
    groups = ("hr.group_hr_user", "mynumber_management.group_handler")
    return env["res.users"].create(
        {
            "name": "担当者",
            "login": "bench",
            "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
        }
    )


def fill(env, company):
    """``PEOPLE`` employees with names, codes and an active subject each."""
    employees = env["hr.employee"].with_context(
        tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
    )
    for start in range(0, PEOPLE, BATCH):
        people = employees.create(
            [person(number, company) for number in range(start, start + BATCH)]
        )
        env["mynumber.subject"].sudo().create(
            [
                {
                    "company_id": company.id,
                    "holder_model": "hr.employee",
                    "holder_id": one.id,
                    "kind": "employee",
                    "state": "active",
                }
                for one in people
            ]
        )
        env.flush_all()
        env.invalidate_all()


def person(number, company):
    family, family_kana = FAMILIES[number % len(FAMILIES)].split()
    given, given_kana = GIVEN[number // len(FAMILIES) % len(GIVEN)].split()
    return {
        "name": f"{family} {given}",
        "family_name": family,
        "given_name": given,
        "family_name_kana": family_kana,
        "given_name_kana": given_kana,
        "employee_code": f"{number:06}",
        "company_id": company.id,
    }


def page(people):
    """Arguments of ``web_search_read`` for the list as ``people``'s user sees it."""
    view = people.get_views([(False, "list")])["views"]["list"]["arch"]
    tree = etree.fromstring(view)
    specification = {}
    for node in tree.xpath("/list/field"):
        relational = people._fields[node.get("name")].relational
        specification[node.get("name")] = (
            {"fields": {"display_name": {}}} if relational else {}
        )
    return {
        "domain": [("company_id", "in", people.env.companies.ids)],
        "specification": specification,
        "limit": PAGE,
        "order": tree.get("default_order"),
        "count_limit": PEOPLE + 1,
    }


def load(people, arguments):
    """Seconds and SQL queries of one page, from a cold cache."""
    people.env.invalidate_all()
    gc.collect()
    queries = people.env.cr.sql_log_count
    began = time.perf_counter()
    answer = people.web_search_read(**arguments)
    spent = time.perf_counter() - began
    assert answer["length"] == PEOPLE and len(answer["records"]) == PAGE
    return spent, people.env.cr.sql_log_count - queries


def main(env):
    company = env.company
    env["hr.employee"].search([]).active = False
    user = officer(env)
    people = env["hr.employee"].with_user(user).with_context(bin_size=True)
    fill(people.env, company)
    env.cr.execute("ANALYZE")
    ours = page(people)
    own = env.ref("mynumber_management.hr_employee_view_list")
    own.active = False
    env.registry.clear_cache("templates")
    core = page(people)
    own.active = True
    assert set(core["specification"]) < set(ours["specification"])
    times = {"ours": [], "core": []}
    queries = {"ours": set(), "core": set()}
    for number in range(-2, LOADS):
        pair = [("core", core), ("ours", ours)]
        for name, arguments in pair if number % 2 else reversed(pair):
            spent, count = load(people, arguments)
            if number >= 0:
                times[name].append(spent)
                queries[name].add(count)
    extra = max(queries["ours"]) - min(queries["core"])
    ratio = statistics.median(times["ours"]) / statistics.median(times["core"])
    print(f"employees.list_queries {extra} count")
    print(f"employees.list_ratio {ratio:.3f} ratio")


main(env)  # noqa: F821
