# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Dates in both calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import eras
from mynumber_management.text.eras import DateError, parse_date

DAYS = st.dates(min_value=eras.FIRST_DAY, max_value=eras.LAST_DAY)
BIRTHDAY = date(1985, 5, 15)

WAYS_OF_TYPING_ONE_DAY = (
    """
S60.5.15 s60.5.15 S60/5/15 S60-5-15 S.60.5.15 S-60-5-15 S60.05.15 S600515
Ｓ６０．５．１５ 昭60.5.15 昭和60.5.15 昭和60/5/15 昭和60-5-15 昭和60年5月15日
昭和60年05月15日 昭和６０年５月１５日 昭和六十年五月十五日 昭和六〇年五月一五日
㍼60.5.15 ㍼60年5月15日 昭和600515 1985/5/15 1985/05/15 1985-5-15 1985-05-15
1985.5.15 1985年5月15日 19850515 １９８５／５／１５ 西暦1985年5月15日
一九八五年五月十五日 1985・5・15 1985、5、15 S60ー5ー15 S60−5−15 S60―5―15
昭和60年5月15日生 昭和60年5月15日生まれ 昭和60年5月15日(水)
昭和60年5月15日（水曜日） 昭和60年5月15日水曜日 1985/5/15(水)
1985-05-15T00:00:00 昭和60(1985)年5月15日 昭和60年(1985年)5月15日
1985年（昭和60年）5月15日 1985(昭和60)年5月15日 1985-05-15（昭和60年5月15日）
S60.5.15(1985/5/15)
""".split()
    + [
        " S60.5.15 ",
        "S60 5 15",
        "S 60 . 5 . 15",
        "昭和 60 年 5 月 15 日",
        "昭和\u300060年\u30005月15日",
        "1985 5 15",
        "1985 / 5 / 15",
        "1985/5/15 0:00",
        "1985/5/15 0:00:00",
        "1985-05-15 00:00:00",
        "1985-05-15 00:00:00.000000",
        "昭和60年 5月15日 生",
        "\t1985/5/15\n",
    ]
)

OTHER_DAYS = [
    ("昭和元年12月25日", date(1926, 12, 25)),
    ("昭和1.12.25", date(1926, 12, 25)),
    ("昭和64年1月7日", date(1989, 1, 7)),
    ("平成元年1月8日", date(1989, 1, 8)),
    ("H1.1.8", date(1989, 1, 8)),
    ("H31.4.30", date(2019, 4, 30)),
    ("令和元年5月1日", date(2019, 5, 1)),
    ("㋿元年5月1日", date(2019, 5, 1)),
    ("R元.5.1", date(2019, 5, 1)),
    ("R7.1.2", date(2025, 1, 2)),
    ("r070102", date(2025, 1, 2)),
    ("大正元年7月30日", date(1912, 7, 30)),
    ("T15.12.24", date(1926, 12, 24)),
    ("明治元年1月25日", date(1868, 1, 25)),
    ("明治45年7月29日", date(1912, 7, 29)),
    ("M45.7.29", date(1912, 7, 29)),
    ("1868-01-25", date(1868, 1, 25)),
    ("H12.2.29", date(2000, 2, 29)),
    ("2117-12-31", date(2117, 12, 31)),
    ("令和七年十二月三十一日", date(2025, 12, 31)),
    ("令和二十年十月二十日", date(2038, 10, 20)),
]

REFUSED = [
    ("", "empty"),
    ("  \u3000 ", "empty"),
    (None, "empty"),
    (False, "empty"),
    (True, "not_understood"),
    (19850515, "not_understood"),
    (["1985-05-15"], "not_understood"),
    (b"1985-05-15", "not_understood"),
    ("昭和64.1.8", "after_era"),
    ("S64.1.8", "after_era"),
    ("昭和65年1月1日", "after_era"),
    ("平成31年5月1日", "after_era"),
    ("H35.4.1", "after_era"),
    ("大正15.12.25", "after_era"),
    ("明治45年7月30日", "after_era"),
    ("M45.7.30", "after_era"),
    ("昭和元年12月24日", "before_era"),
    ("令和元年4月30日", "before_era"),
    ("平成元年1月7日", "before_era"),
    ("大正元年7月29日", "before_era"),
    ("明治元年1月24日", "before_era"),
    ("令和100年1月1日", "not_understood"),
    ("昭和0年1月1日", "no_such_day"),
    ("S00.1.1", "no_such_day"),
    ("昭和63年2月30日", "no_such_day"),
    ("2025-02-29", "no_such_day"),
    ("H13.2.29", "no_such_day"),
    ("1985/13/1", "no_such_day"),
    ("1985/0/1", "no_such_day"),
    ("19851301", "no_such_day"),
    ("0000-01-01", "no_such_day"),
    ("60/5/15", "no_era"),
    ("60.5.15", "no_era"),
    ("600515", "no_era"),
    ("元年5月1日", "no_era"),
    ("5/15/1985", "year_first"),
    ("15.5.1985", "year_first"),
    ("1867-12-31", "too_early"),
    ("0001-01-01", "too_early"),
    ("2118-01-01", "too_late"),
    ("9999-12-31", "too_late"),
    ("1985", "not_understood"),
    ("1985年5月", "not_understood"),
    ("昭和60年", "not_understood"),
    ("昭和1985年5月15日", "not_understood"),
    ("198/5/15", "not_understood"),
    ("1985/5/15 9:30", "not_understood"),
    ("1985/5/15/1", "not_understood"),
    ("X60.5.15", "not_understood"),
    ("慶応3年1月1日", "not_understood"),
    ("十十年1月1日", "not_understood"),
    ("二三十年1月1日", "not_understood"),
    ("1985年5月15日(昭和61年5月15日)", "calendars_disagree"),
    ("昭和60(1986)年5月15日", "calendars_disagree"),
    ("((1985-05-15", "not_understood"),
    ("1985-05-15()", "not_understood"),
    ("١٩٨٥-٠٥-١٥", "not_understood"),
    ("1985-05-15'; DROP TABLE x; --", "not_understood"),
    ("1985-05-15\x00", "not_understood"),
    ("9" * 10_000, "not_understood"),
    ("昭和" * 5_000, "not_understood"),
]


@pytest.mark.parametrize("text", WAYS_OF_TYPING_ONE_DAY)
def test_every_usual_way_of_typing_is_understood(text):
    assert parse_date(text) == BIRTHDAY


@pytest.mark.parametrize(("text", "day"), OTHER_DAYS)
def test_first_and_last_days_of_eras_are_understood(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_refused_with_its_reason(text, code):
    with pytest.raises(DateError) as error:
        parse_date(text)
    assert error.value.code == code
    assert error.value.__cause__ is None
    assert error.value.__context__ is None


def test_a_day_outside_its_era_names_the_bound():
    with pytest.raises(DateError) as error:
        parse_date("昭和64.1.8")
    assert error.value.facts["last"] == "1989-01-07"
    assert "1989-01-07" in str(error.value)
    assert "64" not in str(error.value)


@given(DAYS)
def test_what_is_written_is_read_back(day):
    assert parse_date(eras.format_wareki(day)) == day
    assert parse_date(eras.format_wareki(day, "short")) == day
    assert parse_date(eras.format_both(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(day.strftime("%Y%m%d").rjust(8, "0")) == day
    era, year, month, date_ = eras.format_wareki(day, "cells")
    assert parse_date(f"{era}{year}年{month}月{date_}日") == day
    assert parse_date(era + year + month + date_) == day


@given(DAYS, st.sampled_from(eras.SYSTEMS))
def test_coded_dates_are_read_back(day, system):
    try:
        code, digits = eras.to_coded(day, system)
    except DateError as error:
        assert error.code == "no_code"
        assert (eras.era_of(day).name, system) == ("明治", "employment")
        return
    assert len(digits) == 6
    assert eras.from_coded(code, digits, system) == day


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_refused(text):
    try:
        day = parse_date(text)
    except DateError as error:
        assert error.code in DateError.REASONS
        return
    assert eras.FIRST_DAY <= day <= eras.LAST_DAY


@given(st.text(alphabet="昭和平成令SHR元年月日0159一十./-() 　", max_size=20))
def test_texts_like_dates_are_a_date_or_refused(text):
    try:
        parse_date(text)
    except DateError as error:
        assert error.code in DateError.REASONS


@pytest.mark.parametrize(
    ("day", "long", "short", "cells"),
    [
        (
            BIRTHDAY,
            "昭和60年5月15日",
            "S60.5.15",
            ("昭和", "60", "05", "15"),
        ),
        (
            date(2019, 5, 1),
            "令和元年5月1日",
            "R1.5.1",
            ("令和", "01", "05", "01"),
        ),
        (
            date(2019, 4, 30),
            "平成31年4月30日",
            "H31.4.30",
            ("平成", "31", "04", "30"),
        ),
        (
            date(1926, 12, 25),
            "昭和元年12月25日",
            "S1.12.25",
            ("昭和", "01", "12", "25"),
        ),
    ],
)
def test_styles(day, long, short, cells):
    assert eras.format_wareki(day) == long
    assert eras.format_wareki(day, "short") == short
    assert eras.format_wareki(day, "cells") == cells


def test_both_calendars():
    assert eras.format_both(BIRTHDAY) == "1985-05-15（昭和60年5月15日）"


@pytest.mark.parametrize("style", ["", "LONG", "medium"])
def test_an_unknown_style_is_a_programming_error(style):
    with pytest.raises(KeyError):
        eras.format_wareki(BIRTHDAY, style)
    with pytest.raises(KeyError):
        eras.wareki_year(2026, style)


@pytest.mark.parametrize(
    ("year", "long", "cells"),
    [
        (2026, "令和8年", ("令和", "08")),
        (2025, "令和7年", ("令和", "07")),
        (2019, "令和元年", ("令和", "01")),
        (2018, "平成30年", ("平成", "30")),
        (1989, "平成元年", ("平成", "01")),
        (1926, "昭和元年", ("昭和", "01")),
    ],
)
def test_a_year_takes_the_era_of_its_last_day(year, long, cells):
    assert eras.wareki_year(year) == long
    assert eras.wareki_year(year, "cells") == cells


@pytest.mark.parametrize(
    ("system", "codes"),
    [
        ("tax", {"昭和": "1", "大正": "2", "明治": "3", "平成": "4", "令和": "5"}),
        ("pension", {"明治": "1", "大正": "3", "昭和": "5", "平成": "7", "令和": "9"}),
        ("employment", {"大正": "2", "昭和": "3", "平成": "4", "令和": "5"}),
    ],
)
def test_era_codes_differ_by_system(system, codes):
    assert {e.name: e.codes[system] for e in eras.ERAS if e.codes[system]} == codes


@pytest.mark.parametrize(
    ("day", "coded"),
    [
        (BIRTHDAY, ("5", "600515")),
        (date(2026, 10, 1), ("9", "081001")),
        (date(2019, 4, 30), ("7", "310430")),
        (date(2019, 5, 1), ("9", "010501")),
    ],
)
def test_examples_of_the_pension_layout(day, coded):
    assert eras.to_coded(day, "pension") == coded


@pytest.mark.parametrize(
    ("code", "digits", "reason"),
    [
        ("", "600515", "unknown_code"),
        ("2", "600515", "unknown_code"),
        ("5", "640108", "after_era"),
        ("5", "600532", "no_such_day"),
        ("5", "60515", "not_understood"),
        ("5", "６００５１５", "not_understood"),
        ("5", None, "not_understood"),
        (None, "600515", "unknown_code"),
    ],
)
def test_coded_dates_are_refused_with_their_reason(code, digits, reason):
    with pytest.raises(DateError) as error:
        eras.from_coded(code, digits, "pension")
    assert error.value.code == reason


def test_eras_follow_each_other_without_a_gap():
    for before, after in zip(eras.ERAS, eras.ERAS[1:], strict=False):
        assert before.last + timedelta(days=1) == after.first


@pytest.mark.parametrize(
    ("day", "code"), [(date(1868, 1, 24), "too_early"), (date(2118, 1, 1), "too_late")]
)
def test_days_without_an_era_are_refused(day, code):
    with pytest.raises(DateError) as error:
        eras.format_wareki(day)
    assert error.value.code == code
