// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {animationFrame, expect, test} from "@odoo/hoot";
import {click, edit, manuallyDispatchProgrammaticEvent, press, queryOne, queryText} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {NumberInput} from "@mynumber_management/number/number_input.esm";

defineMailModels();

const STATE = ".o_mynumber_number_state";
let typed = null;

async function mount(props = {}) {
    typed = null;
    const component = await mountWithCleanup(NumberInput, {
        props: {
            label: "My Number",
            onChange: (digits) => {
                typed = digits;
            },
            ...props,
        },
    });
    await click("input");
    return component;
}

async function type(text) {
    await edit(text, {instantly: true});
    await animationFrame();
}

test("digits are grouped while typing and counted without an alarm", async () => {
    await mount();
    await type("12345");
    expect("input").toHaveValue("1234 5");
    expect(typed).toBe("12345");
    expect(queryText(STATE)).toBe("5 of 12 digits");
    expect("input").not.toHaveClass("is-invalid");
});

test("a valid number is told in words, not by colour alone", async () => {
    await mount();
    await type("1234 5678 9018");
    expect(typed).toBe("123456789018");
    expect(queryText(STATE)).toBe("12 digits, the check digit fits.");
    expect("input").toHaveAttribute("aria-invalid", "false");
});

test("pasted full-width digits with separators become ordinary ones", async () => {
    await mount();
    await type("１２３４－５６７８－９０１８");
    expect("input").toHaveValue("1234 5678 9018");
    expect(typed).toBe("123456789018");
});

test("a wrong check digit is told at once", async () => {
    await mount();
    await type("123456789012");
    expect(queryText(STATE)).toMatch(/check digit does not fit/);
    expect("input").toHaveAttribute("aria-invalid", "true");
    expect("input").toHaveClass("is-invalid");
});

test("ten digits are a pension number only once the field is left", async () => {
    await mount();
    await type("1234567890");
    expect(queryText(STATE)).toBe("10 of 12 digits");
    await press("Tab");
    await animationFrame();
    expect(queryText(STATE)).toMatch(/基礎年金番号/);
});

test("T and 13 digits and 13 digits are named at once", async () => {
    await mount();
    await type("T7123456789012");
    expect(queryText(STATE)).toMatch(/インボイス登録番号/);
    await type("7123456789012");
    expect(queryText(STATE)).toMatch(/法人番号/);
});

test("nothing is changed while an IME composes", async () => {
    await mount();
    const input = queryOne("input");
    input.value = "１２３４５";
    await manuallyDispatchProgrammaticEvent(input, "input", {isComposing: true});
    await animationFrame();
    expect("input").toHaveValue("１２３４５");
    expect(typed).toBe(null);
    await manuallyDispatchProgrammaticEvent(input, "compositionend");
    await animationFrame();
    expect("input").toHaveValue("1234 5");
    expect(typed).toBe("12345");
});

test("the caret stays behind the digit that was put in", async () => {
    await mount();
    await type("123456789018");
    const input = queryOne("input");
    input.value = "1234 75678 9018";
    input.setSelectionRange(6, 6);
    await manuallyDispatchProgrammaticEvent(input, "input");
    expect(input.value).toBe("1234 7567 8901 8");
    expect(input.selectionStart).toBe(6);
    await animationFrame();
    expect(input.selectionStart).toBe(6);
});

test("what is typed can be hidden", async () => {
    await mount();
    await type("123456789018");
    await click("button");
    await animationFrame();
    expect("input").toHaveClass("o_mynumber_masked");
    expect("button").toHaveAttribute("aria-pressed", "true");
    await click("button");
    await animationFrame();
    expect("input").not.toHaveClass("o_mynumber_masked");
});

test("the door's own verdict overrides", async () => {
    await mount({kind: "all_zero"});
    expect(queryText(STATE)).toMatch(/Twelve zeros/);
});

test("label and message belong to the input", async () => {
    await mount();
    const input = queryOne("input");
    expect(queryOne("label").htmlFor).toBe(input.id);
    expect(queryOne(STATE).id).toBe(input.getAttribute("aria-describedby"));
    expect(input.autocomplete).toBe("off");
});

test("the owner forgets the digits when the input goes", async () => {
    const component = await mount();
    await type("123456789018");
    component.__owl__.app.destroy();
    expect(typed).toBe("");
});
