// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "./use_act.esm";
import {useService} from "@web/core/utils/hooks";

/** Destroys at once a number that was entered by mistake and never output. */
export class MistakeDialog extends Component {
    static template = "mynumber_management.MistakeDialog";
    static components = {ErrorNote, LabelledDialog};
    static props = {subject: String, name: String, onSaved: Function, close: Function};

    setup() {
        this.id = uniqueId("o_mynumber_mistake_");
        this.notification = useService("notification");
        this.act = useAct();
        this.state = useState({reason: ""});
    }

    get title() {
        return _t("Entered by mistake: %s", this.props.name);
    }

    async destroy() {
        const reason = this.state.reason.trim();
        if (!this.act.refuse(reason ? "" : _t("Say what the mistake was."))) {
            return;
        }
        const answer = await this.act.run((door) =>
            door.post("/mynumber/mistake", {subject: this.props.subject, reason})
        );
        if (answer) {
            this.notification.add(_t("The number is destroyed."), {type: "success"});
            this.props.onSaved(answer);
            this.props.close();
        }
    }
}
