// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillDestroy, useState} from "@odoo/owl";
import {kindMessage, numberKind} from "../core/number.esm";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {NumberInput} from "../number/number_input.esm";
import {_t} from "@web/core/l10n/translation";
import {useAct} from "./use_act.esm";

/** Tells whether a typed number is the registered one, without showing it. */
export class CompareDialog extends Component {
    static template = "mynumber_management.CompareDialog";
    static components = {ErrorNote, LabelledDialog, NumberInput};
    static props = {subject: String, name: String, onUsed: Function, close: Function};

    setup() {
        this.act = useAct();
        this.state = useState({same: null, kind: ""});
        this.digits = "";
        onWillDestroy(() => {
            this.digits = "";
        });
    }

    get title() {
        return _t("Check the My Number of %s", this.props.name);
    }

    setDigits(digits) {
        this.digits = digits;
        this.state.same = null;
        this.state.kind = "";
    }

    async compare() {
        const kind = numberKind(this.digits);
        this.state.kind = kind === "valid" ? "" : kind;
        if (!this.act.refuse(kindMessage(kind))) {
            return;
        }
        const answer = await this.act.run((door) =>
            door.post("/mynumber/compare", {
                subject: this.props.subject,
                number: this.digits,
            })
        );
        if (answer) {
            this.state.same = answer.same;
            this.props.onUsed();
        }
    }
}
