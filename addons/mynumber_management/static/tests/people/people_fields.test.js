// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {queryOne} from "@odoo/hoot-dom";

class Person extends models.Model {
    family_name = fields.Char();
    family_name_kana = fields.Char();
    birthday = fields.Date();

    _records = [
        {id: 1, family_name: "", family_name_kana: "", birthday: "1985-05-15"},
        {id: 2, family_name: "髙野", family_name_kana: "タカノ", birthday: false},
    ];
}

defineMailModels();
defineModels([Person]);

const BOTH = {
    "1985-05-15": "1985-05-15（昭和60年5月15日）",
    "2019-05-01": "2019-05-01（令和元年5月1日）",
};

function mockWareki() {
    onRpc("mynumber.wareki", "show_days", ({args}) => {
        expect.step(`show ${args[0].join(" ")}`);
        return Object.fromEntries(args[0].map((day) => [day, BOTH[day]]));
    });
    onRpc("mynumber.wareki", "read_date", ({args}) => {
        expect.step(`read ${args[0]}`);
        return args[0] === "R1.5.1"
            ? {day: "2019-05-01", shown: BOTH["2019-05-01"]}
            : {error: "This is not a date we can read."};
    });
}

function mountPerson(resId) {
    return mountView({
        resModel: "person",
        type: "form",
        resId,
        arch: `
            <form>
                <field name="family_name" widget="mynumber_kana_source"
                       options="{'kana': 'family_name_kana'}"/>
                <field name="family_name_kana"/>
                <field name="birthday" widget="mynumber_wareki"/>
            </form>`,
    });
}

function compose(updates, committed) {
    const input = queryOne(".o_field_widget[name=family_name] input");
    const fire = (name, data) =>
        input.dispatchEvent(new CompositionEvent(name, {data, bubbles: true}));
    fire("compositionstart", "");
    for (const text of updates) {
        fire("compositionupdate", text);
    }
    input.value += committed;
    fire("compositionend", committed);
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    return animationFrame();
}

const kanaOf = () =>
    queryOne(".o_field_widget[name=family_name_kana] input").value;
const birthday = ".o_field_widget[name=birthday] input";

test("a date is shown in both calendars and typed in either", async () => {
    mockWareki();
    onRpc("person", "web_save", ({args}) => {
        expect.step(`save ${args[1].birthday}`);
    });
    await mountPerson(1);
    expect(birthday).toHaveValue(BOTH["1985-05-15"]);
    await contains(birthday).edit("R1.5.1");
    await animationFrame();
    expect(birthday).toHaveValue(BOTH["2019-05-01"]);
    await clickSave();
    expect.verifySteps(["show 1985-05-15", "read R1.5.1", "save 2019-05-01"]);
});

test("what was just typed is in the record when it is saved", async () => {
    mockWareki();
    onRpc("person", "web_save", ({args}) => {
        expect.step(`save ${args[1].birthday}`);
    });
    await mountPerson(1);
    await contains(birthday).edit("R1.5.1", {confirm: false});
    await clickSave();
    expect.verifySteps(["show 1985-05-15", "read R1.5.1", "save 2019-05-01"]);
});

test("a date that cannot be read is refused with the reason", async () => {
    mockWareki();
    onRpc("person", "web_save", ({args}) => {
        expect.step(`save ${args[1].birthday}`);
    });
    await mountPerson(1);
    await contains(birthday).edit("nonsense");
    await animationFrame();
    expect(".o_field_widget[name=birthday] [role=alert]").toHaveText(
        "This is not a date we can read."
    );
    expect(birthday).toHaveValue("nonsense");
    expect(".o_form_button_save").not.toBeEnabled();
    await contains(birthday).edit("R1.5.1");
    await animationFrame();
    expect(".o_field_widget[name=birthday] [role=alert]").toHaveCount(0);
    await clickSave();
    expect.verifySteps([
        "show 1985-05-15",
        "read nonsense",
        "read R1.5.1",
        "save 2019-05-01",
    ]);
});

test("dates of a list are asked for together", async () => {
    mockWareki();
    Person._records.push({id: 3, birthday: "2019-05-01"});
    await mountView({
        resModel: "person",
        type: "list",
        arch: `<list><field name="birthday" widget="mynumber_wareki"/></list>`,
    });
    expect.verifySteps(["show 1985-05-15 2019-05-01"]);
    expect(".o_data_row:first .o_field_widget[name=birthday]").toHaveText(
        BOTH["1985-05-15"]
    );
});

test("the reading is filled while the name is composed", async () => {
    mockWareki();
    await mountPerson(1);
    await compose(["たかは", "たかはし", "髙橋"], "髙橋");
    expect(kanaOf()).toBe("タカハシ");
    await compose(["だ", "田"], "田");
    expect(kanaOf()).toBe("タカハシダ");
    expect.verifySteps(["show 1985-05-15"]);
});

test("a reading typed by hand stays; a name typed anew brings its own", async () => {
    await mountPerson(2);
    await compose(["ざわ", "沢"], "沢");
    expect(kanaOf()).toBe("タカノ");
    await contains(".o_field_widget[name=family_name] input").edit("", {
        confirm: false,
    });
    await compose(["すずき", "鈴木"], "鈴木");
    expect(kanaOf()).toBe("スズキ");
});
