# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Values of the records that tests/unit/data/filings/golden_220*.txt has by hand."""

from datetime import date

from forms_samples import SampleSecret, number
from pension_samples import (
    HOME,
    ICHIRO,
    acquisition,
    block,
    family,
    loss,
    other,
    spouse,
)

NUMBERS = {place: number(place) for place in range(1, 4)}


def s(place):
    return SampleSecret(NUMBERS[place])


OSAKA = {"zip1": "530", "zip2": "0005", "address": "大阪府大阪市北区中之島1丁目"}
JOHN = {
    "kana": "スミス ジョン",
    "name": "スミス　ジョン",
    "birth_date": date(1988, 1, 8),
}
CASES = {
    ("2200700", "number"): lambda: acquisition(number=s(1)),
    ("2200700", "address"): lambda: acquisition(
        **ICHIRO | {"insured_no": None},
        sex="1",
        number=None,
        no_address_reason="3",
        number_note="住民票なし　2026-10現在",
        has_dependants="1",
        pay_cash=300_000,
        pay_in_kind=10_000,
        pay_total=310_000,
        **HOME,
        address_kana="トウキョウト チヨダク ミホンチョウ １－２－３",
    ),
    ("2200700", "pension"): lambda: acquisition(
        insured_no="7",
        kana="がんぷ　ヴァージニア",
        name=None,
        birth_date=date(2019, 4, 30),
        number=None,
        pension_office="1234",
        pension_serial="567890",
        acquired_date=date(2019, 5, 1),
        pay_cash=200_000,
        pay_total=200_000,
        rehired=True,
        zip1="530",
        zip2="0005",
        address_kana="ｵｵｻｶｼｷﾀｸ ﾅｶﾉｼﾏ 1ﾁｮｳﾒ",
        certificate=False,
    ),
    ("2200700", "seconded"): lambda: acquisition(
        insured_no="000123",
        kana="ミホン ジロウ",
        name="見本　次郎",
        birth_date=date(1989, 1, 7),
        sex="1",
        acquisition="3",
        number=s(1),
        acquired_date=date(2019, 4, 30),
        pay_cash=12_345_678,
        pay_total=12_345_678,
        several_offices=True,
        short_time=True,
        remarks="前任者の後任〜第２営業所",
        certificate=True,
    ),
    ("2200700", "over70"): lambda: acquisition(
        insured_no="3",
        kana="ミホン シンサク",
        name="見本　晋作",
        birth_date=date(1956, 3, 1),
        sex=None,
        acquisition=None,
        number=s(1),
        acquired_date=date(2026, 2, 28),
        pay_cash=500,
        pay_in_kind=500,
        pay_total=1000,
        over70=True,
        only_over70=True,
    ),
    ("2201700", "left"): lambda: loss(number=s(1), cards_returned=1, cards_lost=2),
    ("2201700", "left70"): lambda: loss(
        insured_no="17",
        kana="ミホン シンサク",
        name="見本　晋作",
        birth_date=date(1954, 1, 20),
        number=None,
        pension_office="1234",
        pension_serial="567890",
        over70_ended=True,
        over70_ended_date=date(2026, 10, 31),
    ),
    ("2201700", "death"): lambda: loss(
        insured_no="18",
        kana="ミホン サブロウ",
        name="",
        birth_date=date(1926, 12, 24),
        number=None,
        pension_office="0001",
        pension_serial="000002",
        lost_date=date(2019, 5, 1),
        cause="5",
        left_date=date(2019, 4, 30),
    ),
    ("2201700", "death70"): lambda: loss(
        insured_no=None,
        kana="ミホン シロウ",
        name=None,
        birth_date=date(1950, 4, 1),
        number=None,
        pension_office="1234",
        pension_serial="567890",
        lost_date=None,
        cause="5",
        remarks="葬儀済み",
        over70_ended=True,
        over70_ended_date=date(2026, 10, 31),
        only_over70=True,
    ),
    ("2201700", "seventyfive"): lambda: loss(
        insured_no="19",
        kana="ミホン ウメ",
        name="見本　梅",
        birth_date=date(1951, 10, 1),
        number=s(1),
        lost_date=date(2026, 10, 1),
        cause="7",
        left_date=None,
    ),
    ("2201700", "disability"): lambda: loss(
        insured_no="20",
        kana="ミホン ゴロウ",
        name=None,
        birth_date=date(1955, 1, 1),
        number=s(1),
        lost_date=date(2026, 9, 15),
        cause="9",
        left_date=None,
        several_offices=True,
    ),
    ("2201700", "treaty"): lambda: loss(
        insured_no="21",
        **JOHN,
        number=s(1),
        lost_date=date(2026, 4, 1),
        cause="11",
        left_date=None,
        rehired=True,
    ),
    ("2202700", "join"): lambda: family(
        number=s(1),
        **block("spouse", _spouse_who_moved_in()),
        **block("other1", other(number=s(3), relation_checked=True)),
        certificate_spouse=True,
        certificate_other1=True,
    ),
    ("2202700", "pension"): lambda: {
        **JOHN,
        "employer_checked": "0",
        "received_date": date(2026, 11, 20),
        "sex": "1",
        "pension_office": "1234",
        "pension_serial": "567890",
        "income": 10_000_000,
        **OSAKA,
        "change": "1",
        **block("spouse", _spouse_from_abroad()),
    },
    ("2202700", "others"): lambda: {
        **ICHIRO,
        "employer_checked": "1",
        "received_date": date(2026, 10, 5),
        "sex": "1",
        "number": s(1),
        "change": "1",
        "income": 3_600_000,
        "partner_income": 1_500_000,
        **block("other1", _aunt()),
        **block("other2", _mother()),
        "certificate_other2": True,
    },
    ("2202700", "removal"): lambda: family(
        "2",
        number=s(1),
        **block("spouse", _spouse_who_died()),
        **block("other1", _child_with_work()),
    ),
    ("2202700", "change"): lambda: family(
        "3",
        name=None,
        number=s(1),
        **block("spouse", _spouse_with_a_new_name()),
        **block("other1", _child_no_longer_abroad()),
    ),
}


def _spouse_who_moved_in():
    return spouse(
        number=s(2),
        tel_kind="1",
        tel1="03",
        tel2="3456",
        tel3="7890",
        became_reason="5",
        became_text="同居開始",
    )


def _spouse_from_abroad():
    return spouse(
        notified_date=date(2026, 11, 20),
        kana="スミス メアリー",
        name=None,
        birth_date=date(1989, 1, 8),
        sex="4",
        number=None,
        pension_office="4321",
        pension_serial="098765",
        nationality="アメリカ合衆国",
        alias_kana="ヤマダメアリ",
        alias_name="山田メアリ",
        living="2",
        **OSAKA,
        became_date=date(2026, 11, 1),
        became_reason="2",
        occupation="4",
        income=1_299_999,
        relation_checked=True,
        abroad="1",
        abroad_from_date=date(2026, 11, 1),
        abroad_reason="5",
        abroad_text="赴任への同行",
    )


def _aunt():
    return other(
        kana="ミホン ウメ",
        name=None,
        birth_date=date(1951, 10, 1),
        sex="2",
        relation="10",
        relation_text="叔母",
        number=s(2),
        living="2",
        zip1="060",
        address="北海道札幌市中央区北一条西２丁目",
        abroad="1",
        abroad_reason="5",
        abroad_text="療養",
        became_date=date(2026, 10, 1),
        occupation="6",
        income=600_000,
        became_reason="5",
        became_text="扶養開始",
    )


def _mother():
    return other(
        kana="ミホン マツ",
        name=None,
        birth_date=date(1944, 2, 29),
        sex="2",
        relation="03",
        number=s(3),
        became_date=date(2026, 10, 1),
        occupation="3",
        income=1,
        became_reason="2",
    )


def _spouse_who_died():
    return spouse(
        "2",
        name=None,
        number=s(2),
        residence="13",
        ended_date=date(2026, 10, 2),
        ended_reason="1",
        died_date=date(2026, 10, 1),
    )


def _child_with_work():
    return other(
        "2",
        name=None,
        birth_date=date(2008, 4, 1),
        relation="02",
        number=s(3),
        residence="27",
        ended_reason="6",
        ended_text="独立",
    )


def _spouse_with_a_new_name():
    return spouse(
        "3",
        name=None,
        number=s(2),
        note="氏名　旧：見本　奈々",
        abroad="2",
        abroad_end_date=date(2026, 10, 1),
        abroad_end_reason="1",
        entered_date=date(2026, 9, 30),
    )


def _child_no_longer_abroad():
    return other(
        "3",
        name=None,
        number=s(3),
        note="海外特例",
        abroad="2",
        abroad_end_reason="2",
        abroad_end_text="特例の終わり",
    )
