// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {DoorError, postWithFile} from "../core/api.esm";
import {reactive} from "@odoo/owl";

const TRIES = 3;

/**
 * Writes what a preview showed, slice after slice, with the same file.
 *
 * Each slice is one transaction of the server; what is written stays. A run can be
 * stopped between slices and goes on behind the last one.
 */
export class ImportRun {
    /**
     * @param {File} file as it was previewed
     * @param {Object} body company, mapping, namesakes and digest of the preview
     * @param {Number} total of rows to write
     */
    constructor(file, body, total) {
        this.file = file;
        this.body = body;
        this.after = 0;
        this.state = reactive({
            total,
            done: 0,
            written: 0,
            refused: [],
            running: false,
            stopping: false,
            finished: false,
            error: null,
        });
    }

    stop() {
        this.state.stopping = true;
    }

    async go() {
        Object.assign(this.state, {running: true, stopping: false, error: null});
        try {
            while (!this.state.stopping && !this.state.finished) {
                this.take(await this.slice());
            }
        } catch (error) {
            this.state.error =
                error instanceof DoorError ? error : new DoorError("failed");
        }
        Object.assign(this.state, {running: false, stopping: false});
    }

    take({after, left, written, refused}) {
        const {state} = this;
        this.after = after;
        state.written += written;
        state.done += written + refused.length;
        state.refused.push(...refused);
        state.finished = !left;
    }

    /** Somebody else may have changed a person meanwhile: the slice is sent again. */
    async slice() {
        for (let turn = 1; ; turn++) {
            try {
                return await postWithFile(
                    "/mynumber/people/apply",
                    {...this.body, after: this.after},
                    this.file
                );
            } catch (error) {
                if (error.code !== "conflict" || turn === TRIES) {
                    throw error;
                }
            }
        }
    }
}
