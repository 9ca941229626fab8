// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {animationFrame, expect, test} from "@odoo/hoot";
import {click, edit, queryAllTexts, queryText, waitFor, waitForNone} from "@odoo/hoot-dom";
import {contains, defineModels, fields, models, mountView, onRpc} from "@web/../tests/web_test_helpers";
import {NUMBER, mockDoor} from "./helpers.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Dependant extends models.Model {
    _name = "mynumber.dependant";
    name = fields.Char();
    _records = [{id: 42, name: "Yamada Hanako"}];
}

defineModels([Dependant]);
defineMailModels();

const ARCH = `<form><field name="name"/><widget name="mynumber_panel"/></form>`;
const PERSON = {
    model: "mynumber.dependant",
    id: 42,
    name: "Yamada Hanako",
    relation: "",
    subject: "50000000-0000-4000-8000-000000000042",
    state: "active",
    to_verify: false,
    question: false,
    used: true,
    purposes: [
        {code: "tax.slip", name: "Slip", told: "Notice 2026-1, paper", ended_on: false},
        {code: "old", name: "Old affair", told: "Notice 2025", ended_on: "2025-12-31"},
    ],
    verification: [["Way", "My Number Card shown"]],
    record: 7,
};
const DATA = {
    level: "full",
    company: 1,
    acts: ["enter", "verify", "show"],
    note: "",
    people: [PERSON],
};

async function mountPanel(data, resId = 42) {
    onRpc("mynumber.subject", "panel_data", ({args}) => {
        expect.step(`panel ${args.join()}`);
        return typeof data === "function" ? data() : data;
    });
    onRpc("mynumber.subject", "last_uses", ({args}) => {
        expect(args).toEqual([[7]]);
        return [{what: "Number shown · Slip", when: "2026-04-01"}];
    });
    await mountView({type: "form", resModel: "mynumber.dependant", resId, arch: ARCH});
}

function acts() {
    return queryAllTexts(".o_mynumber_acts button");
}

test("state, purposes, record and uses of a registered number, no digit", async () => {
    mockDoor({});
    await mountPanel(DATA);
    expect.verifySteps(["panel mynumber.dependant,42"]);
    expect(queryText(".o_mynumber_panel .badge")).toBe("Registered");
    expect(".o_mynumber_panel .badge i").toHaveAttribute("aria-hidden", "true");
    expect(queryAllTexts(".o_mynumber_card h3")).toEqual([
        "Purposes (利用目的)",
        "Identity verification (本人確認)",
        "Last uses",
    ]);
    await waitFor(".o_mynumber_card li:contains(Number shown · Slip)");
    expect(acts()).toEqual(["Show", "Change", "Check"]);
    expect(".o_mynumber_panel").not.toHaveText(/[0-9]{5}/);
});

test("a number that waits can be verified, a wrong one taken back", async () => {
    mockDoor({});
    const person = {...PERSON, state: "to_verify", to_verify: true, used: false};
    await mountPanel({...DATA, people: [person]});
    expect(queryText(".o_mynumber_panel .badge")).toBe("To verify");
    expect(acts()).toEqual(["Verify", "Change", "Check", "Entered by mistake"]);
    expect.verifySteps(["panel mynumber.dependant,42"]);
});

test("only what the user holds a right for is offered", async () => {
    mockDoor({});
    await mountPanel({...DATA, acts: ["show"]});
    expect(acts()).toEqual(["Show", "Check"]);
    expect.verifySteps(["panel mynumber.dependant,42"]);
});

test("an empty state says how to begin", async () => {
    mockDoor({});
    const nobody = {...PERSON, state: "none", purposes: [], verification: false};
    await mountPanel({...DATA, people: [{...nobody, used: false}]});
    expect(queryText(".o_mynumber_empty p")).toMatch(/press Enter/);
    expect(acts()).toEqual(["Enter"]);
    expect.verifySteps(["panel mynumber.dependant,42"]);
});

test("without a right the panel says whom to ask", async () => {
    mockDoor({});
    const note = "You hold no right for the numbers of this company.";
    await mountPanel({...DATA, acts: [], note});
    expect(queryText(".alert-info")).toBe(note);
    expect(".o_mynumber_acts button").toHaveCount(0);
    expect.verifySteps(["panel mynumber.dependant,42"]);
});

test("users without a role see registered or not registered only", async () => {
    const calls = mockDoor({});
    await mountPanel({level: "registered", people: [{state: "registered"}]});
    expect(queryText(".o_mynumber_panel")).toBe("Registered");
    expect(".o_mynumber_panel button").toHaveCount(0);
    expect(calls).toEqual([]);
    expect.verifySteps(["panel mynumber.dependant,42"]);
});

test("a new record is saved first", async () => {
    await mountPanel(DATA, false);
    expect(queryText(".o_mynumber_panel")).toMatch(/Save the record first/);
    expect.verifySteps([]);
});

test("the family stands below with its own buttons", async () => {
    mockDoor({});
    const child = {...PERSON, id: 43, name: "Yamada Taro", relation: "Child", state: "none"};
    await mountPanel({...DATA, people: [PERSON, child]});
    expect(queryText(".o_mynumber_wide li .btn-link")).toBe("Yamada Taro");
    expect(queryAllTexts(".o_mynumber_wide .o_mynumber_acts button")).toEqual(["Enter"]);
    expect.verifySteps(["panel mynumber.dependant,42"]);
});

test("after an act the panel and the form are read anew", async () => {
    let person = PERSON;
    mockDoor({"/mynumber/compare": () => ({ok: true, same: true})});
    await mountPanel(() => ({...DATA, people: [person]}));
    expect.verifySteps(["panel mynumber.dependant,42"]);
    person = {...PERSON, question: true};
    await contains("[data-act=check]").click();
    await click(".o_mynumber_number_input input");
    await edit(NUMBER, {instantly: true});
    await contains(".modal-footer button:contains(Compare)").click();
    await waitFor(".badge:contains(Another person)");
    expect.verifySteps(["panel mynumber.dependant,42"]);
    await contains(".modal-footer button:contains(Close)").click();
    await waitForNone(".o_dialog");
});

test("the help with the desk is at hand", async () => {
    mockDoor({});
    onRpc("res.company", "read", () => [{id: 1, mynumber_desk: "General Affairs\next. 123"}]);
    await mountPanel(DATA);
    await contains(".o_mynumber_help").click();
    await waitFor(".o_mynumber_desk");
    await animationFrame();
    expect(queryText(".o_mynumber_desk")).toMatch(/ext\. 123/);
    expect(".o_dialog ol li").toHaveCount(4);
    expect.verifySteps(["panel mynumber.dependant,42"]);
});
