// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {FileChoice} from "./file_choice.esm";
import {FileTitle} from "./file_title.esm";
import {_t} from "@web/core/l10n/translation";
import {useFiles} from "./use_files.esm";

/** What changed per person between the file that was sent and the next one. */
export class CompareTab extends Component {
    static template = "mynumber_management.CompareTab";
    static components = {ErrorNote, FileChoice, FileTitle};
    static props = {};

    setup() {
        this.files = useFiles();
        this.choice = useState({old: null, new: null});
    }

    get kinds() {
        return [
            ["added", _t("Added")],
            ["changed", _t("Changed")],
            ["removed", _t("Removed")],
            ["same", _t("The same")],
            ["unreadable", _t("Not readable")],
        ];
    }

    kindName(kind) {
        return Object.fromEntries(this.kinds)[kind];
    }

    numberState(state) {
        return {
            same: _t("number: the same"),
            different: _t("number: different"),
            missing: _t("number: missing in one file"),
        }[state];
    }

    get otherLayout() {
        return _t(
            "The file sent before is of another layout: %s. Choose two files of one " +
                "layout.",
            this.files.state.answer.other
        );
    }

    async choose(which, file) {
        this.choice[which] = file;
        if (!this.choice.old || !this.choice.new) {
            return this.files.clear();
        }
        const files = [this.choice.old, this.choice.new];
        await this.files.send("/mynumber/file/compare", {}, files);
    }
}
