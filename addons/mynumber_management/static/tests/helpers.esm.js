// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {END_MARK} from "@mynumber_management/core/api.esm";
import {browser} from "@web/core/browser/browser";
import {patchWithCleanup} from "@web/../tests/web_test_helpers";

/** An invented number whose check digit fits. */
export const NUMBER = "123456789018";

const JSON_HEADERS = {"Content-Type": "application/json"};

export function answer(data, status = 200) {
    return new Response(JSON.stringify(data), {status, headers: JSON_HEADERS});
}

export function refusal(error, extra = {}, status = 403) {
    return answer({error, message: `refused: ${error}`, ...extra}, status);
}

export function bytes(text, mark = END_MARK) {
    return new Response(text + mark, {
        headers: {"Content-Type": "application/octet-stream"},
    });
}

/**
 * Let the given functions answer the door's routes.
 *
 * @param {Object<String, Function>} routes route → (body) => Response or plain object
 * @returns {Object[]} the calls as they come in: {route, body, headers, file}
 */
export function mockDoor(routes) {
    const calls = [];
    const all = {
        "/mynumber/pin/state": () => ({enrolled: true, locked: false, window: 0}),
        ...routes,
    };
    const elsewhere = browser.fetch;
    patchWithCleanup(browser, {
        async fetch(route, init) {
            const reply = all[route];
            if (!reply) {
                return elsewhere(...arguments);
            }
            const text = new TextDecoder().decode(init.body);
            const [head, ...file] = text.split("\n");
            const body = JSON.parse(head);
            calls.push({route, body, headers: init.headers, file: file.join("\n")});
            const reaction = await reply(body);
            return reaction instanceof Response ? reaction : answer(reaction);
        },
    });
    return calls;
}

/** The routes of the calls, without the background question after the PIN window. */
export function routesOf(calls) {
    return calls.map(({route}) => route).filter((r) => r !== "/mynumber/pin/state");
}

/** What mynumber.subject `entry_options` answers. */
export const OPTIONS = {
    kind: "employee",
    purposes: [
        {code: "tax.withholding_slip", name: "Withholding slip", law: "所法226"},
        {code: "ei.employment", name: "Employment insurance", law: "雇保則6"},
        {code: "zaikei", name: "Savings", law: ""},
    ],
    sets: [
        {
            code: "employee",
            name: "Employee",
            purposes: ["tax.withholding_slip", "ei.employment"],
            proposed: true,
        },
        {code: "zaikei", name: "Savings", purposes: ["zaikei"], proposed: false},
    ],
    notified: [],
    notices: [
        {
            id: 7,
            name: "2026-1 (ja_JP)",
            text: "<p>利用目的</p>",
            purposes: ["tax.withholding_slip", "ei.employment"],
        },
    ],
    channels: [
        ["in_person", "In person"],
        ["paper", "On paper"],
    ],
    routes: [
        ["card", "My Number Card shown"],
        ["documents", "Documents shown"],
        ["known", "Known by employment"],
        ["proxy", "Through a proxy"],
        ["declared", "Declared"],
    ],
    proofs: [
        {code: "number.card", name: "My Number Card", side: "number", note: ""},
        {code: "number.juminhyo", name: "Resident record", side: "number", note: ""},
        {code: "photo.licence", name: "Driving licence", side: "identity_photo", note: ""},
        {code: "plain.pension", name: "Pension book", side: "identity_plain", note: ""},
        {code: "plain.child", name: "Child allowance", side: "identity_plain", note: ""},
        {code: "proxy.letter", name: "Letter of proxy", side: "proxy", note: ""},
    ],
};
