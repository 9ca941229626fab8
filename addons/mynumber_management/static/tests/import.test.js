// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {animationFrame, expect, test} from "@odoo/hoot";
import {
    click,
    edit,
    queryAll,
    queryAllTexts,
    select,
    setInputFiles,
    waitFor,
} from "@odoo/hoot-dom";
import {getService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {mockDoor, refusal} from "./helpers.esm";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const PEOPLE = new File(["番号,氏名\r\n1,山田 太郎\r\n"], "people.csv");
const MAPPING = {
    version: 1,
    profile: "",
    person_kind: "employee",
    date_order: "ymd",
    blank: "keep",
    columns: {氏名: "name"},
    values: {},
};
const OFFER = {
    columns: [
        {id: "code", label: "Employee Code"},
        {id: "name", label: "Name"},
        {id: "sex", label: "Sex"},
    ],
    words: {
        sex: [
            ["male", "Male"],
            ["female", "Female"],
        ],
    },
    profiles: [["smarthr", "SmartHR"]],
    options: {},
    kinds: [["employee", "Employee"]],
};
const ROW = {row: 2, kind: "Employee", code: "1", name: "山田 太郎"};
const RIGHT = {
    headings: ["番号", "氏名"],
    mapping: MAPPING,
    detected: [""],
    numbers: 0,
    issues: [],
    refused: false,
    digest: "d1",
    shown: 200,
    counts: {new: 0, changed: 1, same: 1, conflict: 0, error: 1},
    rows: {
        new: [],
        changed: [
            {
                ...ROW,
                changes: [{column: "Sex", year: 0, old: "Male", new: "Female", hint: ""}],
                notes: [],
            },
        ],
        same: [
            {
                ...ROW,
                changes: [
                    {column: "Family", year: 0, old: "髙", new: "高", hint: "variant"},
                ],
                notes: [],
            },
        ],
        conflict: [],
        error: [
            {
                ...ROW,
                row: 4,
                changes: [],
                notes: [{column: "Street", level: "error", message: "Nothing was kept."}],
            },
        ],
    },
};

async function openImport(routes, saved = []) {
    onRpc("mynumber.people.mapping", "search_read", () => saved);
    const calls = mockDoor({"/mynumber/people/columns": () => OFFER, ...routes});
    await mountWithCleanup(WebClient);
    await getService("action").doAction("mynumber_people_import");
    await waitFor(".o_mynumber_people_import");
    return (end) => calls.filter(({route}) => route.endsWith(end));
}

async function choose() {
    await click("#o_mynumber_people_file");
    await setInputFiles([PEOPLE]);
}

test("a file is shown by what it would do and nothing is sent to apply", async () => {
    const sent = await openImport({
        "/mynumber/people/preview": () => ({...RIGHT, numbers: 3}),
    });
    await choose();
    await waitFor(".o_mynumber_people_rows");
    expect(queryAllTexts(".nav-link .badge")).toEqual(["0", "1", "1", "0", "1"]);
    expect(".o_mynumber_people_rows del").toHaveText("Male");
    expect(".o_mynumber_people_rows ins").toHaveText("Female");
    expect(".o_mynumber_people_numbers").toHaveText(/nothing was kept/);
    await click(".nav-link:contains(Same)");
    await animationFrame();
    expect(".o_mynumber_people_rows").toHaveText(/not taken over/);
    await click(".nav-link:contains(errors)");
    await animationFrame();
    expect(".o_mynumber_people_rows .text-danger").toHaveText(/Nothing was kept\./);
    expect(sent("/apply")).toHaveLength(0);
    expect(sent("/preview")[0].files[0]).toBe(await PEOPLE.text());
    expect(sent("/preview")[0].body).toEqual({
        company: sent("/columns")[0].body.company,
        namesakes: "ask",
    });
});

test("slices are written one after the other, stopped and gone on with", async () => {
    const slices = [];
    const sent = await openImport({
        "/mynumber/people/preview": () => ({
            ...RIGHT,
            counts: {...RIGHT.counts, new: 2},
        }),
        "/mynumber/people/apply": () =>
            new Promise((resolve) => {
                slices.push(resolve);
            }),
    });
    await choose();
    await waitFor(".o_mynumber_people_apply");
    expect(".o_mynumber_people_apply").toHaveText("Apply (3)");
    await click(".o_mynumber_people_apply");
    await waitFor(".o_mynumber_people_stop");
    await click(".o_mynumber_people_stop");
    await animationFrame();
    slices[0]({after: 5, left: 2, written: 1, refused: []});
    await waitFor(".o_mynumber_people_go_on");
    expect(slices).toHaveLength(1);
    expect(".progress").toHaveAttribute("aria-valuenow", "33");
    await click(".o_mynumber_people_go_on");
    await waitFor(".o_mynumber_people_stop");
    const notes = [{column: "", level: "error", message: "Begins later."}];
    slices[1]({
        after: 9,
        left: 0,
        written: 1,
        refused: [{...ROW, changes: [], notes}],
    });
    await waitFor(".o_mynumber_people_again");
    expect(".o_mynumber_people_progress").toHaveText(/2 of 3\./);
    expect(".o_mynumber_people_rows").toHaveText(/Begins later\./);
    const bodies = sent("/apply").map(({body}) => body);
    expect(bodies.map(({after}) => after)).toEqual([0, 5]);
    expect(bodies[1].digest).toBe("d1");
    expect(bodies[1].mapping).toEqual(MAPPING);
    expect(sent("/apply")[1].files[0]).toBe(await PEOPLE.text());
    await click(".o_mynumber_people_again");
    await animationFrame();
    expect(sent("/preview")).toHaveLength(2);
});

test("a slice that met somebody else's change is sent again", async () => {
    const replies = [
        refusal("conflict", {}, 409),
        {after: 1, left: 0, written: 1, refused: []},
    ];
    const sent = await openImport({
        "/mynumber/people/preview": () => RIGHT,
        "/mynumber/people/apply": () => replies.shift(),
    });
    await choose();
    await waitFor(".o_mynumber_people_apply");
    await click(".o_mynumber_people_apply");
    await waitFor(".o_mynumber_people_again");
    expect(".o_mynumber_error").toHaveCount(0);
    expect(sent("/apply")).toHaveLength(2);
});

test("a refused slice is told and the run can go on", async () => {
    const replies = [
        refusal("internal", {}, 500),
        {after: 1, left: 0, written: 1, refused: []},
    ];
    await openImport({
        "/mynumber/people/preview": () => RIGHT,
        "/mynumber/people/apply": () => replies.shift(),
    });
    await choose();
    await waitFor(".o_mynumber_people_apply");
    await click(".o_mynumber_people_apply");
    await waitFor(".o_mynumber_error");
    await click(".o_mynumber_people_go_on");
    await waitFor(".o_mynumber_people_progress:contains(Everything)");
    expect(".o_mynumber_error").toHaveCount(0);
});

test("a file that cannot be used says why, and its columns can be mapped", async () => {
    const issue = {row: 1, column: "", message: "Map a column."};
    const sent = await openImport({
        "/mynumber/people/preview": ({mapping}) =>
            mapping
                ? {...RIGHT, mapping}
                : {...RIGHT, refused: true, issues: [issue], digest: undefined},
    });
    onRpc("mynumber.people.mapping", "search", () => []);
    onRpc("mynumber.people.mapping", "create", ({args}) => {
        expect.step(args[0][0].name);
        return [7];
    });
    await choose();
    await waitFor(".o_mynumber_people_notes");
    expect(".o_mynumber_people_apply").toHaveCount(0);
    await click(".o_mynumber_people_map");
    await waitFor(".o_mynumber_map_columns");
    await click(queryAll(".o_mynumber_map_target")[0]);
    await select("code");
    await click(".o_mynumber_map_word");
    await animationFrame();
    await click(".modal input[aria-label=Word]");
    await edit("おとこ");
    await click(".o_mynumber_map_save");
    await waitFor(".modal .o_mynumber_error");
    await click(".o_mynumber_map_name");
    await edit("給与");
    await click(".o_mynumber_map_save");
    await waitFor(".o_mynumber_people_apply");
    expect.verifySteps(["給与"]);
    const {mapping} = sent("/preview")[1].body;
    expect(mapping.columns).toEqual({番号: "code", 氏名: "name"});
    expect(mapping.values).toEqual({sex: {おとこ: "male"}});
});

test("a product and a saved mapping can be chosen", async () => {
    const saved = {...MAPPING, blank: "clear"};
    const sent = await openImport({"/mynumber/people/preview": () => RIGHT}, [
        {id: 4, name: "給与", content: saved},
    ]);
    await choose();
    await waitFor(".o_mynumber_people_apply");
    await click("#o_mynumber_people_source");
    await select("smarthr");
    await animationFrame();
    await waitFor(".o_mynumber_people_apply");
    await click("#o_mynumber_people_source");
    await select("saved:4");
    await animationFrame();
    await waitFor(".o_mynumber_people_apply");
    await click("#o_mynumber_people_namesakes");
    await select("same");
    await animationFrame();
    await waitFor(".o_mynumber_people_apply");
    const bodies = sent("/preview").map(({body}) => body);
    expect(bodies.map(({profile}) => profile)).toEqual([
        undefined,
        "smarthr",
        undefined,
        undefined,
    ]);
    expect(bodies[2].mapping).toEqual(saved);
    expect(bodies[3].namesakes).toBe("same");
});

test("who may not import is told so", async () => {
    await openImport({"/mynumber/people/columns": () => refusal("people_rights")});
    expect(".o_mynumber_error").toHaveText("refused: people_rights");
    expect("#o_mynumber_people_file").toHaveCount(0);
});
