# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The tables of the record layouts: names, counts, years, settings, contradictions."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from mynumber_management.filings import layout
from mynumber_management.filings.layout import LayoutError, load
from mynumber_management.forms.withholding import BY_ID

DATA = Path(__file__).resolve().parents[1] / "data" / "filings"
COUNTS = {"315": 147, "375": 135, "316": 41, "309": 53, "313": 42}
PENSION = {"SHFD0006", "SHFD0006_count", "SHFD0006_office"}
PENSION |= {"2200700", "2201700", "2202700"}
EVERY = [(code, year) for code, year, _title in layout.available()]


def printed(code):
    """(no., name, type, length) of each item as the authority prints them."""
    lines = (DATA / f"names_{code}.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


def length(item):
    if item.low == item.high:
        return f"={item.high}"
    return f"<={item.high}" if item.low == 1 else f"{item.low}-{item.high}"


@pytest.mark.parametrize(("code", "year"), EVERY)
def test_every_item_is_the_printed_one(code, year):
    items = load(code, year).items
    assert len(items) == COUNTS[code]
    assert [(str(i.no), i.name, i.type, length(i)) for i in items] == printed(code)


def test_each_layout_has_its_years():
    assert sorted(EVERY) == [
        *[("309", year) for year in (2025, 2026)],
        *[("313", year) for year in (2025, 2026)],
        *[("315", year) for year in (2025, 2026)],
        ("316", 2026),
        *[("375", year) for year in (2025, 2026)],
    ]


@pytest.mark.parametrize(
    ("code", "year"), [("315", 2024), ("315", 2027), ("316", 2025), ("314", 2025)]
)
def test_no_layout_is_guessed_for_another_year(code, year):
    with pytest.raises(LayoutError):
        load(code, year)


def test_what_is_not_confirmed_says_so():
    assert load("375", 2025).confirmed
    assert all(item.confirmed for item in load("375", 2025).items)
    for code, year in (("315", 2025), ("315", 2026), ("375", 2026)):
        assert not load(code, year).confirmed
        assert load(code, year).note
    unsure = {item.no for item in load("315", 2025).items if not item.confirmed}
    assert unsure >= {86, 94, 95, 132, 133, *range(134, 141), 147}
    assert not unsure & {1, 4, 17, 91}


@pytest.mark.parametrize(("code", "year"), EVERY)
def test_every_item_has_a_source_and_a_rule_or_its_name_says_all(code, year):
    known = layout.sources()
    assert all(item.source in known for item in load(code, year).items)


def test_numbers_are_marked_secret():
    secret = {
        code: [item.no for item in load(code, year).items if item.secret]
        for code, year in EVERY
    }
    own = [94, 95, 99, 103, 107, 111, 115]
    assert secret["315"] == [*own, 119, 123, 127, 131, 132, 133]
    assert secret["375"] == [*own, 128]
    assert secret["316"] == [37, 38]
    assert secret["309"] == [52, 53]
    assert secret["313"] == [39, 40, 41, 42]


@pytest.mark.parametrize("code", ["315", "375"])
def test_the_items_come_from_fields_of_the_statement(code):
    ours = {"reference1", "reference2", "branch", "correction", "creation"}
    ours |= {"payer_number", "payee_number", "spouse_number", "summary"}
    for item in load(code, 2025).items:
        if item.kind not in ("const", "blank") and item.id not in ours:
            for name in item.field.split():
                assert name.split(".")[0] in BY_ID, item.id


def test_the_required_items_are_those_of_the_authority():
    common = [1, 4, 5, 10, 11, 12, 14]
    salary = [*common, 44, 45, 46, 47]
    wanted = {"315": [*salary, 137, 139, 147], "375": salary}
    for code, year in EVERY:
        required = [item.no for item in load(code, year).items if item.required]
        assert required == wanted.get(code, common)


def test_codes_of_the_housing_credit_follow_the_year():
    assert "03" in load("375", 2025).by_id["housing_class1"].codes
    assert "03" not in load("375", 2026).by_id["housing_class1"].codes


def test_every_open_point_is_a_setting_with_a_source():
    keys = {setting.key for setting in layout.settings()}
    assert keys >= {
        "individual_number_width",
        "creation",
        "further_numbers_form",
        "further_numbers_length",
        "summary_length",
        "era_nine",
        "municipality_code_width",
        "empty_last_item",
        "line_end",
        "chunk_records",
    }
    for setting in layout.settings():
        assert setting.default in setting.choices
        assert setting.question and setting.source
        assert set(setting.codes) <= set(COUNTS) | PENSION


@pytest.mark.parametrize(
    ("chosen", "item", "expected"),
    [
        ({"individual_number_width": 12}, "payee_number", (12, 12)),
        ({"individual_number_width": 12}, "payer_number", (12, 13)),
        ({"summary_length": 65}, "summary", (1, 65)),
        ({"further_numbers_length": 300}, "further_under16_numbers", (1, 300)),
    ],
)
def test_a_setting_changes_its_item_alone(chosen, item, expected):
    changed = load("315", 2026, chosen)
    assert (changed.by_id[item].low, changed.by_id[item].high) == expected
    assert load("315", 2026).by_id[item] != changed.by_id[item]
    assert changed.by_id["payer_name"] == load("315", 2026).by_id["payer_name"]


def test_the_era_nine_is_taken_only_when_set():
    assert "9" not in load("315", 2025).by_id["birth_era"].codes
    assert "9" in load("315", 2025, {"era_nine": True}).by_id["birth_era"].codes
    assert "9" in load("375", 2025).by_id["birth_era"].codes


@pytest.mark.parametrize(
    "chosen", [{"summary_length": 99}, {"unknown": 1}, {"empty_last_item": "space"}]
)
def test_a_setting_that_is_not_offered_is_refused(chosen):
    with pytest.raises(LayoutError):
        load("315", 2025, chosen)


def test_files_have_the_names_that_are_prescribed():
    assert load("375", 2025).file_name(1, disc=True) == "375dat01.txt"
    assert load("375", 2025).file_name(2) == "375-2025-02.csv"
    assert load("315", 2026).file_name(1) == "315-2026-01.csv"
    for code, number in (("315", 1), ("375", 0), ("375", 100)):
        with pytest.raises(LayoutError):
            load(code, 2025).file_name(number, disc=True)


def test_a_layout_cannot_be_changed():
    table = load("315", 2025)
    with pytest.raises(AttributeError):
        table.items[0].high = 4
    with pytest.raises(TypeError):
        table.by_id["year"] = None


def change(no, **cells):
    def act(rows):
        rows[no - 1].update(cells)

    return act


@pytest.mark.parametrize(
    "act",
    [
        lambda rows: rows.pop(3),
        lambda rows: rows.append(rows[-1]),
        lambda rows: rows.reverse(),
        change(1, codes="315"),
        change(4, type="H"),
        change(4, kind="essay"),
        change(4, length="60"),
        change(4, length="=0"),
        change(4, id="payer_name"),
        change(4, id="Payer"),
        change(4, source="hearsay"),
        change(4, codes="1 2"),
        change(13, codes=""),
        change(13, codes="0 10"),
        change(38, secret=""),
        change(4, secret="1"),
        change(29, group="left_date"),
        change(30, required="1"),
        change(30, kind="date_day"),
        change(30, group=""),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(act, tmp_path, monkeypatch):
    shutil.copytree(layout.LAYOUTS, tmp_path / "layouts")
    path = tmp_path / "layouts" / "316.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    act(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    monkeypatch.setattr(layout, "LAYOUTS", tmp_path / "layouts")
    layout._load.cache_clear()
    try:
        with pytest.raises(LayoutError):
            load("316", 2026)
    finally:
        layout._load.cache_clear()


def test_the_index_of_layouts_has_a_table_for_every_code():
    index = json.loads((layout.LAYOUTS / "filings.json").read_text(encoding="utf-8"))
    codes = {row["code"] for row in index["layouts"]}
    assert codes == set(COUNTS)
    assert all((layout.LAYOUTS / f"{code}.csv").is_file() for code in codes)
