# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The writer against records written by hand, to the byte; they check clean."""

from datetime import date
from pathlib import Path

import pytest
from filings_samples import PAYER, SAMPLES, corporate, retirement, salary
from forms_samples import SampleSecret, number
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.holes import Further
from mynumber_management.filings.layout import load
from mynumber_management.filings.writer import Writer

DATA = Path(__file__).resolve().parents[1] / "data" / "filings"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
NUMBERS = {place: number(place) for place in range(1, 13)}


def golden(code, case):
    """The bytes of a record written by hand."""
    text = (DATA / f"golden_{code}.txt").read_text(encoding="utf-8")
    block = next(b for b in text.split("\n== ")[1:] if b.startswith(f"{case}:"))
    facts = {str(place): digits for place, digits in NUMBERS.items()}
    facts |= {f"{place}z": d.translate(FULL) for place, d in NUMBERS.items()}
    facts |= {"space": " ", "corporate": corporate(1)}
    cells = [""] * {"315": 147, "375": 135, "316": 41, "309": 53, "313": 42}[code]
    for line in block.splitlines()[1:]:
        if line:
            place, value = line.split("\t")
            for key, fact in facts.items():
                value = value.replace(f"{{{key}}}", fact)
            cells[int(place) - 1] = value
    return ",".join(cells).encode("cp932") + b"\r\n"


def s(place):
    return SampleSecret(NUMBERS[place])


def people(prefix, entries):
    """Items of named relatives: (name, code, number)."""
    values = {}
    for place, (name, code, secret) in enumerate(entries, 1):
        values |= {
            f"{prefix}{place}_name": name,
            f"{prefix}{place}_class": code,
            f"{prefix}{place}_number": secret,
        }
    return values


def plain(**values):
    return values


CASES = {
    ("315", "adjusted"): lambda: salary(
        payee_number=s(1),
        spouse_number=s(2),
        dep1_number=s(3),
        dep2_number=s(4),
        dep3_number=s(5),
        u16_1_number=s(6),
    ),
    ("315", "secondary"): lambda: plain(
        payer_number=None,
        payee_address="神奈川県横浜市中区山下町2-3 A~B棟",
        payee_name="高橋 実",
        pay_kind="給料",
        pay_amount=960_000,
        tax_amount=29_400,
        spouse_mark="4",
        payee_birth_date=date(1989, 1, 8),
        f_minor=False,
        f_otsu=True,
        payee_number=s(1),
        summary="普B",
        ordinary_collection=True,
        payee_kana="たかはし　ミノル",
        municipality_code="14100",
    ),
    ("315", "leaver"): lambda: plain(
        correction="2",
        payee_address="大阪府大阪市北区中之島一丁目３番２０号",
        payee_name="Vanessa Wang",
        pay_kind="給料",
        pay_amount=5_000_000,
        pay_after=3_560_000,
        deduction_total=1_380_000,
        tax_amount=0,
        spouse_mark="2",
        social_ins=700_000,
        housing_credit=102_000,
        payee_birth_date=date(2019, 4, 30),
        f_minor=True,
        join_leave="2",
        join_leave_date=date(2025, 12, 31),
        prev_address="大阪府堺市堺区南瓦町３番１号",
        prev_abroad=False,
        prev_name="前の会社",
        prev_pay=1_200_000,
        prev_tax=20_000,
        prev_social_ins=170_000,
        prev_left_date=date(2025, 3, 31),
        move_in1=date(2019, 5, 1),
        housing_count=1,
        housing_class1="11",
        housing_balance1=15_000_000,
        summary="中途就",
        payee_kana="ヴァネッサ　ワン",
        municipality_code="271004",
        basic_deduction=680_000,
    ),
    ("315", "many"): lambda: plain(
        correction="1",
        payee_address="沖縄県那覇市泉崎一丁目１番１号",
        payee_name="大家　族",
        pay_kind="給料",
        pay_amount=6_000_000,
        tax_amount=50_000,
        spouse_mark="2",
        dep_other=6,
        payee_birth_date=date(1989, 1, 7),
        summary="（１）大家　五子（２）大家　六郎（３）大家　小五（年少）",
        dep_under16=5,
        payee_number=s(1),
        **people(
            "dep",
            [(f"大家　{n}郎", "00", s(2 + i)) for i, n in enumerate("一二三四")],
        ),
        **people(
            "u16_",
            [(f"大家　小{n}", "00", s(6 + i)) for i, n in enumerate("一二三四")],
        ),
        further_numbers=[Further(1, s(10)), Further(2, s(11))],
        further_under16_numbers=[Further(3, s(12))],
        payee_kana="オオヤ ゾク",
        municipality_code="472018",
    ),
    ("375", "adjusted"): lambda: plain(
        payee_address="愛知県名古屋市中区三の丸三丁目１番２号",
        payee_name="伊藤　四郎",
        pay_kind="給料",
        pay_amount=7_000_000,
        pay_after=5_200_000,
        deduction_total=3_490_000,
        tax_amount=100_000,
        spouse_mark="1",
        spouse_deduction=380_000,
        spouse_income=0,
        dep_other=5,
        payee_birth_date=date(1976, 12, 1),
        summary="（１）伊藤　五郎（２）伊藤　六子（１０）",
        nonresident_rel=1,
        payee_number=s(1),
        spouse_kana="イトウ　マリ",
        spouse_name="伊藤　マリ",
        spouse_class="01",
        spouse_number=s(2),
        **people(
            "dep", [(f"伊藤　{n}", "00", s(3 + i)) for i, n in enumerate("一二三四")]
        ),
        further_numbers=[Further(1, s(7)), Further(2, s(8))],
        basic_deduction=580_000,
        dep_special_rel=1,
        special_rel_deduction=630_000,
    ),
    ("375", "empty"): lambda: plain(
        payee_address="愛知県名古屋市中区三の丸三丁目１番２号",
        payee_name="加藤　五郎",
        pay_kind="賞与",
        pay_amount=100_000,
        tax_amount=0,
        spouse_mark="2",
        payee_birth_date=date(1912, 7, 29),
        payee_kana="かとう　ごろう",
    ),
    ("316", "declared"): lambda: retirement(
        summary="ストックオプションの行使による利益　1,000,000円",
        payee_number=s(1),
        declared_code="6",
    ),
    ("316", "undeclared"): lambda: plain(
        payee_address="大阪府大阪市北区中之島一丁目３番２０号",
        payee_name="平成　元",
        undeclared_amount=3_000_000,
        undeclared_tax=612_600,
        service_years=38,
        joined_date=date(1989, 1, 8),
        left_date=date(2026, 1, 31),
        payee_number=s(1),
    ),
    ("309", "fees"): lambda: SAMPLES["309"][1](
        pay2_detail=None, summary="(災)", payee_number=s(1)
    ),
    ("309", "corporation"): lambda: plain(
        payee_address="京都府京都市中京区寺町通御池上る上本能寺前町４８８番地",
        payee_name="弁護士法人見本",
        pay1_kind="弁護士報酬",
        pay1_amount=2_000_000,
    ),
    ("313", "owners"): lambda: SAMPLES["313"][1](
        broker_date=date(2019, 5, 1),
        summary=("持分不明　他１人　高橋　夏子", s(2)),
        payee_number=s(1),
    ),
    ("313", "plain"): lambda: plain(
        payee_address="北海道札幌市中央区北一条西二丁目",
        payee_name="株式会社見本ビル",
        payee_type="2",
        pay1_kind="更新料",
        pay1_place="北海道札幌市中央区南一条西三丁目",
        pay1_amount=500_000,
        payee_number=corporate(1),
    ),
}


def _written(code, case):
    table = load(code, SAMPLES[code][0])
    values = CASES[code, case]()
    common = PAYER
    if "payer_number" in values:
        common = {key: PAYER[key] for key in PAYER if key != "payer_number"}
    return bytes(Writer(table, common).record(values))


@pytest.mark.parametrize(("code", "case"), CASES)
def test_the_writer_writes_what_a_person_wrote(code, case):
    assert _written(code, case) == golden(code, case)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_the_golden_records_check_clean(code, case):
    checker = Checker(load(code, SAMPLES[code][0]))
    found = list(checker.check(golden(code, case)))
    assert {finding.code for finding in found} <= {"number_missing", "expected"}
    if case not in ("secondary", "leaver", "many", "empty", "corporation"):
        assert found == []
