# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Post codes, and the reader of Japan Post's table KEN_ALL."""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count
from typing import BinaryIO, NamedTuple

from .errors import TextError
from .kana import to_full_kana
from .municipalities import PREFECTURE_BY_CODE, check_digit

MAX_BYTES = 64 * 1024 * 1024  # the whole country has about 12 MB
_MAX_LINE = 4096
_COLUMNS = 15
_CHUNK = 64 * 1024
_MAX_FIELD = 200
_MAX_JOINED = 4000
_MAX_ERRORS = 1000
_PROBE = 20  # bad lines at the start that show another kind of file
_PLOTS = re.compile("(?<=.)第?[0-9０-９]+地割.*")
_PLOTS_KANA = re.compile("(?<=.)(?:ダイ)?[0-9０-９]+チワリ.*")


class PostcodeError(TextError):
    """A refused post code or table."""

    REASONS = {
        "empty": "Enter a post code.",
        "not_a_postcode": "A post code has seven digits, like 100-0001.",
        "empty_file": "The file is empty.",
        "too_large": "The file is too large for a post code table.",
        "bad_zip": "The ZIP file is damaged or holds no single CSV file.",
        "not_a_table": (
            "This is no post code table. Load KEN_ALL.CSV or utf_ken_all.csv "
            "(or their ZIP files) of Japan Post."
        ),
        "too_many_errors": "Too many lines are damaged. Load the file again.",
    }


class RowError(NamedTuple):
    """A line left out: ``line`` from 1, ``code`` a key of :data:`ROW_REASONS`."""

    line: int
    code: str


ROW_REASONS = {
    "encoding": "The line is neither Shift_JIS nor UTF-8.",
    "columns": "The line does not have 15 columns.",
    "postcode": "Column 3 is not a post code of seven digits.",
    "municipality": "Column 1 is not a municipality code of five digits.",
    "prefecture": "Column 7 is not the prefecture of column 1.",
    "name": "Column 8 holds no municipality, or a name is too long.",
    "unfinished": "A town name goes on in the next line, which does not follow.",
}


class PostcodeRow(NamedTuple):
    """One post code and place.

    ``postcode`` 7 digits; ``municipality`` with 郡 or city and ward; ``town`` empty
    where the code stands for the rest of the municipality; readings in full-width
    katakana; ``municipality_code`` 6 digits.
    """

    postcode: str
    prefecture: str
    municipality: str
    town: str
    municipality_kana: str
    town_kana: str
    municipality_code: str


def parse_postcode(text: str) -> str:
    """The seven digits of a typed post code (〒１００ー０００１, 100-0001).

    Raises :class:`PostcodeError`.
    """
    if text is None or text is False or text == "":
        raise PostcodeError("empty")
    if not isinstance(text, str) or len(text) > 20:
        raise PostcodeError("not_a_postcode")
    code = unicodedata.normalize("NFKC", text).strip().removeprefix("〒").strip()
    match = re.fullmatch(r"([0-9]{3})\s?[-‐‑‒–—―−ー]?\s?([0-9]{4})", code)
    if not match:
        raise PostcodeError("not_a_postcode")
    return match[1] + match[2]


def format_postcode(code: str) -> str:
    """Seven digits as 100-0001."""
    return f"{code[:3]}-{code[3:]}"


class _Line(NamedTuple):
    number: int
    code: str
    postcode: str
    prefecture: str
    city: str
    city_kana: str
    town: str
    town_kana: str


class _BadLine(Exception):
    pass


def read_ken_all(
    source: bytes | BinaryIO, on_error: Callable[[RowError], object]
) -> Iterator[PostcodeRow]:
    """Rows of Japan Post's table, line by line.

    ``source``: the file or its ZIP, as bytes or a seekable binary file; Shift_JIS
    (KEN_ALL.CSV) or UTF-8 (utf_ken_all.csv), 15 columns. Town names spread over
    several lines are joined; 以下に掲載がない場合 and the like become an empty town,
    remarks in brackets are left out, repeated places come once.

    ``on_error`` is called for each line left out. :class:`PostcodeError` is raised
    when the file as a whole cannot be used; rows yielded before stay valid, so load
    all or nothing.
    """
    file = io.BytesIO(source) if isinstance(source, bytes | bytearray) else source
    zipped = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    lines = _raw_lines(_zip_member(file) if zipped else file)
    first = next(lines, None)
    if first is None:
        raise PostcodeError("empty_file")
    parsed = _lines(chain([first], lines), _encoding(first[1]), on_error)
    yield from _rows(_joined(parsed, on_error))


def _zip_member(file: BinaryIO) -> BinaryIO:
    try:
        archive = zipfile.ZipFile(file)
        names = [n for n in archive.namelist() if n.lower().endswith(".csv")]
        if len(names) == 1 and not archive.getinfo(names[0]).flag_bits & 1:
            return archive.open(names[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        pass
    raise PostcodeError("bad_zip")


def _rows(lines: Iterable[_Line]) -> Iterator[PostcodeRow]:
    seen: set[tuple[str, str]] = set()
    municipality = None
    for line in lines:
        if line.code != municipality:
            municipality = line.code
            seen.clear()
        town, town_kana = clean_town(line.town, line.town_kana)
        if (line.postcode, town) in seen:
            continue
        seen.add((line.postcode, town))
        yield PostcodeRow(
            line.postcode,
            line.prefecture,
            line.city,
            town,
            line.city_kana,
            town_kana,
            line.code + check_digit(line.code),
        )
    if municipality is None:
        raise PostcodeError("not_a_table")


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    total = 0
    while True:
        try:
            chunk = file.read(_CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            chunk = None
        if chunk is None:
            raise PostcodeError("bad_zip")
        total += len(chunk)
        if total > MAX_BYTES:
            raise PostcodeError("too_large")
        if not chunk:
            return
        yield chunk


def _raw_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines with something in them."""
    numbers, rest = count(1), b""
    for chunk in chain(_chunks(file), [b"\n"]):
        *lines, rest = (rest + chunk).split(b"\n")
        for line, number in zip(lines, numbers, strict=False):
            if line.strip(b"\r\t \x1a"):
                yield number, line
        if len(rest) > _MAX_LINE:
            raise PostcodeError("not_a_table")


def _encoding(line: bytes) -> str:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8-sig"


def _lines(
    raw_lines: Iterable[tuple[int, bytes]], encoding: str, on_error
) -> Iterator[_Line]:
    good = bad = 0
    for number, raw in raw_lines:
        try:
            line = _parse(raw, encoding, number)
        except _BadLine as error:
            bad += 1
            if not good and bad > _PROBE:
                raise PostcodeError("not_a_table") from None
            if bad > _MAX_ERRORS:
                raise PostcodeError("too_many_errors") from None
            on_error(RowError(number, error.args[0]))
        else:
            good += 1
            yield line


def _parse(raw: bytes, encoding: str, number: int) -> _Line:
    try:
        text = raw.decode(encoding).strip()
    except UnicodeDecodeError:
        raise _BadLine("encoding") from None
    try:
        fields = [field.strip() for field in next(csv.reader([text], strict=True))]
    except csv.Error:
        raise _BadLine("columns") from None
    if len(fields) != _COLUMNS:
        raise _BadLine("columns")
    code, _, postcode, _, city_kana, town_kana, prefecture, city, town = fields[:9]
    if not re.fullmatch("[0-9]{7}", postcode):
        raise _BadLine("postcode")
    if not re.fullmatch("[0-9]{5}", code):
        raise _BadLine("municipality")
    if code[:2] not in PREFECTURE_BY_CODE:
        raise _BadLine("municipality")
    if prefecture != PREFECTURE_BY_CODE[code[:2]].name:
        raise _BadLine("prefecture")
    if not city or max(map(len, fields)) > _MAX_FIELD:
        raise _BadLine("name")
    city_kana, town_kana = to_full_kana(city_kana), to_full_kana(town_kana)
    return _Line(number, code, postcode, prefecture, city, city_kana, town, town_kana)


def _joined(lines: Iterable[_Line], on_error) -> Iterator[_Line]:
    pending: _Line | None = None
    for line in lines:
        if pending is not None:
            if (line.code, line.postcode) == (pending.code, pending.postcode):
                kana = pending.town_kana
                if "(" in kana and ")" not in kana:
                    kana += line.town_kana
                line = pending._replace(town=pending.town + line.town, town_kana=kana)
            else:
                on_error(RowError(pending.number, "unfinished"))
            pending = None
        if "（" in line.town and "）" not in line.town:
            if len(line.town) <= _MAX_JOINED:
                pending = line
            else:
                on_error(RowError(line.number, "unfinished"))
        else:
            yield line
    if pending is not None:
        on_error(RowError(pending.number, "unfinished"))


def clean_town(town: str, kana: str) -> tuple[str, str]:
    """Town and reading without the remarks of the table.

    Empty for 以下に掲載がない場合, …の次に番地がくる場合 and …一円 (but not the town
    named 一円); brackets and 地割 ranges are left out.
    """
    if (
        town == "以下に掲載がない場合"
        or town.endswith("の次に番地がくる場合")
        or (town.endswith("一円") and town != "一円")
    ):
        return "", ""
    town = _PLOTS.sub("", town.split("（")[0])
    return town, _PLOTS_KANA.sub("", re.split("[(（]", kana)[0])
