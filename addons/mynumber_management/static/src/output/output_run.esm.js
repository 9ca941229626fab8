// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {browser} from "@web/core/browser/browser";
import {reactive} from "@odoo/owl";

const LOST = ["connection", "incomplete", "size_mismatch"];
const WAITS = [1000, 3000, 10000];

const wait = (ms) => new Promise((resolve) => browser.setTimeout(resolve, ms));

/**
 * Asks for the parts of one output, one after another.
 *
 * Invariants:
 * - a part counts when the server has confirmed its size, and only then;
 * - a part that was lost on the way is asked for again, WAITS.length times by itself;
 * - pausing means not asking for the next part; nothing waits on the server;
 * - the bytes of every part are overwritten by `clear`.
 *
 * `state`: {parts, done, running, pausing, error}; `files`: [{part, bytes}].
 */
export class OutputRun {
    /**
     * @param {Object} door service `mynumber_door`
     * @param {{filing: Number, parts: Number}} plan
     */
    constructor(door, {filing, parts}) {
        this.door = door;
        this.filing = filing;
        this.files = [];
        this.state = reactive({
            parts,
            done: 0,
            running: false,
            pausing: false,
            error: null,
        });
    }

    get isDone() {
        return this.state.done >= this.state.parts;
    }

    /** Start, or go on after a pause or an error; ends when done, paused or failed. */
    async go() {
        if (this.state.running) {
            return;
        }
        Object.assign(this.state, {running: true, pausing: false, error: null});
        try {
            while (!this.isDone && !this.state.pausing) {
                await this.fetchRepeatedly(this.state.done);
                this.state.done++;
            }
        } catch (error) {
            this.state.error = error.code === "cancelled" ? null : error;
        } finally {
            Object.assign(this.state, {running: false, pausing: false});
        }
    }

    pause() {
        this.state.pausing = this.state.running;
    }

    async fetchRepeatedly(part) {
        for (const ms of WAITS) {
            try {
                return await this.fetchPart(part);
            } catch (error) {
                if (!LOST.includes(error.code) || this.state.pausing) {
                    throw error;
                }
            }
            await wait(ms);
        }
        return this.fetchPart(part);
    }

    async fetchPart(part) {
        const {filing} = this;
        const bytes = await this.door.postBytes("/mynumber/output/part", {filing, part});
        try {
            await this.door.post("/mynumber/output/done", {
                filing,
                part,
                size: bytes.length,
            });
        } catch (error) {
            bytes.fill(0);
            throw error;
        }
        this.files.push({part, bytes});
    }

    clear() {
        this.pause();
        for (const {bytes} of this.files) {
            bytes.fill(0);
        }
        this.files = [];
    }
}
