# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which characters the filing systems take: JIS X 0208, and what to write instead."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from . import datafile, variants
from .errors import TextError
from .kana import to_full_kana
from .widths import to_full_width

# Windows and JIS give different Unicode signs to the same cells (csv-tax 2).
_SIGNS = str.maketrans("～－∥￢￠￡—", "〜−‖¬¢£―")
_CLUSTER = re.compile(
    "[\\s\\S][\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
)
_MARKS = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SYMBOLS = {row["char"]: row["write"] for row in datafile.rows("jis_symbols.csv")}


class JisError(TextError):
    """A text that the filing systems cannot take."""

    REASONS = {
        "not_encodable": (
            "Some characters cannot be written in this file. "
            "Choose a replacement for each of them first."
        ),
    }


@dataclass(frozen=True)
class Unencodable:
    """A character outside the set: ``text`` at ``position``, ``proposals`` best first.

    ``text`` includes a variation selector or accent that belongs to the character.
    Without proposals a name is written in kana (csv-tax 2.2).
    """

    position: int
    text: str
    proposals: tuple[str, ...]


@lru_cache(maxsize=8192)
def kuten(char: str) -> tuple[int, int] | None:
    """Row and cell of ``char`` in JIS X 0208 (rows 1-8 and 16-84), else ``None``.

    NEC and IBM extensions (①, ㈱, 髙, 﨑) are not in it though cp932 writes them.
    """
    try:
        code = char.translate(_SIGNS).encode("euc_jp")
    except UnicodeEncodeError:
        return None
    if len(code) != 2 or code[0] < 0xA1 or code[1] < 0xA1:
        return None
    return code[0] - 0xA0, code[1] - 0xA0


def in_jis_x_0208(char: str) -> bool:
    """Whether ``char`` is a two-byte character of JIS X 0208."""
    return kuten(char) is not None


def _in_jis_x_0201(char: str) -> bool:
    return " " <= char <= "~" or "｡" <= char <= "ﾟ"


def _fits(text: str) -> bool:
    return bool(text) and all(kuten(c) or _in_jis_x_0201(c) for c in text)


def unencodable(text: str) -> list[Unencodable]:
    """The characters of ``text`` outside JIS X 0208 and JIS X 0201, with proposals.

    Control characters count as outside. Kana typed with combining marks count as
    the joined letter.
    """
    return [
        Unencodable(match.start(), match.group(), proposals(match.group()))
        for match in _CLUSTER.finditer(text)
        if not _fits(_joined(match))
    ]


def proposals(char: str) -> tuple[str, ...]:
    """What may be written instead of ``char``, best first; empty if nothing fits.

    From the tables: the standard forms of a variant kanji and the usual writing of
    a sign; else the plain form that Unicode gives it. The choice is the user's.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFD", char))
    plain = unicodedata.normalize("NFC", plain)
    found = [_SYMBOLS.get(char, ""), plain, to_full_kana(plain)]
    found += variants.standard_forms(plain)
    found.append(to_full_width(unicodedata.normalize("NFKC", plain)))
    return tuple(dict.fromkeys(text for text in found if text != char and _fits(text)))


def substitute(text: str) -> str:
    """``text`` with the best proposal for each character; those without one stay."""
    pieces, end = [], 0
    for bad in unencodable(text):
        pieces += text[end : bad.position], (bad.proposals or (bad.text,))[0]
        end = bad.position + len(bad.text)
    return "".join(pieces) + text[end:]


def encode(text: str) -> bytes:
    """``text`` in Shift_JIS limited to JIS X 0201 and JIS X 0208.

    :class:`JisError` ``not_encodable``: nothing is dropped or replaced silently.
    """
    if unencodable(text):
        raise JisError("not_encodable")
    return _CLUSTER.sub(_joined, text).translate(_SIGNS).encode("cp932")


def _joined(match: re.Match) -> str:
    return match.group() if len(match.group()) == 1 else to_full_kana(match.group())
