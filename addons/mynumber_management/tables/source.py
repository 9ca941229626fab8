# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The file itself: its size, its kind, and the limits that hold for every kind."""

import io
from dataclasses import dataclass

from .findings import refuse

MIB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
# Beginnings of files that are neither text nor a spreadsheet of today.
MAGIC = {
    b"%PDF": "pdf",
    b"\xff\xfe": "utf16",
    b"\xfe\xff": "utf16",
    b"PK\x05\x06": "damaged",
    b"<?xml": "xml",
    b"{\\rtf": "rtf",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Limits:
    """What a file may cost: bytes as sent (``size``) and unpacked, rows below the
    heading, columns, characters of a cell."""

    size: int = 32 * MIB
    unpacked: int = 256 * MIB
    rows: int = 50_000
    columns: int = 1_000
    cell: int = 1_000


def opened(source, limits):
    """A seekable binary file at its beginning.

    :param source: bytes, or a seekable binary file (which stays open)
    :raises Refused: empty or larger than ``limits.size``; nothing is read for that
    """
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > limits.size:
        refuse("too_large", limit=limits.size // MIB)
    if not size:
        refuse("empty")
    return file


def kind(file):
    """ "csv" or "xlsx", by the first bytes. :raises Refused: another kind, by name"""
    head = file.read(4096)
    file.seek(0)
    if head.startswith(OLE):
        refuse("encrypted" if _is_encrypted(file) else "legacy_xls")
    for magic, code in MAGIC.items():
        if head.startswith(magic):
            refuse(code)
    return "xlsx" if head.startswith(ZIP) else "csv"


def _is_encrypted(file):
    """Whether an OLE file is a locked workbook and not one of before 2007."""
    last = b""
    while chunk := file.read(MIB):
        if _ENCRYPTED in last + chunk:
            return True
        last = chunk[-len(_ENCRYPTED) :]
    return False
