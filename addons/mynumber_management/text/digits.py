# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check digits of 個人番号 and 法人番号, and the search for one in free text.

Sources: 個人番号 – 平成26年総務省令第85号 第5条; 法人番号 – 平成26年財務省令第70号
第2条. The check digit never replaces 番号確認: about two per cent of swapped digits
pass it.
"""

import re
import unicodedata
from operator import mul

_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# dashes outside category Pd that people type between digits: minus, bullets, the
# long-vowel mark, box drawing
DASHES = "\u2212\u2043\u30fc\u2500\u2501\u02d7\u00af\u203e"
_GAP = r"[ \t\u3000\u200b._/\u00b7\u30fb\u2010-\u2015\-" + DASHES + "]{0,3}"
_RUN = re.compile(rf"[0-9](?:{_GAP}[0-9])*")
_GROUP = re.compile(r"[0-9]+")
_TWELVE, _THIRTEEN = re.compile("[0-9]{12}"), re.compile("[0-9]{13}")
_PADDED = re.compile(r"(?<![0-9])0(?=[0-9]{12}(?![0-9]))")
# characters that a text form of Python shows as an escape become as many NULs
_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[tnr])")
_LOG_GAP = rf"(?:[ \t\xa0\u3000\u2010-\u2015\uff0d\-{DASHES}]|\0{{2,6}}){{0,3}}"
_IN_FOURS = re.compile(
    rf"(?<![0-9+])[0-9]{{4}}{_LOG_GAP}[0-9]{{4}}{_LOG_GAP}[0-9]{{4}}(?![0-9])"
)
_TO_ASCII = {0xFF10 + digit: str(digit) for digit in range(10)}
MASK = "[My Number]"


def normalise(text):
    """Return ``text`` in NFKC without spaces, hyphens and invisible characters."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text)
        if not char.isspace()
        and char not in DASHES
        and unicodedata.category(char) not in ("Pd", "Cf")
    )


def check_digit(base11):
    """Return the check digit (one character) of 11 ASCII digits (individual)."""
    if len(base11) != 11:
        raise ValueError("eleven digits are needed")
    rest = sum(map(mul, _WEIGHTS, map(int, base11))) % 11
    return "0" if rest <= 1 else str(11 - rest)


def is_individual(digits):
    """True for 12 ASCII digits, not all zero, with a valid check digit."""
    return (
        _TWELVE.fullmatch(digits) is not None
        and digits != "0" * 12
        and digits[11] == check_digit(digits[:11])
    )


def corporate_check_digit(base12):
    """Return the check digit, which stands first, of 12 ASCII digits (corporate)."""
    total = sum(
        int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(base12))
    )
    return str(9 - total % 9)


def is_corporate(digits):
    """True for 13 ASCII digits with a valid check digit (法人番号)."""
    if not _THIRTEEN.fullmatch(digits):
        return False
    return digits[0] == corporate_check_digit(digits[1:])


def contains_number(text):
    """True when free text holds twelve digits that form a valid My Number.

    Digits may be full-width and separated by up to three spaces, hyphens or dots; a
    longer unbroken run (corporate, card) is not searched for parts.
    """
    return any(_places(unicodedata.normalize("NFKC", text)))


def _places(plain):
    """Yield (start, end) of what ``contains_number`` finds in a text in NFKC."""
    for run in _RUN.finditer(plain):
        groups = list(_GROUP.finditer(plain, *run.span()))
        for start in range(len(groups)):
            digits = ""
            for group in groups[start : start + 12]:
                digits += group[0]
                if len(digits) >= 12:
                    break
            if is_individual(digits):
                yield groups[start].start(), group.end()


def without_numbers(text):
    """Return ``text`` in NFKC with MASK for everything ``contains_number`` finds."""
    plain = unicodedata.normalize("NFKC", text)
    pieces, end = [], 0
    for start, stop in _places(plain):
        if start >= end:
            pieces += plain[end:start], MASK
        end = max(end, stop)
    return "".join((*pieces, plain[end:]))


def bears_number(cell):
    """True for a My Number in a cell of a file: also with the leading 0 or the
    apostrophe that files carry, or with commas in it."""
    if len(cell) < 12:
        return False
    plain = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
    if sum(map(str.isdigit, plain)) < 12:
        return False
    plain = plain.replace(",", "").replace("'", "")
    return contains_number(plain) or contains_number(_PADDED.sub("", plain))


def masked(text):
    """Return a line of a log without the My Numbers in it.

    Only twelve digits in a row or in fours are looked for, as people type them: other
    groups are dates, addresses of the network and telephone numbers.
    """
    plain = _ESCAPE.sub(lambda match: "\0" * len(match[0]), text)
    pieces, end = [], 0
    for found in _IN_FOURS.finditer(plain.translate(_TO_ASCII)):
        if is_individual("".join(_GROUP.findall(found[0]))):
            pieces += text[end : found.start()], MASK
            end = found.end()
    return "".join((*pieces, text[end:]))
