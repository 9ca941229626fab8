// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {END_MARK, newRequestId, post, postBytes} from "@mynumber_management/core/api.esm";
import {NUMBER, answer, bytes, refusal} from "./helpers.esm";
import {beforeEach, describe, expect, mockFetch, test} from "@odoo/hoot";
import {allowTranslations} from "@web/../tests/web_test_helpers";

describe.current.tags("headless");
beforeEach(allowTranslations);

async function failure(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("the call succeeded");
}

test("a call is a raw body with the CSRF token in a header", async () => {
    mockFetch((route, init) => {
        expect.step(route);
        expect(init.method).toBe("POST");
        expect(init.headers.get("Content-Type")).toBe("application/octet-stream");
        expect(init.headers.get("X-CSRF-Token")).toBe(odoo.csrf_token);
        expect(init.redirect).toBe("manual");
        expect(init.cache).toBe("no-store");
        expect(JSON.parse(new TextDecoder().decode(init.body))).toEqual({a: 1});
        return answer({ok: true});
    });
    expect(await post("/mynumber/enter", {a: 1})).toEqual({ok: true});
    expect.verifySteps(["/mynumber/enter"]);
});

test("the sent bytes are zeros after use, also after a failure", async () => {
    const sent = [];
    let fails = false;
    mockFetch((route, init) => {
        sent.push(init.body);
        expect(init.body.some(Boolean)).toBe(true);
        if (fails) {
            throw new TypeError("Failed to fetch");
        }
        return answer({ok: true});
    });
    await post("/mynumber/enter", {number: NUMBER});
    fails = true;
    expect((await failure(post("/mynumber/enter", {number: NUMBER}))).code).toBe(
        "connection"
    );
    expect(sent.length).toBe(2);
    for (const body of sent) {
        expect(body.every((byte) => byte === 0)).toBe(true);
    }
});

test("the end mark is checked and taken away", async () => {
    mockFetch(() => bytes(NUMBER));
    const digits = await postBytes("/mynumber/show", {});
    expect(new TextDecoder().decode(digits)).toBe(NUMBER);
});

test("a missing or broken end mark is a failure", async () => {
    for (const mark of ["", END_MARK.slice(0, -1), END_MARK + "x", "\nMYNUMBER-EN"]) {
        mockFetch(() => bytes(NUMBER, mark));
        const error = await failure(postBytes("/mynumber/show", {}));
        expect(error.code).toBe("incomplete");
        expect(error.message).not.toMatch(/[0-9]{4}/);
    }
    mockFetch(() => new Response(""));
    expect((await failure(postBytes("/mynumber/show", {}))).code).toBe("incomplete");
});

test("an answer that is the end mark alone is an empty one", async () => {
    mockFetch(() => bytes(""));
    expect((await postBytes("/mynumber/output/part", {})).length).toBe(0);
});

test("a refusal carries code, message, kind and the rest", async () => {
    mockFetch(() => refusal("number_invalid", {kind: "check_digit", used: 3}, 422));
    const error = await failure(post("/mynumber/enter", {}));
    expect(error.code).toBe("number_invalid");
    expect(error.message).toBe("refused: number_invalid");
    expect(error.kind).toBe("check_digit");
    expect(error.extra).toEqual({used: 3});
});

test("a refused byte answer is a refusal, not bytes", async () => {
    mockFetch(() => refusal("quota", {}, 429));
    expect((await failure(postBytes("/mynumber/show", {}))).code).toBe("quota");
});

test("an ended session is told as such", async () => {
    mockFetch(() => new Response("<html/>", {headers: {"Content-Type": "text/html"}}));
    expect((await failure(post("/mynumber/enter", {}))).code).toBe("session_expired");
    mockFetch(() => refusal("not_signed_in", {}, 401));
    expect((await failure(post("/mynumber/enter", {}))).code).toBe("session_expired");
});

test("a proxy's error page is no traceback", async () => {
    const html = {"Content-Type": "text/html"};
    mockFetch(() => new Response("<html/>", {status: 502, headers: html}));
    const error = await failure(post("/mynumber/enter", {}));
    expect(error.code).toBe("failed");
    mockFetch(() => new Response("<html/>", {status: 413, headers: html}));
    expect((await failure(post("/mynumber/enter", {}))).code).toBe("too_large");
    mockFetch(() => new Response("{", {headers: {"Content-Type": "application/json"}}));
    expect((await failure(post("/mynumber/enter", {}))).code).toBe("incomplete");
});

test("request ids are UUIDs in hex and differ", () => {
    const [one, other] = [newRequestId(), newRequestId()];
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(one).not.toBe(other);
});
