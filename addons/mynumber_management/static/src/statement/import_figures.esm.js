// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {DoorError, post} from "../core/api.esm";
import {ErrorNote} from "../core/error_note.esm";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const CHUNK = 0x8000;
const LAST_MONTH_OF_LAST_YEAR = 6;

function toBase64(bytes) {
    let text = "";
    for (let start = 0; start < bytes.length; start += CHUNK) {
        text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
    }
    return btoa(text);
}

/**
 * Takes the figures of a payroll system's CSV file: choose, preview, import.
 *
 * The page keeps the file and posts it twice, for the preview and for the import; the
 * server keeps no copy. Nothing is written unless every row is right.
 */
export class ImportFigures extends Component {
    static template = "mynumber_management.ImportFigures";
    static components = {ErrorNote, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.fileInput = useRef("file");
        this.file = null;
        this.turn = 0;
        const today = new Date();
        const lastYear = today.getMonth() < LAST_MONTH_OF_LAST_YEAR;
        this.state = useState({
            year: today.getFullYear() - (lastYear ? 1 : 0),
            payer: null,
            payers: [],
            busy: false,
            error: null,
            answer: null,
        });
        onWillStart(async () => {
            this.state.payers = await this.orm.searchRead(
                "mynumber.establishment",
                [["is_payer", "=", true]],
                ["display_name", "company_id"]
            );
            this.state.payer = this.state.payers.length ? this.state.payers[0].id : null;
        });
    }

    get canImport() {
        const {answer, busy} = this.state;
        return answer && !busy && !answer.issue_count && !answer.imported;
    }

    format(amount) {
        return formatInteger(amount);
    }

    async setYear(ev) {
        this.state.year = Number(ev.target.value);
        await this.preview();
    }

    async setPayer(ev) {
        this.state.payer = Number(ev.target.value);
        await this.preview();
    }

    async choose(ev) {
        this.file = ev.target.files[0] || null;
        await this.preview();
    }

    /** What was answered, or is on its way, belongs to another file, year or payer. */
    async preview() {
        this.turn += 1;
        Object.assign(this.state, {answer: null, error: null, busy: false});
        if (this.file && this.state.payer) {
            await this.send();
        }
    }

    async import() {
        await this.send(this.state.answer.digest);
    }

    async send(digest) {
        const turn = (this.turn += 1);
        Object.assign(this.state, {busy: true, error: null});
        const outcome = {busy: false, answer: null};
        try {
            const bytes = new Uint8Array(await this.file.arrayBuffer());
            outcome.answer = await post("/mynumber/statement/import", {
                year: this.state.year,
                establishment: this.state.payer,
                file: toBase64(bytes),
                ...(digest ? {digest} : {}),
            });
        } catch (error) {
            outcome.error =
                error instanceof DoorError
                    ? error
                    : new DoorError("failed", {
                          message: _t(
                              "The file can no longer be read. Choose it again."
                          ),
                      });
        }
        if (turn === this.turn) {
            Object.assign(this.state, outcome);
        }
    }

    /** The same file, mended, can be chosen again. */
    unchoose() {
        this.fileInput.el.value = "";
    }

    showSlips(faulty) {
        const {year, payer} = this.state;
        this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Withholding Slips"),
            res_model: "mynumber.statement.withholding",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [
                ["year", "=", year],
                ["establishment_id", "=", payer],
            ],
            context: {search_default_with_errors: faulty ? 1 : 0},
        });
    }
}

registry.category("actions").add("mynumber_statement_import", ImportFigures);
