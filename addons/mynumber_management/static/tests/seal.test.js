// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {animationFrame, expect, test} from "@odoo/hoot";
import {click, edit, queryAll, queryAllTexts, queryText, waitFor, waitForNone} from "@odoo/hoot-dom";
import {getService, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {mockDoor, refusal, routesOf} from "./helpers.esm";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {SealDialog} from "@mynumber_management/seal/seal_dialog.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const DIGEST = "ab".repeat(32);

async function open(props) {
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(SealDialog, {
        id: 5,
        onSealed: () => expect.step("sealed"),
        ...props,
    });
    await waitFor("#o_mynumber_seal_form");
}

async function seal(pin) {
    await click("#o_mynumber_seal_form input");
    await edit(pin, {instantly: true});
    await animationFrame();
    await click(".modal-footer .btn-primary");
    await animationFrame();
}

test("what is sealed is shown; the PIN goes with its digest", async () => {
    const calls = mockDoor({
        "/mynumber/seal/preview": () => ({digest: DIGEST, lines: [["User", "Sato"]]}),
        "/mynumber/pin": () => ({enrolled: true, window: 0}),
        "/mynumber/seal": () => ({ok: true}),
    });
    await open({act: "right.grant"});
    expect(queryAllTexts("dl dt, dl dd")).toEqual(["User", "Sato"]);
    await seal("secret-pin");
    await waitForNone(".o_dialog");
    expect.verifySteps(["sealed"]);
    expect(routesOf(calls)).toEqual([
        "/mynumber/seal/preview",
        "/mynumber/pin",
        "/mynumber/seal",
    ]);
    const [, pin, sealed] = calls.filter(({route}) => !route.endsWith("/state"));
    expect(pin.body).toEqual({pin: "secret-pin", digest: DIGEST});
    expect(sealed.body).toEqual({act: "right.grant", id: 5, args: {}, digest: DIGEST});
});

test("a wrong PIN seals nothing and is forgotten", async () => {
    const calls = mockDoor({
        "/mynumber/seal/preview": () => ({digest: DIGEST, lines: []}),
        "/mynumber/pin": () => refusal("pin_wrong"),
    });
    await open({act: "order.approve"});
    await seal("wrong-pin");
    await waitFor(".o_mynumber_error");
    expect(queryText(".o_mynumber_error")).toBe("refused: pin_wrong");
    expect("#o_mynumber_seal_form input").toHaveValue("");
    expect(routesOf(calls)).not.toInclude("/mynumber/seal");
    expect.verifySteps([]);
});

test("a record that changed meanwhile is shown anew before sealing", async () => {
    let digest = DIGEST;
    let lines = [["People", "3"]];
    mockDoor({
        "/mynumber/seal/preview": () => ({digest, lines}),
        "/mynumber/pin": () => ({enrolled: true, window: 0}),
        "/mynumber/seal": (body) =>
            body.digest === "cd".repeat(32) ? {ok: true} : refusal("digest_mismatch", {}, 409),
    });
    await open({act: "order.approve"});
    digest = "cd".repeat(32);
    lines = [["People", "4"]];
    await seal("secret-pin");
    await waitFor("dd:contains(4)");
    expect(queryText(".o_mynumber_error")).toBe("refused: digest_mismatch");
    await seal("secret-pin");
    await waitForNone(".o_dialog");
    expect.verifySteps(["sealed"]);
});

test("an enrolment code is shown once, in the dialog only", async () => {
    mockDoor({
        "/mynumber/seal/preview": (body) => {
            expect(body.args).toEqual({company: 1});
            return {digest: DIGEST, lines: [["User", "Sato"]]};
        },
        "/mynumber/pin": () => ({enrolled: true, window: 0}),
        "/mynumber/seal": () => ({ok: true, code: "ABCD-EFGH-JKLM-NPQR"}),
    });
    await open({act: "pin.code", args: {company: 1}});
    await seal("secret-pin");
    await waitFor(".o_mynumber_code");
    expect(queryText(".o_mynumber_code")).toBe("ABCD-EFGH-JKLM-NPQR");
    expect(".modal-footer button").toHaveCount(1);
    await click(".modal-footer button");
    await waitForNone(".o_dialog");
    expect.verifySteps(["sealed"]);
});

test("whoever has no PIN yet is led to the enrolment", async () => {
    const calls = mockDoor({
        "/mynumber/pin/state": () => ({enrolled: false, locked: false, window: 0}),
        "/mynumber/seal/preview": () => ({digest: DIGEST, lines: []}),
        "/mynumber/pin/enrol": () => ({enrolled: true, window: 0}),
    });
    await open({act: "right.grant"});
    expect(queryText(".o_mynumber_enrol")).toMatch(/no PIN yet/);
    await click(".o_mynumber_enrol");
    await waitFor("#o_mynumber_enrol_form");
    const inputs = queryAll("#o_mynumber_enrol_form input");
    for (const [input, text] of [
        [inputs[0], "ABCD-EFGH-JKLM-NPQR"],
        [inputs[1], "my-own-pin"],
        [inputs[2], "my-own-pin"],
    ]) {
        await click(input);
        await edit(text, {instantly: true});
    }
    await click("button:contains(Set PIN)");
    await waitForNone("#o_mynumber_enrol_form");
    await animationFrame();
    expect(queryText(".o_mynumber_enrol")).toMatch(/forgotten/);
    expect(routesOf(calls)).toInclude("/mynumber/pin/enrol");
    await click(".modal-footer button:contains(Close)");
    expect.verifySteps([]);
});
