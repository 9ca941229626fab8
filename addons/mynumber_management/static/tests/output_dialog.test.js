// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {animationFrame, expect, test} from "@odoo/hoot";
import {bytes, mockDoor, refusal, routesOf} from "./helpers.esm";
import {click, edit, queryAllTexts, queryText, select, waitFor, waitForNone} from "@odoo/hoot-dom";
import {getService, mountWithCleanup, onRpc, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {OutputDialog} from "@mynumber_management/output/output_dialog.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const MODEL = "mynumber.statement.withholding";
const PLAN = {filing: 12, name: "F-12", parts: 2, people: 300, warnings: []};
const PARTS = {
    "/mynumber/output/part": ({part}) => bytes(`%PDF part ${part}`),
    "/mynumber/output/done": ({part}) => ({parts_done: part + 1, state: "running"}),
};

async function open(props = {}) {
    onRpc("has_group", () => true);
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(OutputDialog, {
        model: MODEL,
        ids: [3, 1, 2],
        copy: "municipal",
        ...props,
    });
    await waitFor(".o_dialog");
}

async function press(label) {
    await click(`.o_dialog button:contains(${label})`);
    await animationFrame();
}

async function close() {
    await press("Close");
    await waitForNone(".o_dialog");
}

test("nothing is asked before a button is pressed", async () => {
    const calls = mockDoor({});
    await open();
    expect(routesOf(calls)).toEqual([]);
    await close();
});

test("plan, parts, sizes; then each part can be printed and saved", async () => {
    const calls = mockDoor({"/mynumber/output/plan": () => PLAN, ...PARTS});
    await open({page: "a5"});
    await press("Check and print");
    await waitFor("[role=status]:contains(Complete: 2)");
    expect(calls[1].body).toEqual({
        model: MODEL,
        ids: [3, 1, 2],
        copy: "municipal",
        page: "a5",
    });
    expect(routesOf(calls).slice(1)).toEqual([
        "/mynumber/output/part",
        "/mynumber/output/done",
        "/mynumber/output/part",
        "/mynumber/output/done",
    ]);
    expect(calls.find(({body}) => "size" in body).body.size).toBe("%PDF part 0".length);
    expect(queryAllTexts(".o_mynumber_progress li button")).toEqual([
        "Print",
        "Save",
        "Print",
        "Save",
    ]);
    await close();
});

const FILE = {name: "315-2025", records: 2};
const FILE_PLAN = {...PLAN, people: 3, file: FILE};
const FILE_PARTS = {
    ...PARTS,
    "/mynumber/output/part": ({part}) => bytes(part ? "315,c\r\n" : "315,a\r\n315,b\r\n"),
};

test("a file is joined from its parts, cut after its records and saved", async () => {
    const calls = mockDoor({"/mynumber/output/plan": () => FILE_PLAN, ...FILE_PARTS});
    const saved = [];
    patchWithCleanup(HTMLAnchorElement.prototype, {
        click() {
            saved.push(this.download);
        },
    });
    await open({copy: "csv315"});
    expect(".o_dialog fieldset").toHaveCount(0);
    await press("Check and write the file");
    await waitFor("[role=status]:contains(Complete: 2)");
    expect(calls[1].body.copy).toBe("csv315");
    expect(queryAllTexts(".o_mynumber_progress li button")).toEqual(["Save", "Save"]);
    expect(queryAllTexts(".o_mynumber_progress li span.me-auto")).toEqual([
        "315-2025-01.csv (1 KB)",
        "315-2025-02.csv (1 KB)",
    ]);
    await click(".o_mynumber_progress li:nth-child(2) button");
    await animationFrame();
    expect(saved).toEqual(["315-2025-02.csv"]);
    await close();
});

test("a file that is stopped between its parts cannot be saved yet", async () => {
    mockDoor({
        "/mynumber/output/plan": () => FILE_PLAN,
        ...FILE_PARTS,
        "/mynumber/output/part": ({part}) =>
            part ? refusal("order_required") : bytes("315,a\r\n315,b\r\n"),
    });
    await open({copy: "csv315"});
    await press("Check and write the file");
    await waitFor("[role=status]:contains(1 of 2)");
    expect(".o_mynumber_progress li").toHaveCount(0);
    await close();
});

test("rare characters are replaced for each person, then checked again", async () => {
    const finding = {level: "error", message: "Rare.", field: "payee_name"};
    const findings = [
        {...finding, id: 3, name: "髙橋", replace: ["髙", "高"]},
        {...finding, id: 1, name: "髙﨑", replace: ["髙", "高"]},
        {...finding, id: 1, name: "髙﨑", replace: ["﨑", "崎"]},
    ];
    let checks = 0;
    mockDoor({
        "/mynumber/output/plan": () =>
            checks++ ? FILE_PLAN : refusal("findings", {findings}, 422),
        ...FILE_PARTS,
    });
    const asked = [];
    onRpc(MODEL, "action_respell", ({args}) => {
        asked.push(args);
        return true;
    });
    await open({copy: "csv315"});
    await press("Check and write the file");
    await waitFor(".o_mynumber_findings");
    await press("髙→高 﨑→崎");
    await waitFor("[role=status]:contains(Complete: 2)");
    expect(asked).toEqual([
        [[3], [["髙", "高"]]],
        [
            [1],
            [
                ["髙", "高"],
                ["﨑", "崎"],
            ],
        ],
    ]);
    await close();
});

test("errors stop it, each with a way to the slip", async () => {
    const findings = [{id: 3, name: "Yamada", level: "error", message: "No address."}];
    const calls = mockDoor({
        "/mynumber/output/plan": () => refusal("findings", {findings}, 422),
    });
    await open();
    await press("Check and print");
    await waitFor(".o_mynumber_findings");
    expect(queryText(".o_mynumber_findings .badge")).toBe("Error");
    expect(queryText(".o_mynumber_findings .btn-link")).toBe("Yamada");
    expect("button:contains(Print all the same)").toHaveCount(0);
    expect(routesOf(calls)).toEqual(["/mynumber/output/plan"]);
    await close();
});

test("notes can be read first and then printed all the same", async () => {
    const warnings = [{id: 3, name: "Yamada", level: "warning", message: "Stays blank."}];
    mockDoor({"/mynumber/output/plan": () => ({...PLAN, warnings}), ...PARTS});
    await open();
    await press("Check and print");
    await waitFor(".o_mynumber_findings");
    expect(queryText(".o_mynumber_findings .badge")).toBe("Hint");
    await press("Print all the same");
    await waitFor("[role=status]:contains(Complete: 2)");
    await close();
});

test("above the free limit an order is proposed, approved and used", async () => {
    let approved = false;
    const calls = mockDoor({
        "/mynumber/output/plan": ({order}) =>
            approved && order === 9
                ? PLAN
                : refusal("order_required", {limit: 30, used: 28}),
        "/mynumber/output/order": () => ({order: 9, name: "O-9"}),
        "/mynumber/seal/preview": () => ({digest: "ab".repeat(32), lines: []}),
        "/mynumber/pin": () => ({enrolled: true, window: 0}),
        "/mynumber/seal": () => {
            approved = true;
            return {ok: true};
        },
        ...PARTS,
    });
    await open();
    await press("Check and print");
    await waitFor("textarea");
    expect(queryText(".alert-info")).toMatch(/28 of 30/);
    await press("Propose an order");
    expect(queryText(".o_mynumber_error")).toMatch(/reason/);
    await click("textarea");
    await edit("January filing", {instantly: true});
    await press("Propose an order");
    await waitFor("button:contains(Approve now)");
    expect(calls.at(-1).body).toEqual({
        model: MODEL,
        ids: [3, 1, 2],
        copy: "municipal",
        reason: "January filing",
    });
    await press("Approve now");
    await waitFor("#o_mynumber_seal_form");
    await click("#o_mynumber_seal_form input");
    await edit("secret-pin", {instantly: true});
    await animationFrame();
    await press("Seal");
    await waitFor("[role=status]:contains(Complete: 2)");
    await close();
});

test("one person is printed again as an output of its own", async () => {
    const plans = [];
    mockDoor({
        "/mynumber/output/plan": (body) => {
            plans.push(body.ids);
            return plans.length > 1 ? {...PLAN, filing: 13, parts: 1} : PLAN;
        },
        ...PARTS,
    });
    onRpc(MODEL, "read", () => [
        {id: 3, display_name: "Yamada"},
        {id: 1, display_name: "Sato"},
    ]);
    await open();
    await press("Check and print");
    await waitFor("details");
    await click("summary");
    await waitFor("option:contains(Sato)");
    await click("details select");
    await select("1");
    await animationFrame();
    await press("Print again");
    await waitFor("[role=status]:contains(Complete: 1)");
    expect(plans).toEqual([[3, 1, 2], [1]]);
    await close();
});
