// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onMounted, onWillDestroy, useState} from "@odoo/owl";
import {csv, pdf, print, save} from "./hand_over.esm";
import {ErrorNote} from "../core/error_note.esm";
import {OutputRun} from "./output_run.esm";
import {_t} from "@web/core/l10n/translation";
import {joinRecords} from "./records.esm";
import {uniqueId} from "@web/core/utils/functions";
import {useService} from "@web/core/utils/hooks";

/**
 * Fetches the parts of one planned output and hands them to printer or disk.
 *
 * What was fetched exists in this component only and is overwritten when it goes away:
 * one PDF for each part, or the records of a file, joined when all parts are there.
 */
export class OutputProgress extends Component {
    static template = "mynumber_management.OutputProgress";
    static components = {ErrorNote};
    static props = {plan: Object, model: String, ids: Array, onAgain: Function};

    setup() {
        this.id = uniqueId("o_mynumber_progress_");
        this.orm = useService("orm");
        this.run = new OutputRun(useService("mynumber_door"), this.props.plan);
        this.progress = useState(this.run.state);
        this.state = useState({people: null, again: ""});
        this.endPrint = () => {};
        onMounted(() => this.run.go());
        onWillDestroy(() => {
            this.endPrint();
            this.run.clear();
            for (const bytes of this.joined || []) {
                bytes.fill(0);
            }
        });
    }

    get isDone() {
        return this.progress.done >= this.progress.parts;
    }

    get label() {
        const {done, parts, running, pausing} = this.progress;
        if (done >= parts) {
            return _t("Complete: %s part(s), recorded as produced.", parts);
        }
        if (pausing) {
            return _t("Pausing after the part under way…");
        }
        return running
            ? _t("%(done)s of %(parts)s parts received.", {done, parts})
            : _t("Paused after %(done)s of %(parts)s parts.", {done, parts});
    }

    get percent() {
        return Math.round((100 * this.progress.done) / this.progress.parts);
    }

    get isFile() {
        return Boolean(this.props.plan.file);
    }

    /** [{part, bytes}]: what can be handed over by now. */
    get files() {
        if (!this.isFile) {
            return this.run.files.slice(0, this.progress.done);
        }
        if (!this.isDone) {
            return [];
        }
        this.joined ||= joinRecords(this.run.files, this.props.plan.file.records);
        return this.joined.map((bytes, part) => ({part, bytes}));
    }

    fileName(part) {
        const number = String(part + 1).padStart(2, "0");
        if (this.isFile) {
            return `${this.props.plan.file.name}-${number}.csv`;
        }
        return `${this.props.plan.name.replace(/[^\w-]+/g, "-")}-${number}.pdf`;
    }

    fileLabel({part, bytes}) {
        const size = Math.ceil(bytes.length / 1024);
        if (this.isFile) {
            return _t("%(name)s (%(size)s KB)", {name: this.fileName(part), size});
        }
        return _t("Part %(number)s (%(size)s KB)", {number: part + 1, size});
    }

    save({part, bytes}) {
        save(this.isFile ? csv(bytes) : pdf(bytes), this.fileName(part));
    }

    print({bytes}) {
        this.endPrint();
        this.endPrint = print(pdf(bytes));
    }

    async loadPeople() {
        if (!this.state.people) {
            const {model, ids} = this.props;
            this.state.people = await this.orm.read(model, ids, ["display_name"]);
        }
    }
}
