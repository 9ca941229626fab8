// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {DoorError} from "../core/api.esm";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {PinInput} from "./pin_input.esm";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** Sets one's own vault PIN with the code an officer handed over. */
export class EnrolDialog extends Component {
    static template = "mynumber_management.EnrolDialog";
    static components = {ErrorNote, LabelledDialog, PinInput};
    static props = {onDone: Function, close: Function};

    setup() {
        this.door = useService("mynumber_door");
        this.state = useState({code: "", pin: "", again: "", busy: false, error: null});
    }

    check() {
        const {code, pin, again} = this.state;
        if (!code.trim()) {
            return _t("Type the enrolment code you got from the officer.");
        }
        if (pin.length < 6) {
            return _t("Choose a PIN of at least six characters.");
        }
        return pin === again ? "" : _t("The two PINs differ. Type them again.");
    }

    async submit() {
        if (this.state.busy) {
            return;
        }
        const message = this.check();
        if (message) {
            this.state.error = new DoorError("incomplete_form", {message});
            return;
        }
        this.state.busy = true;
        this.state.error = null;
        try {
            await this.door.enrol(this.state.code.trim(), this.state.pin);
            this.props.onDone();
            this.props.close();
        } catch (error) {
            this.state.error = error;
        } finally {
            Object.assign(this.state, {pin: "", again: "", busy: false});
        }
    }
}
