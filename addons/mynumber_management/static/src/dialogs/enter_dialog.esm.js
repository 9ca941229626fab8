// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillDestroy, onWillStart, useState} from "@odoo/owl";
import {emptyIdentity, identityBody, missingIdentity} from "../identity/identity.esm";
import {kindMessage, numberKind} from "../core/number.esm";
import {ErrorNote} from "../core/error_note.esm";
import {IdentityForm} from "../identity/identity_form.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {NumberInput} from "../number/number_input.esm";
import {Purposes} from "../identity/purposes.esm";
import {_t} from "@web/core/l10n/translation";
import {newRequestId} from "../core/api.esm";
import {useAct} from "./use_act.esm";
import {useService} from "@web/core/utils/hooks";

/**
 * Enter or change one number: purposes and notice, the number, 本人確認, in one step.
 *
 * The same content is sent under the same request id, so that sending it again after a
 * lost connection does nothing twice; changed content gets a new one.
 */
export class EnterDialog extends Component {
    static template = "mynumber_management.EnterDialog";
    static components = {ErrorNote, IdentityForm, LabelledDialog, NumberInput, Purposes};
    static props = {
        model: String,
        id: Number,
        name: String,
        company: Number,
        replace: Boolean,
        onSaved: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.act = useAct();
        this.choice = useState({set: "", purposes: {}, notice: "", channel: ""});
        this.identity = useState(emptyIdentity());
        this.state = useState({kind: "", ready: false});
        this.digits = "";
        this.sent = "";
        onWillStart(() => this.load());
        onWillDestroy(() => {
            this.digits = this.sent = "";
        });
    }

    async load() {
        const {model, id} = this.props;
        const options = await this.act.run(() =>
            this.orm.call("mynumber.subject", "entry_options", [model, id])
        );
        if (options) {
            this.options = options;
            Object.assign(this.choice, Purposes.proposal(options));
            this.state.ready = true;
        }
    }

    get title() {
        return this.props.replace
            ? _t("Change the My Number of %s", this.props.name)
            : _t("Enter the My Number of %s", this.props.name);
    }

    get submitLabel() {
        return this.identity.route ? _t("Register") : _t("Keep as “to verify”");
    }

    setDigits(digits) {
        this.digits = digits;
        this.state.kind = "";
    }

    missing() {
        if (!Purposes.chosen(this.choice, this.options).length) {
            return _t("Choose at least one purpose.");
        }
        if (!this.choice.notice || !this.choice.channel) {
            return _t("Say how the notice of purposes was shown.");
        }
        const kind = numberKind(this.digits);
        if (kind !== "valid") {
            this.state.kind = kind;
            return kindMessage(kind);
        }
        return this.identity.route
            ? missingIdentity(this.identity, this.options)
            : "";
    }

    body() {
        const {model, id, company, replace} = this.props;
        const {notice, channel} = this.choice;
        const content = {
            holder: `${model},${id}`,
            company,
            number: this.digits,
            purposes: Purposes.chosen(this.choice, this.options),
            notice: {id: Number(notice), channel},
            verification: this.identity.route
                ? identityBody(this.identity, this.options.proofs)
                : null,
            replace,
        };
        const text = JSON.stringify(content);
        if (text !== this.sent) {
            this.sent = text;
            this.request = newRequestId();
        }
        return {request: this.request, ...content};
    }

    async submit() {
        if (!this.act.refuse(this.missing())) {
            return;
        }
        const answer = await this.act.run((door) =>
            door.post("/mynumber/enter", this.body())
        );
        if (!answer) {
            const {error} = this.act.state;
            this.state.kind = error?.code === "number_invalid" ? error.kind || "" : "";
            if (this.state.kind) {
                error.message = kindMessage(this.state.kind);
            }
            return;
        }
        this.tell(answer);
        this.props.onSaved(answer);
        this.props.close();
    }

    tell({state, question}) {
        const message =
            state === "active"
                ? _t("The number is registered.")
                : _t("The number is kept as “to verify”. No form takes it until then.");
        this.notification.add(message, {type: "success"});
        if (question) {
            this.notification.add(
                _t("Another person has the same number. See the list “To verify”."),
                {type: "warning", sticky: true}
            );
        }
    }
}
