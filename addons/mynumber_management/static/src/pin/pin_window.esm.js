// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {useService} from "@web/core/utils/hooks";

/** How long the PIN still holds, with a button to end it now. */
export class PinWindow extends Component {
    static template = "mynumber_management.PinWindow";
    static props = {};

    setup() {
        this.door = useService("mynumber_door");
        this.window = useState(this.door.state);
        this.clock = useState({ticks: 0});
        onWillStart(() => this.door.refresh().catch(() => {}));
        const timer = browser.setInterval(() => {
            this.clock.ticks++;
        }, 10000);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    /** Anew with each tick of the clock. */
    get minutes() {
        const rest = this.clock.ticks >= 0 ? this.window.until - Date.now() : 0;
        return Math.ceil(rest / 60000);
    }

    get label() {
        return _t("The PIN holds for %s min", this.minutes);
    }

    end() {
        return this.door.end().catch(() => this.door.refresh().catch(() => {}));
    }
}
