// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {browser} from "@web/core/browser/browser";

const GRACE_MS = 10000;

/** @param {Uint8Array} bytes */
export function pdf(bytes) {
    return new Blob([bytes], {type: "application/pdf"});
}

/** @param {Uint8Array} bytes */
export function csv(bytes) {
    return new Blob([bytes], {type: "text/csv"});
}

/**
 * Let the browser save a file that exists in this page only.
 *
 * @param {Blob} blob
 * @param {String} name file name
 */
export function save(blob, name) {
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    browser.setTimeout(() => URL.revokeObjectURL(url), GRACE_MS);
}

/**
 * Open the browser's print dialog for a PDF that exists in this page only.
 *
 * @param {Blob} blob
 * @returns {Function} removes the frame and the URL; call it when printing is over
 */
export function print(blob) {
    const url = URL.createObjectURL(blob);
    const frame = document.createElement("iframe");
    frame.className = "o_mynumber_print_frame";
    frame.setAttribute("aria-hidden", "true");
    frame.tabIndex = -1;
    frame.src = url;
    frame.addEventListener("load", () => {
        frame.contentWindow.focus();
        frame.contentWindow.print();
    });
    document.body.append(frame);
    return () => {
        frame.remove();
        URL.revokeObjectURL(url);
    };
}
