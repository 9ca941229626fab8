// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import * as api from "./api.esm";
import {EnrolDialog} from "../pin/enrol_dialog.esm";
import {PinDialog} from "../pin/pin_dialog.esm";
import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";

/**
 * Calls the door on behalf of the dialogs.
 *
 * When a route wants the PIN the person is asked for it and the same call is made
 * again; when no PIN is set yet the enrolment comes first. Calls that meet the question
 * at the same time share one dialog. `state.until` is the time (ms) at which the PIN is
 * wanted again, 0 when it is wanted now.
 */
export const doorService = {
    dependencies: ["dialog"],

    start(env, {dialog}) {
        const state = reactive({until: 0, enrolled: true, locked: false});
        const questions = new Map();

        function take({enrolled, locked, window}) {
            Object.assign(state, {
                enrolled: enrolled ?? state.enrolled,
                locked: locked ?? state.locked,
                until: window ? Date.now() + window * 1000 : 0,
            });
        }

        function ask(Question) {
            if (!questions.has(Question)) {
                const answered = new Promise((resolve) => {
                    let done = false;
                    dialog.add(
                        Question,
                        {
                            onDone: () => {
                                done = true;
                            },
                        },
                        {onClose: () => resolve(done)}
                    );
                }).finally(() => questions.delete(Question));
                questions.set(Question, answered);
            }
            return questions.get(Question);
        }

        async function answer(code) {
            const Question = {pin_required: PinDialog, pin_not_set: EnrolDialog}[code];
            if (!Question) {
                return false;
            }
            if (!(await ask(Question))) {
                throw new api.DoorError("cancelled");
            }
            return true;
        }

        async function guarded(call) {
            for (;;) {
                try {
                    return await call();
                } catch (error) {
                    if (!(await answer(error.code))) {
                        throw error;
                    }
                }
            }
        }

        return {
            state,
            post: (route, body, files) => guarded(() => api.post(route, body, files)),
            postBytes: (route, body, files) =>
                guarded(() => api.postBytes(route, body, files)),
            postFile: (route, body) => guarded(() => api.postFile(route, body)),
            /** Ask the server how long the PIN still holds. */
            refresh: async () => take(await api.post("/mynumber/pin/state")),
            /** Give the PIN; with a digest it holds for sealing that row only. */
            givePin: async (pin, digest) =>
                take(await api.post("/mynumber/pin", digest ? {pin, digest} : {pin})),
            /** Set the PIN with a code from an officer. */
            enrol: async (code, pin) => {
                await api.post("/mynumber/pin/enrol", {code, pin});
                state.enrolled = true;
            },
            askEnrolment: () => ask(EnrolDialog),
            /** End the time in which no PIN is wanted. */
            end: async () => {
                await api.post("/mynumber/pin/end");
                state.until = 0;
            },
        };
    },
};

registry.category("services").add("mynumber_door", doorService);
