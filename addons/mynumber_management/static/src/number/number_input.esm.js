// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillUnmount, useState} from "@odoo/owl";
import {grouped, kindMessage, normalise, numberKind} from "../core/number.esm";
import {_t} from "@web/core/l10n/translation";
import {uniqueId} from "@web/core/utils/functions";
import {useAutofocus} from "@web/core/utils/hooks";

/**
 * One input for the twelve digits, grouped by four while typing.
 *
 * Full-width digits, spaces and hyphens are understood, typed through an IME or
 * pasted. `onChange(digits)` gets the normalised text; `kind` (from the door) overrides
 * what the input itself finds. What was typed lives in this component only and is gone
 * when it unmounts.
 */
export class NumberInput extends Component {
    static template = "mynumber_management.NumberInput";
    static props = {
        label: String,
        onChange: Function,
        kind: {type: String, optional: true},
        autofocus: {type: Boolean, optional: true},
    };

    setup() {
        this.id = uniqueId("o_mynumber_number_");
        this.state = useState({text: "", left: false, masked: false});
        this.inputRef = useAutofocus({
            refName: this.props.autofocus ? "input" : "none",
            mobile: true,
        });
        onWillUnmount(() => {
            this.state.text = "";
            this.props.onChange("");
        });
    }

    get digits() {
        return normalise(this.state.text);
    }

    /** What to say now: nothing while the digits can still become a number. */
    get kind() {
        if (this.props.kind) {
            return this.props.kind;
        }
        const kind = numberKind(this.state.text);
        const unfinished = /^T?[0-9]{0,11}$/i.test(this.digits);
        return unfinished && (!this.state.left || kind === "empty") ? "typing" : kind;
    }

    get isWrong() {
        return !["typing", "valid"].includes(this.kind);
    }

    get message() {
        switch (this.kind) {
            case "typing":
                return _t("%s of 12 digits", this.digits.length);
            case "valid":
                return _t("12 digits, the check digit fits.");
            default:
                return kindMessage(this.kind);
        }
    }

    get maskLabel() {
        return this.state.masked ? _t("Show what I type") : _t("Hide what I type");
    }

    onInput(ev) {
        if (ev.isComposing) {
            return;
        }
        const input = ev.target;
        const before = normalise(input.value.slice(0, input.selectionStart)).length;
        const digits = normalise(input.value);
        this.state.left = false;
        if (/^[0-9]*$/.test(digits)) {
            this.state.text = input.value = grouped(digits);
            const caret = grouped(digits.slice(0, before)).length;
            input.setSelectionRange(caret, caret);
        } else {
            this.state.text = input.value;
        }
        this.props.onChange(digits);
    }

    onBlur() {
        this.state.left = true;
    }

    toggleMask() {
        this.state.masked = !this.state.masked;
    }
}
