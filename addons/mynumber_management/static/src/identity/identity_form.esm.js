// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {asksFor, needsSecond, routeHint} from "./identity.esm";
import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {uniqueId} from "@web/core/utils/functions";

/**
 * The record of 本人確認: route, documents, proxy. Who and when are added by the door.
 * Changes the reactive `identity` it is given.
 */
export class IdentityForm extends Component {
    static template = "mynumber_management.IdentityForm";
    static props = {
        identity: Object,
        options: Object,
        later: {type: Boolean, optional: true},
    };

    setup() {
        this.id = uniqueId("o_mynumber_identity_");
        this.identity = useState(this.props.identity);
    }

    get hint() {
        const {later, options} = this.props;
        const {route} = this.identity;
        return route || later ? routeHint(route, options.kind) : "";
    }

    get routes() {
        const {kind, routes} = this.props.options;
        return routes.filter(([code]) => code !== "known" || kind === "employee");
    }

    get recognisedLabel() {
        return this.identity.route === "proxy"
            ? _t("The proxy is an employee whom I recognised in person")
            : _t("I recognised the employee in person");
    }

    get photoSides() {
        return this.identity.route === "online"
            ? ["identity_photo", "identity_online"]
            : ["identity_photo"];
    }

    get firstLabel() {
        return asksFor(this.identity, "proxy")
            ? _t("Identity document of the proxy (身元確認)")
            : _t("Identity document (身元確認)");
    }

    asksFor(part) {
        return asksFor(this.identity, part);
    }

    get needsSecond() {
        return needsSecond(this.identity, this.props.options.proofs);
    }

    /** @param {...String} sides sides of a proof, see mynumber.proof */
    proofs(...sides) {
        return this.props.options.proofs.filter((proof) => sides.includes(proof.side));
    }

    note(code) {
        const proof = this.props.options.proofs.find((p) => p.code === code);
        return (proof && proof.note) || "";
    }
}
