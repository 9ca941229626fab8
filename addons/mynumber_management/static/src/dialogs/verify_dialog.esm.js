// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {emptyIdentity, identityBody, missingIdentity} from "../identity/identity.esm";
import {ErrorNote} from "../core/error_note.esm";
import {IdentityForm} from "../identity/identity_form.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {ShownNumber} from "../number/shown_number.esm";
import {_t} from "@web/core/l10n/translation";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "./use_act.esm";
import {useService} from "@web/core/utils/hooks";
import {useShownNumber} from "../number/shown_number_hook.esm";

/** See a number that waits, then confirm it with the 本人確認 record or return it. */
export class VerifyDialog extends Component {
    static template = "mynumber_management.VerifyDialog";
    static components = {ErrorNote, IdentityForm, LabelledDialog, ShownNumber};
    static props = {
        model: String,
        id: Number,
        subject: String,
        name: String,
        onSaved: Function,
        close: Function,
    };

    setup() {
        this.id = uniqueId("o_mynumber_verify_");
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.act = useAct();
        this.shown = useShownNumber();
        this.shownState = useState(this.shown.state);
        this.identity = useState(emptyIdentity());
        this.state = useState({ready: false, returning: false, reason: ""});
        onWillStart(() => this.load());
    }

    async load() {
        const {model, id} = this.props;
        const options = await this.act.run(() =>
            this.orm.call("mynumber.subject", "entry_options", [model, id])
        );
        if (options) {
            this.options = options;
            this.state.ready = true;
        }
    }

    get title() {
        return _t("Verify the My Number of %s", this.props.name);
    }

    get showLabel() {
        return this.shownState.phase === "hidden" ? _t("Show again") : _t("Show the number");
    }

    async show() {
        const digits = await this.act.run((door) =>
            door.postBytes("/mynumber/verify/open", {subject: this.props.subject})
        );
        if (digits) {
            this.shown.show(digits);
        }
    }

    async confirm() {
        if (!this.act.refuse(missingIdentity(this.identity, this.options))) {
            return;
        }
        const answer = await this.act.run((door) =>
            door.post("/mynumber/verify/confirm", {
                subject: this.props.subject,
                verification: identityBody(this.identity, this.options.proofs),
            })
        );
        if (answer) {
            this.finish(_t("The number is verified and can be used."), answer);
        }
    }

    async sendBack() {
        const reason = this.state.reason.trim();
        if (!this.act.refuse(reason ? "" : _t("Give the reason for returning it."))) {
            return;
        }
        const answer = await this.act.run((door) =>
            door.post("/mynumber/verify/return", {subject: this.props.subject, reason})
        );
        if (answer) {
            this.finish(_t("The number was returned and destroyed."), answer);
        }
    }

    finish(message, answer) {
        this.notification.add(message, {type: "success"});
        if (answer.question) {
            this.notification.add(
                _t("Another person has the same number. See the list “To verify”."),
                {type: "warning", sticky: true}
            );
        }
        this.props.onSaved(answer);
        this.props.close();
    }
}
