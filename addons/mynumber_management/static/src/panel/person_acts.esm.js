// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component} from "@odoo/owl";
import {CompareDialog} from "../dialogs/compare_dialog.esm";
import {EnterDialog} from "../dialogs/enter_dialog.esm";
import {MistakeDialog} from "../dialogs/mistake_dialog.esm";
import {ShowDialog} from "../dialogs/show_dialog.esm";
import {VerifyDialog} from "../dialogs/verify_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

const EMPTY = ["none", "disposed"];

/** The buttons for one person's number that the user's rights and its state allow. */
export class PersonActs extends Component {
    static template = "mynumber_management.PersonActs";
    static props = {
        /** A person as in the answer of mynumber.subject `panel_data` */
        person: Object,
        company: Number,
        acts: Array,
        onChanged: Function,
        small: {type: Boolean, optional: true},
    };

    setup() {
        this.dialog = useService("dialog");
    }

    get buttons() {
        const {person, acts} = this.props;
        const may = (...names) => names.some((name) => acts.includes(name));
        const held = person.state === "active" || person.to_verify;
        const buttons = [
            [EMPTY.includes(person.state) && !person.to_verify, "enter"],
            [person.to_verify, "verify"],
            [person.state === "active", "show"],
            [held, "change"],
            [held, "check"],
            [held && !person.used, "mistake"],
        ];
        return buttons
            .filter(([fits, name]) => fits && may(...this.constructor.ACTS[name].acts))
            .map(([, name]) => ({name, ...this.look(name)}));
    }

    static ACTS = {
        enter: {acts: ["enter"]},
        verify: {acts: ["verify"]},
        show: {acts: ["show"]},
        change: {acts: ["enter"]},
        check: {acts: ["verify", "show"]},
        mistake: {acts: ["enter"]},
    };

    look(name) {
        switch (name) {
            case "enter":
                return {label: _t("Enter"), icon: "fa-plus", primary: true};
            case "verify":
                return {label: _t("Verify"), icon: "fa-check-square-o", primary: true};
            case "show":
                return {label: _t("Show"), icon: "fa-eye"};
            case "change":
                return {label: _t("Change"), icon: "fa-pencil"};
            case "check":
                return {label: _t("Check"), icon: "fa-balance-scale"};
            default:
                return {label: _t("Entered by mistake"), icon: "fa-undo"};
        }
    }

    open(name) {
        const {person, company, onChanged} = this.props;
        const {subject} = person;
        const {model, id} = person;
        switch (name) {
            case "enter":
            case "change":
                return this.dialog.add(EnterDialog, {
                    model,
                    id,
                    name: person.name,
                    company,
                    replace: name === "change",
                    onSaved: onChanged,
                });
            case "verify":
                return this.dialog.add(VerifyDialog, {
                    model,
                    id,
                    subject,
                    name: person.name,
                    onSaved: onChanged,
                });
            case "show":
                return this.dialog.add(ShowDialog, {
                    subject,
                    name: person.name,
                    purposes: person.purposes.filter((purpose) => !purpose.ended_on),
                    onUsed: onChanged,
                });
            case "check":
                return this.dialog.add(CompareDialog, {
                    subject,
                    name: person.name,
                    onUsed: onChanged,
                });
            default:
                return this.dialog.add(MistakeDialog, {
                    subject,
                    name: person.name,
                    onSaved: onChanged,
                });
        }
    }
}
