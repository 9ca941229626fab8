// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {NUMBER, OPTIONS, bytes, mockDoor, refusal} from "./helpers.esm";
import {animationFrame, expect, test} from "@odoo/hoot";
import {click, edit, queryText, select, waitFor, waitForNone} from "@odoo/hoot-dom";
import {getService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {CompareDialog} from "@mynumber_management/dialogs/compare_dialog.esm";
import {EnterDialog} from "@mynumber_management/dialogs/enter_dialog.esm";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {MistakeDialog} from "@mynumber_management/dialogs/mistake_dialog.esm";
import {ShowDialog} from "@mynumber_management/dialogs/show_dialog.esm";
import {VerifyDialog} from "@mynumber_management/dialogs/verify_dialog.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const SUBJECT = "50000000-0000-4000-8000-000000000042";

async function open(Dialog, props) {
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(Dialog, {name: "Yamada", ...props});
    await waitFor(".o_dialog");
    await animationFrame();
}

async function openEnter(props = {}) {
    onRpc("mynumber.subject", "entry_options", () => OPTIONS);
    await open(EnterDialog, {
        model: "hr.employee",
        id: 42,
        company: 1,
        replace: false,
        onSaved: ({state}) => expect.step(`saved ${state}`),
        ...props,
    });
}

async function pick(selector, value) {
    await click(selector);
    await select(value);
    await animationFrame();
}

const CHANNEL = "select:has(option[value=in_person])";
const ROUTE = "select:has(option[value=card])";

async function typeNumber(text) {
    await click(".o_mynumber_number_input input");
    await edit(text, {instantly: true});
    await animationFrame();
}

async function press(label) {
    await click(`.o_dialog .modal-footer button:contains(${label})`);
    await animationFrame();
}

test("enter with 本人確認 posts everything in one step", async () => {
    const calls = mockDoor({
        "/mynumber/enter": () => ({ok: true, state: "active", question: ""}),
    });
    await openEnter();
    expect(".o_mynumber_purposes select:first").toHaveValue("employee");
    await pick(CHANNEL, "paper");
    await typeNumber("１２３４ ５６７８ ９０１８");
    await pick(ROUTE, "documents");
    await pick("select:has(option[value='number.juminhyo'])", "number.juminhyo");
    await pick("select:has(option[value='photo.licence'])", "photo.licence");
    await press("Register");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved active"]);
    const {request, ...body} = calls.at(-1).body;
    expect(request).toMatch(/^[0-9a-f]{32}$/);
    expect(body).toEqual({
        holder: "hr.employee,42",
        company: 1,
        number: NUMBER,
        purposes: ["tax.withholding_slip", "ei.employment"],
        notice: {id: 7, channel: "paper"},
        verification: {
            route: "documents",
            number_proof: "number.juminhyo",
            identity_proofs: ["photo.licence"],
            recognised: false,
            proxy_name: "",
            proxy_proof: null,
            note: "",
        },
        replace: false,
    });
});

test("without 本人確認 the button says to verify and none is posted", async () => {
    const calls = mockDoor({
        "/mynumber/enter": () => ({ok: true, state: "to_verify", question: ""}),
    });
    await openEnter();
    expect(".modal-footer button:contains(to verify)").toHaveCount(1);
    await pick(CHANNEL, "paper");
    await typeNumber(NUMBER);
    await press("to verify");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved to_verify"]);
    expect(calls.at(-1).body.verification).toBe(null);
});

test("what is missing is said and nothing is posted", async () => {
    const calls = mockDoor({"/mynumber/enter": () => ({ok: true, state: "active"})});
    await openEnter();
    await press("to verify");
    expect(queryText(".o_mynumber_error")).toMatch(/notice of purposes/);
    await pick(CHANNEL, "paper");
    await typeNumber("123456789012");
    await press("to verify");
    expect(queryText(".o_mynumber_error")).toMatch(/check digit/);
    await typeNumber(NUMBER);
    await pick(ROUTE, "documents");
    await press("Register");
    expect(queryText(".o_mynumber_error")).toMatch(/番号確認/);
    await pick("select:has(option[value='number.juminhyo'])", "number.juminhyo");
    await pick("select:has(option[value='photo.licence'])", "plain.pension");
    await press("Register");
    expect(queryText(".o_mynumber_error")).toMatch(/two different/);
    await pick("select:not(:has(optgroup)):has(option[value='plain.child'])", "plain.child");
    await press("Register");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved active"]);
    const posted = calls.filter(({route}) => route === "/mynumber/enter");
    expect(posted.length).toBe(1);
    expect(posted[0].body.verification.identity_proofs).toEqual([
        "plain.pension",
        "plain.child",
    ]);
});

test("the same content goes again under the same id, changed content under a new one", async () => {
    let tries = 0;
    const calls = mockDoor({
        "/mynumber/enter": () => {
            tries++;
            return tries < 3
                ? refusal("vault_unavailable", {}, 503)
                : {ok: true, state: "active", question: "duplicate"};
        },
    });
    await openEnter();
    await pick(CHANNEL, "paper");
    await typeNumber(NUMBER);
    await pick(ROUTE, "card");
    await press("Register");
    await waitFor(".o_mynumber_error");
    await press("Register");
    await waitFor(".o_mynumber_error");
    await pick(CHANNEL, "in_person");
    await press("Register");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved active"]);
    const ids = calls
        .filter(({route}) => route === "/mynumber/enter")
        .map(({body}) => body.request);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
    await waitFor(".o_notification:contains(same number)");
});

test("the door's finding on the number is shown at the input", async () => {
    mockDoor({
        "/mynumber/enter": () => refusal("number_invalid", {kind: "all_zero"}, 422),
    });
    await openEnter();
    await pick(CHANNEL, "paper");
    await typeNumber(NUMBER);
    await press("to verify");
    await waitFor(".o_mynumber_error");
    await animationFrame();
    expect(queryText(".o_mynumber_number_state")).toMatch(/Twelve zeros/);
    expect(".o_mynumber_error").not.toHaveText(/123/);
});

test("only purposes that the notice names can be chosen and are posted", async () => {
    const calls = mockDoor({"/mynumber/enter": () => ({ok: true, state: "active"})});
    await openEnter();
    await click("summary");
    expect(".o_mynumber_purpose_list input").toHaveCount(2);
    await click(".o_mynumber_purpose_list input:last");
    await animationFrame();
    expect(".o_mynumber_purposes select:first").toHaveValue("");
    await pick(CHANNEL, "paper");
    await typeNumber(NUMBER);
    await press("to verify");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved active"]);
    expect(calls.at(-1).body.purposes).toEqual(["tax.withholding_slip"]);
});

test("the card route needs no further choice and names the card", async () => {
    const calls = mockDoor({"/mynumber/enter": () => ({ok: true, state: "active"})});
    await openEnter();
    await pick(CHANNEL, "paper");
    await typeNumber(NUMBER);
    await pick(ROUTE, "card");
    await press("Register");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved active"]);
    expect(calls.at(-1).body.verification.number_proof).toBe("number.card");
});

test("recognition in person is offered for employees only", async () => {
    mockDoor({});
    onRpc("mynumber.subject", "entry_options", () => ({...OPTIONS, kind: "payee"}));
    await open(EnterDialog, {
        model: "res.partner",
        id: 1,
        company: 1,
        replace: false,
        onSaved: () => {},
    });
    expect("option[value=known]").toHaveCount(0);
    expect("option[value=card]").toHaveCount(1);
});

test("show needs purpose and destination, then shows for a time", async () => {
    const calls = mockDoor({"/mynumber/show": () => bytes(NUMBER)});
    await open(ShowDialog, {
        subject: SUBJECT,
        purposes: [
            {code: "tax.withholding_slip", name: "Slip"},
            {code: "ei.employment", name: "Employment"},
        ],
        onUsed: () => expect.step("used"),
    });
    await press("Show");
    expect(queryText(".o_mynumber_error")).toMatch(/needed for/);
    await pick("select", "ei.employment");
    await press("Show");
    expect(queryText(".o_mynumber_error")).toMatch(/where/);
    await click("input[type=text]");
    await edit("Hello Work");
    await press("Show");
    await waitFor(".o_mynumber_value");
    expect(queryText(".o_mynumber_value")).toBe("1234 5678 9018");
    expect(calls.at(-1).body).toEqual({
        subject: SUBJECT,
        purpose: "ei.employment",
        destination: "Hello Work",
    });
    expect.verifySteps(["used"]);
    expect(".o_dialog button:contains(Copy)").toHaveCount(0);
    await press("Close");
    await waitForNone(".o_dialog");
});

test("an answer without end mark shows nothing but the failure", async () => {
    mockDoor({"/mynumber/show": () => bytes(NUMBER, "")});
    await open(ShowDialog, {
        subject: SUBJECT,
        purposes: [{code: "ei.employment", name: "Employment"}],
        onUsed: () => expect.step("used"),
    });
    await click("input[type=text]");
    await edit("Hello Work");
    await press("Show");
    await waitFor(".o_mynumber_error");
    expect(queryText(".o_mynumber_error span")).toMatch(/did not arrive whole/);
    expect(".o_mynumber_value").toHaveCount(0);
    expect.verifySteps([]);
});

test("comparing tells same or different and never shows", async () => {
    let same = true;
    mockDoor({"/mynumber/compare": () => ({ok: true, same})});
    await open(CompareDialog, {subject: SUBJECT, onUsed: () => {}});
    await typeNumber(NUMBER);
    await press("Compare");
    await waitFor(".alert-success");
    expect(queryText("[role=status] .alert")).toMatch(/^Same/);
    same = false;
    await typeNumber("123456780070");
    expect("[role=status] .alert").toHaveCount(0);
    await press("Compare");
    await waitFor(".alert-warning");
    expect(queryText("[role=status] .alert")).toMatch(/^Different/);
});

test("verify: see, then confirm with the record", async () => {
    const calls = mockDoor({
        "/mynumber/verify/open": () => bytes(NUMBER),
        "/mynumber/verify/confirm": () => ({ok: true, state: "active", question: ""}),
    });
    onRpc("mynumber.subject", "entry_options", () => OPTIONS);
    await open(VerifyDialog, {
        model: "hr.employee",
        id: 42,
        subject: SUBJECT,
        onSaved: ({state}) => expect.step(`saved ${state}`),
    });
    await click("button:contains(Show the number)");
    await waitFor(".o_mynumber_value");
    await press("Confirm");
    expect(queryText(".o_mynumber_error")).toMatch(/本人確認/);
    await pick(ROUTE, "known");
    await pick("select:has(option[value='number.card'])", "number.card");
    await press("Confirm");
    expect(queryText(".o_mynumber_error")).toMatch(/recognised/);
    await click(".o_mynumber_identity input[type=checkbox]");
    await press("Confirm");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved active"]);
    expect(calls.at(-1).body.verification.recognised).toBe(true);
});

test("verify: return needs a reason", async () => {
    const calls = mockDoor({
        "/mynumber/verify/return": () => ({ok: true, state: "none"}),
    });
    onRpc("mynumber.subject", "entry_options", () => OPTIONS);
    await open(VerifyDialog, {
        model: "hr.employee",
        id: 42,
        subject: SUBJECT,
        onSaved: ({state}) => expect.step(`saved ${state}`),
    });
    await press("Return…");
    await press("Return and destroy");
    expect(queryText(".o_mynumber_error")).toMatch(/reason/);
    await click("textarea");
    await edit("another person's card");
    await press("Return and destroy");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved none"]);
    expect(calls.at(-1).body).toEqual({
        subject: SUBJECT,
        reason: "another person's card",
    });
});

test("entered by mistake: reason, then destroyed", async () => {
    mockDoor({"/mynumber/mistake": () => ({ok: true, state: "none"})});
    await open(MistakeDialog, {
        subject: SUBJECT,
        onSaved: ({state}) => expect.step(`saved ${state}`),
    });
    await press("Destroy the number");
    expect(queryText(".o_mynumber_error")).toMatch(/mistake/);
    await click("textarea");
    await edit("wrong person");
    await press("Destroy the number");
    await waitForNone(".o_dialog");
    expect.verifySteps(["saved none"]);
});
