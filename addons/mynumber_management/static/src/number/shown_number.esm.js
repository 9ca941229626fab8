// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {KEEP_SECONDS, SHOW_SECONDS} from "./shown_number_hook.esm";
import {_t} from "@web/core/l10n/translation";

/** Draws what `useShownNumber` holds: the digits, the countdown, hide and keep. */
export class ShownNumber extends Component {
    static template = "mynumber_management.ShownNumber";
    static props = {shown: Object};

    setup() {
        this.state = useState(this.props.shown.state);
        this.valueRef = useRef("value");
        // The button that was pressed is gone: the number is read out and Tab goes on.
        useEffect(
            (el) => el && el.focus(),
            () => [this.valueRef.el]
        );
    }

    get fraction() {
        const whole = this.state.kept ? KEEP_SECONDS : SHOW_SECONDS;
        return `${Math.round((100 * this.state.left) / whole)}%`;
    }

    get countdown() {
        return _t("Hidden in %s s", this.state.left);
    }

    /** Spoken at the start, when kept, ten seconds before the end and at the end. */
    get announcement() {
        if (this.state.phase === "hidden") {
            return _t("The number is hidden again.");
        }
        if (this.state.left <= 10) {
            return _t("The number is hidden in 10 seconds.");
        }
        return this.state.kept
            ? _t("The number stays for 90 seconds, also while you use another window.")
            : _t("The number is shown for 30 seconds.");
    }
}
