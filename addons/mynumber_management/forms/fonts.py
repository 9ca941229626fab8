# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The fonts of the sheets: IPAex for nearly all, IPAmj for what it lacks.

Everything a document needs is embedded as a subset, so that it prints alike
everywhere. IPAmj (50 MB) is read only when a text needs it.
"""

from __future__ import annotations

import os
import re
import struct
import threading
import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from .errors import FontsMissing, GlyphMissing

FONT_DIRECTORIES = ("/usr/share/fonts", "/usr/local/share/fonts")
ENVIRONMENT = "MYNUMBER_FONT_DIR"
# key: (file, Debian package)
FONT_FILES = {
    "mincho": ("ipaexm.ttf", "fonts-ipaexfont"),
    "gothic": ("ipaexg.ttf", "fonts-ipaexfont"),
    "extended": ("ipamjm.ttf", "fonts-ipamj-mincho"),
}
FACES = ("mincho", "gothic")
# The middle of a character stands this much of the type size above the baseline.
MIDDLE = 0.38
ASCENT = 0.88
_DECOMPOSED = re.compile("[\u3040-\u30ff][\u3099\u309a]|[A-Za-z][\u0300-\u036f]+")
# Marks that no letter of a font takes up: drawn alone they would stand beside it.
_MARKS = frozenset(map(chr, (*range(0x300, 0x370), 0x3099, 0x309A)))
_MARKED = re.compile(f".[{''.join(sorted(_MARKS))}]+", re.DOTALL)
_VARIANT = re.compile("(.)([\ufe00-\ufe0f\U000e0100-\U000e01ef])", re.DOTALL)
_LONG_CODE = re.compile("> <([0-9A-F]{5,6})>")
# Variant sequences are drawn under code points of the last private plane.
_FIRST_PRIVATE = {"mincho": 0x100000, "gothic": 0x104000, "extended": 0x108000}
_PRIVATE = chr(min(_FIRST_PRIVATE.values()))


def find_font(key):
    """Path of a font file: in ``MYNUMBER_FONT_DIR`` when set, then in the
    system's directories. Raises :class:`..errors.FontsMissing`."""
    name, package = FONT_FILES[key]
    for root in (os.environ.get(ENVIRONMENT), *FONT_DIRECTORIES):
        if root:
            for path in sorted(Path(root).rglob(name)):
                return path
    raise FontsMissing(
        f"The font file {name} is missing. Install the Debian packages fonts-ipaexfont "
        f"and fonts-ipamj-mincho (this file is in {package}), or name the directory "
        f"that holds it in {ENVIRONMENT}."
    )


class EmbeddedFont(TTFont):
    """A TrueType font whose embedded text can be read back above U+FFFF, too.

    ``variants``: ``(base, selector) -> private code point`` of the variant glyphs
    that were asked for.
    """

    def __init__(self, key):
        super().__init__(f"Sheet-{key}", str(find_font(key)))
        self.variants = {}
        self._next_private = _FIRST_PRIVATE[key]
        self._sequences = None

    def variant(self, base, selector):
        """Private character of a variant sequence, or None without such a glyph."""
        known = self.variants.get((base, selector))
        if known:
            return known
        if self._sequences is None:
            self._sequences = _variation_sequences(self.face.get_table("cmap"))
        glyph = self._sequences.get((ord(base), ord(selector)))
        if glyph is None:
            return None
        glyph = glyph or self.face.charToGlyph[ord(base)]
        code = self._next_private
        self._next_private += 1
        self.face.charToGlyph[code] = glyph
        self.face.charWidths[code] = self.face.charWidths[ord(base)]
        self.variants[base, selector] = chr(code)
        return chr(code)

    def addObjects(self, doc):  # noqa: N802 (name given by reportlab)
        super().addObjects(doc)
        prefix = doc.fontMapping[self.fontName].removeprefix("/") + "+"
        spelled = {
            ord(code): base + selector
            for (base, selector), code in self.variants.items()
        }

        def utf16(match):
            code = int(match[1], 16)
            text = spelled.get(code, chr(code))
            return f"> <{text.encode('utf-16-be').hex().upper()}>"

        fonts = doc.idToObject["BasicFonts"].dict
        for name, font in fonts.items():
            if name.startswith(prefix):
                stream = doc.idToObject[font.ToUnicode.name]
                stream.content = _LONG_CODE.sub(utf16, stream.content)


def _variation_sequences(table):
    """``(base, selector) -> glyph`` of cmap format 14; glyph 0 is the base's own."""
    result = {}
    (count,) = struct.unpack_from(">H", table, 2)
    for index in range(count):
        start = struct.unpack_from(">HHL", table, 4 + 8 * index)[2]
        if struct.unpack_from(">H", table, start)[0] != 14:
            continue
        (records,) = struct.unpack_from(">L", table, start + 6)
        for record in range(records):
            at = start + 10 + 11 * record
            selector = int.from_bytes(table[at : at + 3], "big")
            default, other = struct.unpack_from(">LL", table, at + 3)
            if default:
                (ranges,) = struct.unpack_from(">L", table, start + default)
                for entry in range(ranges):
                    at = start + default + 4 + 4 * entry
                    first = int.from_bytes(table[at : at + 3], "big")
                    for base in range(first, first + table[at + 3] + 1):
                        result[base, selector] = 0
            if other:
                (mappings,) = struct.unpack_from(">L", table, start + other)
                for entry in range(mappings):
                    at = start + other + 4 + 5 * entry
                    base = int.from_bytes(table[at : at + 3], "big")
                    (glyph,) = struct.unpack_from(">H", table, at + 3)
                    result[base, selector] = glyph
    return result


class Fonts:
    """The two faces and their common reserve.

    Safe for several threads: lookups only add entries, and ``lock`` is held while a
    document is closed, because subsetting moves a cursor inside the font file.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.files = {key: EmbeddedFont(key) for key in FACES}
        self.widths = {face: Widths(self, face) for face in FACES}

    def file(self, key):
        """The :class:`EmbeddedFont` of a key of :data:`FONT_FILES`."""
        if key not in self.files:
            with self.lock:
                self.files.setdefault(key, EmbeddedFont(key))
        return self.files[key]

    def source(self, face, char):
        """Key of the font file that draws one prepared character in ``face``.

        Raises :class:`..errors.GlyphMissing`, and :class:`..errors.FontsMissing`
        when the reserve is needed but not installed.
        """
        code = ord(char)
        for key in (face, "mincho", "extended") if char not in _MARKS else ():
            if code >= 32 and code in self.file(key).face.charToGlyph:
                return key
        raise GlyphMissing([char])

    def prepare(self, text):
        """``text`` with one character per glyph: split kana marks and accents joined,
        variant sequences (異体字セレクタ) replaced by private characters where a font
        has the variant. Nothing else is changed: NFC would replace 神 (U+FA19). Raises
        :class:`..errors.GlyphMissing` for private characters in the text itself."""
        if text.isascii():
            return text
        if max(text) >= _PRIVATE:
            raise GlyphMissing([max(text)])
        text = _DECOMPOSED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
        if not _VARIANT.search(text):
            return text
        files = self.file("mincho"), self.file("extended")

        def variant(match):
            found = (file.variant(*match.groups()) for file in files)
            return next(filter(None, found), match[0])

        with self.lock:
            return _VARIANT.sub(variant, text)

    def missing_glyphs(self, texts):
        """Characters of ``texts`` that stand in no font, each once, in order.

        ``texts``: iterable of str. A variant that IPAmj lacks is named with its
        selector, a letter that no font has with its accent (two code points).
        """
        missing = {}
        for text in texts:
            missing.update((char, None) for char in text if char >= _PRIVATE)
            prepared = self.prepare("".join(c for c in text if c < _PRIVATE))
            for pattern in (_VARIANT, _MARKED):
                missing.update((match[0], None) for match in pattern.finditer(prepared))
                prepared = pattern.sub("", prepared)
            for char in prepared:
                try:
                    self.source("mincho", char)
                except GlyphMissing:
                    missing[char] = None
        missing.pop("\n", None)
        return list(missing)


class Widths(dict):
    """Advance width of a character in ``face``, in thousandths of the type size."""

    def __init__(self, fonts, face):
        super().__init__()
        self.fonts = fonts
        self.face = face

    def __missing__(self, char):
        file = self.fonts.files[self.fonts.source(self.face, char)]
        width = self[char] = file.face.charWidths[ord(char)]
        return width

    def of(self, text):
        """Width of a prepared text at type size 1."""
        return sum(map(self.__getitem__, text)) / 1000


@lru_cache(maxsize=1)
def load_fonts():
    """The :class:`Fonts` of this process. Raises :class:`..errors.FontsMissing`.

    The first face is made known to reportlab, so that a canvas opens with it: the
    Helvetica it would open with is never embedded.
    """
    fonts = Fonts()
    registerFont(fonts.files["mincho"])
    return fonts
