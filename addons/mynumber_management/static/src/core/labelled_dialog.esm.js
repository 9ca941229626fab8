// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useEffect} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {useChildRef} from "@web/core/utils/hooks";

/** Odoo's dialog, named for screen readers by its own title. */
export class LabelledDialog extends Component {
    static template = "mynumber_management.LabelledDialog";
    static components = {Dialog};
    static props = {
        title: String,
        size: {type: String, optional: true},
        slots: Object,
    };
    static defaultProps = {size: "md"};

    setup() {
        this.modalRef = useChildRef();
        useEffect(
            (title) => {
                this.modalRef.el.setAttribute("aria-modal", "true");
                this.modalRef.el.setAttribute("aria-label", title);
            },
            () => [this.props.title]
        );
    }
}
