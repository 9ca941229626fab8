// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {save} from "../output/hand_over.esm";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "../dialogs/use_act.esm";
import {user} from "@web/core/user";

/** Verifies the audit trail of a company now, or exports it for checking elsewhere. */
export class AuditDialog extends Component {
    static template = "mynumber_management.AuditDialog";
    static components = {ErrorNote, LabelledDialog};
    static props = {export: Boolean, close: Function};

    setup() {
        this.id = uniqueId("o_mynumber_audit_");
        this.act = useAct();
        this.companies = user.activeCompanies;
        this.state = useState({
            company: String(user.activeCompany.id),
            system: false,
            result: null,
            saved: false,
        });
    }

    get title() {
        return this.props.export ? _t("Export the audit trail") : _t("Verify the audit trail");
    }

    get body() {
        return {company: Number(this.state.company), system: this.state.system};
    }

    get verdict() {
        const {verdict, entries, checkpoints} = this.state.result;
        const counts = _t("%(entries)s entries, %(checkpoints)s checkpoints.", {
            entries,
            checkpoints,
        });
        switch (verdict) {
            case "unchanged":
                return {
                    look: "alert-success",
                    icon: "fa-check-circle",
                    text: _t("Unchanged: every entry is signed and none is missing."),
                    counts,
                };
            case "tampered":
                return {
                    look: "alert-danger",
                    icon: "fa-times-circle",
                    text: _t("Tampered with: call the desk and keep everything as it is."),
                    counts,
                };
            case "incomplete":
                return {
                    look: "alert-warning",
                    icon: "fa-exclamation-triangle",
                    text: _t("Incomplete: something is missing to prove it whole."),
                    counts,
                };
            default:
                return {
                    look: "alert-warning",
                    icon: "fa-question-circle",
                    text: _t("Not checked."),
                    counts,
                };
        }
    }

    async submit() {
        Object.assign(this.state, {result: null, saved: false});
        if (!this.props.export) {
            this.state.result = await this.act.run((door) =>
                door.post("/mynumber/audit/verify", this.body)
            );
            return;
        }
        const file = await this.act.run((door) =>
            door.postFile("/mynumber/audit/export", this.body)
        );
        if (file) {
            const chain = this.state.system ? "system" : `company-${this.state.company}`;
            const day = luxon.DateTime.now().toFormat("yyyyMMdd");
            save(file, `mynumber-audit-${chain}-${day}.jsonl`);
            this.state.saved = true;
        }
    }
}

registry
    .category("actions")
    .add("mynumber_audit_verify", (env) => {
        env.services.dialog.add(AuditDialog, {export: false});
    })
    .add("mynumber_audit_export", (env) => {
        env.services.dialog.add(AuditDialog, {export: true});
    });
