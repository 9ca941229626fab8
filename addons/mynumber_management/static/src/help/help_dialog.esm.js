// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

/** 困ったとき・漏えいかもしれないとき: whom to call and what to do at once. */
export class HelpDialog extends Component {
    static template = "mynumber_management.HelpDialog";
    static components = {LabelledDialog};
    static props = {close: Function};

    setup() {
        this.orm = useService("orm");
        this.state = useState({desk: ""});
        onWillStart(async () => {
            const ids = user.activeCompany ? [user.activeCompany.id] : [];
            const [company] = await this.orm.read("res.company", ids, ["mynumber_desk"]);
            this.state.desk = (company && company.mynumber_desk) || "";
        });
    }
}
