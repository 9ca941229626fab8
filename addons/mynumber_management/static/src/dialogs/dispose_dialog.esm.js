// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "./use_act.esm";

/** Proposes an order that destroys the numbers of the chosen people. */
export class DisposeDialog extends Component {
    static template = "mynumber_management.DisposeDialog";
    static components = {ErrorNote, LabelledDialog};
    static props = {subjects: Array, onProposed: Function, close: Function};

    setup() {
        this.id = uniqueId("o_mynumber_dispose_");
        this.act = useAct();
        this.state = useState({reason: ""});
    }

    get countLabel() {
        return _t("%s person(s) chosen.", this.props.subjects.length);
    }

    async propose() {
        const reason = this.state.reason.trim();
        if (!this.act.refuse(reason ? "" : _t("Say why the numbers are destroyed."))) {
            return;
        }
        const answer = await this.act.run((door) =>
            door.post("/mynumber/dispose/propose", {
                subjects: this.props.subjects,
                reason,
            })
        );
        if (answer) {
            this.props.onProposed(answer.order);
            this.props.close();
        }
    }
}

/** Client action `mynumber_dispose` on the records chosen in a list of subjects. */
async function disposeAction(env, {params}) {
    const people = await env.services.orm.read("mynumber.subject", params.ids, ["uuid"]);
    return new Promise((resolve) => {
        let next = undefined;
        const onProposed = (order) => {
            next = {
                type: "ir.actions.act_window",
                res_model: "mynumber.order",
                res_id: order,
                views: [[false, "form"]],
            };
        };
        env.services.dialog.add(
            DisposeDialog,
            {subjects: people.map(({uuid}) => uuid), onProposed},
            {onClose: () => resolve(next)}
        );
    });
}

registry.category("actions").add("mynumber_dispose", disposeAction);
