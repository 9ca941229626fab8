// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component} from "@odoo/owl";
import {SealDialog} from "./seal_dialog.esm";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

/**
 * A form button that seals an act on the record, or on the user a field points to:
 * `<widget name="mynumber_seal" act="pin.code" field="user_id" string="…"/>`.
 */
export class SealButton extends Component {
    static template = "mynumber_management.SealButton";
    static props = {
        ...standardWidgetProps,
        act: String,
        string: String,
        field: {type: String, optional: true},
        primary: {type: Boolean, optional: true},
    };

    setup() {
        this.dialog = useService("dialog");
    }

    get id() {
        const {record, field} = this.props;
        return field ? record.data[field]?.id : record.resId;
    }

    /** Acts on a user say for which company the officer acts. */
    get args() {
        const {record, field, act} = this.props;
        const own = field && record.data.company_id?.id;
        return act.startsWith("pin.") ? {company: own || user.activeCompany.id} : {};
    }

    async open() {
        const {record, act} = this.props;
        if (!(await record.save())) {
            return;
        }
        this.dialog.add(SealDialog, {
            act,
            id: this.id,
            args: this.args,
            onSealed: () => record.load(),
        });
    }
}

registry.category("view_widgets").add("mynumber_seal", {
    component: SealButton,
    extractProps: ({attrs}) => ({
        act: attrs.act,
        string: attrs.string,
        field: attrs.field,
        primary: attrs.primary === "1",
    }),
});
