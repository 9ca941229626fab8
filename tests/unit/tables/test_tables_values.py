# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every kind of cell: what is understood, what is refused, and nothing quoted."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.tables.codes import CODES
from mynumber_management.tables.columns import COLUMNS
from mynumber_management.tables.findings import Flaw
from mynumber_management.tables.hidden import CellSpent, HiddenCell
from mynumber_management.tables.mapping import Mapping
from mynumber_management.tables.profiles import suggest
from mynumber_management.tables.values import NOT_GIVEN, CellReader, Unreadable
from mynumber_management.text.digits import (
    bears_number,
    check_digit,
    corporate_check_digit,
)
from mynumber_management.text.eras import format_wareki

BASE = "01234567890"
NUMBER = BASE + check_digit(BASE)
BORN = date(1985, 5, 15)


def reader(since_1904=False, **changes):
    return CellReader(Mapping(suggest(["社員番号"]) | changes), since_1904)


def read(column, cell, **changes):
    """(value or code, codes of hints)."""
    hints = []
    try:
        value = reader(**changes).read(COLUMNS[column], cell, hints)
    except Unreadable as error:
        assert CODES[error.flaw.code] % error.flaw.facts
        return error.flaw.code, hints
    return value, hints


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("code", " ００１２－Ａ ", "0012-A"),
        ("code", "0012", "0012"),
        ("code", "'0012", "0012"),
        ("name", "髙橋　 花子", "髙橋 花子"),
        ("name", "=1+1", "formula"),
        ("name", "あ\nい", "line_break"),
        ("name", "\ue000田", "private_character"),
        ("name", "田中1郎", "not_a_name"),
        ("name", "?橋", "lost_character"),
        ("name", "〓橋", "lost_character"),
        ("name", "あ" * 101, "too_long"),
        ("name", BORN, "kind"),
        ("name", True, "kind"),
        ("kana", "ﾀｶﾊｼ  はなこ", "タカハシ ハナコ"),
        ("kana", "高橋", "not_kana"),
        ("birth_date", BORN, BORN),
        ("birth_date", "S60.5.15", BORN),
        ("birth_date", "昭和６０年５月１５日", BORN),
        ("birth_date", "昭和37年03月18日", date(1962, 3, 18)),
        ("birth_date", "1985/5/15", BORN),
        ("birth_date", "1985-05-15", BORN),
        ("birth_date", 19850515, BORN),
        ("birth_date", "15/5/1985", "year_first"),
        ("birth_date", "昭和65年1月1日", "after_era"),
        ("birth_date", "平成元年1月1日", "before_era"),
        ("birth_date", "1985/2/30", "no_such_day"),
        ("birth_date", "60/5/15", "no_era"),
        ("birth_date", "1800-01-01", "too_early"),
        ("birth_date", "きのう", "date"),
        ("birth_date", 9999999, "date"),
        ("sex", "男性", "male"),
        ("sex", "Ｆ", "female"),
        ("sex", "1", "choice"),
        ("relation", "長男", "child"),
        ("relation", "妻（未届）", "common_law"),
        ("relation", "隣人", "choice"),
        ("living", "別居 (国外)", "abroad"),
        ("non_resident", "○", True),
        ("non_resident", "×", False),
        ("non_resident", 1, True),
        ("non_resident", False, False),
        ("non_resident", "2", "flag"),
        ("disability", "対象外", None),
        ("abroad_reason", "04", "04"),
        ("abroad_reason", 4, "04"),
        ("postcode", "〒106-0041", "106-0041"),
        ("postcode", "１０６００４１", "106-0041"),
        ("postcode", "106", "postcode"),
        ("prefecture", "東京", "東京都"),
        ("prefecture", "北海道", "北海道"),
        ("prefecture", "江戸", "prefecture"),
        ("phone", "０９０（１２３４）５６７８", "090-1234-5678"),
        ("phone", "+81-90-1234-5678", "090-1234-5678"),
        ("phone", "0312345678", "0312345678"),
        ("phone", "12345", "phone"),
        ("phone", "=1", "formula"),
        ("income", "¥1,234,567円", 1234567),
        ("income", 0, 0),
        ("income", "-5", "amount"),
        ("income", Decimal("1.5"), "kind"),
        ("income", "12345678901", "too_long"),
        ("year", "令和8年分", 2026),
        ("year", 2026, 2026),
        ("year", "R8", 2026),
        ("year", "1999", "year"),
        ("year", "ことし", "year"),
        ("ledger_month", "平成28年1月", "2016-01"),
        ("ledger_month", "2016/1", "2016-01"),
        ("ledger_month", "201601", "2016-01"),
        ("ledger_month", date(2016, 1, 9), "2016-01"),
        ("ledger_month", "2016-13", "month"),
        ("ledger_month", "いつか", "month"),
        ("basic_pension_number", "1234-567890", "1234567890"),
        ("basic_pension_number", "123", "digits"),
        ("checked_how", "マイナンバーカード", "card"),
        ("checked_how", "declared", "declared"),
        ("purposes", "源泉徴収票、雇用保険|zaikei", None),
        ("purposes", "何か", "choice"),
        ("purposes", 5, "kind"),
        ("street", Flaw("number"), "number"),
        ("street", "一" * 101, "too_long"),
    ],
)
def test_values(column, cell, value):
    if (column, value) == ("purposes", None):
        value = ("ei.employment", "tax.withholding_slip", "zaikei")
    assert read(column, cell) == (value, [])


@pytest.mark.parametrize(
    ("column", "cell", "value", "hint"),
    [
        ("code", 12, "12", "code_figure"),
        ("birth_date", 31182, BORN, "date_from_serial"),
        ("postcode", 600041, "060-0041", "zeros_restored"),
        ("phone", 9012345678, "09012345678", "zeros_restored"),
        ("basic_pension_number", 12345, "0000012345", "zeros_restored"),
    ],
)
def test_figures_where_text_belongs_are_mended_and_told(column, cell, value, hint):
    assert read(column, cell) == (value, [hint])


def test_day_numbers_follow_the_workbook():
    assert read("birth_date", 29720, since_1904=True)[0] == BORN
    assert read("birth_date", 0) == ("date_serial", [])


def test_the_order_of_days_is_the_mapping_s():
    assert read("birth_date", "5/15/1985", date_order="mdy")[0] == BORN
    assert read("birth_date", "15.5.1985", date_order="dmy")[0] == BORN
    assert read("birth_date", "13/5/1985", date_order="mdy")[0] == "no_such_day"


def test_blank_cells_say_nothing_unless_the_mapping_says_they_empty():
    assert read("phone", None)[0] is NOT_GIVEN
    assert read("phone", None, blank="clear")[0] is None
    assert read("family_name", None, blank="clear")[0] is NOT_GIVEN


def test_words_of_the_mapping_go_before_those_of_the_product():
    own = {"sex": {"1": "male", "2": "female", "9": "", "女": "male"}}
    for word, value in (("1", "male"), ("2", "female"), ("女", "male"), ("男", "male")):
        assert read("sex", word, values=own)[0] == value
    assert read("sex", "9", values=own)[0] is NOT_GIVEN
    assert read("health_dependant", "99", profile="smarthr")[0] is NOT_GIVEN
    assert read("health_dependant", "99")[0] == "flag"


@settings(deadline=None)
@given(st.dates(date(1873, 1, 1), date(2090, 12, 31)))
def test_a_day_is_read_however_it_is_written(day):
    for text in (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        format_wareki(day),
        format_wareki(day, "short"),
    ):
        assert read("birth_date", text)[0] == day
    assert read("birth_date", f"{day:%d/%m/%Y}", date_order="dmy")[0] == day


ANY = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**13), 10**13),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
)


@settings(deadline=None)
@given(ANY, st.sampled_from([c for c in COLUMNS.values() if c.kind != "number"]))
def test_any_cell_under_any_column_is_a_value_or_a_named_reason(cell, column):
    value, hints = read(column.id, cell)
    assert {*hints} <= CODES.keys()
    if isinstance(value, str) and value not in CODES and column.length:
        assert len(value) <= column.length


@pytest.mark.parametrize(
    ("typed", "verdict", "restored"),
    [
        (NUMBER, "", False),
        (f"{NUMBER[:4]} {NUMBER[4:8]}-{NUMBER[8:]}", "", False),
        ("'" + NUMBER, "", False),
        (NUMBER.translate({48 + i: 0xFF10 + i for i in range(10)}), "", False),
        (int(NUMBER), "", True),
        (NUMBER[1:], "number_length", False),
        (7, "number_length", True),
        (BASE + str((int(NUMBER[-1]) + 1) % 10), "number_check_digit", False),
        ("1.23457E+11", "number_scientific", False),
        ("****-****-1234", "number_digits", False),
        ("未提出", "number_digits", False),
        ("2" + "0" * 12, "number_length", False),
        (corporate_check_digit("7" * 12) + "7" * 12, "number_corporate", False),
    ],
)
def test_cells_of_numbers(typed, verdict, restored):
    cell = HiddenCell(typed)
    assert (cell.verdict, cell.restored) == (verdict, restored)
    if verdict:
        with pytest.raises(CellSpent):
            with cell.use():
                pass
        return
    with cell.use() as digits:
        assert digits == NUMBER.encode()
    assert digits == bytes(12)
    with pytest.raises(CellSpent):
        with cell.use():
            pass


def test_a_cell_of_a_number_has_no_other_form():
    import copy
    import json
    import pickle

    cell = HiddenCell(NUMBER)
    assert NUMBER not in f"{cell!r}{cell!s}{[cell]}"
    for act in (
        lambda: f"{cell}",
        lambda: copy.copy(cell),
        lambda: pickle.dumps(cell),
        lambda: json.dumps(cell),
        lambda: cell == cell,
        lambda: hash(cell),
    ):
        with pytest.raises(TypeError):
            act()


def test_a_cell_is_wiped_when_its_block_fails_and_when_it_dies():
    cell = HiddenCell(NUMBER)
    with pytest.raises(ZeroDivisionError):
        with cell.use() as digits:
            raise ZeroDivisionError
    assert digits == bytes(12)
    cell = HiddenCell(NUMBER)
    kept = cell._box[0]
    del cell
    assert kept == bytes(12)


@settings(deadline=None)
@given(st.text("0123456789- 　，,.a", max_size=30))
def test_a_cell_with_a_number_in_it_is_found(around):
    assert bears_number(f"{around}x{NUMBER}x")
