// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {ErrorNote} from "../core/error_note.esm";
import {FindDialog} from "../dialogs/find_dialog.esm";
import {HelpLink} from "../help/help_link.esm";
import {Layout} from "@web/search/layout";
import {PinWindow} from "../pin/pin_window.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "../dialogs/use_act.esm";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const EMPTY = ["none", "disposed"];
const COUNTS = {
    registered: [["state", "=", "active"]],
    to_verify: ["|", ["state", "=", "to_verify"], ["to_verify", "=", true]],
    missing: [
        ["state", "in", EMPTY],
        ["active_holder", "=", true],
        ["expected", "=", true],
    ],
    question: ["|", ["question", "!=", false], ["state", "=", "lost"]],
};

/** The start page of the app: numbers of people, the vault, its jobs, what to mend. */
export class MynumberDashboard extends Component {
    static template = "mynumber_management.Dashboard";
    static components = {ErrorNote, HelpLink, Layout, PinWindow};
    static props = {...standardActionServiceProps};
    static displayName = _t("My Number");

    setup() {
        this.id = uniqueId("o_mynumber_dashboard_");
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.act = useAct();
        this.companies = user.activeCompanies;
        this.state = useState({
            company: String(user.activeCompany.id),
            counts: null,
            status: null,
            isHandler: false,
        });
        onWillStart(async () => {
            const handler = "mynumber_management.group_handler";
            [this.state.isHandler] = await Promise.all([
                user.hasGroup(handler),
                this.load(),
            ]);
        });
    }

    get company() {
        return Number(this.state.company);
    }

    async load() {
        const names = Object.keys(COUNTS);
        const own = ["company_id", "=", this.company];
        const [status, ...counts] = await Promise.all([
            this.act.run((door) => door.post("/mynumber/status", {company: this.company})),
            ...names.map((name) =>
                this.orm.searchCount("mynumber.register", [own, ...COUNTS[name]])
            ),
        ]);
        this.state.status = status || null;
        this.state.counts = Object.fromEntries(names.map((name, i) => [name, counts[i]]));
    }

    get cards() {
        return [
            {name: "registered", label: _t("Registered"), icon: "fa-check-circle"},
            {name: "to_verify", label: _t("To verify"), icon: "fa-hourglass-half"},
            {name: "missing", label: _t("Missing"), icon: "fa-circle-o"},
            {name: "question", label: _t("With a question"), icon: "fa-question-circle"},
        ].filter(({name}) => name !== "question" || this.state.counts.question);
    }

    get vault() {
        return this.state.status.vault;
    }

    get isReady() {
        return this.vault.state === "ready";
    }

    get checkpoint() {
        const {checkpoint} = this.state.status;
        return checkpoint
            ? _t("Entry %(seq)s, %(time)s", {
                  seq: checkpoint.seq,
                  time: this.time(checkpoint.at),
              })
            : _t("None yet. The daily job makes one.");
    }

    jobName(code) {
        switch (code) {
            case "rights":
                return _t("Rights follow their holders");
            case "queue":
                return _t("Destruction of keys");
            case "disposal":
                return _t("Approved disposals");
            case "orphans":
                return _t("Unreferenced keys");
            case "doubles":
                return _t("Equal numbers as a question");
            case "digest":
                return _t("Daily digest for officers");
            case "checkpoint":
                return _t("Checkpoints of the audit trail");
            default:
                return code;
        }
    }

    time(text) {
        return text ? formatDateTime(deserializeDateTime(text)) : _t("never");
    }

    openPeople(name) {
        const additionalContext = {[`search_default_${name}`]: 1};
        if (this.companies.length > 1) {
            additionalContext.search_default_company_id = this.company;
        }
        return this.action.doAction("mynumber_management.mynumber_register_action", {
            additionalContext,
        });
    }

    find() {
        this.dialog.add(FindDialog, {company: this.company});
    }
}

registry.category("actions").add("mynumber_dashboard", MynumberDashboard);
