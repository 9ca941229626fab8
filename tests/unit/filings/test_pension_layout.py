# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The tables of SHFD0006.CSV: columns, lengths, editions, settings, conditions."""

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from mynumber_management.filings import conditions, layout, pension_layout
from mynumber_management.filings.layout import LayoutError
from pension_samples import TODAY, table

DATA = Path(__file__).resolve().parents[1] / "data" / "filings"
FORMS = {"2200700": 34, "2201700": 27, "2202700": 139}
FRAME = {"media": 6, "count": 2, "office": 12}


def printed(code):
    """(no., name, type, least, most) of each item as the specification has them."""
    lines = (DATA / f"names_{code}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        no, name, kind, length = line.split("\t")
        least, most = (re.findall("[0-9]+", length) * 2)[:2]
        least = "1" if length.startswith("<=") else least
        yield no, name, kind, least, most


def described(items):
    return [(str(i.no), i.name, i.type, str(i.low), str(i.high)) for i in items]


@pytest.mark.parametrize("code", FORMS)
def test_every_column_is_the_specified_one(code):
    items = table({"nationality_bytes": 60}).forms[code].items
    assert len(items) == FORMS[code]
    assert described(items) == list(printed(code))


@pytest.mark.parametrize("part", FRAME)
def test_every_item_of_the_frame_is_the_specified_one(part):
    items = table().frame[part].items
    assert len(items) == FRAME[part]
    assert described(items) == list(printed(f"SHFD0006_{part}"))


def test_all_lengths_count_bytes():
    tables = [*table().forms.values(), *table().frame.values()]
    assert {item.unit for one in tables for item in one.items} == {"bytes"}


def test_numbers_stand_in_the_columns_of_the_specification():
    secret = {
        code: [item.no for item in one.items if item.secret]
        for code, one in table().forms.items()
    }
    assert secret == {"2200700": [13], "2201700": [11], "2202700": [14, 29, 78, 111]}


def test_the_two_other_dependants_have_the_same_columns():
    items = table().forms["2202700"].items
    first, second = items[69:102], items[102:135]
    for one, two in zip(first, second, strict=True):
        assert two.no == one.no + 33
        assert two.id == one.id.replace("other1_", "other2_")
        for part in ("type", "low", "high", "kind", "codes", "secret", "required"):
            assert getattr(one, part) == getattr(two, part)
        assert two.needed == one.needed.replace("other1_", "other2_")
        assert two.empty == one.empty.replace("other1_", "other2_")


def test_required_columns_are_those_of_the_check_lists():
    required = {
        code: [item.no for item in one.items if item.required]
        for code, one in table().forms.items()
    }
    assert required == {
        "2200700": [1, 2, 3, 4, 5, 7, 9, 10, 18, 19, 20, 21, 22, 23],
        "2201700": [1, 2, 3, 4, 5, 7, 9, 10, 16],
        "2202700": [1, 2, 3, 4, 5, 9, 11, 12, 13, 21],
    }


def test_an_edition_holds_from_its_day_on():
    ((edition, since, titles),) = pension_layout.editions()
    assert (edition, since) == ("第16.2版", date(2026, 3, 1))
    assert set(titles) == set(FORMS)
    assert pension_layout.load(since).edition == edition
    with pytest.raises(LayoutError):
        pension_layout.load(date(2026, 2, 28))


def test_every_open_point_is_a_setting_with_a_question_and_a_source():
    keys = {setting.key for setting in pension_layout.settings()}
    assert keys == {
        "file_bytes",
        "file_people",
        "name_spaces",
        "half_width_address",
        "both_identifications",
        "acquisition_codes",
        "number_on_death",
        "received_required",
        "residence_codes",
        "nationality_bytes",
        "abroad_text_bytes",
        "relation_on_removal",
    }
    for setting in pension_layout.settings():
        assert setting.default in setting.choices
        assert setting.question and setting.source


@pytest.mark.parametrize("setting", pension_layout.settings(), ids=lambda s: s.key)
def test_every_choice_can_be_loaded_and_no_other(setting):
    for choice in setting.choices:
        loaded = table({setting.key: choice})
        tables = [loaded, *loaded.forms.values(), *loaded.frame.values()]
        seen = [t.settings[setting.key] for t in tables if setting.key in t.settings]
        assert seen and set(seen) == {choice}
    with pytest.raises(LayoutError):
        table({setting.key: "another"})


def test_a_setting_of_another_file_is_refused():
    with pytest.raises(LayoutError):
        table({"summary_length": 65})


@pytest.mark.parametrize(
    ("chosen", "code", "item", "part", "expected"),
    [
        ({"nationality_bytes": 60}, "2202700", "spouse_nationality", "high", 60),
        ({"abroad_text_bytes": 75}, "2202700", "other2_abroad_text", "high", 75),
        ({"abroad_text_bytes": 75}, "2202700", "spouse_abroad_end_text", "high", 75),
        ({"half_width_address": True}, "2200700", "address", "type", "M"),
        ({"number_on_death": True}, "2201700", "number", "empty", ""),
        ({"received_required": True}, "2202700", "received_era", "needed", "form_code"),
    ],
)
def test_a_setting_changes_its_item(chosen, code, item, part, expected):
    assert getattr(table(chosen).forms[code].by_id[item], part) == expected
    assert getattr(table().forms[code].by_id[item], part) != expected


def test_the_codes_of_the_prefectures_are_those_of_the_pension_offices():
    codes = table().frame["office"].by_id["prefecture"].codes
    assert len(codes) == 47
    assert {"01", "12", "21", "31", "41", "51", "82"} <= set(codes)
    assert not {"13", "20", "30", "40", "50", "62", "70"} & set(codes)
    place = "other1_residence"
    jis = table().forms["2202700"].by_id[place].codes
    assert jis == tuple(f"{number:02}" for number in range(1, 48))
    chosen = table({"residence_codes": "pension"})
    assert chosen.forms["2202700"].by_id[place].codes == codes


def test_what_was_seen_once_says_so():
    items = table().forms["2202700"].items
    once = [item.no for item in items if item.source == "nenkin_once"]
    assert once == [*range(57, 69), *range(80, 90), 102, *range(113, 123), 135] + [
        *range(136, 140)
    ]
    assert not any(item.confirmed for item in items)
    assert not any(one.confirmed for one in table().forms.values())


KNOWN = ("form_code", "number", "change", "spouse_kana", "spouse_name")


@pytest.mark.parametrize(
    "text",
    ["nobody", "change=", "change=x", "!change=1", "other_*", "spouse_*=1", "a b", " "],
)
def test_a_condition_that_cannot_be_read_is_refused(text):
    with pytest.raises(LayoutError):
        conditions.parse(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("number", {"number": "1"}, True),
        ("number", {}, None),
        ("!number", {}, True),
        ("!number", {"number": "1"}, None),
        ("change=1|3", {"change": "3"}, True),
        ("change=1|3", {"change": "2"}, None),
        ("change!=1|3", {"change": "2"}, True),
        ("change!=1|3", {}, True),
        ("change!=1|3", {"change": "1"}, None),
        ("spouse_*", {"spouse_name": "甲"}, True),
        ("spouse_*", {}, None),
        ("!spouse_*", {}, True),
        ("!spouse_*", {"spouse_kana": "ｱ"}, None),
        ("spouse_* & change=1", {"spouse_name": "甲", "change": "1"}, True),
        ("spouse_* & change=1", {"spouse_name": "甲"}, None),
        ("number; change=1", {"change": "1"}, True),
        ("? change=1", {"change": "1"}, False),
        ("number; ? change=1", {"change": "1"}, False),
        ("number; ? change=1", {"change": "1", "number": "1"}, True),
    ],
)
def test_the_first_alternative_that_holds_counts(text, row, expected):
    full = dict.fromkeys(KNOWN, "") | row
    parsed = conditions.parse(text, KNOWN)
    found = conditions.first_that_holds(parsed, full, set(), set())
    assert (found.strict if found else None) == expected


def test_a_condition_is_silent_where_it_rests_on_a_wrong_value():
    row = dict.fromkeys(KNOWN, "") | {"change": "1", "number": "1"}
    value = conditions.parse("change=1", KNOWN)
    filled = conditions.parse("change", KNOWN)
    assert conditions.first_that_holds(value, row, {"change"}, set()) is None
    assert conditions.first_that_holds(filled, row, {"change"}, set())


def test_a_condition_is_silent_where_a_number_is_still_to_come():
    row = dict.fromkeys(KNOWN, "")
    parsed = conditions.parse("!number; !change", KNOWN)
    found = conditions.first_that_holds(parsed, row, set(), {"number"})
    assert found.ids == ["change"]


def change(no, **cells):
    def act(rows):
        rows[no - 1].update(cells)

    return act


@pytest.mark.parametrize(
    "act",
    [
        lambda rows: rows.pop(3),
        change(1, codes="2201700"),
        change(9, kind="date_year"),
        change(10, group="death"),
        change(13, secret=""),
        change(14, needed="nobody"),
        change(14, empty="nobody=1"),
        change(15, type="H"),
        change(21, source="hearsay"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(act, tmp_path, monkeypatch):
    shutil.copytree(layout.LAYOUTS, tmp_path / "layouts")
    path = tmp_path / "layouts" / "2200700.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    act(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    monkeypatch.setattr(layout, "LAYOUTS", tmp_path / "layouts")
    pension_layout._load.cache_clear()
    try:
        with pytest.raises(LayoutError):
            pension_layout.load(TODAY)
    finally:
        pension_layout._load.cache_clear()
