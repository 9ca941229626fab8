# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""CSV files in UTF-8 or Shift_JIS, row by row; memory does not grow with the file."""

import codecs
import csv
import io
import re

from .findings import refuse

_CHUNK = 1 << 16
# cp932 is what Windows calls Shift_JIS
ENCODINGS = ("utf-8-sig", "cp932")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# what the decoder makes of bytes that Shift_JIS does not have
_NOT_SHIFT_JIS = re.compile("[\uf8f0-\uf8f3]")
_WIDE = re.compile(rb"\x00[,\n\t]|[,\n\t]\x00")


def sniff(file):
    """The encoding of a text file, which is read once to its end.

    :param file: seekable binary file, left at its beginning
    :raises Refused: nul, utf16, control, encoding, empty
    """
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ENCODINGS}
    controls, filled = set(), set()
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            refuse("utf16" if _WIDE.search(chunk) else "nul")
        for name, decoder in list(decoders.items()):
            text = _decoded(decoder, chunk)
            if text is None or (name == "cp932" and _NOT_SHIFT_JIS.search(text)):
                del decoders[name]
                continue
            if CONTROL.search(text):
                controls.add(name)
            if not text.isspace() and text:
                filled.add(name)
    file.seek(0)
    found = next((n for n, d in decoders.items() if _decoded(d, b"", True) == ""), None)
    if found is None:
        refuse("encoding")
    if found in controls:
        refuse("control")
    if found not in filled:
        refuse("empty")
    return found


def _decoded(decoder, chunk, final=False):
    try:
        return decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return None


def rows(file, encoding, most):
    """Yield (row number, list of str) of a CSV file, blank rows too.

    The number counts rows as a spreadsheet shows them.

    :param file: seekable binary file; :param encoding: str, see :func:`sniff`
    :param most: int, rows below the heading
    :raises Refused: too_many_rows, malformed (with the row)
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        for number, cells in enumerate(csv.reader(text, strict=True), 1):
            if number > most + 1:
                refuse("too_many_rows", limit=most)
            yield number, cells
    except csv.Error:
        refuse("malformed", row=number + 1)
    finally:
        text.detach()
