// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillUnmount} from "@odoo/owl";
import {uniqueId} from "@web/core/utils/functions";
import {useAutofocus} from "@web/core/utils/hooks";

/**
 * A masked input that no password manager offers to save: browsers that can mask an
 * ordinary text input get one, others a password input.
 */
export class PinInput extends Component {
    static template = "mynumber_management.PinInput";
    static props = {
        label: String,
        value: String,
        onInput: Function,
        autofocus: {type: Boolean, optional: true},
        invalid: {type: Boolean, optional: true},
        hint: {type: String, optional: true},
        plain: {type: Boolean, optional: true},
    };

    setup() {
        this.id = uniqueId("o_mynumber_pin_");
        this.canMask = CSS.supports("-webkit-text-security", "disc");
        this.inputRef = useAutofocus({
            refName: this.props.autofocus ? "input" : "none",
            mobile: true,
        });
        onWillUnmount(() => this.props.onInput(""));
    }

    get type() {
        return this.props.plain || this.canMask ? "text" : "password";
    }
}
