// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {NUMBER, bytes, mockDoor, refusal, routesOf} from "./helpers.esm";
import {animationFrame, expect, test} from "@odoo/hoot";
import {click, edit, press, queryAll, queryText, waitFor, waitForNone} from "@odoo/hoot-dom";
import {getService, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {MainComponentsContainer} from "@web/core/main_components_container";

defineMailModels();

/** A door whose PIN is "secret-pin"; what it protects answers after that. */
function lockedDoor(more = {}) {
    let open = false;
    return mockDoor({
        "/mynumber/pin": ({pin}) => {
            if (pin !== "secret-pin") {
                return refusal("pin_wrong");
            }
            open = true;
            return {enrolled: true, locked: false, window: 600};
        },
        "/mynumber/compare": () =>
            open ? {ok: true, same: true} : refusal("pin_required", {}, 401),
        "/mynumber/show": () => (open ? bytes(NUMBER) : refusal("pin_required", {}, 401)),
        ...more,
    });
}

async function givePin(pin) {
    await waitFor("form#o_mynumber_pin_form");
    await click("#o_mynumber_pin_form input");
    await edit(pin);
    await animationFrame();
    await press("Enter");
    await animationFrame();
}

test("the PIN is asked for and the same call repeated", async () => {
    const calls = lockedDoor();
    await mountWithCleanup(MainComponentsContainer);
    const answer = getService("mynumber_door").post("/mynumber/compare", {subject: "x"});
    await givePin("secret-pin");
    expect((await answer).same).toBe(true);
    expect(routesOf(calls)).toEqual([
        "/mynumber/compare",
        "/mynumber/pin",
        "/mynumber/compare",
    ]);
    expect(calls[0].body).toEqual(calls[2].body);
    expect(calls[1].body).toEqual({pin: "secret-pin"});
    expect(calls[0].headers["X-CSRF-Token"]).toBe(odoo.csrf_token);
    expect(calls[0].headers["Content-Type"]).toBe("application/octet-stream");
    expect(getService("mynumber_door").state.until).toBeGreaterThan(Date.now());
});

test("a wrong PIN stays in the dialog, is forgotten and can be tried again", async () => {
    const calls = lockedDoor();
    await mountWithCleanup(MainComponentsContainer);
    const answer = getService("mynumber_door").postBytes("/mynumber/show", {});
    await givePin("wrong-pin");
    await waitFor(".o_mynumber_error");
    expect(queryText(".o_mynumber_error")).toBe("refused: pin_wrong");
    expect(".o_mynumber_error").toHaveAttribute("role", "alert");
    expect("#o_mynumber_pin_form input").toHaveValue("");
    await givePin("secret-pin");
    expect(new TextDecoder().decode(await answer)).toBe(NUMBER);
    expect(routesOf(calls).length).toBe(4);
});

test("cancelling the question ends the call as cancelled", async () => {
    const calls = lockedDoor();
    await mountWithCleanup(MainComponentsContainer);
    const answer = getService("mynumber_door").post("/mynumber/compare", {});
    await waitFor("form#o_mynumber_pin_form");
    const failed = answer.catch((error) => error.code);
    await click("button:contains(Cancel)");
    expect(await failed).toBe("cancelled");
    expect(routesOf(calls)).toEqual(["/mynumber/compare"]);
});

test("two calls at the same time ask once", async () => {
    lockedDoor();
    await mountWithCleanup(MainComponentsContainer);
    const door = getService("mynumber_door");
    const both = Promise.all([
        door.post("/mynumber/compare", {}),
        door.postBytes("/mynumber/show", {}),
    ]);
    await waitFor("form#o_mynumber_pin_form");
    await animationFrame();
    expect(queryAll("form#o_mynumber_pin_form").length).toBe(1);
    await givePin("secret-pin");
    expect((await both)[0].same).toBe(true);
    await waitForNone("form#o_mynumber_pin_form");
});

test("without a PIN the enrolment comes first", async () => {
    let enrolled = false;
    const calls = mockDoor({
        "/mynumber/pin/enrol": () => {
            enrolled = true;
            return {enrolled: true, locked: false, window: 0};
        },
        "/mynumber/compare": () =>
            enrolled ? {ok: true, same: false} : refusal("pin_not_set"),
    });
    await mountWithCleanup(MainComponentsContainer);
    const answer = getService("mynumber_door").post("/mynumber/compare", {});
    await waitFor("form#o_mynumber_enrol_form");
    const [code, pin, again] = queryAll("#o_mynumber_enrol_form input");
    await click(code);
    await edit("ABCD-EFGH");
    await click(pin);
    await edit("new-pin-1");
    await click(again);
    await edit("new-pin-2");
    await click("button:contains(Set PIN)");
    await animationFrame();
    expect(queryText(".o_mynumber_error")).toMatch(/differ/);
    await click(again);
    await edit("new-pin-1");
    await click("button:contains(Set PIN)");
    expect((await answer).same).toBe(false);
    expect(calls.find(({route}) => route === "/mynumber/pin/enrol").body).toEqual({
        code: "ABCD-EFGH",
        pin: "new-pin-1",
    });
});

test("a locked PIN is an error that says what to do", async () => {
    mockDoor({"/mynumber/compare": () => refusal("pin_locked")});
    await mountWithCleanup(MainComponentsContainer);
    const failed = getService("mynumber_door")
        .post("/mynumber/compare", {})
        .catch((error) => error.message);
    expect(await failed).toBe("refused: pin_locked");
    expect(".o_dialog").toHaveCount(0);
});

test("the PIN dialog is named for screen readers", async () => {
    lockedDoor();
    await mountWithCleanup(MainComponentsContainer);
    getService("mynumber_door")
        .post("/mynumber/compare", {})
        .catch(() => {});
    await waitFor("[role=dialog]");
    expect("[role=dialog]").toHaveAttribute("aria-modal", "true");
    expect("[role=dialog]").toHaveAttribute("aria-label", "Vault PIN");
    await click("button:contains(Cancel)");
});

test("Tab begins inside the dialog again when the focus was lost", async () => {
    lockedDoor();
    await mountWithCleanup(MainComponentsContainer);
    getService("mynumber_door")
        .post("/mynumber/compare", {})
        .catch(() => {});
    await waitFor("form#o_mynumber_pin_form");
    document.activeElement.blur();
    await press("Tab");
    expect(".o_dialog :focus").toHaveCount(1);
    document.activeElement.blur();
    await press(["shift", "Tab"]);
    expect(".o_dialog .modal-footer :focus").toHaveCount(1);
    await click("button:contains(Cancel)");
});
