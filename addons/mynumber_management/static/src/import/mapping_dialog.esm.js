// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

const RELATIVES = 10;

/** "family2.sex" is the column "sex" of the relative "family2". */
function parted(target) {
    const [group, column] = target.includes(".") ? target.split(".") : ["", target];
    return {group, column};
}

/**
 * Says which heading is which column, how dates and blank cells are read, and what the
 * file's own words mean. The mapping can be saved for the company.
 */
export class MappingDialog extends Component {
    static template = "mynumber_management.MappingDialog";
    static components = {ErrorNote, LabelledDialog};
    static props = {
        headings: Array,
        mapping: Object,
        offer: Object,
        company: Number,
        name: {type: String, optional: true},
        onUse: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        const {headings, mapping, name} = this.props;
        const words = Object.entries(mapping.values).flatMap(([column, table]) =>
            Object.entries(table).map(([word, value]) => ({column, word, value}))
        );
        this.state = useState({
            rows: headings
                .filter(Boolean)
                .map((heading) => ({
                    heading,
                    ...parted(mapping.columns[heading] || ""),
                })),
            person_kind: mapping.person_kind,
            date_order: mapping.date_order,
            blank: mapping.blank,
            words,
            name: name || "",
            error: null,
        });
    }

    get groups() {
        const numbers = Array.from({length: RELATIVES}, (_, i) => i + 1);
        return [
            ["", _t("The person of the row")],
            ["spouse", _t("Spouse")],
            ...numbers.map((n) => [`family${n}`, _t("Relative %s", n)]),
        ];
    }

    get dateOrders() {
        return [
            ["ymd", _t("Year, month, day")],
            ["mdy", _t("Month, day, year")],
            ["dmy", _t("Day, month, year")],
        ];
    }

    get blanks() {
        return [
            ["keep", _t("Keep what is there")],
            ["clear", _t("Empty the field")],
        ];
    }

    get wordColumns() {
        const {columns, words} = this.props.offer;
        return columns.filter(({id}) => id in words);
    }

    /** A purpose of its own column, which the dialog leaves as it is. */
    isKept(row) {
        return row.column.includes(":");
    }

    valuesOf(column) {
        const values = this.props.offer.words[column] || [];
        const flags = {yes: _t("Yes"), no: _t("No")};
        return values.map((one) => (Array.isArray(one) ? one : [one, flags[one]]));
    }

    addWord() {
        const column = this.wordColumns[0].id;
        this.state.words.push({column, word: "", value: this.valuesOf(column)[0][0]});
    }

    setWordColumn(entry, column) {
        Object.assign(entry, {column, value: this.valuesOf(column)[0][0]});
    }

    removeWord(index) {
        this.state.words.splice(index, 1);
    }

    get mapping() {
        const {rows, words, person_kind, date_order, blank} = this.state;
        const columns = {};
        for (const {heading, group, column} of rows) {
            if (column) {
                columns[heading] = group ? `${group}.${column}` : column;
            }
        }
        const values = {};
        for (const {column, word, value} of words) {
            if (word.trim()) {
                values[column] = {...values[column], [word.trim()]: value};
            }
        }
        const {version, profile} = this.props.mapping;
        return {version, profile, person_kind, date_order, blank, columns, values};
    }

    use() {
        this.props.onUse(this.mapping, this.state.name);
        this.props.close();
    }

    async save() {
        const {company} = this.props;
        const name = this.state.name.trim();
        if (!name) {
            this.state.error = {message: _t("Name the mapping to save it.")};
            return;
        }
        const model = "mynumber.people.mapping";
        const content = this.mapping;
        try {
            const found = await this.orm.search(model, [
                ["name", "=", name],
                ["company_id", "=", company],
            ]);
            if (found.length) {
                await this.orm.write(model, found, {content});
            } else {
                await this.orm.create(model, [{name, content, company_id: company}]);
            }
        } catch (error) {
            const message = error.data && error.data.message;
            this.state.error = {message: message || _t("The mapping was not saved.")};
            return;
        }
        this.use();
    }
}
