# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every change of an item of a correct record is found, or legal.

What is legal is said here a second time, without the code under test: the printed
type and length, the items that may hold anything of their type, and the sums.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from filings_samples import cells_of, changed, joined
from mynumber_management.filings.checker import Checker
from test_filings_rules import BEFORE, HOUSE, LEFT, OTSU, SECOND_HOUSE

DATA = Path(__file__).resolve().parents[1] / "data" / "filings"
FORMER = dict.fromkeys(("prev_tax", "prev_social_ins"), "1000") | {"prev_pay": "9000"}
BASES = {
    "plain 315": ("315", {}),
    "leaver 315": ("315", HOUSE | SECOND_HOUSE | LEFT | BEFORE | FORMER),
    "secondary 315": ("315", OTSU | {"ordinary_collection": "1", "summary": "普Ａ"}),
    "plain 375": ("375", {}),
    "plain 316": ("316", {}),
    "plain 309": ("309", {}),
    "plain 313": ("313", {}),
}
# Any value of the printed type is as good as the one before: nothing depends on it.
TEXTS = (
    "branch payer_address payer_name payer_tel payee_address payee_name payee_position "
    "pay_kind prev_address prev_name spouse_kana spouse_name payee_kana payee_code "
    "designated_number broker_address broker_name summary"
).split()
FIGURES = (
    "pay_amount pay_amount_inner pay_after tax_amount tax_amount_inner social_ins "
    "social_ins_inner national_pension old_pension old_longterm spouse_income new_life "
    "old_life care_ins new_pension income_adjust deferred_tax prev_pay prev_tax "
    "prev_social_ins housing_credit housing_balance1 housing_balance2 housing_count "
    "dis_special dis_other retirement_deduction service_years broker_fee"
).split()
# Marks and codes: both states are right where no other item speaks of them.
MARKS = (
    "correction payee_abroad spouse_mark spouse_elderly f_minor f_otsu f_dis_special "
    "f_dis_other f_widow f_student f_death f_disaster f_foreigner join_leave "
    "prev_abroad ordinary_collection blue_worker treaty_exempt f_single_parent "
    "housing_class1 housing_class2 dep3_class payee_type broker_type broker_abroad "
    "declared_code"
).split()
NUMBERED = re.compile(
    r"(dep|u16_)\d_(kana|name)"
    r"|pay\d_(kind|detail|amount|unpaid|tax|uncollected|place|basis)"
    r"|(declared|declared_other|undeclared)_(amount|(municipal_|prefectural_)?tax)"
)
DATES = ("birth join_leave prev_left move_in1 move_in2 joined left broker").split()
NEVER_EMPTY = (
    "payer_address payer_name correction payee_address payee_name spouse_name "
    "dep1_name dep2_name dep3_name u16_1_name prev_address prev_name prev_pay prev_tax "
    "prev_social_ins pay_kind pay_amount tax_amount pay_after broker_address "
    "broker_name broker_fee pay1_amount pay2_amount pay1_kind pay2_kind pay1_place "
    "service_years declared_amount housing_credit dep3_class housing_class1 "
    "housing_class2"
).split()


def mutations(text):
    """Typing slips, lost and doubled characters, wrong widths, foreign signs."""
    yield from ("", " ", "0", "1", "9", "10", "甲", "ア", "ｱ", "A", "-1", "1.5")
    yield from (text + "1", text + text[-1:], text[:-1], text[1:])
    if len(text) != 13:  # a 法人番号 turned round may be one of another
        yield text[::-1]
    for place in {0, len(text) // 2, len(text) - 1} & set(range(len(text))):
        head, char, tail = text[:place], text[place], text[place + 1 :]
        if char in "0123456789":
            for step in (1, 9):
                yield head + str((int(char) + step) % 10) + tail
            yield head + chr(ord(char) + 0xFEE0) + tail
        for other in "髙①ｱA?〓，・":
            yield head + other + tail
    for sign in ",\t\"\r\0' 　＝":
        yield sign + text
        yield text + sign


def printed(code):
    lines = (DATA / f"names_{code}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        _no, _name, kind, length = line.split("\t")
        yield kind, length


def well_formed(kind, length, text, item):
    """Whether a text has the printed type and length of its item."""
    least, most = (int(n) for n in (re.findall(r"\d+", length) * 2)[:2])
    least = 1 if length.startswith("<=") else least
    if not text:
        return True
    if not least <= len(text) <= most:
        return False
    if kind == "K":
        return all("｡" <= char <= "ﾟ" or char == " " for char in text)
    if kind == "H":
        allowed = "0123456789-()" if item == "payer_tel" else "0123456789"
        return all(char in allowed for char in text)
    for char in text:
        code = char.translate({0xFF0D: 0x2212, 0xFF5E: 0x301C}).encode("euc_jp")
        if len(code) != 2 or min(code) < 0xA1:
            return False
    if item.endswith("_kana") and not re.fullmatch("[ァ-ヶ・ーヽヾ　]*", text):
        return False
    return not (item.endswith("address") and "，" in text)


def number(row, item):
    return int(row.get(item) or 0)


def sums_hold(code, row):
    """The sums and dates of the guide, in their own words."""
    parts = {
        "315": "pay_amount_inner<pay_amount tax_amount_inner<tax_amount "
        "social_ins_inner<social_ins national_pension<social_ins pay_after<pay_amount "
        "tax_amount<pay_amount prev_pay<pay_amount prev_social_ins<social_ins",
        "316": "",
        "309": "pay1_unpaid<pay1_amount pay1_uncollected<pay1_tax "
        "pay1_tax<pay1_amount pay2_unpaid<pay2_amount pay2_uncollected<pay2_tax "
        "pay2_tax<pay2_amount",
        "313": "",
    }
    for pair in parts["315" if code == "375" else code].split():
        part, whole = pair.split("<")
        if number(row, part) > number(row, whole):
            return False
    if code == "316":
        for block in ("declared", "declared_other", "undeclared"):
            taxes = ("tax", "municipal_tax", "prefectural_tax")
            if sum(number(row, f"{block}_{t}") for t in taxes) > number(
                row, f"{block}_amount"
            ):
                return False
    if code in ("315", "375") and row["pay_after"]:
        total = sum(
            number(row, item)
            for item in "social_ins life_ins quake_ins spouse_deduction "
            "basic_deduction special_rel_deduction".split()
        )
        total += 630_000 * number(row, "dep_specific")
        total += 480_000 * number(row, "dep_elderly")
        total += 100_000 * number(row, "dep_elderly_living")
        total += 380_000 * number(row, "dep_other")
        total += 270_000 * (number(row, "dis_other") + number(row, "f_dis_other"))
        total += 400_000 * (number(row, "dis_special") + number(row, "f_dis_special"))
        total += 350_000 * number(row, "dis_special_living")
        total += 270_000 * (number(row, "f_widow") + number(row, "f_student"))
        total += 350_000 * number(row, "f_single_parent")
        if total != number(row, "deduction_total"):
            return False
    return all(day_exists(row, name) for name in DATES if f"{name}_day" in row)


def day_exists(row, name):
    parts = [row[f"{name}_{part}"] for part in ("year", "month", "day")]
    if not any(parts):
        return name != "birth"
    starts = {"1": 1925, "2": 1911, "3": 1867, "4": 1988, "5": 2018}
    eras = [row["birth_era"]] if name == "birth" else starts
    for era in eras:
        try:
            date(starts[era] + int(parts[0]), int(parts[1]), int(parts[2]))
        except (ValueError, KeyError):
            continue
        return True
    return False


def legal(code, item, text, row, shape, old):
    part = re.fullmatch(r"(\w+)_(year|month|day)", item)
    known = (
        item in TEXTS
        or item in FIGURES
        or item in MARKS
        or NUMBERED.fullmatch(item)
        or part
        and part[1] in DATES
    )
    if item == "birth_era":
        return code == "375" and text == "9"  # another calendar, 315: not seen
    if item in ("payer_number", "payee_number", "broker_number"):
        # the check digit of a 法人番号 is modulo 9
        pairs = [{a, b} for a, b in zip(old, text, strict=True) if a != b]
        return old[0] != "0" and pairs == [{"0", "9"}]
    if text == "0" and not old:
        return shape[0] == "H" and sums_hold(code, row)  # nothing, written as 0
    return (
        known
        and (text or item not in NEVER_EMPTY)
        and well_formed(*shape, text, item)
        and sums_hold(code, row)
    )


@pytest.mark.parametrize("base", BASES)
def test_every_change_of_an_item_is_found_or_legal(base):
    code, texts = BASES[base]
    table, record = changed(code, **texts)
    checker, cells = Checker(table), cells_of(record)
    assert list(checker.check(record)) == []
    found, legal_ones, missed = 0, 0, []
    for item, shape in zip(table.items, printed(code), strict=True):
        old = cells[item.no - 1]
        for text in set(mutations(old)) - {old}:
            after = [*cells[: item.no - 1], text, *cells[item.no :]]
            try:
                data = joined(after)
            except UnicodeEncodeError:
                continue
            if list(checker.check(data)):
                found += 1
                continue
            row = dict(zip(checker.ids, after, strict=True))
            if not legal(code, item.id, text, row, shape, old):
                missed.append((item.id, text))
            legal_ones += 1
    assert missed == []
    assert found > 20 * len(table.items)
    assert legal_ones < found / 4


@pytest.mark.parametrize("base", BASES)
def test_every_digit_of_a_number_counts(base):
    code, texts = BASES[base]
    table, record = changed(code, **texts)
    checker, cells = Checker(table), cells_of(record)
    for item in table.items:
        old = cells[item.no - 1]
        if item.kind not in ("number", "any_number") or not old:
            continue
        for place in range(13):
            for step in range(1, 10):
                digit = str((int(old[place]) + step) % 10)
                after = cells.copy()
                after[item.no - 1] = old[:place] + digit + old[place + 1 :]
                if list(checker.check(joined(after))):
                    continue
                if place == 0 and item.kind == "any_number":
                    continue  # a 法人番号, should its check digit fit
                if old[0] == "0":  # remainders 0 and 1 have one check digit
                    assert old[12] == "0" and place > 0
                else:  # modulo 9, so that 0 and 9 are one
                    assert {old[place], digit} == {"0", "9"}


@pytest.mark.parametrize("base", BASES)
def test_a_lost_item_is_found_though_the_count_is_right(base):
    code, texts = BASES[base]
    table, record = changed(code, **texts)
    checker, cells = Checker(table), cells_of(record)
    for place, text in enumerate(cells):
        if text.strip():
            after = [*cells[:place], *cells[place + 1 :], ""]
            assert list(checker.check(joined(after))), table.items[place].id
