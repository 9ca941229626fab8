# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Dates in both calendars: reading any usual way of typing, writing, era codes."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from . import datafile
from .errors import TextError


class DateError(TextError):
    """A refused date. ``facts`` of the era reasons: ``era``, ``first``, ``last``."""

    REASONS = {
        "empty": "Enter a date.",
        "not_understood": (
            "This is not a date we can read. Type it like S60.5.15, "
            "昭和60年5月15日 or 1985/5/15."
        ),
        "no_era": "Add the era (S60.5.15) or write the year with four digits.",
        "year_first": "Write the year first, like 1985/5/15.",
        "no_such_day": "The calendar has no such day. Check year, month and day.",
        "before_era": (
            "%(era)s began on %(first)s. Use the era before it, "
            "or the year with four digits."
        ),
        "after_era": (
            "%(era)s ended on %(last)s. Use the era after it, "
            "or the year with four digits."
        ),
        "calendars_disagree": (
            "The two calendars name different days. Write the date in one of them."
        ),
        "too_early": "Dates before %(first)s cannot be written in a Japanese era.",
        "too_late": "Dates after %(last)s cannot be used.",
        "no_code": "This form has no code for %(era)s.",
        "unknown_code": "This is not an era code of this form.",
    }


@dataclass(frozen=True)
class Era:
    """One era: ``first`` and ``last`` day inclusive, codes by filing system."""

    name: str
    letter: str
    sign: str
    first: date
    last: date
    codes: dict[str, str]

    def refuse_outside(self, day: date) -> None:
        facts = {
            "era": self.name,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
        }
        if day < self.first:
            raise DateError("before_era", **facts)
        if day > self.last:
            raise DateError("after_era", **facts)


SYSTEMS = ("tax", "pension", "employment")
# The running era is used up to its 99th year: layouts have two digits for it.
_YEARS_OF_RUNNING_ERA = 99


def _load() -> tuple[Era, ...]:
    table = datafile.rows("eras.csv")
    firsts = [date.fromisoformat(row["first_day"]) for row in table]
    end = date(firsts[-1].year + _YEARS_OF_RUNNING_ERA - 1, 12, 31)
    lasts = [day - timedelta(days=1) for day in firsts[1:]] + [end]
    return tuple(
        Era(
            row["name"],
            row["letter"],
            row["sign"],
            first,
            last,
            {system: row[system] for system in SYSTEMS},
        )
        for row, first, last in zip(table, firsts, lasts, strict=True)
    )


ERAS = _load()
FIRST_DAY, LAST_DAY = ERAS[0].first, ERAS[-1].last
_BY_WORD = {
    word: era for era in ERAS for word in (era.name, era.sign, era.letter.lower())
}

_MAX_LENGTH = 60
_ERA = "(?P<era>" + "|".join(sorted(_BY_WORD, key=len, reverse=True)) + ")"
_PARTS = re.compile(
    rf"(?:{_ERA}[.-]?)?(?P<y>元|[0-9]{{1,4}})[年./-](?P<m>[0-9]{{1,2}})[月./-]"
    r"(?P<d>[0-9]{1,2})日?"
)
_COMPACT = re.compile(
    rf"{_ERA}?(?P<y>[0-9]{{4}}|[0-9]{{2}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})"
)
_YEAR_LAST = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-") | dict.fromkeys(
    map(ord, "・、。,"), "."
)
_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI_NUMBER = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日])")
_KANJI_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_MIDNIGHT = re.compile(r"(?<=[0-9日])(?:t| )0{1,2}:00(?::00(?:\.0{1,6})?)?$")
_TAIL = re.compile(r"(?:生まれ|生)$")
_WEEKDAY = re.compile(r"\([月火水木金土日](?:曜日?)?\)|(?<=日) ?[月火水木金土日]曜日?")
_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)([^()]*)")


def _arabic(match: re.Match) -> str:
    word = match.group()
    if "十" not in word:
        return "".join(str(_KANJI_DIGITS[c]) for c in word)
    tens = _KANJI_TENS.fullmatch(word)
    if not tens:
        raise DateError("not_understood")
    return str(10 * _KANJI_DIGITS.get(tens[1], 1) + _KANJI_DIGITS.get(tens[2], 0))


def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().lower().translate(_DASHES)
    text = _WEEKDAY.sub("", _TAIL.sub("", re.sub(r"\s+", " ", text))).strip()
    text = _MIDNIGHT.sub("", text).replace("西暦", "")
    text = re.sub(r" ?([./()年月日-]) ?", r"\1", text)
    text = re.sub(r"(?<=[0-9元]) (?=[0-9])", ".", text).replace(" ", "")
    return _KANJI_NUMBER.sub(_arabic, text)


def _one_calendar(text: str) -> date:
    match = _PARTS.fullmatch(text) or _COMPACT.fullmatch(text)
    if not match:
        raise DateError(
            "year_first" if _YEAR_LAST.fullmatch(text) else "not_understood"
        )
    era = _BY_WORD.get(match["era"])
    year = 1 if match["y"] == "元" else int(match["y"])
    if era is None and len(match["y"]) < 3:
        raise DateError("no_era")
    if (len(match["y"]) != 4) if era is None else (len(match["y"]) > 2):
        raise DateError("not_understood")
    if era is not None:
        if year == 0:
            raise DateError("no_such_day")
        year += era.first.year - 1
    try:
        day = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        day = None
    if day is None:
        raise DateError("no_such_day")
    if era is not None:
        era.refuse_outside(day)
    era_of(day)
    return day


def parse_date(text: str) -> date:
    """The day meant by ``text``, in any usual way of writing it.

    Understood: era by name, first character or letter (昭和60年5月15日, 昭60.5.15,
    S60/5/15, S600515, 元年), western year first (1985/5/15, 1985-05-15, 19850515),
    full width, kanji figures, spaces, a weekday, 生, a midnight time as spreadsheets
    write it, and both calendars side by side when they agree.

    Raises :class:`DateError`: a day outside the named era is refused, never moved.
    ``None`` and ``False`` count as empty. 明治 is counted in today's calendar, also
    before 1873.
    """
    if text is None or text is False:
        raise DateError("empty")
    if not isinstance(text, str) or len(text) > _MAX_LENGTH:
        raise DateError("not_understood")
    text = _tidy(text)
    if not text:
        raise DateError("empty")
    brackets = _BRACKETS.fullmatch(text)
    if not brackets:
        return _one_calendar(text)
    outer, inner, rest = brackets.groups()
    if rest.startswith("年"):
        inner = inner.removesuffix("年")
    days = {_one_calendar(outer + rest), _one_calendar(inner + rest)}
    if len(days) != 1:
        raise DateError("calendars_disagree")
    return days.pop()


def era_of(day: date) -> Era:
    """The era of ``day``; :class:`DateError` ``too_early`` or ``too_late``."""
    if day < FIRST_DAY:
        raise DateError("too_early", first=FIRST_DAY.isoformat())
    if day > LAST_DAY:
        raise DateError("too_late", last=LAST_DAY.isoformat())
    return next(era for era in reversed(ERAS) if era.first <= day)


def format_wareki(day: date, style: str = "long") -> str | tuple[str, str, str, str]:
    """``day`` in its era.

    ``long`` 昭和60年5月15日 (first year 元年), ``short`` S60.5.15,
    ``cells`` ("昭和", "60", "05", "15") with two digits each, first year "01".
    """
    era = era_of(day)
    year = day.year - era.first.year + 1
    if style == "cells":
        return era.name, f"{year:02}", f"{day.month:02}", f"{day.day:02}"
    if style == "short":
        return f"{era.letter}{year}.{day.month}.{day.day}"
    if style == "long":
        return f"{_long_year(era, year)}{day.month}月{day.day}日"
    raise KeyError(style)


def _long_year(era: Era, year: int) -> str:
    return f"{era.name}{'元' if year == 1 else year}年"


def wareki_year(year: int, style: str = "long") -> str | tuple[str, str]:
    """The calendar year ``year`` (western, e.g. 2026) in the era of its last day.

    ``long`` 令和8年 (as in 令和8年分), ``short`` R8, ``cells`` ("令和", "08").
    A year with two eras takes the later one: 2019 is 令和元年.
    """
    era = era_of(date(year, 12, 31))
    number = year - era.first.year + 1
    if style == "cells":
        return era.name, f"{number:02}"
    if style == "short":
        return f"{era.letter}{number}"
    if style == "long":
        return _long_year(era, number)
    raise KeyError(style)


def format_both(day: date) -> str:
    """``day`` in both calendars: 1985-05-15（昭和60年5月15日）."""
    return f"{day.isoformat()}（{format_wareki(day)}）"


def to_coded(day: date, system: str) -> tuple[str, str]:
    """Era code and YYMMDD of ``day`` in ``system`` (one of :data:`SYSTEMS`).

    1985-05-15 is ("5", "600515") for the pension office. :class:`DateError`
    ``no_code`` when the system has no code for the era.
    """
    era = era_of(day)
    if not era.codes[system]:
        raise DateError("no_code", era=era.name)
    return era.codes[system], "".join(format_wareki(day, "cells")[1:])


def from_coded(code: str, digits: str, system: str) -> date:
    """The day of an era code and YYMMDD, the reverse of :func:`to_coded`."""
    era = next((era for era in ERAS if code and era.codes[system] == code), None)
    if era is None:
        raise DateError("unknown_code")
    if not isinstance(digits, str) or not re.fullmatch("[0-9]{6}", digits):
        raise DateError("not_understood")
    return _one_calendar(era.letter.lower() + digits)
