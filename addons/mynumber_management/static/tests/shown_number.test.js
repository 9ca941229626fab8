// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {advanceTime, animationFrame, expect, getFixture, test} from "@odoo/hoot";
import {click, queryAllTexts, queryText} from "@odoo/hoot-dom";
import {mountWithCleanup, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {Component, useState, xml} from "@odoo/owl";
import {NUMBER} from "./helpers.esm";
import {ShownNumber} from "@mynumber_management/number/shown_number.esm";
import {useShownNumber} from "@mynumber_management/number/shown_number_hook.esm";

defineMailModels();

const SHOWN = ".o_mynumber_value";
let bench = null;

class Bench extends Component {
    static template = xml`<ShownNumber t-if="state.there" shown="shown"/>`;
    static components = {ShownNumber};
    static props = {};

    setup() {
        bench = this;
        this.shown = useShownNumber();
        this.state = useState({there: true});
    }
}

async function show() {
    const component = await mountWithCleanup(Bench);
    const digits = new TextEncoder().encode(NUMBER);
    bench.shown.show(digits);
    await animationFrame();
    expect(queryText(SHOWN)).toBe("1234 5678 9018");
    return {component, digits};
}

async function seconds(count) {
    await advanceTime(count * 1000);
    await animationFrame();
}

function expectHidden() {
    expect(SHOWN).toHaveCount(0);
    expect(bench.shown.state.text).toBe("");
    expect(getFixture().innerHTML).not.toMatch(/1234/);
}

test("the bytes are zeros as soon as the number is shown", async () => {
    const {digits} = await show();
    expect(digits.every((byte) => byte === 0)).toBe(true);
});

test("hidden after 30 seconds, with announcements", async () => {
    await show();
    expect(queryAllTexts("[role=status]")).toEqual(["The number is shown for 30 seconds."]);
    await seconds(20);
    expect(SHOWN).toHaveCount(1);
    expect(queryText("[role=status]")).toBe("The number is hidden in 10 seconds.");
    await seconds(9);
    expect(SHOWN).toHaveCount(1);
    await seconds(1);
    expectHidden();
    expect(queryText("[role=status]")).toBe("The number is hidden again.");
});

test("hidden at once when the tab is left", async () => {
    await show();
    patchWithCleanup(document, {visibilityState: "hidden"});
    document.dispatchEvent(new Event("visibilitychange"));
    await animationFrame();
    expectHidden();
});

test("hidden 10 seconds after the window lost the focus", async () => {
    await show();
    window.dispatchEvent(new Event("blur"));
    await seconds(9);
    expect(SHOWN).toHaveCount(1);
    await seconds(1);
    expectHidden();
});

test("coming back within 10 seconds keeps it shown until the 30 seconds are over", async () => {
    await show();
    window.dispatchEvent(new Event("blur"));
    await seconds(8);
    window.dispatchEvent(new Event("focus"));
    await seconds(10);
    expect(SHOWN).toHaveCount(1);
    await seconds(12);
    expectHidden();
});

test("kept for another window it stays 90 seconds, whatever the focus", async () => {
    await show();
    await seconds(5);
    window.dispatchEvent(new Event("blur"));
    await click("button:contains(Keep)");
    await animationFrame();
    expect(queryText("[role=status]")).toMatch(/90 seconds/);
    patchWithCleanup(document, {visibilityState: "hidden"});
    document.dispatchEvent(new Event("visibilitychange"));
    await seconds(89);
    expect(SHOWN).toHaveCount(1);
    await seconds(1);
    expectHidden();
});

test("it can be kept once a showing", async () => {
    await show();
    await click("button:contains(Keep)");
    await animationFrame();
    expect("button:contains(Keep)").toHaveCount(0);
    await seconds(80);
    bench.shown.keep();
    await seconds(10);
    expectHidden();
});

test("hidden by the button and when the page goes away", async () => {
    await show();
    await click("button:contains(Hide now)");
    await animationFrame();
    expectHidden();
    bench.shown.show(new TextEncoder().encode(NUMBER));
    await animationFrame();
    window.dispatchEvent(new Event("pagehide"));
    await animationFrame();
    expectHidden();
});

test("gone when the component goes", async () => {
    const {component} = await show();
    const {state} = bench.shown;
    component.__owl__.destroy();
    expect(state.text).toBe("");
    expect(state.phase).toBe("hidden");
});

test("setting the clock back does not show it longer", async () => {
    await show();
    const now = Date.now();
    patchWithCleanup(Date, {now: () => now - 3600000});
    await seconds(30);
    expectHidden();
});
