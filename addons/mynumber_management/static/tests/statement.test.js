// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {animationFrame, expect, runAllTimers, test} from "@odoo/hoot";
import {click, edit, press, queryAllTexts, setInputFiles, waitFor} from "@odoo/hoot-dom";
import {
    defineModels,
    fields,
    getService,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {mockDoor, refusal} from "./helpers.esm";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {download} from "@web/core/network/download";

class Slip extends models.Model {
    _name = "slip";
    pay_amount = fields.Float();
    tax_amount = fields.Float();
    finding_lines = fields.Json();

    _records = [
        {
            id: 1,
            finding_lines: [
                {
                    level: "error",
                    field: "tax_amount",
                    label: "Tax Withheld",
                    message: "Enter the tax.",
                },
                {
                    level: "warning",
                    field: "municipality_code",
                    label: "Municipality",
                    message: "Enter the municipality.",
                },
            ],
        },
        {id: 2, finding_lines: []},
    ];
}

defineMailModels();
defineModels([Slip]);

const FIGURES = new File(["社員番号,氏名\r\n0001,山田太郎\r\n"], "figures.csv");
const RIGHT = {
    issues: [],
    issue_count: 0,
    people: 1000,
    created: 998,
    changed: 2,
    pay_total: 4500000000,
    tax_total: 0,
    faulty: [{row: 2, code: "0001", name: "Yamada", column: "Tax", message: "Enter it."}],
    digest: "d1",
    imported: false,
};
const WRONG = {
    issues: [
        {row: 2, column: "Pay", code: "amount", message: "Write digits only."},
        {row: 0, column: "", code: "empty", message: "The file is empty."},
    ],
    issue_count: 2,
    imported: false,
};

async function openImport(reply) {
    onRpc("mynumber.establishment", "search_read", () => [
        {id: 5, display_name: "Head office"},
        {id: 6, display_name: "Shop"},
    ]);
    const calls = mockDoor({"/mynumber/statement/import": reply});
    await mountWithCleanup(WebClient);
    await getService("action").doAction("mynumber_statement_import");
    await waitFor(".o_mynumber_import");
    const bodies = () =>
        calls.filter(({route}) => route.endsWith("/import")).map(({body}) => body);
    return bodies;
}

async function choose() {
    await click("#o_mynumber_import_file");
    await setInputFiles([FIGURES]);
}

test("a file is previewed first and imported by the digest of its preview", async () => {
    const bodies = await openImport(({digest}) => ({...RIGHT, imported: Boolean(digest)}));
    await choose();
    await waitFor(".o_mynumber_import_go");
    expect(queryAllTexts(".o_mynumber_import_totals dd")).toEqual([
        "1,000",
        "998",
        "2",
        "4,500,000,000",
        "0",
    ]);
    expect(queryAllTexts(".o_mynumber_import_faults tbody td")).toEqual([
        "2",
        "0001 Yamada",
        "Tax",
        "Enter it.",
    ]);
    await click(".o_mynumber_import_go");
    await waitFor(".o_mynumber_import .alert-success");
    expect(".o_mynumber_import_go").toHaveCount(0);
    expect(bodies().map(({digest}) => digest)).toEqual([undefined, "d1"]);
    expect(bodies()[0].establishment).toBe(5);
    const sent = Uint8Array.from(atob(bodies()[1].file), (c) => c.charCodeAt(0));
    expect(new TextDecoder().decode(sent)).toBe(await FIGURES.text());
});

test("errors are listed by row and column and nothing can be imported", async () => {
    await openImport(() => WRONG);
    await choose();
    await waitFor(".o_mynumber_import_issues");
    expect(queryAllTexts(".o_mynumber_import_issues tbody td")).toEqual([
        "2",
        "Pay",
        "Write digits only.",
        "",
        "",
        "The file is empty.",
    ]);
    expect(".o_mynumber_import_go").toHaveCount(0);
});

test("another year is previewed anew, and a late answer is dropped", async () => {
    let answerLate = null;
    const late = new Promise((resolve) => {
        answerLate = () => resolve({...RIGHT, people: 111});
    });
    const bodies = await openImport(({year}) => (year === 2025 ? RIGHT : late));
    await choose();
    await click("#o_mynumber_import_year");
    await edit("2025");
    await press("Tab");
    await waitFor(".o_mynumber_import_totals");
    answerLate();
    await animationFrame();
    expect(".o_mynumber_import_totals dd:first").toHaveText("1,000");
    expect(bodies()).toHaveLength(2);
    expect(bodies()[1].year).toBe(2025);
});

test("a refusal is told and the file can be chosen again", async () => {
    const replies = [refusal("forbidden"), RIGHT];
    await openImport(() => replies.shift());
    await choose();
    await waitFor(".o_mynumber_error");
    expect(".o_mynumber_import_go").toHaveCount(0);
    await choose();
    await waitFor(".o_mynumber_import_go");
    expect(".o_mynumber_error").toHaveCount(0);
});

test("a finding says its level in words and leads to its field", async () => {
    await mountView({
        resModel: "slip",
        resId: 1,
        type: "form",
        arch: `
            <form>
                <field name="finding_lines" widget="mynumber_findings"/>
                <field name="pay_amount"/>
                <field name="tax_amount"/>
            </form>`,
    });
    expect(queryAllTexts(".o_mynumber_findings .visually-hidden")).toEqual([
        "Error",
        "Hint",
    ]);
    expect(".o_mynumber_findings .text-danger").toHaveText(/Enter the tax\./);
    await click(".o_mynumber_findings button:contains(Tax Withheld)");
    await animationFrame();
    expect("[name=tax_amount] input").toBeFocused();
    await click(".o_mynumber_findings button:contains(Municipality)");
    await animationFrame();
    expect(".o_mynumber_findings .text-danger").toHaveCount(1);
});

test("a finding of an output leads to its field when the slip opens", async () => {
    await mountView({
        resModel: "slip",
        resId: 1,
        type: "form",
        context: {mynumber_field: "tax_amount"},
        arch: `
            <form>
                <field name="finding_lines" widget="mynumber_findings"/>
                <field name="pay_amount"/>
                <field name="tax_amount"/>
            </form>`,
    });
    await runAllTimers();
    expect("[name=tax_amount] input").toBeFocused();
});

test("without findings nothing is shown", async () => {
    await mountView({
        resModel: "slip",
        resId: 2,
        type: "form",
        arch: `<form><field name="finding_lines" widget="mynumber_findings"/></form>`,
    });
    expect(".o_mynumber_findings").toHaveCount(0);
});

test("copies without numbers are downloaded without asking for wkhtmltopdf", async () => {
    onRpc("/report/check_wkhtmltopdf", () => expect.step("check_wkhtmltopdf"));
    patchWithCleanup(download, {
        _download: ({url, data}) => {
            const [report, type] = JSON.parse(data.data);
            expect.step([url, report.split("?")[0], type].join(" "));
            return Promise.resolve();
        },
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.report",
        report_type: "qweb-pdf",
        report_name: "mynumber_management.report_withholding_payee_document",
        context: {active_ids: [7, 8]},
    });
    expect.verifySteps([
        "/report/download /report/pdf/mynumber_management." +
            "report_withholding_payee_document/7,8 qweb-pdf",
    ]);
});
