// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {DoorError} from "../core/api.esm";
import {bytesOf} from "./file_choice.esm";
import {useService} from "@web/core/utils/hooks";
import {useState} from "@odoo/owl";

/**
 * Sends files to a route and keeps the answer of the latest request only.
 *
 * @returns {{state: {busy, error, answer}, send: Function, clear: Function}}
 */
export function useFiles() {
    const door = useService("mynumber_door");
    const state = useState({busy: false, error: null, answer: null});
    let turn = 0;

    function clear() {
        turn += 1;
        Object.assign(state, {busy: false, error: null, answer: null});
    }

    /** Return the answer, or null after an error or when it came too late. */
    async function send(route, body, files, call = door.post) {
        clear();
        const mine = turn;
        state.busy = true;
        const outcome = {busy: false, error: null, answer: null};
        try {
            outcome.answer = await call(route, body, await bytesOf(files));
        } catch (error) {
            if (!(error instanceof DoorError)) {
                state.busy = false;
                throw error;
            }
            outcome.error = error.code === "cancelled" ? null : error;
        }
        if (mine !== turn) {
            if (outcome.answer instanceof Uint8Array) {
                outcome.answer.fill(0);
            }
            return null;
        }
        Object.assign(state, outcome);
        return outcome.answer;
    }

    return {state, send, clear, door};
}
