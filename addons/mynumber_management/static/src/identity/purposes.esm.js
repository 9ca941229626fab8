// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, markup, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {uniqueId} from "@web/core/utils/functions";

function namedBy(choice, options) {
    const notice = options.notices.find(({id}) => String(id) === choice.notice);
    return notice ? notice.purposes : [];
}

/**
 * Purposes (利用目的) as a set or one by one, with the notice that was shown.
 *
 * Changes the reactive `choice`: {set: code or "", purposes: {code: Boolean}, notice: id,
 * channel}. What the notice does not name cannot be chosen: nothing else was shown.
 */
export class Purposes extends Component {
    static template = "mynumber_management.Purposes";
    static props = {choice: Object, options: Object};

    /**
     * @param {Object} options as answered by mynumber.subject `entry_options`
     * @returns {Object} the choice that is proposed for this person
     */
    static proposal(options) {
        const set = options.sets.find(({proposed}) => proposed);
        const codes = set ? set.purposes : options.notified;
        return {
            set: set ? set.code : "",
            purposes: Object.fromEntries(codes.map((code) => [code, true])),
            notice: String(options.notices.length ? options.notices[0].id : ""),
            channel: "",
        };
    }

    /** @returns {String[]} codes of the chosen purposes that the notice names */
    static chosen(choice, options) {
        return namedBy(choice, options).filter((code) => choice.purposes[code]);
    }

    setup() {
        this.id = uniqueId("o_mynumber_purposes_");
        this.choice = useState(this.props.choice);
    }

    get summary() {
        const count = Purposes.chosen(this.choice, this.props.options).length;
        return _t("Purposes in detail (%s chosen)", count);
    }

    get noticeText() {
        const {notices} = this.props.options;
        const notice = notices.find(({id}) => String(id) === this.choice.notice);
        // The server sanitised this text when it was written.
        return notice ? markup(notice.text) : "";
    }

    get purposes() {
        const named = namedBy(this.choice, this.props.options);
        return this.props.options.purposes.filter(({code}) => named.includes(code));
    }

    takeSet() {
        const set = this.props.options.sets.find(({code}) => code === this.choice.set);
        if (set) {
            this.choice.purposes = Object.fromEntries(
                set.purposes.map((code) => [code, true])
            );
        }
    }

    setPurpose(code, wanted) {
        this.choice.set = "";
        this.choice.purposes[code] = wanted;
    }
}
