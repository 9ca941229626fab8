// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {_t} from "@web/core/l10n/translation";

const WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
// What people type between digits beside dashes: minus, bullets, the long-vowel mark
const SEPARATORS = /[\s\p{Pd}\p{Cf}\u2212\u2043\u30fc\u2500\u2501\u02d7\u00af\u203e]/gu;

/**
 * The text in NFKC without spaces, hyphens and invisible characters.
 *
 * @param {String} text as typed or pasted
 * @returns {String}
 */
export function normalise(text) {
    return text.normalize("NFKC").replace(SEPARATORS, "");
}

/**
 * Check digit of 11 digits (平成26年総務省令第85号 第5条).
 *
 * @param {String} base 11 ASCII digits
 * @returns {String} one ASCII digit
 */
export function checkDigit(base) {
    const rest = WEIGHTS.reduce((sum, weight, i) => sum + weight * base[i], 0) % 11;
    return rest <= 1 ? "0" : String(11 - rest);
}

/**
 * What a text is, in the door's words.
 *
 * @param {String} text as typed or pasted
 * @returns {String} "valid" or the reason why it is no My Number
 */
export function numberKind(text) {
    const digits = normalise(text);
    if (!digits) {
        return "empty";
    }
    if (/^T[0-9]{13}$/i.test(digits)) {
        return "invoice_registration";
    }
    if (!/^[0-9]+$/.test(digits)) {
        return "not_digits";
    }
    switch (digits.length) {
        case 10:
            return "length_10_basic_pension";
        case 11:
            return "length_11";
        case 12:
            break;
        case 13:
            return "length_13_corporate";
        case 16:
            return "length_16_card";
        default:
            return digits.length < 12 ? "too_short" : "too_long";
    }
    if (digits === "000000000000") {
        return "all_zero";
    }
    return digits[11] === checkDigit(digits) ? "valid" : "check_digit";
}

const GAP = "[ \\t\\u3000\\u200b._/\\u00b7\\u30fb\\u2010-\\u2015\\-\\u2212\\u2043\\u30fc" +
    "\\u2500\\u2501\\u02d7\\u00af\\u203e]{0,3}";
const RUN = new RegExp(`[0-9](?:${GAP}[0-9])*`, "g");

/**
 * Whether free text holds twelve digits that form a valid My Number, as the server's
 * check: digits may be full-width and separated by up to three spaces, hyphens or dots.
 *
 * @param {String} text
 * @returns {Boolean}
 */
export function containsNumber(text) {
    for (const [run] of text.normalize("NFKC").matchAll(RUN)) {
        const groups = run.match(/[0-9]+/g);
        for (const start of groups.keys()) {
            let digits = "";
            for (const group of groups.slice(start, start + 12)) {
                digits += group;
                if (digits.length >= 12) {
                    break;
                }
            }
            if (numberKind(digits) === "valid") {
                return true;
            }
        }
    }
    return false;
}

/**
 * A sentence for the person who typed it: what it looks like and what to do.
 *
 * @param {String} kind an answer of `numberKind`, or the door's `kind`
 * @returns {String} empty for "valid"
 */
export function kindMessage(kind) {
    switch (kind) {
        case "valid":
            return "";
        case "empty":
            return _t("Enter the 12 digits of the My Number (個人番号).");
        case "invoice_registration":
            return _t(
                "T and 13 digits: this is an invoice registration number (インボイス登録番号)." +
                    " Enter the 12 digits of the My Number."
            );
        case "not_digits":
            return _t("Only digits belong here. Enter the 12 digits of the My Number.");
        case "length_10_basic_pension":
            return _t(
                "10 digits: this looks like a basic pension number (基礎年金番号)." +
                    " Enter the 12 digits of the My Number."
            );
        case "length_11":
            return _t(
                "11 digits: this looks like a residence record code (住民票コード) or an" +
                    " employment insurance number (被保険者番号). Enter the 12 digits of" +
                    " the My Number."
            );
        case "length_13_corporate":
            return _t(
                "13 digits: this looks like a corporate number (法人番号)." +
                    " Enter the 12 digits of the My Number."
            );
        case "length_16_card":
            return _t(
                "16 digits: this looks like the number of a card." +
                    " Enter the 12 digits on the back of the My Number card."
            );
        case "too_short":
            return _t("Digits are missing: a My Number has 12.");
        case "too_long":
            return _t("There are too many digits: a My Number has 12.");
        case "all_zero":
            return _t("Twelve zeros are not a My Number. Read it from the document.");
        case "check_digit":
            return _t(
                "The check digit does not fit: at least one digit is wrong or two are" +
                    " swapped. Compare with the document."
            );
        default:
            return _t("This is not a My Number. Compare with the document.");
    }
}

/**
 * Digits in groups of four, as on the card.
 *
 * @param {String} digits
 * @returns {String} e.g. "1234 5678 9018"
 */
export function grouped(digits) {
    return digits.replace(/(.{4})(?=.)/g, "$1 ");
}
