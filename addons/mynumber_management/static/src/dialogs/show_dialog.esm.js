// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {ShownNumber} from "../number/shown_number.esm";
import {_t} from "@web/core/l10n/translation";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "./use_act.esm";
import {useShownNumber} from "../number/shown_number_hook.esm";

/** Shows one number for a purpose and a destination, for a short time. */
export class ShowDialog extends Component {
    static template = "mynumber_management.ShowDialog";
    static components = {ErrorNote, LabelledDialog, ShownNumber};
    static props = {
        subject: String,
        name: String,
        /** Purposes the person was notified of: [{code, name}] */
        purposes: Array,
        onUsed: Function,
        close: Function,
    };

    setup() {
        this.id = uniqueId("o_mynumber_show_");
        this.act = useAct();
        this.shown = useShownNumber();
        this.shownState = useState(this.shown.state);
        const [first, ...others] = this.props.purposes;
        this.state = useState({
            purpose: first && !others.length ? first.code : "",
            destination: "",
        });
        this.destinations = [
            _t("Tax office (税務署)"),
            _t("Municipality (市区町村)"),
            _t("Pension office (年金事務所)"),
            _t("Employment office (ハローワーク)"),
            _t("Health insurance society (健康保険組合)"),
        ];
    }

    get title() {
        return _t("Show the My Number of %s", this.props.name);
    }

    get showLabel() {
        return this.shownState.phase === "hidden" ? _t("Show again") : _t("Show");
    }

    missing() {
        if (!this.state.purpose) {
            return _t("Choose what the number is needed for.");
        }
        return this.state.destination.trim() ? "" : _t("Say where the number goes.");
    }

    async show() {
        if (!this.act.refuse(this.missing())) {
            return;
        }
        const digits = await this.act.run((door) =>
            door.postBytes("/mynumber/show", {
                subject: this.props.subject,
                purpose: this.state.purpose,
                destination: this.state.destination.trim(),
            })
        );
        if (digits) {
            this.shown.show(digits);
            this.props.onUsed();
        }
    }
}
