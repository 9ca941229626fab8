// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {NUMBER, mockDoor, refusal, routesOf} from "./helpers.esm";
import {animationFrame, expect, test} from "@odoo/hoot";
import {click, edit, queryAllTexts, queryText, select, waitFor} from "@odoo/hoot-dom";
import {
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {user} from "@web/core/user";

defineMailModels();

const READY = {
    vault: {state: "ready", what: "", cure: ""},
    doctor: [],
    checkpoint: {at: "2026-04-01 00:05:00", seq: 1200},
    jobs: [{code: "queue", last_success: "2026-04-01 00:00:00", note: ""}],
};

async function open(status, {handler = true} = {}) {
    onRpc("has_group", () => handler);
    onRpc("mynumber.register", "search_count", ({args}) => {
        const text = JSON.stringify(args[0]);
        expect(text).toInclude("company_id");
        if (text.includes("question")) {
            return 0;
        }
        return text.includes("none") ? 3 : 12;
    });
    const calls = mockDoor({
        "/mynumber/status": () => status,
        "/mynumber/find": () => ({subjects: [{subject: "u", name: "Yamada"}]}),
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction("mynumber_dashboard");
    await waitFor(".o_mynumber_dashboard");
    return calls;
}

test("counts, vault, checkpoint and jobs in words", async () => {
    const calls = await open(READY);
    expect(queryAllTexts("[data-count]")).toEqual([
        "Registered\n12",
        "To verify\n12",
        "Missing\n3",
    ]);
    expect(queryText(".o_mynumber_card:contains(Vault)")).toMatch(/Ready/);
    expect(queryText(".o_mynumber_card:contains(Vault)")).toMatch(/Entry 1200/);
    expect(queryText(".o_mynumber_card:contains(Jobs)")).toMatch(/Destruction of keys/);
    expect(queryText(".o_mynumber_card:contains(What to mend)")).toMatch(/Nothing/);
    expect(calls.find(({route}) => route === "/mynumber/status").body).toEqual({company: 1});
});

test("one of several companies is chosen by name", async () => {
    patchWithCleanup(user, {
        activeCompanies: [
            {id: 1, name: "Aozora Trading"},
            {id: 2, name: "Aozora Logistics"},
        ],
    });
    const calls = await open(READY);
    expect(queryAllTexts(".o_mynumber_dashboard option")).toEqual([
        "Aozora Trading",
        "Aozora Logistics",
    ]);
    expect(".o_mynumber_dashboard select").toHaveValue("1");
    await click(".o_mynumber_dashboard select");
    await select("2");
    await animationFrame();
    expect(calls.at(-1).body).toEqual({company: 2});
    onRpc("/web/action/load", async (request) => {
        const {params} = await request.json();
        expect.step(params.context.search_default_company_id);
        return {type: "ir.actions.act_window_close"};
    });
    await click("[data-count=missing]");
    await animationFrame();
    expect.verifySteps([2]);
});

test("a closed vault names its cure", async () => {
    await open({
        ...READY,
        vault: {
            state: "keyring_missing",
            what: "The root keyring was not found.",
            cure: "Type 'mynumber setup'.",
        },
        doctor: [{level: "red", code: "keyring_missing", message: "No keyring."}],
        checkpoint: null,
        jobs: [],
    });
    expect(queryText("[role=alert] .o_mynumber_cure")).toBe("Type 'mynumber setup'.");
    expect(queryText(".o_mynumber_card li .badge")).toBe("Must");
});

test("a refused status leaves counts and says why", async () => {
    mockDoor({});
    onRpc("has_group", () => false);
    onRpc("mynumber.register", "search_count", () => 1);
    mockDoor({"/mynumber/status": () => refusal("right_missing")});
    await mountWithCleanup(WebClient);
    await getService("action").doAction("mynumber_dashboard");
    await waitFor(".o_mynumber_error");
    expect("[data-count]").toHaveCount(4);
    expect("button:contains(Whose number)").toHaveCount(0);
});

test("a handler finds whose number it is", async () => {
    const calls = await open(READY);
    await click("button:contains(Whose number)");
    await waitFor("#o_mynumber_find_form");
    await click("#o_mynumber_find_form input");
    await edit(NUMBER, {instantly: true});
    await animationFrame();
    await click(".modal-footer .btn-primary");
    await waitFor(".o_dialog li:contains(Yamada)");
    expect(calls.at(-1).body).toEqual({company: 1, number: NUMBER});
    expect(routesOf(calls)).toEqual(["/mynumber/status", "/mynumber/find"]);
});
