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

/** The JSON object of a body and the texts of the files behind it. */
function opened(bytes) {
    const end = bytes.indexOf(10);
    const decoder = new TextDecoder();
    const head = end < 0 ? bytes : bytes.slice(0, end);
    const {sizes = [], ...body} = JSON.parse(decoder.decode(head));
    let start = end + 1;
    const files = sizes.map((size) =>
        decoder.decode(bytes.slice(start, (start += size)))
    );
    return {body, files};
}

/**
 * Let the given functions answer the door's routes.
 *
 * @param {Object<String, Function>} routes
 *     route → (body, files) => Response or plain object
 * @returns {Object[]} the calls as they come in: {route, body, files, headers}
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
            const {body, files} = opened(init.body);
            calls.push({route, body, files, headers: init.headers});
            const reaction = await reply(body, files);
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
