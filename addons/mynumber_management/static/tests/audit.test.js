// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {animationFrame, expect, test} from "@odoo/hoot";
import {click, queryText, waitFor} from "@odoo/hoot-dom";
import {getService, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {AuditDialog} from "@mynumber_management/audit/audit_dialog.esm";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {mockDoor} from "./helpers.esm";

defineMailModels();

async function open(verdict, messages = []) {
    const calls = mockDoor({
        "/mynumber/audit/verify": () => ({verdict, entries: 12, checkpoints: 2, messages}),
    });
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(AuditDialog, {export: false});
    await waitFor(".o_dialog");
    return calls;
}

test("each verdict has its own words", async () => {
    for (const [verdict, words] of [
        ["unchanged", /^Unchanged/],
        ["tampered", /^Tampered/],
        ["incomplete", /^Incomplete/],
        ["not_checked", /^Not checked/],
    ]) {
        await open(verdict, ["entry 3: signature"]);
        await click(".o_dialog:last .modal-footer .btn-primary");
        await waitFor(".o_dialog:last .alert");
        expect(queryText(".o_dialog:last .alert strong")).toMatch(words);
        expect(queryText(".o_dialog:last .alert li")).toBe("entry 3: signature");
        getService("dialog").closeAll();
        await animationFrame();
    }
});

test("the system's trail is asked for by a tick", async () => {
    const calls = await open("unchanged");
    await click(".o_dialog input[type=checkbox]");
    await animationFrame();
    await click(".modal-footer .btn-primary");
    await waitFor(".alert");
    expect(calls.at(-1).body).toEqual({company: 1, system: true});
});
