// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {
    Component,
    onWillStart,
    onWillUpdateProps,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {deserializeDate, serializeDate} from "@web/core/l10n/dates";
import {useBus, useService} from "@web/core/utils/hooks";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

let nextId = 0;

/**
 * A date shown in both calendars and typed in either: S60.5.15, 昭和60年5月15日,
 * 1985/5/15. A date that cannot be read is refused with the reason under the field.
 */
export class WarekiField extends Component {
    static template = "mynumber_management.WarekiField";
    static props = {
        ...standardFieldProps,
        placeholder: {type: String, optional: true},
    };

    setup() {
        this.wareki = useService("mynumber_wareki");
        this.input = useRef("input");
        this.errorId = `o_mynumber_wareki_${nextId++}`;
        this.state = useState({shown: "", error: ""});
        this.committing = null;
        onWillStart(() => this.show(this.props));
        onWillUpdateProps((props) => this.show(props));
        useEffect(
            (el, shown) => {
                if (el && !this.state.error) {
                    el.value = shown;
                }
            },
            () => [this.input.el, this.state.shown]
        );
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) =>
            detail.proms.push(this.commit())
        );
    }

    get placeholder() {
        return this.props.placeholder || _t("S60.5.15 or 1985/5/15");
    }

    async show({record, name}) {
        const value = record.data[name];
        this.state.shown = value ? await this.wareki.show(serializeDate(value)) : "";
    }

    onInput() {
        const {record, name} = this.props;
        this.state.error = "";
        if (record.isFieldInvalid(name)) {
            record.resetFieldValidity(name);
        }
        record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    /** @returns {Promise} settled when what was typed is in the record or refused */
    commit() {
        const typed = this.input.el ? this.input.el.value.trim() : null;
        if (typed === null || this.state.error || typed === this.state.shown) {
            return this.committing || Promise.resolve();
        }
        if (!this.committing) {
            this.committing = this.take(typed).finally(() => {
                this.committing = null;
            });
        }
        return this.committing;
    }

    async take(typed) {
        const {record, name} = this.props;
        const {day, shown, error} = typed ? await this.wareki.read(typed) : {shown: ""};
        if (error) {
            this.state.error = error;
            await record.setInvalidField(name);
        } else {
            await record.update({[name]: day ? deserializeDate(day) : false});
            this.state.shown = shown;
            if (this.input.el) {
                this.input.el.value = shown;
            }
        }
        record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }
}

export const warekiField = {
    component: WarekiField,
    displayName: _t("Date in Both Calendars"),
    supportedTypes: ["date"],
    extractProps: ({attrs}) => ({placeholder: attrs.placeholder}),
};

registry.category("fields").add("mynumber_wareki", warekiField);
