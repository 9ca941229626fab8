// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {onWillUnmount, useExternalListener, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {grouped} from "../core/number.esm";

export const SHOW_SECONDS = 30;
export const KEEP_SECONDS = 90;
export const BLUR_SECONDS = 10;

/**
 * Holds one opened number for a component and lets it go in time.
 *
 * Invariants:
 * - the digits are in this state and in the page's text, nowhere else;
 * - they are gone SHOW_SECONDS after `show`, or KEEP_SECONDS after `keep`, which can be
 *   called once a showing;
 * - unless kept for another window they are gone at once when the tab is left and
 *   BLUR_SECONDS after the window lost the focus;
 * - kept or not, they are gone when the page or the component goes away;
 * - the count never goes up by itself, whatever happens to the system clock.
 *
 * @returns {{state: Object, show: Function, hide: Function, keep: Function}}
 *     state: {phase: "none"|"shown"|"hidden", text, left (seconds), kept}
 */
export function useShownNumber() {
    const state = useState({phase: "none", text: "", left: 0, kept: false});
    let ticking = null;
    let blurred = null;
    let deadline = 0;

    function hide() {
        browser.clearInterval(ticking);
        browser.clearTimeout(blurred);
        ticking = blurred = null;
        if (state.phase === "shown") {
            Object.assign(state, {phase: "hidden", text: "", left: 0});
        }
    }

    function hold(seconds) {
        deadline = Date.now() + seconds * 1000;
        state.left = seconds;
        browser.clearInterval(ticking);
        ticking = browser.setInterval(() => {
            const rest = Math.ceil((deadline - Date.now()) / 1000);
            state.left = Math.min(state.left - 1, rest);
            if (state.left <= 0) {
                hide();
            }
        }, 1000);
    }

    /** @param {Uint8Array} bytes ASCII digits; overwritten with zeros */
    function show(bytes) {
        const text = grouped(new TextDecoder().decode(bytes));
        bytes.fill(0);
        Object.assign(state, {phase: "shown", text, kept: false});
        hold(SHOW_SECONDS);
    }

    function keep() {
        if (state.phase === "shown" && !state.kept) {
            state.kept = true;
            browser.clearTimeout(blurred);
            blurred = null;
            hold(KEEP_SECONDS);
        }
    }

    useExternalListener(document, "visibilitychange", () => {
        if (document.visibilityState === "hidden" && !state.kept) {
            hide();
        }
    });
    useExternalListener(window, "pagehide", hide);
    useExternalListener(window, "blur", () => {
        if (state.phase === "shown" && !state.kept && blurred === null) {
            blurred = browser.setTimeout(hide, BLUR_SECONDS * 1000);
        }
    });
    useExternalListener(window, "focus", () => {
        browser.clearTimeout(blurred);
        blurred = null;
    });
    onWillUnmount(hide);

    return {state, show, hide, keep};
}
