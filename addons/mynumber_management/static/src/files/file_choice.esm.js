// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useRef} from "@odoo/owl";
import {DoorError} from "../core/api.esm";
import {_t} from "@web/core/l10n/translation";

/** What the server takes at once, all files of a request together. */
export const FILES_LIMIT = 16 * 1024 * 1024;

/**
 * The bytes of files that were chosen.
 *
 * @param {File[]} files
 * @returns {Promise<Uint8Array[]>}
 * @throws {DoorError} too large, or no longer there
 */
export async function bytesOf(files) {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > FILES_LIMIT) {
        throw new DoorError("too_large", {
            message: _t("The file is larger than 16 MB. Split it."),
        });
    }
    try {
        return await Promise.all(
            files.map(async (file) => new Uint8Array(await file.arrayBuffer()))
        );
    } catch {
        throw new DoorError("unreadable");
    }
}

/** A field for one file, which may also be dropped on it. */
export class FileChoice extends Component {
    static template = "mynumber_management.FileChoice";
    static props = {id: String, label: String, choose: Function};

    setup() {
        this.input = useRef("file");
    }

    /** The same file, mended, can be chosen again. */
    unchoose() {
        this.input.el.value = "";
    }

    onChange(ev) {
        this.props.choose(ev.target.files[0] || null);
    }
}
