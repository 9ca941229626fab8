// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {describe, expect, test} from "@odoo/hoot";
import {KanaCapture} from "@mynumber_management/people/kana_capture.esm";

describe.current.tags("headless");

function compose(capture, updates, committed) {
    capture.start();
    for (const text of updates) {
        capture.update(text);
    }
    return capture.end(committed);
}

test("the reading is what was composed before the conversion", () => {
    const capture = new KanaCapture();
    compose(capture, ["t", "た", "たk", "たか", "たかは", "たかはし", "髙橋"], "髙橋");
    expect(capture.reading).toBe("タカハシ");
});

test("pieces are joined in the order of composing", () => {
    const capture = new KanaCapture();
    compose(capture, ["ふる", "古"], "古");
    compose(capture, ["かわ", "川"], "川");
    expect(capture.reading).toBe("フルカワ");
});

test("kana that stay kana are their own reading, of any width", () => {
    const capture = new KanaCapture();
    compose(capture, ["みちる"], "みちる");
    expect(capture.reading).toBe("ミチル");
    compose(capture, ["ﾀﾞｲ"], "ﾀﾞｲ");
    expect(capture.reading).toBe("ミチルダイ");
});

test("a reading is never guessed from kanji", () => {
    const capture = new KanaCapture();
    expect(compose(capture, ["髙橋", "高橋"], "高橋")).toBe(false);
    expect(compose(capture, [], "佐藤")).toBe(false);
    expect(capture.reading).toBe("");
});

test("a composition given up adds nothing and does not leak into the next", () => {
    const capture = new KanaCapture();
    compose(capture, ["すず", "すずき"], "");
    compose(capture, ["鈴木"], "鈴木");
    expect(capture.reading).toBe("");
});
