# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The parts of an XLSX file: a ZIP archive that may be a bomb, and XML that may lie."""

import posixpath
import re
import zipfile
import zlib
from xml.parsers import expat

from .findings import refuse
from .source import MIB

_CHUNK = 1 << 16
_DIRECTORY = 1 * MIB
_PARTS = 2_000
_DEPTH = 64
_NAMES = 1_000
_TOKEN = 1 * MIB
# What zipfile and zlib raise on archives that are broken or worse.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Package:
    """The archive behind a workbook.

    Invariants: the list of parts is read only after its size was checked; all parts
    that are read unpack to no more than ``limit`` bytes together (no part gives more
    than it declares); XML that is not in UTF-8 or has a document type is refused, so
    that no entity is ever declared; a name in a relationship is only looked up among
    the parts; a tag of more than a megabyte, and more names of tags and attributes
    than any workbook has, end the reading.
    """

    def __init__(self, file, limit):
        """:raises Refused: damaged, zip_bomb, macro, xlsb, ods, not_workbook"""
        _check_directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN:
            refuse("damaged")
        self._limit, self._unpacked = limit, {}
        self.names = self._zip.namelist()
        if len(self.names) > _PARTS:
            refuse("zip_bomb", limit=_PARTS)
        if len(set(self.names)) < len(self.names):
            refuse("damaged")
        self._check_kind()

    def _check_kind(self):
        names = {name.lower() for name in self.names}
        types = b"".join(self.chunks("[Content_Types].xml")).lower()
        if b"macroenabled" in types or any(n.endswith("vbaproject.bin") for n in names):
            refuse("macro")
        if "mimetype" in names:
            refuse("ods")
        if "xl/workbook.bin" in names:
            refuse("xlsb")
        if not types or not any(name.startswith("xl/") for name in names):
            refuse("not_workbook")

    def close(self):
        self._zip.close()

    def chunks(self, name):
        """Yield the bytes of a part; nothing if there is no such part.

        :raises Refused: damaged, zip_bomb, encrypted
        """
        if name not in self.names:
            return
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                refuse("encrypted")
            self._unpacked[name] = info.file_size
            if sum(self._unpacked.values()) > self._limit:
                refuse("zip_bomb", limit=self._limit // MIB)
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except BROKEN:
            refuse("damaged")

    def parse(self, name, start=None, end=None, text=None):
        """Read a part as XML through callbacks, yielding once after every chunk.

        :param start: callable(local name, dict of attributes, prefix as "uri name")
        :param end: callable(local name); :param text: callable(str)
        :raises Refused: damaged, entities, and what :meth:`chunks` raises
        """
        parser, depth, locals_ = expat.ParserCreate("utf-8", " "), [0], {}

        def local(qualified):
            found = locals_.get(qualified)
            if found is None:
                found = locals_[qualified] = qualified.rpartition(" ")[2]
            return found

        def on_start(qualified, attributes):
            depth[0] += 1
            if depth[0] > _DEPTH:
                refuse("damaged")
            if start:
                start(local(qualified), attributes)

        def on_end(qualified):
            depth[0] -= 1
            if end:
                end(local(qualified))

        def on_doctype(*_args):
            refuse("entities")

        parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
        parser.StartDoctypeDeclHandler = on_doctype
        parser.CharacterDataHandler = text
        parser.buffer_text = True
        if name not in self.names:
            return
        fed = 0
        try:
            for chunk in self.chunks(name):
                fed += len(chunk)
                parser.Parse(chunk, False)
                if b"\0" in chunk or fed - parser.CurrentByteIndex > _TOKEN:
                    refuse("damaged")
                if len(parser.intern) > _NAMES:
                    refuse("damaged")
                yield
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError):
            refuse("damaged")

    def related(self, name):
        """{relationship id: (kind, part name)} of a part; "" for what lies outside."""
        folder, base = posixpath.split(name)
        found = {}

        def start(tag, attributes):
            if tag == "Relationship":
                target = attributes.get("Target", "")
                outside = attributes.get("TargetMode", "").lower() == "external"
                path = posixpath.normpath(posixpath.join("/", folder, target))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, "" if outside else path[1:]

        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        for _chunk in self.parse(rels, start):
            pass
        return found


def _check_directory(file):
    """Refuse an archive whose list of parts is larger than any workbook's."""
    size = file.seek(0, 2)
    file.seek(max(0, size - (1 << 16) - 42))
    tail = file.read()
    file.seek(0)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22 or b"PK\x06\x07" in tail[:place][-20:]:
        refuse("damaged")
    if int.from_bytes(tail[place + 12 : place + 16], "little") > _DIRECTORY:
        refuse("zip_bomb", limit=_PARTS)


_MERGED = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?mergeCell\s[^<>]{0,200}?ref\s{0,9}=\s{0,9}[\"']([A-Za-z0-9:$]{1,40})[\"']"
)
_LONGEST_TAG = 512


def merged_refs(chunks, most):
    """The references ("A1:B2") of merged areas in the XML of a sheet.

    :param chunks: iterable of bytes; :raises Refused: merged, if more than ``most``
    """
    found, tail = [], b""
    for chunk in chunks:
        window = tail + chunk
        end = 0
        for match in _MERGED.finditer(window):
            found.append(match[1].decode())
            end = match.end()
            if len(found) > most:
                refuse("merged", limit=most)
        tail = window[max(end, len(window) - _LONGEST_TAG) :]
    return found
