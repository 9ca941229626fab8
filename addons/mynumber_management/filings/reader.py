# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records out of the bytes of any file: line by line, limits first.

Shift_JIS is cut at bytes: comma, quote, CR and LF are never the second byte of a
character.
"""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from ..text.jis import in_jis_x_0208

MAX_BYTES = 128 * 1024 * 1024
MAX_RECORDS = 100_000
_CHUNK = 64 * 1024
_MAGIC = {
    b"PK\x03\x04": "not_text",
    b"\xd0\xcf\x11\xe0": "not_text",
    b"%PDF": "not_text",
    b"\xff\xfe": "utf16",
    b"\xfe\xff": "utf16",
    b"\xef\xbb\xbf": "bom",
}
_WIDE = re.compile(rb"(?:\x00[,\r\n0-9]){3}|(?:[,\r\n0-9]\x00){3}")
_CHARACTER = re.compile(
    rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]|[\x00-\xff]", re.DOTALL
)
_CELL = re.compile('"((?:[^"]|"")*)"|([^",]*)')
# What no Shift_JIS has, and what only Windows has twice.
NO_CHARACTER, NEC_TWIN = "\ufffd", "\ufffe"


class Line(NamedTuple):
    """``start``: offset of the first byte; ``end``: what ended the line; ``code``: a
    finding that makes the line unreadable, or ""."""

    number: int
    start: int
    body: bytes
    end: bytes
    code: str = ""


class Stop(Exception):
    """Reading cannot go on; ``code`` and ``facts`` of a finding say why."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def longest(layout):
    """Bytes of the longest record: two a character, all of it quoted, with room for
    values that are too long by half."""
    return sum(3 * item.high + 3 for item in layout.items)


def lines(source, limit):
    """Yield each :class:`Line` of a file, reading no more than a line at a time.

    :param source: bytes, or a binary file open for reading
    :param limit: bytes of the longest line; a longer one is passed over
    :raises Stop: not a text of ours, or larger than the limits of this module
    """
    stream = source if hasattr(source, "readline") else io.BytesIO(source)
    number = offset = 0
    while piece := stream.readline(limit + 2):
        number += 1
        if number == 1:
            piece, skipped = _opening(piece)
            offset += skipped
        start, offset = offset, offset + len(piece)
        body = piece.rstrip(b"\r\n") if piece.endswith(b"\n") else piece
        end = piece[len(body) :]
        code = ""
        if not end and len(piece) >= limit + 2:
            code = "lone_cr" if b"\r" in piece else "line_too_long"
            while (rest := stream.readline(_CHUNK)) and offset <= MAX_BYTES:
                offset += len(rest)
                if rest.endswith(b"\n"):
                    break
        elif end not in (b"", b"\n", b"\r\n") or b"\r" in body:
            code = "lone_cr"
        elif b"\0" in body:
            code = "nul"
        if offset > MAX_BYTES:
            raise Stop("too_large", limit=MAX_BYTES // 1024**2)
        if number > MAX_RECORDS:
            raise Stop("too_many_records", limit=f"{MAX_RECORDS:,}")
        yield Line(number, start, body, end, code)


def _opening(piece):
    """The first line without its byte order mark, and the length of the mark."""
    for magic, code in _MAGIC.items():
        if piece.startswith(magic):
            if code != "bom":
                raise Stop(code)
            return piece[len(magic) :], len(magic)
    if _WIDE.search(piece[:200]):
        raise Stop("utf16")
    return piece, 0


def decode(body, utf8=False):
    """The text of a line. Characters that JIS X 0208 lacks stay what Windows takes
    them for, so that they can be named; the rest is ``NO_CHARACTER``."""
    if utf8:
        return body.decode("utf-8", "replace")
    try:
        return body.decode("shift_jis")
    except UnicodeDecodeError:
        pass
    try:
        body.decode("cp932")
    except UnicodeDecodeError:
        return body.decode("cp932", "replace")
    return "".join(_character(match[0]) for match in _CHARACTER.finditer(body))


def _character(code):
    try:
        return code.decode("shift_jis")
    except UnicodeDecodeError:
        pass
    try:
        char = code.decode("cp932")
    except UnicodeDecodeError:
        return NO_CHARACTER
    if len(code) == 1:
        return NO_CHARACTER
    return NEC_TWIN if in_jis_x_0208(char) else char


def is_utf8(body):
    """Whether a line that is not Shift_JIS is UTF-8."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def split(text):
    """The items of a line, quotes taken off; None when the quotes do not agree."""
    if '"' not in text:
        return text.split(",")
    cells, place = [], 0
    while True:
        match = _CELL.match(text, place)
        quoted, plain = match.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        place = match.end()
        if place == len(text):
            return cells
        if text[place] != ",":
            return None
        place += 1
