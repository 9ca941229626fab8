// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillDestroy, onWillStart, useRef, useState} from "@odoo/owl";
import {DoorError, post, postWithFile} from "../core/api.esm";
import {ErrorNote} from "../core/error_note.esm";
import {ImportRun} from "./import_run.esm";
import {Layout} from "@web/search/layout";
import {MappingDialog} from "./mapping_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const MODEL = "mynumber.people.mapping";

/**
 * Takes employees, dependants, payees and leavers from a file: choose, look, apply.
 *
 * The page keeps the file and posts it for the preview and for every slice; the server
 * keeps no copy. Numbers in the file are left out. Nothing is written before Apply.
 */
export class ImportPeople extends Component {
    static template = "mynumber_management.ImportPeople";
    static components = {ErrorNote, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.fileInput = useRef("file");
        this.company = user.activeCompany.id;
        this.file = null;
        this.turn = 0;
        this.state = useState({
            offer: null,
            saved: [],
            // "" the own template, a product's id, "auto", or "saved:<id>"
            source: "auto",
            mapping: null,
            namesakes: "ask",
            status: "new",
            busy: false,
            error: null,
            answer: null,
            run: null,
        });
        onWillDestroy(() => this.state.run && this.state.run.stop());
        onWillStart(async () => {
            try {
                this.state.offer = await post("/mynumber/people/columns", {
                    company: this.company,
                });
                await this.loadSaved();
            } catch (error) {
                this.state.error = error;
            }
        });
    }

    async loadSaved() {
        const domain = [["company_id", "=", this.company]];
        this.state.saved = await this.orm.searchRead(MODEL, domain, ["name", "content"]);
    }

    format(number) {
        return formatInteger(number);
    }

    get statuses() {
        const {counts, rows} = this.state.answer;
        return [
            ["new", _t("New")],
            ["changed", _t("Changed")],
            ["same", _t("Same")],
            ["conflict", _t("In conflict")],
            ["error", _t("With errors")],
        ].map(([id, label]) => ({id, label, count: counts[id], rows: rows[id]}));
    }

    get shown() {
        return this.statuses.find(({id}) => id === this.state.status);
    }

    get toWrite() {
        const {counts} = this.state.answer;
        return counts.new + counts.changed;
    }

    get percent() {
        const {done, total, finished} = this.state.run.state;
        return finished ? 100 : Math.min(99, Math.round((100 * done) / (total || 1)));
    }

    get numbersNote() {
        return _t(
            "My Numbers in the file: %s. They were left out and nothing was kept of them.",
            formatInteger(this.state.answer.numbers)
        );
    }

    get firstNote() {
        return _t("The first %s are listed.", formatInteger(this.shown.rows.length));
    }

    get applyLabel() {
        return _t("Apply (%s)", formatInteger(this.toWrite));
    }

    get progressNote() {
        const {written, total} = this.state.run.state;
        return _t("Rows written: %(written)s of %(total)s.", {
            written: formatInteger(written),
            total: formatInteger(total),
        });
    }

    get isRunning() {
        return Boolean(this.state.run && this.state.run.state.running);
    }

    hintOf(change) {
        return {
            variant: _t("only another form of the characters: not taken over"),
            form: _t("only another way of writing: not taken over"),
        }[change.hint];
    }

    async choose(ev) {
        this.file = ev.target.files[0] || null;
        if (!this.state.source.startsWith("saved:")) {
            this.state.mapping = null;
        }
        await this.preview();
    }

    /** The same file, mended, can be chosen again. */
    unchoose() {
        this.fileInput.el.value = "";
    }

    async setSource(ev) {
        const source = ev.target.value;
        const saved = this.state.saved.find(({id}) => source === `saved:${id}`);
        Object.assign(this.state, {source, mapping: saved ? saved.content : null});
        await this.preview();
    }

    async setNamesakes(ev) {
        this.state.namesakes = ev.target.value;
        await this.preview();
    }

    openMapping() {
        const {answer, offer, saved, source} = this.state;
        const used = saved.find(({id}) => source === `saved:${id}`);
        this.dialog.add(MappingDialog, {
            headings: answer.headings,
            mapping: answer.mapping,
            offer,
            company: this.company,
            name: used ? used.name : "",
            onUse: (mapping, name) => this.useMapping(mapping, name),
        });
    }

    async useMapping(mapping, name) {
        await this.loadSaved();
        const saved = this.state.saved.find((one) => one.name === name);
        if (saved) {
            this.state.source = `saved:${saved.id}`;
        }
        this.state.mapping = mapping;
        await this.preview();
    }

    /** What was answered, or is on its way, belongs to another file or mapping. */
    async preview() {
        const turn = (this.turn += 1);
        Object.assign(this.state, {answer: null, error: null, run: null, busy: false});
        if (!this.file) {
            return;
        }
        this.state.busy = true;
        const {mapping, namesakes, source} = this.state;
        const body = {company: this.company, namesakes};
        if (mapping) {
            body.mapping = mapping;
        } else if (source !== "auto") {
            body.profile = source;
        }
        const outcome = {busy: false};
        try {
            outcome.answer = await postWithFile(
                "/mynumber/people/preview",
                body,
                this.file
            );
        } catch (error) {
            outcome.error = error instanceof DoorError ? error : new DoorError("failed");
        }
        if (turn === this.turn) {
            Object.assign(this.state, outcome);
            this.showFirst();
        }
    }

    showFirst() {
        if (this.state.answer && !this.state.answer.refused) {
            const filled = this.statuses.find(({id, count}) => count && id !== "same");
            this.state.status = filled ? filled.id : "same";
        }
    }

    async apply() {
        const {answer, namesakes} = this.state;
        const body = {
            company: this.company,
            mapping: answer.mapping,
            namesakes,
            digest: answer.digest,
        };
        this.state.run = new ImportRun(this.file, body, this.toWrite);
        await this.state.run.go();
    }
}

registry.category("actions").add("mynumber_people_import", ImportPeople);
