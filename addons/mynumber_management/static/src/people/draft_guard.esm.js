// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Composer} from "@mail/core/common/composer";
import {browser} from "@web/core/browser/browser";
import {containsNumber} from "@mynumber_management/core/number.esm";
import {patch} from "@web/core/utils/patch";

const PEOPLE = ["hr.employee", "mynumber.dependant", "res.partner"];

function textOf(html) {
    return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

/**
 * The browser keeps what is half written in its storage: not on a person, when there is
 * a My Number in it. The server refuses such a message as well.
 */
patch(Composer.prototype, {
    saveContent() {
        const {composer} = this.props;
        const model = composer.thread?.model || composer.message?.thread?.model;
        if (!PEOPLE.includes(model)) {
            return super.saveContent(...arguments);
        }
        const holds = (html) =>
            containsNumber(String(html)) || containsNumber(textOf(String(html)));
        if (!holds(composer.composerHtml || "")) {
            super.saveContent(...arguments);
        }
        // written in the large editor, or kept from before the number was typed
        const kept = browser.localStorage.getItem(composer.localId);
        if (holds(composer.composerHtml || "") || (kept && holds(kept))) {
            browser.localStorage.removeItem(composer.localId);
        }
    },
});
