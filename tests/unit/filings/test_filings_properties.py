# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Random people and payments through writer and checker and back."""

import re
from datetime import date

from filings_samples import PAYER, cells_of, corporate
from forms_samples import SampleSecret, number
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.filings import items
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.findings import ERROR, Refused
from mynumber_management.filings.layout import load
from mynumber_management.filings.writer import Writer
from mynumber_management.text.eras import from_coded

KANJI = "山田川高橋渡辺斎藤一二三郎子美邊邉髙﨑〆々ヶ"
KATAKANA = "アイウエオカキクケコガギグゲゴパピプペポャュョッーヴ"
LAYOUTS = {code: load(code, 2025) for code in ("315", "375", "309", "313")}
CHECKERS = {code: Checker(table) for code, table in LAYOUTS.items()}
WRITERS = {code: Writer(table, PAYER) for code, table in LAYOUTS.items()}

names = st.builds(
    "{}　{}".format,
    st.text("山田川高橋渡辺斎藤", min_size=1, max_size=5),
    st.text("一二三郎子美々", min_size=1, max_size=5),
)
readings = st.builds(
    "{}　{}".format,
    st.text("アイウエオカキクケコガギグパピプ", min_size=1, max_size=9),
    st.text("アイウャュョーヴ", min_size=1, max_size=9).map(lambda s: "ア" + s),
)
addresses = st.text(
    "東京都千代田区丁目番号１２３４－　ビル", min_size=1, max_size=60
).map(lambda text: "東" + text.strip("　")[:58])
amounts = st.integers(0, 9_999_999_999)
births = st.dates(date(1868, 1, 25), date(2007, 12, 31))
seeds = st.integers(1, 10**9)


def mine(seed, place):
    return SampleSecret(number(seed * 20 + place))


@st.composite
def employees(draw, code):
    """A person without year-end adjustment, with relatives that are counted."""
    seed, pay = draw(seeds), draw(amounts)
    social = draw(amounts)
    values = {
        "payee_name": draw(names),
        "payee_address": draw(addresses),
        "payee_abroad": draw(st.booleans()),
        "payee_birth_date": draw(births),
        "payee_kana": draw(readings),
        "pay_kind": draw(st.sampled_from(["給料", "賞与", "給料・賞与"])),
        "pay_amount": pay,
        "pay_amount_inner": draw(st.none() | st.integers(0, pay)),
        "tax_amount": draw(st.integers(0, pay)),
        "spouse_mark": "2",
        "social_ins": social,
        "social_ins_inner": draw(st.none() | st.integers(0, social)),
        "payee_number": draw(st.booleans()) and mine(seed, 0) or None,
        "f_student": draw(st.none() | st.booleans()),
        "f_foreigner": draw(st.none() | st.booleans()),
    }
    others = draw(st.integers(0, 4))
    children = draw(st.integers(0, 4))
    abroad = 0
    for prefix, count in (("dep", others), ("u16_", children)):
        for place in range(1, count + 1):
            away = draw(st.booleans())
            abroad += away
            values[f"{prefix}{place}_name"] = draw(names)
            values[f"{prefix}{place}_kana"] = draw(st.none() | readings)
            values[f"{prefix}{place}_class"] = "01" if away else "00"
            if prefix == "dep" or code == "315":
                first = 1 if prefix == "dep" else 6
                values[f"{prefix}{place}_number"] = mine(seed, first + place)
    values |= {
        "dep_other": others or None,
        "dep_under16": children,
        "nonresident_rel": abroad,
    }
    if code == "315":
        values |= {
            "payee_code": draw(
                st.none() | st.text("0123456789", min_size=1, max_size=25)
            ),
            "municipality_code": draw(st.sampled_from(["131016", "472018", "012025"])),
        }
    return values


@st.composite
def fees(draw):
    values = {
        "payee_name": draw(names),
        "payee_address": draw(addresses),
        "payee_number": draw(
            st.none() | seeds.map(lambda seed: corporate(seed % 10**9))
        ),
    }
    for place in range(1, draw(st.integers(1, 6)) + 1):
        amount = draw(amounts)
        tax = draw(st.integers(0, amount))
        values |= {
            f"pay{place}_kind": draw(
                st.sampled_from(["原稿料", "講演料", "税理士報酬"])
            ),
            f"pay{place}_amount": amount,
            f"pay{place}_unpaid": draw(st.integers(0, amount)),
            f"pay{place}_tax": tax,
            f"pay{place}_uncollected": draw(st.integers(0, tax)),
        }
    return values


def round_trip(code, values):
    """Written, checked, and read back item by item."""
    digits = {
        item: value.digits
        for item, value in values.items()
        if isinstance(value, SampleSecret)
    }
    record = bytes(WRITERS[code].record(values))
    found = [f for f in CHECKERS[code].check(record) if f.level == ERROR]
    assert found == []
    row = dict(zip(CHECKERS[code].ids, cells_of(record), strict=True))
    for item, value in values.items():
        if item in digits:
            assert row[item] == "0" + digits[item]
        elif item == "payee_birth_date":
            parts = row["birth_year"] + row["birth_month"] + row["birth_day"]
            assert from_coded(row["birth_era"], parts, "tax") == value
        elif isinstance(value, bool):
            assert row[item] == str(int(value))
        elif value is None:
            assert row[item].strip() == ""
        elif item != "payee_kana" or code == "375":
            assert row[item] == str(value)


@given(employees("315"))
@settings(max_examples=150, deadline=None)
def test_a_random_employee_goes_through_315(values):
    round_trip("315", values)


@given(employees("375"))
@settings(max_examples=100, deadline=None)
def test_a_random_employee_goes_through_375(values):
    round_trip("375", values)


@given(fees())
@settings(max_examples=100, deadline=None)
def test_a_random_fee_goes_through_309(values):
    round_trip("309", values)


TYPED = st.text(
    st.sampled_from(
        list(KANJI + KATAKANA + "０１２ＡＢ－～，　〓①㈱ｱﾞ 0123456789-(),?AZ\t")
    ),
    max_size=40,
)


@given(TYPED, st.sampled_from([(c, i.id) for c, t in LAYOUTS.items() for i in t.items]))
@settings(max_examples=1500, deadline=None)
def test_what_the_quick_expression_takes_the_exact_look_takes(text, place):
    """The invariant of ``items``; check digits and numbers in texts are apart."""
    code, name = place
    table = LAYOUTS[code]
    item = table.by_id[name]
    try:
        text.encode("shift_jis")
    except UnicodeEncodeError:
        return  # the quick expression is asked about Shift_JIS alone
    if item.group or not re.fullmatch(items.pattern(item, table), text):
        return
    apart = {"check_digit", "corporate_check_digit", "number_in_text"}
    apart.add("municipality_code")
    found = [] if item.kind == "blank" else items.check(item, text, table)
    assert {code for code, _facts in found} <= apart


@given(
    TYPED | st.integers() | st.booleans() | st.dates() | st.floats() | st.none(),
    st.sampled_from(
        [
            (code, key)
            for code, table in LAYOUTS.items()
            for key in [*(i.id for i in table.items if not i.group), *table.groups]
        ]
    ),
)
@settings(max_examples=1500, deadline=None)
def test_whatever_is_typed_is_refused_by_name_or_written_clean(value, place):
    """No traceback, and no record that the checker then finds wrong in that item."""
    code, key = place
    values = {
        "payee_name": "山田　太郎",
        "payee_address": "東京都",
        "payee_birth_date": date(1985, 5, 15),
        "payee_kana": "ヤマダ　タロウ",
        "municipality_code": "131016",
    }
    table = LAYOUTS[code]
    known = {item.id for item in table.items} | set(table.groups)
    values = {item: text for item, text in values.items() if item in known}
    if key in table.by_id and table.by_id[key].kind in ("number", "numbers"):
        return
    if key in table.by_id and table.by_id[key].secret and not isinstance(value, str):
        return
    values[key] = value
    try:
        record = bytes(WRITERS[code].record(values))
    except Refused as refused:
        assert all(finding.message for finding in refused.findings)
        return
    ids = {key, *(item.id for item in table.groups.get(key, ()))}
    wrong = {
        (finding.item, finding.code)
        for finding in CHECKERS[code].check(record)
        if finding.item in ids and finding.level == ERROR
    }
    assert {finding for _item, finding in wrong} <= ACROSS


ACROSS = set(
    "inner_exceeds tax_exceeds only_when_adjusted both_or_none needs needs_one_of gap "
    "count_differs second_pay main_pay exclusive minor_differs outside_year not_larger "
    "number_without_name special_differs no_payment deduction_total above_ceiling "
    "type_and_number serial_differs".split()
)
