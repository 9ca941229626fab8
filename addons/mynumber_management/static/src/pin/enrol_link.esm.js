// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/** The way to a PIN for those who have none, forgot it or got it locked. */
export class EnrolLink extends Component {
    static template = "mynumber_management.EnrolLink";
    static props = {};

    setup() {
        this.door = useService("mynumber_door");
        this.pin = useState(this.door.state);
    }
}
