# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented people and payments for the tests and measurements of the filings."""

from datetime import date

from forms_samples import SampleSecret, number
from mynumber_management.filings import layout
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.writer import Writer
from mynumber_management.text.digits import corporate_check_digit

PAYER = {
    "payer_address": "東京都中央区日本橋一丁目１番１号",
    "payer_name": "株式会社見本商事",
    "payer_tel": "03-1234-5678",
    "correction": "0",
    "payer_number": "7000012050002",
}


def corporate(seed):
    """A 法人番号 with a valid check digit that belongs to nobody."""
    base = f"999{seed:09}"
    return corporate_check_digit(base) + base


def secret(seed, kind=SampleSecret):
    return kind(number(seed))


def relative(prefix, name, kana, code, seed, kind=SampleSecret):
    return {
        f"{prefix}_name": name,
        f"{prefix}_kana": kana,
        f"{prefix}_class": code,
        f"{prefix}_number": secret(seed, kind),
    }


def salary(seed=1, kind=SampleSecret, code="315", **changes):
    """Values of a correct record 315 or 375 of 令和7年分, with four relatives."""
    values = {
        "payee_address": "東京都千代田区霞が関三丁目１番１号　見本ハイツ２０３号室",
        "payee_abroad": False,
        "payee_name": "山田　太郎",
        "payee_position": "営業部長",
        "pay_kind": "給料・賞与",
        "pay_amount": 8_420_000,
        "pay_after": 6_478_000,
        "deduction_total": 4_191_234,
        "tax_amount": 130_500,
        "spouse_mark": "1",
        "spouse_elderly": False,
        "spouse_deduction": 380_000,
        "dep_specific": 1,
        "dep_elderly": 1,
        "dep_elderly_living": 1,
        "dis_other": 1,
        "social_ins": 1_321_234,
        "life_ins": 120_000,
        "quake_ins": 50_000,
        "spouse_income": 0,
        "payee_birth_date": date(1985, 5, 15),
        "f_minor": False,
        "f_otsu": False,
        "f_dis_special": False,
        "f_dis_other": False,
        "f_widow": False,
        "f_student": False,
        "f_death": False,
        "f_disaster": False,
        "f_foreigner": False,
        "join_leave": "0",
        "new_life": 92_000,
        "care_ins": 81_000,
        "new_pension": 84_500,
        "dep_under16": 1,
        "payee_number": secret(seed * 10 + 1, kind),
        **relative("spouse", "山田　花子", "ヤマダ　ハナコ", "00", seed * 10 + 2, kind),
        **relative("dep1", "山田　一郎", "ヤマダ　イチロウ", "00", seed * 10 + 3, kind),
        **relative("dep2", "山田　梅", "ヤマダ　ウメ", "00", seed * 10 + 4, kind),
        **relative("dep3", "山田　二郎", "ヤマダ　ジロウ", "60", seed * 10 + 5, kind),
        **relative("u16_1", "山田　桜", "ヤマダ　サクラ", "00", seed * 10 + 6, kind),
        "basic_deduction": 630_000,
        "f_single_parent": False,
        "dep_special_rel": 1,
        "special_rel_deduction": 210_000,
    }
    if code == "315":
        values |= {
            "ordinary_collection": False,
            "blue_worker": False,
            "treaty_exempt": False,
            "payee_kana": "ヤマダ タロウ",
            "payee_code": f"{seed:06}",
            "municipality_code": "131016",
            "designated_number": "12345678",
        }
    else:
        values["payee_kana"] = "ヤマダ　タロウ"
        del values["u16_1_number"]
    return values | changes


def retirement(seed=1, **changes):
    """Values of a correct record 316."""
    return {
        "payee_address": "大阪府大阪市北区中之島一丁目３番２０号",
        "payee_abroad": False,
        "payee_name": "佐藤　次郎",
        "declared_amount": 12_000_000,
        "declared_tax": 51_050,
        "declared_municipal_tax": 60_000,
        "declared_prefectural_tax": 40_000,
        "retirement_deduction": 10_000_000,
        "service_years": 27,
        "joined_date": date(1999, 4, 1),
        "left_date": date(2026, 3, 31),
        "payee_position": "総務課長",
        "payee_number": secret(seed * 10 + 7),
    } | changes


def fee(seed=1, **changes):
    """Values of a correct record 309 with two kinds of fees."""
    return {
        "payee_address": "京都府京都市中京区寺町通御池上る上本能寺前町４８８番地",
        "payee_abroad": False,
        "payee_name": "鈴木　三郎",
        "pay1_kind": "税理士報酬",
        "pay1_detail": "決算申告　１件",
        "pay1_amount": 550_000,
        "pay1_unpaid": 50_000,
        "pay1_tax": 56_155,
        "pay1_uncollected": 5_105,
        "pay2_kind": "原稿料",
        "pay2_detail": "社内報　３回",
        "pay2_amount": 60_000,
        "pay2_tax": 6_126,
        "payee_number": secret(seed * 10 + 8),
    } | changes


def rent(seed=1, **changes):
    """Values of a correct record 313 with a broker."""
    return {
        "payee_address": "北海道札幌市中央区北一条西二丁目",
        "payee_abroad": False,
        "payee_name": "高橋　春子",
        "payee_type": "1",
        "pay1_kind": "家賃",
        "pay1_place": "北海道札幌市中央区南一条西三丁目",
        "pay1_detail": "鉄筋コンクリート造",
        "pay1_basis": "１２月　月１０万円",
        "pay1_amount": 1_200_000,
        "broker_address": "北海道札幌市中央区大通西四丁目",
        "broker_abroad": False,
        "broker_name": "株式会社見本不動産",
        "broker_type": "2",
        "broker_date": date(2025, 6, 30),
        "broker_fee": 110_000,
        "summary": "事務所として使用",
        "payee_number": secret(seed * 10 + 9),
        "broker_number": corporate(1),
    } | changes


SAMPLES = {
    "315": (2025, salary),
    "375": (2025, lambda seed=1, **more: salary(seed, code="375", **more)),
    "316": (2026, retirement),
    "309": (2025, fee),
    "313": (2025, rent),
}


def made(code, seed=1, chosen=None, **changes):
    """(layout, bytes of one record) of the sample of a statement."""
    year, sample = SAMPLES[code]
    table = layout.load(code, year, chosen)
    return table, bytes(Writer(table, PAYER).record(sample(seed, **changes)))


def cells_of(record):
    return record.decode("cp932").removesuffix("\r\n").split(",")


def joined(cells):
    return (",".join(cells) + "\r\n").encode("cp932")


def changed(code, _chosen=None, **texts):
    """(layout, bytes) of the sample with the texts of some items replaced."""
    table, record = made(code, chosen=_chosen)
    cells = cells_of(record)
    for item, text in texts.items():
        cells[table.by_id[item].no - 1] = text
    return table, joined(cells)


def findings(table, data, **options):
    """(item, code) of everything the checker finds."""
    return [(f.item, f.code) for f in Checker(table).check(data, **options)]
