// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {CheckTab} from "./check_tab.esm";
import {CompareTab} from "./compare_tab.esm";
import {FillTab} from "./fill_tab.esm";
import {HelpLink} from "../help/help_link.esm";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

/** Files of other programs: check, compare, fill in. */
export class FilesPage extends Component {
    static template = "mynumber_management.FilesPage";
    static components = {CheckTab, CompareTab, FillTab, HelpLink, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.state = useState({tab: "check"});
    }

    get tabs() {
        return [
            {id: "check", name: _t("Check a file"), Tab: CheckTab},
            {id: "compare", name: _t("Compare two files"), Tab: CompareTab},
            {id: "fill", name: _t("Fill in numbers"), Tab: FillTab},
        ];
    }

    /** Arrow keys move between tabs, as in any list of tabs. */
    onKeydown(ev) {
        const step = {ArrowRight: 1, ArrowLeft: -1}[ev.key];
        if (!step) {
            return;
        }
        const ids = this.tabs.map(({id}) => id);
        const place = ids.indexOf(this.state.tab) + step + ids.length;
        this.state.tab = ids[place % ids.length];
        ev.currentTarget.querySelector(`[data-tab="${this.state.tab}"]`).focus();
    }
}

registry.category("actions").add("mynumber_files", FilesPage);
