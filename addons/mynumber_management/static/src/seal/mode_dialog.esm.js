// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {SealDialog} from "./seal_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "../dialogs/use_act.esm";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

/** Chooses the rule of 二人確認 and the free limit of a company, to be sealed. */
export class ModeDialog extends Component {
    static template = "mynumber_management.ModeDialog";
    static components = {ErrorNote, LabelledDialog};
    static props = {close: Function};

    setup() {
        this.id = uniqueId("o_mynumber_mode_");
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.act = useAct();
        this.company = user.activeCompany;
        this.state = useState({second: "required", limit: "30"});
        onWillStart(async () => {
            const [company] = await this.orm.read(
                "res.company",
                [this.company.id],
                ["mynumber_second_person", "mynumber_free_limit"]
            );
            this.state.second = company.mynumber_second_person;
            this.state.limit = String(company.mynumber_free_limit);
        });
    }

    get title() {
        return _t("Second person (二人確認): %s", this.company.name);
    }

    seal() {
        const limit = Number(this.state.limit);
        const fits = Number.isInteger(limit) && limit >= 0 && limit <= 200;
        if (!this.act.refuse(fits ? "" : _t("Choose a number from 0 to 200."))) {
            return;
        }
        this.dialog.add(SealDialog, {
            act: "company.mode",
            id: this.company.id,
            args: {second_person: this.state.second, free_limit: limit},
            onSealed: () => this.props.close(),
        });
    }
}

registry.category("actions").add("mynumber_mode", (env) => {
    env.services.dialog.add(ModeDialog, {});
});
