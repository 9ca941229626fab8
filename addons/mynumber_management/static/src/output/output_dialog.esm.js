// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {ErrorNote} from "../core/error_note.esm";
import {HelpLink} from "../help/help_link.esm";
import {LabelledDialog} from "../core/labelled_dialog.esm";
import {OutputProgress} from "./output_progress.esm";
import {PinWindow} from "../pin/pin_window.esm";
import {SealDialog} from "../seal/seal_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {uniqueId} from "@web/core/utils/functions";
import {useAct} from "../dialogs/use_act.esm";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

/**
 * From chosen statements to paper: check → (order) → PIN → parts → print or save.
 *
 * Steps: choose, findings, order, ordered, produce. Nothing is asked of the door before
 * the person presses a button.
 */
export class OutputDialog extends Component {
    static template = "mynumber_management.OutputDialog";
    static components = {ErrorNote, HelpLink, LabelledDialog, OutputProgress, PinWindow};
    static props = {
        model: String,
        ids: Array,
        copy: String,
        page: {type: String, optional: true},
        order: {type: Number, optional: true},
        /** A planned output to go on with: {filing, name, parts, people, file} */
        plan: {type: Object, optional: true},
        close: Function,
    };

    setup() {
        this.id = uniqueId("o_mynumber_output_");
        this.dialog = useService("dialog");
        this.orm = useService("orm");
        this.act = useAct();
        this.state = useState({
            step: "choose",
            page: this.props.page || "a4",
            ids: this.props.ids,
            order: this.props.order || null,
            plan: this.props.plan || null,
            findings: [],
            limit: "",
            reason: "",
            isOfficer: false,
        });
        onWillStart(async () => {
            this.state.isOfficer = await user.hasGroup(
                "mynumber_management.group_officer"
            );
        });
    }

    /** Whether a file is made; else paper. */
    get isFile() {
        return FILES.includes(this.props.copy);
    }

    get goOnLabel() {
        return this.isFile ? _t("Write all the same") : _t("Print all the same");
    }

    get checkLabel() {
        return this.isFile ? _t("Check and write the file") : _t("Check and print");
    }

    /** Rare characters among the findings, e.g. "髙→高 﨑→崎"; "" without any. */
    get rareCharacters() {
        const pairs = this.state.findings
            .filter(({replace}) => replace)
            .map(({replace}) => replace.join("→"));
        return [...new Set(pairs)].join(" ");
    }

    get countLabel() {
        if (!this.state.plan) {
            return _t("%s statement(s) chosen.", this.state.ids.length);
        }
        const {people, parts} = this.state.plan;
        return _t("%(people)s statement(s) in %(parts)s part(s).", {people, parts});
    }

    async check() {
        const {ids, page, order} = this.state;
        const {model, copy} = this.props;
        const body = {model, ids, copy, page, ...(order ? {order} : {})};
        const plan = await this.act.run((door) => door.post("/mynumber/output/plan", body));
        if (plan) {
            this.state.plan = plan;
            this.state.findings = plan.warnings;
            this.state.step = plan.warnings.length ? "findings" : "produce";
            return;
        }
        const {error} = this.act.state;
        if (error?.code === "findings") {
            this.state.findings = error.extra.findings;
            this.state.step = "findings";
        } else if (error?.code === "order_required") {
            this.state.limit = _t(
                "%(used)s of %(limit)s statements without an order are used up today.",
                {used: error.extra.used || 0, limit: error.extra.limit || 0}
            );
            this.act.state.error = null;
            this.state.step = "order";
        }
    }

    /** Remember for each person how the file spells rare characters; then check. */
    async respell() {
        const people = new Map();
        for (const {id, replace} of this.state.findings) {
            if (replace) {
                people.set(id, [...(people.get(id) || []), replace]);
            }
        }
        for (const [id, pairs] of people) {
            await this.orm.call(this.props.model, "action_respell", [[id], pairs]);
        }
        return this.check();
    }

    produce() {
        this.state.step = "produce";
    }

    async propose() {
        const reason = this.state.reason.trim();
        if (!this.act.refuse(reason ? "" : _t("Give the reason for the officer."))) {
            return;
        }
        const {ids} = this.state;
        const {model, copy} = this.props;
        const answer = await this.act.run((door) =>
            door.post("/mynumber/output/order", {model, ids, copy, reason})
        );
        if (answer) {
            this.state.order = answer.order;
            this.state.step = "ordered";
        }
    }

    approve() {
        this.dialog.add(SealDialog, {
            act: "order.approve",
            id: this.state.order,
            onSealed: () => this.check(),
        });
    }

    /** Print one person again: a new output of this one statement. */
    again(id) {
        Object.assign(this.state, {ids: [id], order: null, plan: null, step: "choose"});
        return this.check();
    }

    /** Leave for a record: the action that opened this dialog goes there. */
    open(model, id, field = "") {
        this.props.close({
            next: {
                type: "ir.actions.act_window",
                res_model: model,
                res_id: id,
                views: [[false, "form"]],
                context: field ? {mynumber_field: field} : {},
            },
        });
    }
}

/** Copies that are files (COPIES of the server). */
const FILES = ["csv315", "csv375"];
const RELOAD = {type: "ir.actions.client", tag: "soft_reload"};
const STORED = ["statement_model", "statement_ids_json", "copy_kind"];

function storedOutput(data) {
    return {
        model: data.statement_model,
        ids: JSON.parse(data.statement_ids_json),
        copy: data.copy_kind,
    };
}

async function orderedOutput(env, order) {
    const [data] = await env.services.orm.read("mynumber.order", [order], STORED);
    return {...storedOutput(data), order};
}

async function plannedOutput(env, filing) {
    const [data] = await env.services.orm.read(
        "mynumber.filing",
        [filing],
        [...STORED, "name", "parts", "file_json"]
    );
    const props = storedOutput(data);
    const {name, parts, file_json: file} = data;
    return {...props, plan: {filing, name, parts, people: props.ids.length, file}};
}

function chosenOutput({model, ids, copy, page}) {
    return {model, ids, copy, ...(page ? {page} : {})};
}

/**
 * Client action `mynumber_output`. Its params (or context) are one of: model, ids, copy
 * and page; an approved order; a filing, to go on with a planned output.
 */
async function outputAction(env, action) {
    const given = {...action.context, ...action.params};
    let props = null;
    if (given.filing) {
        props = await plannedOutput(env, given.filing);
    } else if (given.order) {
        props = await orderedOutput(env, given.order);
    } else {
        props = chosenOutput(given);
    }
    await env.services.action.doAction({type: "ir.actions.act_window_close"});
    return new Promise((resolve) => {
        env.services.dialog.add(OutputDialog, props, {
            onClose: (left) => resolve(left?.next || RELOAD),
        });
    });
}

registry.category("actions").add("mynumber_output", outputAction);
