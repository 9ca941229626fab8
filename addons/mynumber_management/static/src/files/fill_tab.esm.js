// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {FileChoice} from "./file_choice.esm";
import {FileTitle} from "./file_title.esm";
import {_t} from "@web/core/l10n/translation";
import {newRequestId} from "../core/api.esm";
import {save} from "../output/hand_over.esm";
import {useFiles} from "./use_files.esm";
import {user} from "@web/core/user";

/**
 * Numbers into the empty columns of another program's file: preview, PIN, save.
 *
 * The page keeps the file and sends it twice. What comes back is saved by the browser
 * and overwritten here. What did not arrive whole, or was not confirmed, is asked for
 * again under the same request, which the server takes for the same filing.
 */
export class FillTab extends Component {
    static template = "mynumber_management.FillTab";
    static components = {ErrorNote, FileChoice, FileTitle};
    static props = {};

    setup() {
        this.preview = useFiles();
        this.filling = useFiles();
        this.choice = useState({file: null, destination: "", saved: ""});
        this.request = null;
    }

    get canFill() {
        const {answer} = this.preview.state;
        const {busy} = this.filling.state;
        return Boolean(answer?.numbers && this.choice.destination.trim() && !busy);
    }

    get purposes() {
        return this.preview.state.answer.purposes.join("、");
    }

    get summary() {
        const {numbers, records} = this.preview.state.answer;
        return _t("%(numbers)s numbers in %(records)s records can be filled in.", {
            numbers,
            records,
        });
    }

    get openLines() {
        return _t(
            "%s lines keep empty columns: they are listed first.",
            this.preview.state.answer.open_count
        );
    }

    get unlisted() {
        const {rows, row_count} = this.preview.state.answer;
        return _t("%s more lines are not listed.", row_count - rows.length);
    }

    get savedText() {
        return _t(
            "The file arrived whole and was saved: %s. It holds My Numbers. Hand it " +
                "over, then delete it from this computer.",
            this.choice.saved
        );
    }

    rowState(row) {
        return {
            matched: _t("Found"),
            unknown: _t("Nobody of this name here"),
            different: _t("Name, date of birth or address differs"),
            ambiguous: _t("Several people fit"),
            unread: _t("Left as it is"),
        }[row.state];
    }

    slotState(slot) {
        return {
            fill: _t("will be filled in"),
            filled: _t("has a number already"),
            other: _t("has another text: left as it is"),
            blocked: _t("the record allows no number here: check the file"),
            unknown: _t("person not found"),
            ambiguous: _t("several people fit"),
            no_number: _t("no verified number"),
            no_notice: _t("not told of this purpose"),
        }[slot.state];
    }

    destinationFor(form) {
        if (form === "315") {
            return _t("Municipalities (eLTAX)");
        }
        return form === "SHFD0006"
            ? _t("Japan Pension Service")
            : _t("Tax office (e-Tax)");
    }

    async choose(file) {
        this.choice.file = file;
        await this.look();
    }

    /** Whatever was filled in before belongs to another file. */
    async look() {
        const {file} = this.choice;
        this.choice.saved = "";
        this.request = newRequestId();
        this.filling.clear();
        if (!file) {
            return this.preview.clear();
        }
        const company = user.activeCompany.id;
        const answer = await this.preview.send("/mynumber/file/people", {company}, [file]);
        if (answer?.form) {
            this.choice.destination = this.destinationFor(answer.form);
        }
    }

    async fill() {
        const {file, destination} = this.choice;
        const {request, filling} = this;
        const bytes = await filling.send(
            "/mynumber/file/fill",
            {
                company: user.activeCompany.id,
                destination: destination.trim(),
                digest: this.preview.state.answer.digest,
                request,
            },
            [file],
            filling.door.postBytes
        );
        filling.state.answer = null;
        if (!bytes) {
            return;
        }
        try {
            const size = bytes.length;
            await filling.door.post("/mynumber/file/filled", {request, size});
            save(new Blob([bytes], {type: "text/csv"}), file.name);
            this.choice.saved = file.name;
        } catch (error) {
            filling.state.error = error;
        } finally {
            bytes.fill(0);
        }
    }
}
