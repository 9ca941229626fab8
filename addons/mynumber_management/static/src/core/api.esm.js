// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";

export const END_MARK = "\nMYNUMBER-END\n";

const END_BYTES = new TextEncoder().encode(END_MARK);

/**
 * A refusal of the door, or a failure on the way to it.
 *
 * `code` is the door's error code, or one of ours: `connection`, `incomplete`,
 * `session_expired`, `unreadable`, `cancelled`, `failed`. `kind` names what an invalid
 * number looks like. `extra` holds whatever else the door answered (ids and constants).
 */
export class DoorError extends Error {
    constructor(code, {message, kind, extra} = {}) {
        super(message || ownMessage(code));
        this.name = "DoorError";
        this.code = code;
        this.kind = kind;
        this.extra = extra || {};
    }
}

function ownMessage(code) {
    switch (code) {
        case "connection":
            return _t("The connection was interrupted. Check it and try again.");
        case "incomplete":
            return _t("The answer did not arrive whole. Nothing is shown; try again.");
        case "session_expired":
            return _t("Your session has ended. Reload the page and sign in again.");
        case "unreadable":
            return _t("The file can no longer be read. Choose it again.");
        case "cancelled":
            return _t("Cancelled.");
        default:
            return _t("The server did not answer as expected. Try again.");
    }
}

function isElsewhere(response) {
    const type = response.headers.get("Content-Type") || "";
    return (
        response.type === "opaqueredirect" ||
        response.redirected ||
        (response.ok && type.startsWith("text/html"))
    );
}

async function refusal(response) {
    let answer = {};
    try {
        answer = await response.json();
    } catch {
        // A proxy answered, not the door: the status is all there is.
    }
    const {error, message, kind, ...extra} = answer;
    const code = error || (response.status === 413 ? "too_large" : "failed");
    if (code === "not_signed_in") {
        return new DoorError("session_expired", {message});
    }
    return new DoorError(code, {message, kind, extra});
}

/** The JSON object, or with files: it as the first line, then the files. */
function encoded(body, files) {
    const encoder = new TextEncoder();
    if (!files) {
        return encoder.encode(JSON.stringify(body));
    }
    const sizes = files.map((file) => file.length);
    const head = encoder.encode(`${JSON.stringify({...body, sizes})}\n`);
    const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, head.length));
    bytes.set(head);
    let start = head.length;
    for (const file of files) {
        bytes.set(file, start);
        start += file.length;
    }
    return bytes;
}

async function send(route, body, files) {
    const bytes = encoded(body, files);
    let response = null;
    try {
        response = await browser.fetch(route, {
            method: "POST",
            body: bytes,
            cache: "no-store",
            credentials: "same-origin",
            headers: {
                "Content-Type": "application/octet-stream",
                "X-CSRF-Token": odoo.csrf_token,
            },
            redirect: "manual",
        });
    } catch {
        throw new DoorError("connection");
    } finally {
        bytes.fill(0);
    }
    if (isElsewhere(response)) {
        throw new DoorError("session_expired");
    }
    if (!response.ok) {
        throw await refusal(response);
    }
    return response;
}

/**
 * Post a JSON body to a route of the door.
 *
 * @param {String} route e.g. "/mynumber/enter"
 * @param {Object} body JSON-serialisable
 * @param {Uint8Array[]} [files] sent behind the body
 * @returns {Promise<Object>} the answer
 * @throws {DoorError}
 */
export async function post(route, body = {}, files = undefined) {
    const response = await send(route, body, files);
    try {
        return await response.json();
    } catch {
        throw new DoorError("incomplete");
    }
}

/**
 * Post a JSON body and a file that the user chose.
 *
 * @param {String} route e.g. "/mynumber/people/preview"
 * @param {Object} body JSON-serialisable
 * @param {File} file the page keeps no copy of its bytes
 * @returns {Promise<Object>} the answer
 * @throws {DoorError}
 */
export async function postWithFile(route, body, file) {
    let bytes = null;
    try {
        bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
        throw new DoorError("unreadable");
    }
    const answer = post(route, body, [bytes]);
    bytes.fill(0);
    return await answer;
}

/**
 * Post a JSON body to a route that answers a file without numbers.
 *
 * @param {String} route e.g. "/mynumber/audit/export"
 * @param {Object} body JSON-serialisable
 * @returns {Promise<Blob>}
 * @throws {DoorError}
 */
export async function postFile(route, body = {}) {
    const response = await send(route, body);
    try {
        return await response.blob();
    } catch {
        throw new DoorError("connection");
    }
}

function endsWithMark(bytes) {
    const start = bytes.length - END_BYTES.length;
    return start >= 0 && END_BYTES.every((byte, i) => bytes[start + i] === byte);
}

/**
 * Post a JSON body to a route that answers bytes and return them without the end mark.
 *
 * The caller owns the returned array and overwrites it with zeros after use.
 *
 * @param {String} route e.g. "/mynumber/show"
 * @param {Object} body JSON-serialisable
 * @param {Uint8Array[]} [files] sent behind the body
 * @returns {Promise<Uint8Array>}
 * @throws {DoorError} `incomplete` when the end mark is missing
 */
export async function postBytes(route, body = {}, files = undefined) {
    const response = await send(route, body, files);
    let whole = null;
    try {
        whole = new Uint8Array(await response.arrayBuffer());
    } catch {
        throw new DoorError("connection");
    }
    const complete = endsWithMark(whole);
    const content = complete ? whole.slice(0, whole.length - END_BYTES.length) : null;
    whole.fill(0);
    if (!complete) {
        throw new DoorError("incomplete");
    }
    return content;
}

/**
 * A random id (32 hex digits) under which an act is done once, however often it is sent.
 *
 * @returns {String}
 */
export function newRequestId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
