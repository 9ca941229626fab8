// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillDestroy, useState} from "@odoo/owl";
import {kindMessage, numberKind} from "../core/number.esm";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {NumberInput} from "../number/number_input.esm";
import {useAct} from "./use_act.esm";

/** Tells whose number a typed number is, within one company. */
export class FindDialog extends Component {
    static template = "mynumber_management.FindDialog";
    static components = {ErrorNote, LabelledDialog, NumberInput};
    static props = {company: Number, close: Function};

    setup() {
        this.act = useAct();
        this.state = useState({people: null, kind: ""});
        this.digits = "";
        onWillDestroy(() => {
            this.digits = "";
        });
    }

    setDigits(digits) {
        this.digits = digits;
        this.state.people = null;
        this.state.kind = "";
    }

    async find() {
        const kind = numberKind(this.digits);
        this.state.kind = kind === "valid" ? "" : kind;
        if (!this.act.refuse(kindMessage(kind))) {
            return;
        }
        const answer = await this.act.run((door) =>
            door.post("/mynumber/find", {
                company: this.props.company,
                number: this.digits,
            })
        );
        this.state.people = answer ? answer.subjects : null;
    }
}
