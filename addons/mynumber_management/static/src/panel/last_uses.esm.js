// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onMounted, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/** The last acts with a number, read after the page is drawn. */
export class LastUses extends Component {
    static template = "mynumber_management.LastUses";
    static props = {record: Number};

    setup() {
        this.orm = useService("orm");
        this.state = useState({uses: [], ready: false});
        onMounted(() => this.load());
    }

    async load() {
        const ids = [this.props.record];
        this.state.uses = await this.orm.call("mynumber.subject", "last_uses", [ids]);
        this.state.ready = true;
    }
}
