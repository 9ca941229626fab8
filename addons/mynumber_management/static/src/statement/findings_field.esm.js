// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onMounted} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The findings of a slip; each leads to the field it speaks of. */
export class FindingsField extends Component {
    static template = "mynumber_management.FindingsField";
    static props = {...standardFieldProps};

    setup() {
        onMounted(() => {
            // a finding of an output leads here
            const {mynumber_field: field} = this.props.record.context;
            if (field) {
                // after the form has focused its first field
                browser.setTimeout(() => this.goTo({field}));
            }
        });
    }

    get lines() {
        return this.props.record.data[this.props.name] || [];
    }

    levelName(line) {
        return line.level === "error" ? _t("Error") : _t("Hint");
    }

    goTo(line) {
        const form = document.querySelector(".o_form_view .o_form_renderer");
        const field = form?.querySelector(`.o_field_widget[name="${line.field}"]`);
        field?.scrollIntoView({block: "center"});
        field?.querySelector("input, select, textarea, td, button")?.focus();
    }
}

export const findingsField = {
    component: FindingsField,
    displayName: _t("Findings"),
    supportedTypes: ["json"],
};

registry.category("fields").add("mynumber_findings", findingsField);
