// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {_t} from "@web/core/l10n/translation";

/**
 * How the state of a person's number is told: words and a sign, never colour alone.
 *
 * @param {String} state as of mynumber.subject, or "registered"
 * @returns {{label: String, icon: String, colour: String}}
 */
export function stateLook(state) {
    switch (state) {
        case "registered":
        case "active":
            return {
                label: _t("Registered"),
                icon: "fa-check-circle",
                colour: "text-bg-success",
            };
        case "to_verify":
            return {
                label: _t("To verify"),
                icon: "fa-hourglass-half",
                colour: "text-bg-warning",
            };
        case "disposing":
            return {
                label: _t("Being destroyed"),
                icon: "fa-trash-o",
                colour: "text-bg-secondary",
            };
        case "disposed":
            return {
                label: _t("Destroyed"),
                icon: "fa-trash",
                colour: "text-bg-secondary",
            };
        case "lost":
            return {
                label: _t("Unreadable: key missing"),
                icon: "fa-chain-broken",
                colour: "text-bg-danger",
            };
        default:
            return {
                label: _t("Not registered"),
                icon: "fa-circle-o",
                colour: "text-bg-light border",
            };
    }
}
