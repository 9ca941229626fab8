# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One cell under one column: from what was typed to a value of that column's kind."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from ..text import digits, widths
from ..text.eras import FIRST_DAY, LAST_DAY, DateError, parse_date
from ..text.errors import TextError
from ..text.kana import normalise_kana_name
from ..text.municipalities import PREFECTURES
from ..text.names import clean_name
from .columns import KEYS, NONE
from .findings import Flaw
from .mapping import word_key
from .xlsx_cells import day_of

NOT_GIVEN = object()
# A blank cell of these says nothing, whatever the mapping says of blank cells.
_NEVER_EMPTIED = KEYS | {
    "name",
    "family_name",
    "kana",
    "birth_date",
    "address",
    "establishment",
    "relation",
    "living",
    "tax_dependant",
}
_FORMULA = ("=", "+", "@", "\t", "\r")
# characters that only one computer knows (外字)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# what programs write for a character that their encoding lacks
_LOST = re.compile("[?？〓\ufffd]")
_AMOUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_MONTH = re.compile(r"(.+?)[年./-]([0-9]{1,2})月?|([0-9]{4})([0-9]{2})")
_SEPARATORS = re.compile("[;；、,，|｜\n]")
_PHONE = re.compile(r"[0-9]+(?:-[0-9]+)*")
_PREFECTURES = {p.name: p.name for p in PREFECTURES} | {
    p.name[:-1]: p.name for p in PREFECTURES if p.name != "北海道"
}
_FIRST_YEAR, _LAST_YEAR = 2016, 2100
_TEXT_CODES = {"not_understood": "date", "control": "control_cell"}


def _plain_day(text):
    """The day of 1985-05-15 or 1985/5/15 quickly; None for all else."""
    match = _ISO.fullmatch(text)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


class Unreadable(Exception):
    """The cell is wrong; ``flaw`` has the code and the facts."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.flaw = Flaw(code, facts)


class CellReader:
    """Reads cells as a mapping says.

    Dates are ``date``, flags bool, amounts and years int, lists tuples of str, all
    else str; ``None`` means that the file says there is none, :data:`NOT_GIVEN` that
    it says nothing. No error has anything of the cell in it.
    """

    def __init__(self, mapping, since_1904=False):
        self._mapping, self._since_1904 = mapping, since_1904

    def read(self, column, cell, hints):
        """The value of ``cell`` under ``column``.

        :param hints: list to which codes of things to mention are added
        :raises Unreadable: with a code of :mod:`.codes`
        """
        if cell is None:
            clears = self._mapping.clears and column.id not in _NEVER_EMPTIED
            return None if clears else NOT_GIVEN
        if isinstance(cell, Flaw):
            raise Unreadable(cell.code, **cell.facts)
        read = getattr(self, f"_read_{column.kind}")
        try:
            return read(column, cell, hints)
        except TextError as error:
            code, facts = error.code, error.facts
        raise Unreadable(_TEXT_CODES.get(code, code), **facts)

    def _plain(self, cell, formula=_FORMULA):
        """The text of a cell; a whole figure as its digits."""
        if isinstance(cell, bool | date | Decimal):
            raise Unreadable("kind")
        text = str(cell).strip().removeprefix("'")
        if text.startswith(formula):
            raise Unreadable("formula")
        if "\n" in text or "\r" in text:
            raise Unreadable("line_break")
        if _PRIVATE.search(text):
            raise Unreadable("private_character")
        return text

    def _narrow(self, cell):
        """As :meth:`_plain`, in NFKC: for everything but names and addresses."""
        return unicodedata.normalize("NFKC", self._plain(cell))

    def _fitting(self, column, text):
        if len(text) > column.length:
            raise Unreadable("too_long", limit=column.length)
        return text

    def _read_text(self, column, cell, _hints):
        return self._fitting(column, self._plain(cell))

    def _read_name(self, column, cell, _hints):
        text = clean_name(self._plain(cell))
        if _LOST.search(text):
            raise Unreadable("lost_character")
        return self._fitting(column, text)

    def _read_kana(self, column, cell, _hints):
        return self._fitting(column, normalise_kana_name(self._plain(cell)))

    def _read_code(self, column, cell, hints):
        if isinstance(cell, int):
            hints.append("code_figure")
        text = "".join(widths.to_half_width(self._narrow(cell)).split())
        return self._fitting(column, text)

    def _figures(self, column, cell, hints, count):
        text = digits.normalise(self._narrow(cell).removeprefix("〒"))
        if isinstance(cell, int) and len(text) < count:
            hints.append("zeros_restored")
            text = text.zfill(count)
        if not re.fullmatch("[0-9]+", text) or len(text) != count:
            raise Unreadable("postcode" if column.kind == "postcode" else "digits")
        return text

    def _read_digits(self, column, cell, hints):
        try:
            return self._figures(column, cell, hints, column.length)
        except Unreadable as error:
            if error.flaw.code != "digits":
                raise
        raise Unreadable("digits", count=column.length)

    def _read_postcode(self, column, cell, hints):
        text = self._figures(column, cell, hints, 7)
        return f"{text[:3]}-{text[3:]}"

    def _read_prefecture(self, _column, cell, _hints):
        name = "".join(self._narrow(cell).split())
        if name not in _PREFECTURES:
            raise Unreadable("prefecture")
        return _PREFECTURES[name]

    def _read_phone(self, column, cell, hints):
        text = unicodedata.normalize("NFKC", self._plain(cell, ("=", "@")))
        text = widths.to_half_width(text).translate(dict.fromkeys(map(ord, " "), None))
        text = re.sub(r"^\+81-?\(?0?\)?", "0", text)
        text = re.sub(r"[()]", "-", text).strip("-").replace("--", "-")
        if isinstance(cell, int) and len(text) in (9, 10) and text[0] != "0":
            hints.append("zeros_restored")
            text = "0" + text
        plain = text.replace("-", "")
        if not _PHONE.fullmatch(text) or len(plain) not in (10, 11) or text[0] != "0":
            raise Unreadable("phone")
        return self._fitting(column, text)

    def _read_yen(self, column, cell, _hints):
        text = self._narrow(cell)
        text = text.removeprefix("¥").removeprefix("\\").removesuffix("円").strip()
        if not _AMOUNT.fullmatch(text):
            raise Unreadable("amount")
        if len(text.replace(",", "").lstrip("0")) > column.length:
            raise Unreadable("too_long", limit=column.length)
        return int(text.replace(",", ""))

    def _read_date(self, _column, cell, hints):
        if isinstance(cell, date):
            return cell
        text = self._narrow(cell)
        if isinstance(cell, int) and len(text) <= 6:
            day = day_of(cell, self._since_1904)
            if day is None:
                raise Unreadable("date_serial")
            hints.append("date_from_serial")
            return day
        if day := _plain_day(text):
            return day
        match = _YEAR_LAST.fullmatch(text)
        if match and self._mapping.date_order != "ymd":
            first, second, year = match.groups()
            if self._mapping.date_order == "dmy":
                first, second = second, first
            text = f"{year}-{first}-{second}"
        return parse_date(text)

    def _read_year(self, _column, cell, _hints):
        text = self._narrow(cell).removesuffix("分").removesuffix("年")
        try:
            year = parse_date(f"{text}年12月31日").year
        except DateError:
            year = 0
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise Unreadable("year")
        return year

    def _read_month(self, _column, cell, _hints):
        if isinstance(cell, date):
            return f"{cell:%Y-%m}"
        match = _MONTH.fullmatch(self._narrow(cell))
        if not match:
            raise Unreadable("month")
        year, month = match[1] or match[3], match[2] or match[4]
        try:
            return f"{parse_date(f'{year}年{month}月1日'):%Y-%m}"
        except DateError:
            pass
        raise Unreadable("month")

    def _word(self, column, text, code):
        value = self._mapping.words(column).get(word_key(text))
        if value is None:
            raise Unreadable(code)
        if value == "":
            return NOT_GIVEN
        return None if value == NONE else value

    def _read_choice(self, column, cell, _hints):
        return self._word(column, self._plain(cell), "choice")

    def _read_flag(self, column, cell, _hints):
        if isinstance(cell, bool):
            return cell
        value = self._word(column, self._plain(cell), "flag")
        return value == "yes" if isinstance(value, str) else value

    def _read_list(self, column, cell, _hints):
        if not isinstance(cell, str):
            raise Unreadable("kind")
        words = [word for word in _SEPARATORS.split(cell) if word.strip()]
        values = {self._word(column, word.strip(), "choice") for word in words}
        return tuple(sorted(values - {None, NOT_GIVEN}))
