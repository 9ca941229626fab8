# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prefectures and municipalities: codes, check digit, wards of designated cities."""

import re
import unicodedata
from typing import NamedTuple

from . import datafile
from .errors import TextError


class MunicipalityError(TextError):
    """A refused 全国地方公共団体コード."""

    REASONS = {
        "empty": "Enter the municipality code.",
        "not_a_code": "A municipality code has six digits (or five without the last).",
        "check_digit": "The last digit does not fit: a digit was mistyped.",
        "no_prefecture": "The first two digits are the prefecture, 01 to 47.",
        "not_a_municipality": (
            "This code is a prefecture or a group of wards, not a municipality."
        ),
    }


class Prefecture(NamedTuple):
    """``code`` is JIS X 0401 (two digits), ``pension`` the pension office's code."""

    code: str
    name: str
    kana: str
    pension: str


class DesignatedCity(NamedTuple):
    """A 政令指定都市: six-digit code and name."""

    code: str
    name: str


PREFECTURES = tuple(Prefecture(**row) for row in datafile.rows("prefectures.csv"))
PREFECTURE_BY_CODE = {item.code: item for item in PREFECTURES}
PREFECTURE_BY_NAME = {item.name: item for item in PREFECTURES}
DESIGNATED_CITIES = tuple(
    DesignatedCity(row["code"], row["name"])
    for row in datafile.rows("designated_cities.csv")
)
_GROUP_OF_WARDS = "13100"  # 特別区部, the sum of Tokyo's 23 wards


def check_digit(code: str) -> str:
    """The sixth digit for the five digits ``code``.

    Rule of 全国地方公共団体コード (総務省): weights 6 5 4 3 2; 11 less the remainder
    of the sum by 11, of that the last digit.
    """
    total = sum(int(d) * w for d, w in zip(code, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def municipality_code(text: str) -> str:
    """A municipality's code with six digits, from five or six typed ones.

    Raises :class:`MunicipalityError`. Codes of prefectures (XX000) are refused; wards
    of designated cities are taken (see :func:`tax_municipality`).
    """
    if text is None or text is False or text == "":
        raise MunicipalityError("empty")
    if not isinstance(text, str) or len(text) > 20:
        raise MunicipalityError("not_a_code")
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch("[0-9]{5,6}", code):
        raise MunicipalityError("not_a_code")
    if code[:2] not in PREFECTURE_BY_CODE:
        raise MunicipalityError("no_prefecture")
    if code[5:] not in ("", check_digit(code[:5])):
        raise MunicipalityError("check_digit")
    if code[2:5] == "000" or code[:5] == _GROUP_OF_WARDS:
        raise MunicipalityError("not_a_municipality")
    return code[:5] + check_digit(code[:5])


def designated_city(code: str) -> DesignatedCity | None:
    """The designated city to which ``code`` (six digits) belongs, or ``None``.

    Wards are numbered after their city, below 200: 14137 follows 14130 川崎市. The
    wards of Tokyo are municipalities of their own.
    """
    if not "100" <= code[2:5] < "200":
        return None
    cities = [
        city
        for city in DESIGNATED_CITIES
        if city.code[:2] == code[:2] and city.code[:5] <= code[:5]
    ]
    return max(cities, default=None)


def tax_municipality(code: str) -> str:
    """The code of the municipality that levies residents' tax at ``code``.

    A ward of a designated city becomes the city (地方税法 5, 317の6: reports go to the
    municipality); any other code stays.
    """
    city = designated_city(code)
    return city.code if city else code
