# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Addresses: one line split into its parts, and joined again."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from . import variants
from .errors import TextError
from .municipalities import (
    DESIGNATED_CITIES,
    PREFECTURE_BY_CODE,
    PREFECTURES,
)
from .postcodes import PostcodeRow

MAX_LENGTH = 200


class AddressError(TextError):
    """A refused address line."""

    REASONS = {
        "empty": "Enter an address.",
        "too_long": "This address is too long.",
        "control": "An address is one line without control characters.",
    }


class Address(NamedTuple):
    """An address in parts; a part that was not found is empty.

    ``municipality`` with 郡, or with city and ward (札幌市中央区); ``street`` is
    町名丁目番地; ``municipality_code`` has 6 digits and is empty when no table was
    given or the place is not in it; ``postcode`` 7 digits if the line had one.
    """

    prefecture: str
    municipality: str
    street: str
    building: str
    municipality_code: str = ""
    postcode: str = ""


class Municipality(NamedTuple):
    """One municipality or ward: six-digit code, prefecture and full name."""

    code: str
    prefecture: str
    name: str


# One character for one character, so that positions stay those of the typed text.
_SAME_LENGTH = {
    **{code + 0xFEE0: code for code in range(0x21, 0x7F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-"),
    **str.maketrans("\u3000ヶヵ", " ケカ"),
}


def _fold(text: str) -> str:
    return variants.to_representative(text.translate(_SAME_LENGTH))


_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_POSTCODE = re.compile(r"〒? ?([0-9]{3})[-ー]?([0-9]{4})(?![0-9]) ?")

# How municipalities are told without a table. Plain names have no 市, 区, 町, 村 or 郡
# before their end; those that do are listed.
_PLAIN = "[^0-9市区町村郡]"
_CITY = (
    "(?:四日市|廿日市|野々市|市川|市原|町田|十日町|大町|村上|村山|東村山|武蔵村山|羽村"
    f"|田村|大村|大和郡山|郡山|郡上|蒲郡|小郡|{_PLAIN}{{1,6}})市"
)
_TOWN = f"(?:余市|大町|玉村|村田|市川三郷|上市|下市|市貝|市川|{_PLAIN}{{1,6}})[町村]"
_COUNTY = f"(?:余市|高市|[東西北]村山|田村|{_PLAIN}{{1,5}})郡"
_SPECIAL_WARD = (
    "(?:千代田|中央|港|新宿|文京|台東|墨田|江東|品川|目黒|大田|世田谷|渋谷|中野|杉並"
    "|豊島|北|荒川|板橋|練馬|足立|葛飾|江戸川)区"
)
_DESIGNATED = "|".join(_fold(city.name) for city in DESIGNATED_CITIES)
_BY_FORM = re.compile(
    f"(?:{_DESIGNATED})(?:[^0-9市町]{{1,4}}?区)?|{_SPECIAL_WARD}|{_COUNTY}{_TOWN}|{_CITY}|{_TOWN}"
)

# House numbers: figures joined by units, dashes and points of the compass.
_KANJI = "[一二三四五六七八九十百]+"
_FIGURE = rf"(?:[0-9]+|{_KANJI}(?=丁目|番地|番[0-9一二三四五六七八九十]|条[東西南北]))"
_UNIT = "(?:丁目|番地|番(?![町館])|号(?![室棟館])|条|線|丁(?!目)|地割)"
_NUMBERS = re.compile(
    rf"{_FIGURE}(?:{_UNIT}|{_FIGURE}|(?<=[条線])[東西南北](?={_FIGURE})"
    rf"| ?[-ーのノ] ?[0-9]+|-[A-Z][0-9]+| (?=[0-9]+(?:丁目|番|号))"
    rf"|[\u4e00-\u9fff々]{{1,8}}町(?=[0-9]))*"
)
_COUNTY_NAME = re.compile("^(?:.+?郡|三宅島|八丈島)(?=.+[町村]$)")
_FLOOR = re.compile("号?[室棟館]|階|[Ff](?![A-Za-z])")
_ROOM = re.compile("(?:[-ーのノ ]|(?<=[番号地目]))([0-9]+)$")


_PREFECTURES = {_fold(item.name): item.name for item in PREFECTURES}
_PREFECTURE_OF_CITY = {
    _fold(city.name.removesuffix("市")): PREFECTURE_BY_CODE[city.code[:2]].name
    for city in DESIGNATED_CITIES
}


class Municipalities:
    """The municipalities known from a post code table.

    Invariant: a name is looked up folded (variant kanji, ケ/ヶ, widths), so that both
    龍ケ崎市 and 竜ヶ崎市 are found; the answer has the name as the table spells it.
    """

    def __init__(self, items: Iterable[Municipality]):
        self._by_prefecture: dict[str, dict[str, Municipality]] = {}
        self._by_name: dict[str, list[Municipality]] = {}
        self.longest = 0
        for item in items:
            for name in {_fold(item.name), _fold(_COUNTY_NAME.sub("", item.name))}:
                known = self._by_prefecture.setdefault(item.prefecture, {})
                known.setdefault(name, item)
                self._by_name.setdefault(name, []).append(item)
                self.longest = max(self.longest, len(name))

    @classmethod
    def from_rows(cls, rows: Iterable[PostcodeRow]) -> "Municipalities":
        """From the rows of :func:`.postcodes.read_ken_all`."""
        return cls(
            dict.fromkeys(
                Municipality(r.municipality_code, r.prefecture, r.municipality)
                for r in rows
            )
        )

    def match(self, folded: str, prefecture: str) -> tuple[Municipality, int] | None:
        """The longest known name at the start of ``folded`` and its length.

        Without a ``prefecture`` only a name that is unique in the country counts.
        """
        for length in range(min(self.longest, len(folded)), 0, -1):
            name = folded[:length]
            if prefecture:
                found = self._by_prefecture.get(prefecture, {}).get(name)
            else:
                items = self._by_name.get(name, ())
                found = items[0] if len(items) == 1 else None
            if found:
                return found, length
        return None


def split_address(text: str, municipalities: Municipalities | None = None) -> Address:
    """A one-line address in its parts, as well as it can be told.

    The characters of street and building stay as typed. With ``municipalities`` the
    municipality is looked up and its code given; without, it is told by its form.
    Raises :class:`AddressError` only for a line that is no address at all (empty,
    over 200 characters, control characters); what is not recognised lands in
    ``street``.
    """
    text = _checked(text)
    postcode = ""
    if match := _POSTCODE.match(_fold(text)):
        postcode = match[1] + match[2]
        text = text[match.end() :].strip()
    folded = _fold(text)
    places = [i for i, char in enumerate(folded) if char != " "]
    compact = "".join(folded[i] for i in places)
    prefecture = next((p for p in _PREFECTURES if compact.startswith(p)), "")
    start = len(prefecture)
    prefecture = _PREFECTURES.get(prefecture, "")
    code = ""
    if found := municipalities and municipalities.match(compact[start:], prefecture):
        (code, prefecture, name), length = found
        start += length
    else:
        form = _BY_FORM.match(compact, start)
        end = form.end() if form else start
        name = "".join(text[i] for i in places[start:end])
        city = _fold(name).partition("市")[0]
        prefecture = prefecture or _PREFECTURE_OF_CITY.get(city, "")
        start = end
    cut = places[start - 1] + 1 if start else 0
    street, building = _split_building(text[cut:].strip(), folded[cut:].strip())
    return Address(prefecture, name, street, building, code, postcode)


def _checked(text: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise AddressError("empty")
    if len(text) > MAX_LENGTH:
        raise AddressError("too_long")
    text = _SELECTORS.sub("", text).strip()
    if not text.isprintable() and not text.replace("\u3000", "").isprintable():
        raise AddressError("control")
    return text


def _split_building(text: str, folded: str) -> tuple[str, str]:
    match = _NUMBERS.search(folded)
    if not match:
        return text, ""
    end = match.end()
    if _FLOOR.match(folded, end):
        room = _ROOM.search(folded, match.start(), end)
        if not room:
            return text, ""
        return text[: room.start()].strip(), text[room.start(1) :].strip()
    return text[:end].strip(), text[end:].strip()


def join_address(address: Address, space: str = "") -> str:
    """The address in one line; ``space`` stands before the building only.

    Post code and code are left out.
    """
    line = address.prefecture + address.municipality + address.street
    return line + (space + address.building if address.building else "")
