// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {uniqueId} from "@web/core/utils/functions";

/**
 * Purposes (利用目的) as sets and single affairs, with the notice that was shown.
 *
 * Changes the reactive `choice`: {purposes: {code: Boolean}, notice: id, channel}.
 */
export class Purposes extends Component {
    static template = "mynumber_management.Purposes";
    static props = {choice: Object, options: Object};

    /**
     * @param {Object} options as answered by mynumber.subject `entry_options`
     * @returns {Object} the choice that is proposed for this person
     */
    static proposal(options) {
        const codes = options.sets
            .filter((set) => set.proposed)
            .flatMap((set) => set.purposes)
            .concat(options.notified);
        return {
            purposes: Object.fromEntries(codes.map((code) => [code, true])),
            notice: String(options.notices.length ? options.notices[0].id : ""),
            channel: "",
        };
    }

    /** @returns {String[]} codes of the chosen purposes that the notice names */
    static chosen(choice, options) {
        const notice = options.notices.find(({id}) => String(id) === choice.notice);
        const named = notice ? notice.purposes : [];
        return named.filter((code) => choice.purposes[code]);
    }

    setup() {
        this.id = uniqueId("o_mynumber_purposes_");
        this.choice = useState(this.props.choice);
    }

    get count() {
        return Purposes.chosen(this.choice, this.props.options).length;
    }

    get notice() {
        return this.props.options.notices.find(
            ({id}) => String(id) === this.choice.notice
        );
    }

    /** Only what the notice names can be chosen: nothing else was shown. */
    get purposes() {
        const named = this.notice ? this.notice.purposes : [];
        return this.props.options.purposes.filter(({code}) => named.includes(code));
    }

    get sets() {
        const named = this.notice ? this.notice.purposes : [];
        return this.props.options.sets
            .map((set) => ({
                ...set,
                purposes: set.purposes.filter((code) => named.includes(code)),
            }))
            .filter((set) => set.purposes.length);
    }

    isWhole(set) {
        return set.purposes.every((code) => this.choice.purposes[code]);
    }

    toggle(set) {
        const wanted = !this.isWhole(set);
        for (const code of set.purposes) {
            this.choice.purposes[code] = wanted;
        }
    }

    setPurpose(code, wanted) {
        this.choice.purposes[code] = wanted;
    }
}
