// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillDestroy, onWillStart, useState} from "@odoo/owl";
import {EnrolLink} from "../pin/enrol_link.esm";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {PinInput} from "../pin/pin_input.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useAct} from "../dialogs/use_act.esm";

/**
 * Seals one act with a PIN that is good for exactly the lines shown.
 *
 * The door makes lines and digest anew; when the record changed between showing and
 * sealing it refuses, and the lines are read again.
 */
export class SealDialog extends Component {
    static template = "mynumber_management.SealDialog";
    static components = {EnrolLink, ErrorNote, LabelledDialog, PinInput};
    static props = {
        act: String,
        id: Number,
        args: {type: Object, optional: true},
        onSealed: {type: Function, optional: true},
        close: Function,
    };

    setup() {
        this.act = useAct();
        this.state = useState({preview: null, pin: "", done: false, code: ""});
        onWillStart(() =>
            Promise.all([this.load(), this.act.door.refresh().catch(() => {})])
        );
        onWillDestroy(() => Object.assign(this.state, {pin: "", code: ""}));
    }

    get what() {
        const {act, id, args} = this.props;
        return {act, id, args: args || {}};
    }

    get title() {
        switch (this.props.act) {
            case "right.grant":
                return _t("Grant this right");
            case "right.end":
                return _t("End this right");
            case "right.resume":
                return _t("Resume this right");
            case "order.approve":
                return _t("Approve this order");
            case "order.cancel":
                return _t("Cancel this order");
            case "pin.unlock":
                return _t("Unlock the PIN");
            case "pin.code":
                return _t("New enrolment code");
            case "company.mode":
                return _t("Set the second-person rule (二人確認)");
            default:
                return _t("Seal with your PIN");
        }
    }

    async load() {
        this.state.preview = null;
        const preview = await this.act.run((door) =>
            door.post("/mynumber/seal/preview", this.what)
        );
        this.state.preview = preview || null;
    }

    async seal() {
        const {pin, preview} = this.state;
        if (!preview || !pin) {
            return;
        }
        this.state.pin = "";
        const answer = await this.act.run(async (door) => {
            await door.givePin(pin, preview.digest);
            return door.post("/mynumber/seal", {...this.what, digest: preview.digest});
        });
        if (answer) {
            this.state.done = true;
            this.state.code = answer.code || "";
            this.props.onSealed?.(answer);
            if (!this.state.code) {
                this.props.close();
            }
            return;
        }
        await this.recover(this.act.state.error);
    }

    async recover(error) {
        if (error?.code === "pin_not_set") {
            await this.act.door.askEnrolment();
        } else if (error?.code === "digest_mismatch") {
            await this.load();
            this.act.state.error = error;
        }
    }
}

/** Client action `mynumber_seal`, params: act, id, args. */
async function sealAction(env, {params}) {
    const {act, id, args} = params;
    await env.services.action.doAction({type: "ir.actions.act_window_close"});
    return new Promise((resolve) => {
        let next = undefined;
        const onSealed = () => {
            next = {type: "ir.actions.client", tag: "soft_reload"};
        };
        env.services.dialog.add(
            SealDialog,
            {act, id, args: args || {}, onSealed},
            {onClose: () => resolve(next)}
        );
    });
}

registry.category("actions").add("mynumber_seal", sealAction);
