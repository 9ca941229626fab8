// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useEffect, useExternalListener} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {getTabableElements} from "@web/core/utils/ui";
import {useChildRef} from "@web/core/utils/hooks";

/**
 * Odoo's dialog, named for screen readers by its own title.
 *
 * It keeps the focus also when the focused element went away while another dialog was
 * open above it: Tab then begins inside again.
 */
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
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev), {
            capture: true,
        });
    }

    onKeydown(ev) {
        const {el} = this.modalRef;
        const isOutside = !el.contains(document.activeElement);
        if (ev.key === "Tab" && this.env.dialogData.isActive && isOutside) {
            ev.preventDefault();
            const places = getTabableElements(el);
            (places[ev.shiftKey ? places.length - 1 : 0] || el).focus();
        }
    }
}
