// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component} from "@odoo/owl";

/** Which layout a file was taken for; `answer`: form, title, period ("" without one). */
export class FileTitle extends Component {
    static template = "mynumber_management.FileTitle";
    static props = {answer: Object};

    get text() {
        const {form, title, period} = this.props.answer;
        return period ? `${title} (${form}) ${period}` : title;
    }
}
