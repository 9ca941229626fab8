# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The own template, the products' columns and saved mappings: data that must hold."""

import ast
import json
import re
from pathlib import Path

import pytest
from mynumber_management.tables import columns, mapping, profiles
from mynumber_management.tables.codes import CODES
from mynumber_management.tables.columns import CHOICES, COLUMNS, Target, data_rows
from mynumber_management.tables.findings import Refused
from mynumber_management.tables.mapping import Mapping, check, choices_of
from mynumber_management.tables.profiles import BASES, detect, suggest
from mynumber_management.tables.values import CellReader
from mynumber_management.text.digits import check_digit
from mynumber_management.text.eras import DateError
from mynumber_management.text.kana import KanaError
from mynumber_management.text.names import NameRefused

NUMBER = "12345678901" + check_digit("12345678901")
TABLES = Path(columns.__file__).parent
GOOD = {
    "version": 1,
    "profile": "",
    "person_kind": "employee",
    "date_order": "ymd",
    "blank": "keep",
    "columns": {"番号": "code", "なまえ": "name"},
    "values": {"sex": {"おとこ": "male", "?": "", "-": "-"}},
}


def codes(**changes):
    return [(f.column, f.code) for f in check(GOOD | changes)]


def test_no_two_columns_share_a_heading():
    seen = {}
    for column in COLUMNS.values():
        for word in column.headings:
            key = columns.heading_key(word)
            assert key and seen.setdefault(key, column.id) == column.id, word


def test_every_column_can_be_read_and_is_about_somebody():
    for column in COLUMNS.values():
        assert column.ja and column.en
        assert column.people and set(column.people) <= set("EDP")
        assert column.kind == "number" or hasattr(CellReader, f"_read_{column.kind}")
        if column.kind in ("choice", "list"):
            assert choices_of(column)
    named = columns.YEARLY | columns.HISTORY | columns.KEYS | set(CHOICES)
    assert named <= COLUMNS.keys()


def test_every_shipped_word_means_a_value_of_its_column():
    words = {}
    for row in data_rows("people_values.csv"):
        column = COLUMNS.get(row["target"])
        allowed = choices_of(column) if column else columns.FLAG_CHOICES
        assert column or row["target"] == "flag"
        assert row["value"] in (*allowed, columns.NONE, ""), row
        key = (row["profile"], row["target"], mapping.word_key(row["word"]))
        assert words.setdefault(key, row["value"]) == row["value"], row
        assert not row["profile"] or row["source"].startswith("https://")


def test_every_heading_of_a_product_has_a_target_and_a_source():
    for profile in profiles.profiles().values():
        assert profile.person_kind in columns.KINDS
        for known in profile.known:
            assert Target.of(known.target), known
            assert known.basis in BASES
            assert known.source.startswith("https://")
        assert check(suggest([k.heading for k in profile.known], profile.id)) == []


def test_what_is_unconfirmed_is_said_for_every_product():
    told = {row["profile"] for row in profiles.unconfirmed()}
    assert told == profiles.profiles().keys()
    assert all(row["what"] and row["why"] for row in profiles.unconfirmed())


def test_the_choices_are_those_of_the_models():
    """Read from the sources: the models need Odoo."""
    models = TABLES.parent / "models"
    for name, column in (
        ("mynumber_dependant.py", "relation"),
        ("mynumber_dependant_status.py", "deduction_spouse"),
        ("mynumber_dependant_status.py", "disability"),
        ("mynumber_dependant_status.py", "abroad_reason"),
        ("mynumber_verification.py", "checked_how"),
    ):
        field = {"checked_how": "route"}.get(column, column)
        text = (models / name).read_text(encoding="utf-8")
        block = re.search(rf" {field} = fields\.Selection\(\s*\[(.*?)\]", text, re.S)
        assert tuple(re.findall(r'\(\s*"(\w+)",', block[1])) == CHOICES[column], column
    data = TABLES.parent / "data" / "mynumber_purpose_data.xml"
    records = data.read_text(encoding="utf-8").split('model="mynumber.purpose"')[1:]
    found = {re.search(r'name="code">([\w.]+)<', record)[1] for record in records}
    assert found == set(CHOICES["purposes"])


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["社員番号", "氏名"], ""),
        (["氏名", "何か"], ""),
        (["社員番号", "姓", "名", "住民票住所（都道府県）"], "smarthr"),
        (["従業員 社員番号", "家族3 続柄"], "smarthr"),
        (["従業員番号", "姓", "被保険者番号(雇用保険)"], "freee"),
        (
            ["従業員番号", "姓", "続柄", "住民票住所の市区町村以降の住所"],
            "freee_family",
        ),
        (["従業員番号", "苗字", "名前", "苗字(カナ)"], "moneyforward_family"),
        ([], ""),
    ],
)
def test_products_are_told_by_headings(headings, expected):
    assert detect(headings)[0][0] == expected


def test_the_first_of_two_headings_for_one_column_is_taken():
    found = suggest(
        ["住民票住所（都道府県）", "住所（都道府県）", "社員番号"], "smarthr"
    )
    assert found["columns"] == {"住所（都道府県）": "prefecture", "社員番号": "code"}


def test_a_file_of_relations_is_one_of_dependants():
    assert suggest(["社員番号", "氏名", "続柄"])["person_kind"] == "dependant"
    assert suggest(["社員番号", "氏名", "続柄", "区分"])["person_kind"] == "employee"


def test_a_good_mapping_survives_json():
    assert check(json.loads(json.dumps(GOOD))) == []
    assert Mapping(GOOD).words(COLUMNS["sex"])["おとこ"] == "male"


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        GOOD | {"more": 1},
        {k: v for k, v in GOOD.items() if k != "values"},
        GOOD | {"columns": []},
        GOOD | {"values": {"sex": ["male"]}},
        GOOD | {"blank": ["keep"]},
        GOOD | {"columns": {str(n): "code" for n in range(1001)}},
    ],
)
def test_a_mapping_of_another_shape_is_refused(broken):
    assert [f.code for f in check(broken)] == ["mapping_shape"]
    with pytest.raises(Refused):
        Mapping(broken)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"version": 2}, [("version", "unknown_option")]),
        ({"person_kind": "cat"}, [("person_kind", "unknown_option")]),
        ({"date_order": "ydm"}, [("date_order", "unknown_option")]),
        ({"profile": "unknown"}, [("", "unknown_profile")]),
        ({"columns": {"a": "sex"}}, [("code", "key_missing")]),
        ({"columns": {"a": "spouse.code", "b": "code"}}, [("", "unknown_target")]),
        ({"columns": {"a": "cat", "b": "code"}}, [("", "unknown_target")]),
        ({"columns": {"a": 7, "b": "code"}}, [("", "unknown_target")]),
        ({"columns": {"a": "purposes:cat", "b": "code"}}, [("", "unknown_target")]),
        ({"columns": {"a": "code:zaikei", "b": "code"}}, [("", "unknown_target")]),
        ({"columns": {"a": "family0.sex", "b": "code"}}, [("", "unknown_target")]),
        ({"columns": {"a": "code", "b": "code"}}, [("code", "target_twice")]),
        ({"columns": {NUMBER: "code"}}, [("", "mapping_heading")]),
        ({"values": {"name": {"a": "b"}}}, [("name", "values_not_allowed")]),
        ({"values": {"cat": {"a": "b"}}}, [("", "values_not_allowed")]),
        ({"values": {"sex": {"a": "cat"}}}, [("sex", "unknown_value")]),
        ({"values": {"sex": {NUMBER: "male"}}}, [("sex", "mapping_heading")]),
    ],
)
def test_each_mistake_of_a_mapping_has_a_name(changes, expected):
    assert codes(**changes) == expected
    assert NUMBER not in repr(check(GOOD | changes))


def test_relatives_and_single_purposes_are_targets():
    assert Target.of("spouse.sex").group == "spouse"
    assert Target.of("family12.number").column.id == "number"
    assert Target.of("purposes:zaikei").value == "zaikei"


def test_every_code_that_is_used_has_a_sentence():
    used = set()
    for path in TABLES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = {"refuse": 0, "Flaw": 0, "Unreadable": 0, "append": 0, "say": 1}
            place |= {"_conflict": 1, "Finding": 2}
            if name in place and len(node.args) > place[name]:
                argument = node.args[place[name]]
                if isinstance(argument, ast.Constant):
                    used.add(argument.value)
    assert len(used) > 60
    assert used <= CODES.keys(), used - CODES.keys()


def test_what_texts_refuse_has_a_sentence_too():
    reasons = {*DateError.REASONS, *NameRefused.REASONS, *KanaError.REASONS}
    reasons -= {"empty", "not_understood", "no_code", "unknown_code", "no_half_width"}
    assert reasons <= CODES.keys()
