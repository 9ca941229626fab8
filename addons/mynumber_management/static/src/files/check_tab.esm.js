// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {FileChoice} from "./file_choice.esm";
import {FileTitle} from "./file_title.esm";
import {_t} from "@web/core/l10n/translation";
import {useFiles} from "./use_files.esm";

/** What is wrong in a file made elsewhere; nothing of it is kept. */
export class CheckTab extends Component {
    static template = "mynumber_management.CheckTab";
    static components = {ErrorNote, FileChoice, FileTitle};
    static props = {};

    setup() {
        this.files = useFiles();
        this.choice = useState({file: null, empty: false});
    }

    get summary() {
        const {errors, warnings} = this.files.state.answer;
        return _t("Errors: %(errors)s. Hints: %(warnings)s.", {errors, warnings});
    }

    async choose(file) {
        this.choice.file = file;
        await this.check();
    }

    async setEmpty(ev) {
        this.choice.empty = ev.target.checked;
        await this.check();
    }

    async check() {
        const {file, empty} = this.choice;
        if (!file) {
            return this.files.clear();
        }
        await this.files.send("/mynumber/file/check", {empty}, [file]);
    }
}
