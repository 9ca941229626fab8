// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {CharField, charField} from "@web/views/fields/char/char_field";
import {KanaCapture} from "./kana_capture.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useEffect} from "@odoo/owl";

/**
 * A name field that fills the field of its reading while the name is composed.
 *
 * A reading the person typed is never overwritten, unless the whole name was deleted
 * and typed anew.
 */
export class KanaSourceField extends CharField {
    // A getter: other modules add properties to the text field after this one is read
    static get props() {
        return {...CharField.props, kana: {type: String}};
    }

    setup() {
        super.setup();
        this.capture = new KanaCapture();
        this.written = "";
        this.renewed = false;
        const listeners = {
            compositionstart: () => this.capture.start(),
            compositionupdate: (ev) => this.capture.update(ev.data || ""),
            compositionend: (ev) => this.onComposed(ev.data || ""),
            input: (ev) => this.onTyped(ev.target.value),
        };
        useEffect(
            (el) => {
                if (!el) {
                    return;
                }
                for (const [name, listener] of Object.entries(listeners)) {
                    el.addEventListener(name, listener);
                }
                return () => {
                    for (const [name, listener] of Object.entries(listeners)) {
                        el.removeEventListener(name, listener);
                    }
                };
            },
            () => [this.input.el]
        );
    }

    onTyped(value) {
        if (!value) {
            this.capture.forget();
            this.renewed = true;
        }
    }

    onComposed(text) {
        if (!this.capture.end(text)) {
            return;
        }
        const {record, kana} = this.props;
        const current = record.data[kana] || "";
        if (current && current !== this.written && !this.renewed) {
            return;
        }
        this.renewed = false;
        this.written = this.capture.reading;
        return record.update({[kana]: this.written});
    }
}

export const kanaSourceField = {
    ...charField,
    component: KanaSourceField,
    displayName: _t("Text with Reading"),
    supportedTypes: ["char"],
    extractProps: (info, dynamicInfo) => ({
        ...charField.extractProps(info, dynamicInfo),
        kana: info.options.kana,
    }),
};

registry.category("fields").add("mynumber_kana_source", kanaSourceField);
