# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Legal days in Tokyo."""

import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import legal_days

UTC = timezone.utc


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 31, 14, 59, 59), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 15, 0), date(2026, 2, 1)),
        (datetime(2026, 1, 31, 15, 0, tzinfo=UTC), date(2026, 2, 1)),
        (
            datetime(2026, 1, 31, 23, 0, tzinfo=timezone(timedelta(hours=-5))),
            date(2026, 2, 1),
        ),
        (datetime(2025, 12, 31, 15, 0), date(2026, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_tokyo(instant, day):
    assert legal_days.legal_day(instant) == day
    assert legal_days.today_tokyo(instant) == day


def test_today_is_within_a_day_of_utc():
    now = datetime.now(UTC)
    assert now.date() <= legal_days.today_tokyo() <= now.date() + timedelta(days=1)


@given(st.dates(min_value=date(1960, 1, 1), max_value=date(2117, 12, 31)))
def test_the_span_of_a_day_holds_exactly_its_instants(day):
    start, end = legal_days.span_utc(day)
    assert start.tzinfo is None and end - start == timedelta(days=1)
    tick = timedelta(microseconds=1)
    assert legal_days.legal_day(start) == day
    assert legal_days.legal_day(end - tick) == day
    assert legal_days.legal_day(start - tick) == day - timedelta(days=1)
    assert legal_days.legal_day(end) == day + timedelta(days=1)


def test_without_zone_data_tokyo_is_nine_hours_ahead():
    package = Path(legal_days.__file__).parent
    program = (
        "import sys, zoneinfo\n"
        "zoneinfo.reset_tzpath(())\n"
        "sys.modules['tzdata'] = None\n"
        f"sys.path.insert(0, {str(package)!r})\n"
        "import legal_days, datetime\n"
        "assert str(legal_days.TOKYO) == 'JST', legal_days.TOKYO\n"
        "print(legal_days.legal_day(datetime.datetime(2026, 1, 31, 15)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2026-02-01"


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2010, 1, 1), date(2025, 12, 31), 16),
        (date(2010, 1, 2), date(2025, 12, 31), 15),
        (date(1956, 4, 2), date(2026, 3, 31), 69),
        (date(1956, 4, 2), date(2026, 4, 1), 70),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 20),
        (date(2008, 3, 1), date(2026, 2, 28), 18),
        (date(2026, 5, 1), date(2026, 5, 1), 0),
        (date(2026, 5, 1), date(2026, 4, 1), -1),
    ],
)
def test_a_year_of_age_is_attained_the_day_before_the_birthday(birth, on, age):
    assert legal_days.attained_age(birth, on) == age
