// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {bytes, mockDoor, refusal, routesOf} from "./helpers.esm";
import {click, edit, press, queryAllTexts, setInputFiles, waitFor} from "@odoo/hoot-dom";
import {expect, test} from "@odoo/hoot";
import {
    getService,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const OLD = new File(["375,old\r\n"], "old.csv");
const NEW = new File(["375,new\r\n"], "new.csv");
const FILLED = "375,0123\r\n";
const ABOUT = {form: "375", title: "Slips", year: 2026, period: "令和8年分"};
const FINDING = {
    record: 3,
    form: "",
    item: "95 Number",
    level: "error",
    code: "check_digit",
    message: "The check digit is wrong.",
};
const CHECKED = {...ABOUT, lines: 3, cut: false, findings: [], errors: 0, warnings: 0};
const PEOPLE = {
    ...ABOUT,
    purposes: ["Withholding slip"],
    rows: [
        {
            record: 2,
            name: "Nobody",
            person: "",
            state: "unknown",
            message: "",
            slots: [{item: "95 Number", name: "Nobody", state: "unknown"}],
        },
        {
            record: 1,
            name: "Taro",
            person: "0001 Taro",
            state: "matched",
            message: "",
            slots: [{item: "95 Number", name: "Taro", state: "fill"}],
        },
    ],
    row_count: 2,
    open_count: 1,
    records: 1,
    numbers: 1,
    payers: 0,
    digest: "d1",
};

async function openPage(routes, tab) {
    const calls = mockDoor(routes);
    await mountWithCleanup(WebClient);
    await getService("action").doAction("mynumber_files");
    await click(`[data-tab=${tab}]`);
    await waitFor(`#o_mynumber_files_${tab}:not(.d-none)`);
    return calls;
}

async function choose(id, file) {
    await click(`#o_mynumber_files_${id}`);
    await setInputFiles([file]);
}

/** Notes what the browser would have saved. */
function watchSaved() {
    const blobs = [];
    patchWithCleanup(URL, {
        createObjectURL: (blob) => {
            blobs.push(blob);
            return "blob:saved";
        },
    });
    patchWithCleanup(HTMLAnchorElement.prototype, {
        click() {
            expect.step(`saved ${this.download}`);
        },
    });
    return blobs;
}

test("a file is checked and its findings are listed", async () => {
    const answers = [
        {...CHECKED, findings: [FINDING], errors: 1},
        CHECKED,
        {stopped: "This is no file of a known layout.", code: "unknown_layout", place: 0},
    ];
    const calls = await openPage({"/mynumber/file/check": () => answers.shift()}, "check");
    await choose("check_file", OLD);
    await waitFor(".o_mynumber_files_findings");
    expect(queryAllTexts(".o_mynumber_files_findings tbody td")).toEqual([
        "3",
        "95 Number",
        "Error",
        "The check digit is wrong.",
    ]);
    expect(".o_mynumber_file_title").toHaveText("Slips (375) 令和8年分");
    await click("#o_mynumber_files_check_empty");
    await waitFor(".o_mynumber_files .alert-success");
    await choose("check_file", NEW);
    await waitFor(".o_mynumber_files .alert-danger");
    expect(calls.map(({body}) => body.empty)).toEqual([false, true, true]);
    expect(calls.map(({files}) => files)).toEqual([
        ["375,old\r\n"],
        ["375,old\r\n"],
        ["375,new\r\n"],
    ]);
});

test("a file that is too large is not sent", async () => {
    const calls = await openPage({"/mynumber/file/check": () => CHECKED}, "check");
    const big = new File(["x"], "big.csv");
    Object.defineProperty(big, "size", {value: 17 * 1024 * 1024});
    await choose("check_file", big);
    await waitFor(".o_mynumber_error");
    expect(routesOf(calls)).toEqual([]);
});

test("two files are compared when both are there", async () => {
    const change = {kind: "changed", old: 1, new: 2, name: "Taro", items: ["16 Pay"]};
    const numbers = [
        {item: "95 Number", state: "different"},
        {item: "99 Number", state: "same"},
    ];
    const answer = {
        ...ABOUT,
        counts: {changed: 1, same: 4},
        changes: [{...change, numbers}],
    };
    const calls = await openPage({"/mynumber/file/compare": () => answer}, "compare");
    await choose("compare_new", NEW);
    expect(routesOf(calls)).toEqual([]);
    await choose("compare_old", OLD);
    await waitFor(".o_mynumber_files_changes");
    expect(calls[0].files).toEqual(["375,old\r\n", "375,new\r\n"]);
    expect(queryAllTexts(".o_mynumber_files_counts li")).toEqual([
        "Added: 0",
        "Changed: 1",
        "Removed: 0",
        "The same: 4",
        "Not readable: 0",
    ]);
    expect(".o_mynumber_files_changes tbody td:last").toHaveText(
        "16 Pay\n95 Number (number: different)"
    );
});

test("a file is previewed, then filled in by the digest of its preview", async () => {
    const blobs = watchSaved();
    const calls = await openPage(
        {
            "/mynumber/file/people": () => PEOPLE,
            "/mynumber/file/fill": () => bytes(FILLED),
            "/mynumber/file/filled": () => ({state: "produced", name: "F1"}),
        },
        "fill"
    );
    await choose("fill_file", OLD);
    await waitFor(".o_mynumber_files_people");
    expect(queryAllTexts(".o_mynumber_files_people tbody tr:first td")).toEqual([
        "2",
        "Nobody",
        "Nobody of this name here",
        "95 Number Nobody: person not found",
    ]);
    await click("#o_mynumber_files_destination");
    await edit("Tax accountant");
    await press("Tab");
    await click(".o_mynumber_files_fill");
    await waitFor(".o_mynumber_files_saved");
    expect.verifySteps(["saved old.csv"]);
    expect(blobs).toHaveLength(1);
    expect(routesOf(calls)).toEqual([
        "/mynumber/file/people",
        "/mynumber/file/fill",
        "/mynumber/file/filled",
    ]);
    const [, fill, filled] = calls.filter(({route}) => route.includes("/file/"));
    expect(fill.files).toEqual(["375,old\r\n"]);
    expect(fill.body.digest).toBe("d1");
    expect(fill.body.destination).toBe("Tax accountant");
    expect(filled.body).toEqual({request: fill.body.request, size: FILLED.length});
    expect(".o_mynumber_files_fill").toHaveCount(0);
});

test("what did not arrive whole is not saved, and asked for again", async () => {
    const blobs = watchSaved();
    const replies = [bytes(FILLED, ""), refusal("fill_limit"), bytes(FILLED)];
    const calls = await openPage(
        {
            "/mynumber/file/people": () => PEOPLE,
            "/mynumber/file/fill": () => replies.shift(),
            "/mynumber/file/filled": () => ({state: "produced", name: "F1"}),
        },
        "fill"
    );
    await choose("fill_file", OLD);
    await waitFor(".o_mynumber_files_fill");
    for (const reason of ["did not arrive whole", "fill_limit"]) {
        await click(".o_mynumber_files_fill");
        await waitFor(`.o_mynumber_error:contains(${reason})`);
        expect(blobs).toHaveLength(0);
    }
    await click(".o_mynumber_files_fill");
    await waitFor(".o_mynumber_files_saved");
    expect.verifySteps(["saved old.csv"]);
    const requests = calls.map(({body}) => body.request).filter(Boolean);
    expect(new Set(requests).size).toBe(1);
});

test("without numbers to fill in there is no button", async () => {
    const none = {...PEOPLE, numbers: 0, records: 0};
    await openPage({"/mynumber/file/people": () => none}, "fill");
    await choose("fill_file", OLD);
    await waitFor(".o_mynumber_files_people");
    expect(".o_mynumber_files_fill").toHaveCount(0);
});

test("arrow keys move between the tabs", async () => {
    await openPage({}, "check");
    await click("[data-tab=check]");
    await press("ArrowLeft");
    await waitFor("#o_mynumber_files_fill:not(.d-none)");
    expect("[data-tab=fill]").toBeFocused();
    expect("[data-tab=fill]").toHaveAttribute("aria-selected", "true");
    await press("ArrowRight");
    await waitFor("#o_mynumber_files_check:not(.d-none)");
});
