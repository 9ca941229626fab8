# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Legal days: calendar days in Asia/Tokyo, whatever the server's zone."""

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _tokyo():
    try:
        return ZoneInfo("Asia/Tokyo")
    except ZoneInfoNotFoundError:  # a machine without time zone data
        return timezone(timedelta(hours=9), "JST")


TOKYO = _tokyo()


def legal_day(instant: datetime) -> date:
    """The day in Tokyo at ``instant``; a naive ``instant`` is UTC, as Odoo stores."""
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=timezone.utc)
    return instant.astimezone(TOKYO).date()


def today_tokyo(now_utc: datetime | None = None) -> date:
    """Today in Tokyo, or the day there at ``now_utc``."""
    return legal_day(now_utc or datetime.now(timezone.utc))


def span_utc(day: date) -> tuple[datetime, datetime]:
    """First instant of ``day`` in Tokyo and of the day after, as naive UTC."""
    return tuple(
        datetime.combine(d, time.min, TOKYO)
        .astimezone(timezone.utc)
        .replace(tzinfo=None)
        for d in (day, day + timedelta(days=1))
    )


def attained_age(birth: date, on: date) -> int:
    """Full years of age on ``on``; a year is attained the day before the birthday.

    年齢計算ニ関スル法律 with 民法 143: someone born on 2 January 2010 is still 15 on
    31 December 2025, someone born on 1 January 2010 is 16. Negative before birth.
    """
    after = on + timedelta(days=1)
    before_birthday = (after.month, after.day) < (birth.month, birth.day)
    return after.year - birth.year - before_birthday
