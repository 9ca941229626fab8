// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {
    click,
    defineMailModels,
    insertText,
    openFormView,
    start,
    startServer,
} from "@mail/../tests/mail_test_helpers";
import {describe, expect, test} from "@odoo/hoot";
import {NUMBER} from "../helpers.esm";
import {advanceTime} from "@odoo/hoot-mock";
import {browser} from "@web/core/browser/browser";

describe.current.tags("desktop");
defineMailModels();

const INPUT = ".o-mail-Composer-input";
const SAVED_AFTER = 5000;

function kept() {
    const keys = [...Array(browser.localStorage.length).keys()];
    return keys.map((i) => browser.localStorage.getItem(browser.localStorage.key(i)));
}

async function write(text) {
    await insertText(INPUT, text, {replace: true});
    await advanceTime(SAVED_AFTER);
}

test("a message with a My Number that is half written is not kept", async () => {
    const server = await startServer();
    const payee = server["res.partner"].create({name: "Payee"});
    await start();
    await openFormView("res.partner", payee);
    await click("button", {text: "Send message"});
    await write("Please call 1234");
    expect(kept().join()).toInclude("Please call 1234");
    await write(`Please note １２３４ ${NUMBER.slice(4)}`);
    expect(kept().join()).not.toInclude("Please");
    await write("Please call 1234");
    expect(kept().join()).toInclude("Please call 1234");
});
