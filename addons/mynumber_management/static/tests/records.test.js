// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {describe, expect, test} from "@odoo/hoot";
import {joinRecords} from "@mynumber_management/output/records.esm";

describe.current.tags("headless");

const bytes = (text) => new TextEncoder().encode(text);
const text = (data) => new TextDecoder().decode(data);
const parts = (...texts) => texts.map((one, part) => ({part, bytes: bytes(one)}));

test("parts are joined in their order", () => {
    const files = joinRecords(parts("a\r\nb\r\n", "c\r\n"), 1000);
    expect(files.map(text)).toEqual(["a\r\nb\r\nc\r\n"]);
});

test("a file is cut after so many records, across parts", () => {
    const files = joinRecords(parts("a\nb\nc\n", "d\ne\n"), 2);
    expect(files.map(text)).toEqual(["a\nb\n", "c\nd\n", "e\n"]);
});

test("no file is empty", () => {
    expect(joinRecords(parts("a\nb\n"), 2).map(text)).toEqual(["a\nb\n"]);
    expect(joinRecords([], 2)).toEqual([]);
});

test("bytes that are no text stay as they are", () => {
    const data = new Uint8Array([0x82, 0x4f, 0x2c, 0x81, 0x40, 13, 10]);
    const [file] = joinRecords([{part: 0, bytes: data}], 1);
    expect([...file]).toEqual([...data]);
});
