# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented people for the tests and measurements of the forms."""

from contextlib import contextmanager
from datetime import date

from mynumber_management.forms.withholding import FIELDS, PEOPLE
from mynumber_management.text.digits import check_digit


def number(seed):
    """A number with a valid check digit that belongs to nobody, as str."""
    base = f"{seed * 7919 % 10**11:011}"
    return base + check_digit(base)


class SampleSecret:
    """A holder of one number; notes how often it was opened and what is left."""

    opened_now = 0

    def __init__(self, digits):
        self.digits = digits
        self.buffer = None
        self.uses = 0

    @contextmanager
    def use(self):
        self.buffer = bytearray(self.digits, "ascii")
        self.uses += 1
        SampleSecret.opened_now += 1
        try:
            yield self.buffer
        finally:
            self.buffer[:] = bytes(len(self.buffer))
            SampleSecret.opened_now -= 1


def person(name, kana, code="00", **more):
    return {"name": name, "kana": kana, "class_code": code, **more}


def statement(**changes):
    """A correct statement of 令和7年分 with year-end adjustment."""
    return {
        "year": 2025,
        "adjusted": True,
        "payee_address": "東京都千代田区霞が関三丁目1番1号 見本マンション203号室",
        "payee_code": "000123",
        "payee_position": "営業部長",
        "payee_kana": "ヤマダ タロウ",
        "payee_name": "山田 太郎",
        "payee_birth_date": date(1985, 5, 15),
        "municipality_code": "131016",
        "pay_kind": "給料・賞与",
        "pay_amount": 8_420_000,
        "pay_after": 6_478_000,
        "deduction_total": 4_191_234,
        "tax_amount": 133_800,
        "spouse_mark": "main",
        "spouse_deduction": 380_000,
        "spouse_name": "山田 花子",
        "spouse_kana": "ヤマダ ハナコ",
        "spouse_class": "00",
        "spouse_income": 0,
        "dep_specific": 1,
        "dep_elderly": 1,
        "dep_elderly_living": 1,
        "dep_under16": 1,
        "social_ins": 1_321_234,
        "life_ins": 120_000,
        "quake_ins": 50_000,
        "basic_deduction": 630_000,
        "dis_other": 1,
        "dep_special_rel": 1,
        "special_rel_deduction": 210_000,
        "new_life": 92_000,
        "care_ins": 81_000,
        "new_pension": 84_500,
        "payer_corporate_number": "7000012050002",
        "payer_address": "東京都中央区日本橋一丁目1番1号",
        "payer_name": "株式会社見本商事",
        "payer_tel": "03-1234-5678",
        "dependants": [
            person("山田 一郎", "ヤマダ イチロウ"),
            person("山田 梅", "ヤマダ ウメ"),
            person("山田 二郎", "ヤマダ ジロウ", "60", income=1_080_000),
        ],
        "under16": [person("山田 桜", "ヤマダ サクラ")],
    } | changes


LONGEST = {
    "text": lambda field: "鬱" * field.length,
    "kana": lambda field: "ヴァ" * (field.length // 2),
    "yen": lambda field: 10**field.length - 1,
    "count": lambda field: 10**field.length - 1,
    "digits": lambda field: "7000012050002"[: field.length],
    "date": lambda field: date(1988, 12, 28),
    "flag": lambda field: True,
    "choice": lambda field: "main",
    "code": lambda field: field.choices[-1],
}
# In 摘要 together they may hold more than the box; each has a test of its own.
SUMMARY_SOURCES = (
    "ordinary_collection ordinary_reason treaty_exempt treaty_text "
    "disabled_spouse_name income_adjust_name prev_address prev_name deferred_tax "
    "life_ins_special blue_worker"
).split()


def longest_statement(year, people=4):
    """Every field at its longest (the rules do not hold, the lengths do)."""
    data = {
        field.id: LONGEST[field.kind](field)
        for field in FIELDS
        if field.kind in LONGEST
    }
    for name in SUMMARY_SOURCES:
        del data[name]
    for group, fields in PEOPLE.items():
        one = {field.id: LONGEST[field.kind](field) for field in fields}
        data[group] = [one] * people
    data["retirement_relatives"] = []
    return data | {"year": year, "joined_date": None, "housing_class2": "31"}
