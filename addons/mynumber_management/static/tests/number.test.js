// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {
    checkDigit,
    containsNumber,
    grouped,
    kindMessage,
    normalise,
    numberKind,
} from "@mynumber_management/core/number.esm";
import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {allowTranslations} from "@web/../tests/web_test_helpers";

describe.current.tags("headless");
beforeEach(allowTranslations);

test("full width, spaces, hyphens and long-vowel marks are understood", () => {
    for (const text of [
        "１２３４　５６７８　９０１８",
        "1234-5678-9018",
        "１２３４ー５６７８−９０１８",
        " 1234\u00a05678\u200b9018 ",
    ]) {
        expect(normalise(text)).toBe("123456789018");
        expect(numberKind(text)).toBe("valid");
    }
});

test("check digit as in 平成26年総務省令第85号 第5条", () => {
    expect(checkDigit("12345678901")).toBe("8");
    expect(checkDigit("12345678007")).toBe("0");
    expect(numberKind("123456780070")).toBe("valid");
    expect(numberKind("000000000018")).toBe("check_digit");
});

test("neighbours of the My Number are named", () => {
    expect(numberKind("1234567890")).toBe("length_10_basic_pension");
    expect(kindMessage("length_10_basic_pension")).toMatch(/基礎年金番号/);
    expect(numberKind("12345678901")).toBe("length_11");
    expect(kindMessage("length_11")).toMatch(/住民票コード.*被保険者番号/);
    expect(numberKind("7123456789012")).toBe("length_13_corporate");
    expect(kindMessage("length_13_corporate")).toMatch(/法人番号/);
    expect(numberKind("T7123456789012")).toBe("invoice_registration");
    expect(numberKind("Ｔ７１２３４５６７８９０１２")).toBe("invoice_registration");
    expect(kindMessage("invoice_registration")).toMatch(/インボイス登録番号/);
    expect(numberKind("1234567890123456")).toBe("length_16_card");
    expect(kindMessage("length_16_card")).toMatch(/card/);
});

test("what cannot be a number is refused", () => {
    expect(numberKind("")).toBe("empty");
    expect(numberKind("000000000000")).toBe("all_zero");
    expect(numberKind("123456789012")).toBe("check_digit");
    expect(numberKind("12345678901a")).toBe("not_digits");
    expect(numberKind("12345")).toBe("too_short");
    expect(numberKind("12345678901234")).toBe("too_long");
});

test("no message quotes what was typed", () => {
    for (const kind of ["check_digit", "not_digits", "too_long", "unheard of"]) {
        expect(kindMessage(kind)).not.toMatch(/[0-9]{3}/);
    }
});

test("digits are grouped as on the card", () => {
    expect(grouped("123456789018")).toBe("1234 5678 9018");
    expect(grouped("12345")).toBe("1234 5");
    expect(grouped("1234")).toBe("1234");
    expect(grouped("")).toBe("");
});

test("a number in free text is noticed as the server does", () => {
    for (const text of [
        "番号は123456789018です",
        "１２３４ ５６７８ ９０１８",
        "tel 03-1234 x 1234・5678・9018",
        "No.1 1234-5678-9018",
    ]) {
        expect(containsNumber(text)).toBe(true);
    }
    for (const text of ["", "000000000000", "7123456789012", "1234    5678 9018"]) {
        expect(containsNumber(text)).toBe(false);
    }
});
