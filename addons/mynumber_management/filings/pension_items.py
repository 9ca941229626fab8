# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the items of the pension office's file hold beyond type and length.

Source: ＣＳＶ形式届書作成仕様書 第16.2版 (令和8年3月), rules of names, addresses and
office codes; a vendor's page on 氏名項目形式不正 for the one space in a name.
"""

from __future__ import annotations

import re
from datetime import date

from ..text import jis

_KANA_OR_SIGNS = re.compile("[ｦ-ﾟ]+|[0-9A-Za-z]+")
_AGENT = re.compile("[0-9]{8}")
_HALF_KANA = re.compile("[ ｦ-ﾟ]+")
_FULL = re.compile("[^\x20-\x7e｡-ﾟ]+")
_SAFE_HALF = re.compile("[0-9A-Za-z ｦ-ﾟ-]")


def check(item, text, layout):
    """Yield (code, facts) of what is wrong with a filled item.

    :param text: right in type and characters
    """
    find = _KINDS.get(item.kind)
    if find and (code := find(text, layout.settings)):
        yield code, {}
    if item.type in "AM" and '"' in text:
        yield "quote", {}
    elif item.type in "AMZ" and not all(map(_is_safe, text)):
        yield "unusual_sign", {}


def _is_safe(char):
    """Not of the signs that JIS added in 1983, nor half-width ones but the hyphen."""
    if char <= "\x7f" or "｡" <= char <= "ﾟ":
        return bool(_SAFE_HALF.match(char))
    row, cell = jis.kuten(char) or (2, 99)
    return not (row == 8 or row == 2 and cell > 14)


def _spaces(text, space, settings):
    if text.strip(space) != text:
        return "name_spaces"
    if space * 2 in text:
        return "double_space"
    if space not in text:
        return "name_separator"
    if text.count(space) > 1 and settings["name_spaces"] == "one":
        return "name_spaces"
    return None


def _person_name(text, settings):
    return _spaces(text, "　", settings)


def _person_kana(text, settings):
    if not _HALF_KANA.fullmatch(text):
        return "not_half_kana"
    return _spaces(text, " ", settings)


def _agent_name(text, settings):
    if _HALF_KANA.fullmatch(text):
        return _spaces(text, " ", settings)
    if _FULL.fullmatch(text):
        return _spaces(text, "　", settings)
    return "mixed_widths"


def _place(text, settings):
    if "  " in text or "　　" in text:
        return "double_space"
    return "half_space" if " " in text else None


def _place_kana(text, settings):
    return "double_space" if "  " in text else None


def _office_sign(text, settings):
    if not _KANA_OR_SIGNS.fullmatch(text):
        return "office_sign"
    return _serial(text, settings)


def _media_sign(text, settings):
    if _AGENT.fullmatch(text):
        return _serial(text, settings)
    return "media_sign" if len(text) > 4 else _office_sign(text, settings)


def _serial(text, settings):
    return None if text.strip("0") else "all_zeros"


def _district(text, settings):
    return "district" if text in ("00", "99") else None


def _western_date(text, settings):
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return "no_such_date"
    return None


_KINDS = {
    "person_name": _person_name,
    "person_kana": _person_kana,
    "agent_name": _agent_name,
    "place": _place,
    "place_kana": _place_kana,
    "office_sign": _office_sign,
    "media_sign": _media_sign,
    "serial": _serial,
    "district": _district,
    "western_date": _western_date,
}
