// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Prints what an approved order allows, or goes on with a planned output (filing). */
export class OutputButton extends Component {
    static template = "mynumber_management.OutputButton";
    static props = {...standardWidgetProps, string: String};

    setup() {
        this.action = useService("action");
    }

    open() {
        const {resModel, resId} = this.props.record;
        const name = resModel === "mynumber.order" ? "order" : "filing";
        return this.action.doAction({
            type: "ir.actions.client",
            tag: "mynumber_output",
            params: {[name]: resId},
        });
    }
}

registry.category("view_widgets").add("mynumber_output", {
    component: OutputButton,
    extractProps: ({attrs}) => ({string: attrs.string}),
});
