// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {HelpLink} from "../help/help_link.esm";
import {LastUses} from "./last_uses.esm";
import {PersonActs} from "./person_acts.esm";
import {PinWindow} from "../pin/pin_window.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {stateLook} from "./states.esm";
import {useService} from "@web/core/utils/hooks";

/**
 * The My Number page of an employee, dependant or payee: states, dates and buttons,
 * never a digit. Users without a role see "registered" or "not registered" only.
 */
export class MynumberPanel extends Component {
    static template = "mynumber_management.Panel";
    static components = {HelpLink, LastUses, PersonActs, PinWindow};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({data: null, round: 0});
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(({record}) => {
            if (record.resId !== this.props.record.resId) {
                return this.load(record);
            }
        });
    }

    async load(record) {
        this.state.data = record.resId
            ? await this.orm.call("mynumber.subject", "panel_data", [
                  record.resModel,
                  record.resId,
              ])
            : null;
        this.state.round++;
    }

    /** After an act: the panel anew, and the form's own fields unless edited. */
    async onChanged() {
        const {record} = this.props;
        await this.load(record);
        if (!(await record.isDirty())) {
            await record.load();
        }
    }

    get data() {
        return this.state.data;
    }

    get person() {
        return this.data.people[0];
    }

    get family() {
        return this.data.people.slice(1);
    }

    get isEmpty() {
        return (
            ["none", "disposed"].includes(this.person.state) && !this.person.to_verify
        );
    }

    get emptyHint() {
        if (this.data.acts.includes("enter")) {
            return _t(
                "Have the document that shows the number at hand, show the notice of" +
                    " purposes and press Enter."
            );
        }
        return _t("A person in charge (取扱担当者) with the right to enter registers it.");
    }

    look(person) {
        return stateLook(person.state);
    }

    openPerson(person) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: person.model,
            res_id: person.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("mynumber_panel", {component: MynumberPanel});
