// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** Which layout a file was taken for; `answer`: form, title, year (0 without one). */
export class FileTitle extends Component {
    static template = "mynumber_management.FileTitle";
    static props = {answer: Object};

    get text() {
        const {form, title, year} = this.props.answer;
        if (!year) {
            return title;
        }
        return _t("%(title)s (%(form)s), tax year %(year)s", {title, form, year});
    }
}
