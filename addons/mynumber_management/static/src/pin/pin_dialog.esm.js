// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {EnrolLink} from "./enrol_link.esm";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {PinInput} from "./pin_input.esm";
import {useService} from "@web/core/utils/hooks";

/** Asks for the vault PIN; `onDone` is called when it was right. */
export class PinDialog extends Component {
    static template = "mynumber_management.PinDialog";
    static components = {EnrolLink, ErrorNote, LabelledDialog, PinInput};
    static props = {onDone: Function, close: Function};

    setup() {
        this.door = useService("mynumber_door");
        this.state = useState({pin: "", busy: false, error: null});
    }

    async submit() {
        if (this.state.busy || !this.state.pin) {
            return;
        }
        this.state.busy = true;
        this.state.error = null;
        try {
            await this.door.givePin(this.state.pin);
            this.props.onDone();
            this.props.close();
        } catch (error) {
            this.state.error = error;
        } finally {
            this.state.pin = "";
            this.state.busy = false;
        }
    }
}
