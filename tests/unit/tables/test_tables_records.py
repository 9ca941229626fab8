# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every column of people has its field, or is known to have none."""

import pytest
from mynumber_management.tables.columns import COLUMNS, HISTORY, KEYS
from mynumber_management.tables.matching import Change, Known, match
from mynumber_management.tables.people import People, mapping_for
from mynumber_management.tables.reader import open_table
from mynumber_management.tables.records import (
    DAYS,
    FIELDS,
    PLACES,
    place,
    population,
    without_number,
    written,
)

NUMBER = "123456789018"  # invented, with a valid check digit
# Columns that others follow from, see tables.complete; they never reach a person.
TAKEN_APART = {"name", "kana", "address", "establishment", "tax_dependant"}
# What records of a kind have no field for.
NOT_KEPT = {"employee": set(), "dependant": set(), "payee": {"birth_date", "sex"}}


def people(*lines):
    with open_table("\r\n".join(lines).encode()) as table:
        return [without_number(person) for person in People(table, mapping_for(table))]


@pytest.mark.parametrize("kind", FIELDS)
def test_every_column_about_a_kind_is_a_field_of_its_records(kind):
    about = {c.id for c in COLUMNS.values() if c.about(kind)}
    about -= HISTORY | KEYS | TAKEN_APART
    kept = set(FIELDS[kind]) - {"code"}
    if kind == "employee":
        kept |= PLACES | set(DAYS)
    assert about - kept == NOT_KEPT[kind]
    assert kept <= about, kept - about


def test_a_leaver_is_one_of_the_employees():
    assert [population(kind) for kind in ("employee", "leaver", "payee")] == [
        "employee",
        "employee",
        "payee",
    ]


def test_number_history_and_what_is_wrong_with_them_are_left_out():
    head = "社員番号,氏名,個人番号,本人確認日,提供拒否日"
    (taro, had), (jiro, bad), (saburo, none) = people(
        head,
        f"1,山田 太郎,{NUMBER},2020-01-01,2020-01-02",
        "2,山田 次郎,123456789012,2090-01-01,",
        "3,山田 三郎,,,",
    )
    assert (had, bad, none) == (True, True, False)
    for person in (taro, jiro, saburo):
        assert person.number is None and not person.history and not person.findings


def test_a_number_elsewhere_stays_an_error():
    [(person, had)] = people("社員番号,氏名,町名番地", f"1,山田 太郎,{NUMBER}")
    assert not had
    assert [finding.code for finding in person.errors] == ["number"]


def test_what_has_no_field_is_left_out_and_told():
    [(payee, _had)] = people("区分,氏名,生年月日,性別", "支払先,佐藤 桜,1970-01-01,女")
    assert payee.values == {"family_name": "佐藤", "given_name": "桜"}
    assert {(f.column, f.code, f.level) for f in payee.findings} == {
        ("birth_date", "not_for_kind", "hint"),
        ("sex", "not_for_kind", "hint"),
    }


def test_changes_become_values_of_fields():
    changes = [
        Change("birth_date", None, "1985-05-15"),
        Change("phone", "03", None),
        Change("left_on", None, "2025-01-01"),
        Change("payer_establishment", None, "本社"),
    ]
    assert written("employee", changes) == {
        "birthday": "1985-05-15",
        "private_phone": False,
    }
    year = Change("disability", None, "special", 2026)
    assert written("dependant", [year, Change("prefecture", None, "東京都")]) == {
        "state_id": "東京都"
    }


def test_dependants_come_after_everybody_else():
    found = people(
        "区分,社員番号,氏名,続柄", "扶養親族,1,山田 梅,妻", "従業員,1,山田 太郎,"
    )
    wife, taro = (person for person, _had in found)
    assert place(taro) < place(wife) < 2**31


def test_who_gets_a_code_takes_the_family_along():
    there = [
        {"id": 1, "kind": "employee", "family_name": "山田", "given_name": "太郎"}
        | {"family": "id:1"},
        {"id": 2, "kind": "dependant", "code": "id:1", "family_name": "山田"}
        | {"given_name": "梅", "relation": "spouse", "relation_written": "妻"},
    ]
    found = people(
        "区分,社員番号,氏名,続柄", "従業員,1,山田 太郎,", "扶養親族,1,山田 梅,妻"
    )
    answers = list(match([person for person, _had in found], Known(there), "same"))
    assert [(answer.status, answer.id) for answer in answers] == [
        ("changed", 1),
        ("same", 2),
    ]
