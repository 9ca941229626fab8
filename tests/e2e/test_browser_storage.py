# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariant 9 in the browser: once hidden, a number is neither in the page nor in
anything the browser keeps, in memory or in its folder on the disk."""

import json

import pytest
import written
from browser import JAPAN, Walker, options
from traces import Search, forms, invent

EMPLOYEE = "S029"
KEPT = """async () => {
    const kept = {
        local: {...localStorage},
        session: {...sessionStorage},
        cookies: document.cookie,
        address: location.href,
        title: document.title,
        state: history.state,
        page: document.documentElement.outerHTML,
        typed: [...document.querySelectorAll("input, textarea")].map((e) => e.value),
        asked: performance.getEntries().map((entry) => entry.name),
        selected: String(getSelection()),
        databases: {},
        caches: {},
    };
    const asked = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    for (const {name} of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        kept.databases[name] = {};
        for (const store of database.objectStoreNames) {
            const rows = database.transaction(store).objectStore(store).getAll();
            kept.databases[name][store] = await asked(rows);
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const pages = [];
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            pages.push(request.url, await answer.text());
        }
        kept.caches[name] = pages;
    }
    return JSON.stringify(kept);
}"""
LAY = """async (texts) => {
    localStorage.setItem("probe", texts[0]);
    sessionStorage.setItem("probe", texts[1]);
    history.replaceState({...history.state, probe: texts[2]}, "");
    const opening = indexedDB.open("probe");
    opening.onupgradeneeded = () => opening.result.createObjectStore("probe");
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const change = opening.result.transaction("probe", "readwrite");
    change.objectStore("probe").put(texts[3], 1);
    await new Promise((resolve) => (change.oncomplete = resolve));
    opening.result.close();
    const cache = await caches.open("probe");
    await cache.put("/probe", new Response(texts[4]));
}"""


@pytest.fixture
def person(chromium, demo, tmp_path):
    """A handler whose browser keeps its folder ``profile`` on the disk."""
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile", **options(), **JAPAN
    )
    page = context.pages[0]
    page.clock.install()
    walker = Walker(page, demo, "handler", tmp_path)
    walker.profile = tmp_path / "profile"
    yield walker
    context.close()


def kept(page, search):
    """Forms of a number found in what the page and its storages hold now."""
    text = json.loads(page.evaluate(KEPT))
    return search.in_stream(
        lambda sink: sink.write(json.dumps(text, ensure_ascii=False).encode())
    )


def test_the_browser_keeps_no_number_once_it_is_hidden(person):
    page, digits, probe = person.page, invent(), invent()
    number, laid = Search(forms(digits)), Search(forms(probe))

    person.open_employee(EMPLOYEE)
    page.click(".o_mynumber_empty [data-act=enter]")
    page.select_option("select[id$=channel]", "in_person")
    person.type_number(digits[:11] + str((int(digits[11]) + 1) % 10))
    page.locator(".o_mynumber_number_input input").blur()
    page.wait_for_selector(".o_mynumber_number_input .text-danger")
    person.type_number(digits)
    page.wait_for_selector(".o_mynumber_number_input .text-success")
    page.select_option(".o_mynumber_identity select[id$=route]", "card")
    assert kept(page, number), "a typed number must be seen while it is typed"
    person.confirm()
    person.give_pin()
    person.closed()
    page.wait_for_selector(".o_mynumber_panel .text-bg-success")
    assert kept(page, number) == set()

    person.act("show")
    page.select_option(".o_dialog select", "tax.withholding_slip")
    page.fill(".o_dialog input[type=text]", "吹田市")
    person.confirm()
    assert page.text_content(".o_mynumber_value").replace(" ", "") == digits
    assert kept(page, number), "a shown number must be seen while it is shown"
    page.clock.fast_forward(31_000)
    page.wait_for_selector(".o_mynumber_value", state="detached")
    page.keyboard.press("Escape")
    person.closed()
    assert kept(page, number) == set()

    person.act("check")
    person.type_number(digits)
    person.confirm()
    page.wait_for_selector(".o_dialog [role=status] .alert-success")
    page.keyboard.press("Escape")
    person.closed()
    assert kept(page, number) == set()

    for move in (page.reload, page.go_back, page.go_forward):
        move()
        page.wait_for_selector(".o_main_navbar")
        assert kept(page, number) == set()
    # The web client rewrites its history while it loads: go there by name.
    person.open_employee(EMPLOYEE)
    page.wait_for_selector(".o_mynumber_panel .text-bg-success")
    assert kept(page, number) == set()

    page.evaluate(LAY, [*written.texts(probe).values()][:5])
    assert len(kept(page, laid)) == 5
    page.goto(f"{person.address}/web/health?probe={probe}")
    page.context.close()
    assert laid.in_files(person.profile), "the search finds nothing"
    assert number.in_files(person.profile) == {}
