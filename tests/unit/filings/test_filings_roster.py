# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rows of another program's file matched with people of the company."""

from datetime import date

import pytest
from mynumber_management.filings import roster
from mynumber_management.filings.roster import Known, Roster, even, relative

BORN = date(1985, 5, 15)
HOME = "東京都千代田区霞が関3-1-1　見本ハイツ203"
TARO = Known(1, "0012", ("山田 太郎", "ヤマダ タロウ"), BORN, HOME)
OTHER = Known(2, "0013", ("鈴木 一郎",), date(1990, 1, 2), "")
TWIN = Known(3, "0014", ("山田 太郎",), BORN, HOME)
PEOPLE = Roster([TARO, OTHER])


def found(by_code=True, people=PEOPLE, **keys):
    state, person = people.find(keys, by_code)
    return state, person and person.id


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"code": "0012", "name": "山田　太郎"}, ("matched", 1)),
        ({"code": "12", "name": "ﾔﾏﾀﾞﾀﾛｳ"}, ("matched", 1)),
        ({"code": "0012", "name": "佐藤　太郎", "birth_date": BORN}, ("matched", 1)),
        ({"code": "0012", "name": "佐藤　太郎"}, ("different", None)),
        ({"code": "0012"}, ("different", None)),
        ({"code": "9", "name": "山田太郎", "birth_date": BORN}, ("matched", 1)),
        ({"name": "山田太郎", "birth_date": BORN}, ("matched", 1)),
        ({"kana": "ヤマダ　タロウ", "birth_date": BORN}, ("matched", 1)),
        ({"name": "山田太郎", "birth_date": date(1985, 5, 16)}, ("different", None)),
        ({"name": "山田太郎"}, ("different", None)),
        ({"name": "山田太郎", "address": HOME}, ("matched", 1)),
        ({"name": "山田太郎", "address": "大阪府"}, ("different", None)),
        ({"name": "鈴木一郎", "address": ""}, ("different", None)),
        ({"name": "名無", "birth_date": BORN}, ("unknown", None)),
        ({"name": ""}, ("unknown", None)),
        ({}, ("unknown", None)),
    ],
)
def test_code_and_name_or_birth(keys, expected):
    assert found(**keys) == expected


def test_a_code_of_something_else_counts_for_nothing():
    assert found(by_code=False, code="0012", name="山田太郎") == ("different", None)


def test_two_who_fit_are_nobody():
    people = Roster([TARO, TWIN])
    assert found(people=people, name="山田太郎", birth_date=BORN) == ("ambiguous", None)
    keys = {"code": "14", "name": "山田太郎", "birth_date": BORN}
    assert found(people=people, **keys) == ("matched", 3)


def test_relatives_are_found_by_name_or_reading():
    child = Known(8, "", ("山田 桜", "ヤマダ サクラ"))
    parent = TARO._replace(relatives=(child, Known(9, "", ("山田 梅",))))
    assert relative(parent, "山田　桜", "") == ("matched", child)
    assert relative(parent, "", "ヤマダ　サクラ") == ("matched", child)
    assert relative(parent, "山田　松", "") == (roster.UNKNOWN, None)
    assert relative(parent, "", "") == (roster.UNKNOWN, None)
    twice = parent._replace(relatives=(child, child._replace(id=10)))
    assert relative(twice, "山田桜", "") == (roster.AMBIGUOUS, None)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("東京都千代田区霞が関三丁目１番１号", "東京都千代田区霞が関3-1-1", True),
        ("港区芝公園４丁目２番地の８", "港区芝公園4-2-8", True),
        ("港区芝十二丁目1番", "港区芝12-1", True),
        ("港区芝1-23", "港区芝12-3", False),
        ("港区芝1-2", "港区芝1-3", False),
    ],
)
def test_addresses_however_blocks_are_written(one, two, same):
    assert (even(one) == even(two)) is same
