// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {onWillUnmount, useState} from "@odoo/owl";
import {DoorError} from "../core/api.esm";
import {useService} from "@web/core/utils/hooks";

/**
 * What every dialog of the door shares: one call at a time, its error, no traceback.
 *
 * @returns {{state: {busy: Boolean, error: DoorError|null}, run: Function,
 *     refuse: Function, door: Object}}
 *     `run(call)` awaits `call(door)` and resolves to its answer, or to undefined when
 *     it failed, was cancelled or the dialog is gone; `refuse(message)` shows an error
 *     found in the page itself and returns false.
 */
export function useAct() {
    const door = useService("mynumber_door");
    const state = useState({busy: false, error: null});
    let gone = false;
    onWillUnmount(() => {
        gone = true;
    });

    async function run(call) {
        if (state.busy) {
            return undefined;
        }
        state.busy = true;
        state.error = null;
        try {
            const answer = await call(door);
            if (gone && answer instanceof Uint8Array) {
                answer.fill(0);
            }
            return gone ? undefined : answer;
        } catch (error) {
            if (error.code !== "cancelled") {
                state.error =
                    error instanceof DoorError
                        ? error
                        : new DoorError("failed", {message: error.data?.message});
            }
            return undefined;
        } finally {
            state.busy = false;
        }
    }

    function refuse(message) {
        state.error = message ? new DoorError("incomplete_form", {message}) : null;
        return !message;
    }

    return {state, run, refuse, door};
}
