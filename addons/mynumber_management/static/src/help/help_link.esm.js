// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component} from "@odoo/owl";
import {HelpDialog} from "./help_dialog.esm";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** Opens the help from a form, a dialog or the dashboard. */
export class HelpLink extends Component {
    static template = "mynumber_management.HelpLink";
    static props = {"*": true};

    setup() {
        this.dialog = useService("dialog");
    }

    open() {
        this.dialog.add(HelpDialog, {});
    }
}

registry.category("view_widgets").add("mynumber_help", {component: HelpLink});

/** The same on every page, for those who have the app. */
export class HelpSystray extends HelpLink {
    static template = "mynumber_management.HelpSystray";
}

registry.category("systray").add(
    "mynumber_management.help",
    {
        Component: HelpSystray,
        isDisplayed: (env) =>
            env.services.menu
                .getApps()
                .some((app) => (app.xmlid || "").startsWith("mynumber_management.")),
    },
    {sequence: 40}
);
