// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useEffect, useRef} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";

/** What went wrong and what to do, announced when it appears. */
export class ErrorNote extends Component {
    static template = "mynumber_management.ErrorNote";
    static props = {
        error: {optional: true},
        onRetry: {type: Function, optional: true},
    };

    setup() {
        this.root = useRef("root");
        useEffect(
            () => {
                this.root.el?.scrollIntoView({block: "nearest"});
            },
            () => [this.props.error]
        );
    }

    get canRetry() {
        return (
            this.props.onRetry &&
            ["connection", "incomplete", "failed"].includes(this.props.error.code)
        );
    }

    reload() {
        browser.location.reload();
    }
}
