# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Write slips into an open canvas.

Text is written as PDF operators rather than by one canvas call per string; the
operators of a value are kept while the document is open, because the same marks,
amounts and payer lines return on every slip.
"""

from __future__ import annotations

from typing import NamedTuple

from ..text.digits import contains_number, is_corporate
from .errors import NumberRefused, SheetInvalid
from .fonts import ASCENT
from .sheet import LINE_STYLES
from .textfit import DIGITS, Run, fit

MM = 72 / 25.4
BOLD = 0.035  # width of the stroke that thickens a title, in type sizes
MARK_CORNER = 9.0, 5.5  # mm from the left and the top of the slip
MARK_SIZE = 4.0


class Glyph(NamedTuple):
    font: str
    code: str


class Glyphs(dict):
    """Character -> :class:`Glyph` in one open document, for one face."""

    def __init__(self, fonts, face, doc):
        super().__init__()
        self.fonts = fonts
        self.face = face
        self.doc = doc

    def __missing__(self, char):
        font = self.fonts.file(self.fonts.source(self.face, char))
        ((subset, code),) = font.splitString(char, self.doc)
        name = font.getSubsetInternalName(subset, self.doc)
        glyph = self[char] = Glyph(name, code.hex())
        return glyph


class Block:
    """Finished PDF operators in the shape that ``Canvas.drawText`` takes."""

    def __init__(self, code):
        self.code = code

    def getCode(self):  # noqa: N802 (name asked for by reportlab)
        return self.code


class Pen:
    """Writes slips into one open canvas.

    - A numberless sheet is given no number and no text that contains one.
    - On every sheet a My Number comes as an argument, never as text.
    - The pen keeps nothing of a number: what it keeps between slips is made from
      values alone, and digits go from the owner's bytearray straight to the page.
    """

    def __init__(self, canvas, fonts):
        self.canvas = canvas
        self.fonts = fonts
        doc = canvas._doc
        self.glyphs = {face: Glyphs(fonts, face, doc) for face in fonts.widths}
        self.kept = {}
        self.grounds = set()

    def slip(self, sheet, values, numbers, x=0.0):
        """Draw one slip, its left edge ``x`` mm from the left of the page.

        ``values``: box id -> str, or tuple of str and :class:`.textfit.Slot`.
        ``numbers``: box or slot id -> bytearray of 12 ASCII digits. Numbers for
        which the slip has no place are left out; :class:`.document.Document` has
        refused those that no slip of the person has a place for.
        """
        if sheet.numberless and numbers:
            raise NumberRefused("This copy bears no numbers")
        code = ["BT"]
        for box_id, value in values.items():
            if not value:
                continue
            if isinstance(value, tuple):
                code.extend(self._lines(sheet, _box(sheet, box_id), value, numbers))
            else:
                code.append(self._value(sheet, box_id, value))
        for box_id, number in numbers.items():
            box = sheet.boxes.get(box_id)
            if box is not None:
                if values.get(box_id):
                    raise NumberRefused("A box has both a text and a number")
                code.extend(self._number(sheet, box, number))
        code.append("ET")
        self.canvas.saveState()
        self.canvas.translate(x * MM, 0)
        self.canvas.doForm(self._ground(sheet))
        self.canvas.drawText(Block("\n".join(code)))
        self.canvas.restoreState()

    def mark(self, sheet, text, x=0.0):
        """Frame a word in the top left corner of a slip (``x`` as for :meth:`slip`)."""
        if contains_number(text):
            raise NumberRefused("A My Number must not be passed as text")
        left, top, size = MARK_CORNER[0] + x, MARK_CORNER[1], MARK_SIZE
        text = self.fonts.prepare(text)
        width = self.fonts.widths["gothic"].of(text) * size + 2
        self.canvas.setLineWidth(0.3 * MM)
        self.canvas.rect(
            left * MM,
            (sheet.height - top - size - 1) * MM,
            width * MM,
            (size + 1) * MM,
        )
        run = Run(left + 1, top + 0.5 + ASCENT * size, size, 1.0, text)
        self.canvas.drawText(Block(f"BT {self._run(sheet, 'gothic', run)} ET"))

    def _show(self, face, text):
        """Operators that show ``text`` where the text matrix stands."""
        glyphs = self.glyphs[face]
        font, codes, parts = None, [], []
        for char in text:
            glyph = glyphs[char]
            if glyph.font != font:
                if codes:
                    parts.append(f"<{''.join(codes)}> Tj")
                    codes = []
                font = glyph.font
                parts.append(f"{font} 1 Tf")
            codes.append(glyph.code)
        if codes:
            parts.append(f"<{''.join(codes)}> Tj")
        return " ".join(parts)

    def _run(self, sheet, face, run):
        return _matrix(sheet, run.x, run.y, run.size, run.stretch) + self._show(
            face, run.text
        )

    def _value(self, sheet, box_id, value):
        key = sheet.name, box_id, value
        code = self.kept.get(key)
        if code is None:
            box = _box(sheet, box_id)
            if contains_number(value) or (box.number and not is_corporate(value)):
                raise NumberRefused("A My Number must not be passed as text")
            code = self.kept[key] = "\n".join(
                self._run(sheet, box.face, run) for run in fit(box, value, self.fonts)
            )
        return code

    def _number(self, sheet, box, number):
        """Operators of a number, one digit to a cell."""
        key = sheet.name, box.id
        cells = self.kept.get(key)
        if cells is None:
            font = self.glyphs[box.face]["0"].font
            cells = self.kept[key] = [
                f"{_matrix(sheet, run.x, run.y, run.size)}{font} 1 Tf "
                for run in fit(box, DIGITS, self.fonts)
            ]
        glyphs = self.glyphs[box.face]
        return [
            f"{cell}<{glyphs[chr(digit)].code}> Tj"
            for cell, digit in zip(cells, number, strict=True)
        ]

    def _lines(self, sheet, box, value, numbers):
        """Operators of a box whose lines may end in a number; never kept."""
        for run in fit(box, value, self.fonts):
            if contains_number(run.text):
                raise NumberRefused("A My Number must not be passed as text")
            yield self._run(sheet, box.face, run)
            for digit in numbers.get(run.number, b""):
                yield self._show(box.face, chr(digit))

    def _ground(self, sheet):
        """Name of the form object with ruling and labels, drawn once a document."""
        if sheet.name not in self.grounds:
            self.grounds.add(sheet.name)
            self.canvas.beginForm(sheet.name, 0, 0, sheet.width * MM, sheet.height * MM)
            self._ruling(sheet)
            self.canvas.drawText(Block(self._labels(sheet)))
            self.canvas.endForm()
        return sheet.name

    def _ruling(self, sheet):
        for style, (width, dashes, round_caps) in LINE_STYLES.items():
            self.canvas.setLineWidth(width * MM)
            self.canvas.setDash([length * MM for length in dashes])
            self.canvas.setLineCap(int(round_caps))
            self.canvas.lines(
                [
                    (
                        line.x1 * MM,
                        (sheet.height - line.y1) * MM,
                        line.x2 * MM,
                        (sheet.height - line.y2) * MM,
                    )
                    for line in sheet.lines
                    if line.style == style
                ]
            )

    def _labels(self, sheet):
        code = ["0 J BT"]
        widths = self.fonts.widths["mincho"]
        for label in sheet.labels:
            code.append(
                f"2 Tr {BOLD * label.size * MM:.3f} w" if label.bold else "0 Tr"
            )
            places = label.places
            if len(places) == 1 and len(label.text) > 1:
                ((x, y),) = places
                advances = [widths[char] * label.size / 1000 for char in label.text]
                gap = (label.length - sum(advances)) / (len(advances) - 1)
                places = [
                    (x + sum(advances[:index]) + gap * index, y)
                    for index in range(len(advances))
                ]
            for char, (x, y) in zip(label.text, places, strict=True):
                code.append(
                    _matrix(sheet, x, y, label.size) + self._show("mincho", char)
                )
        code.append("ET")
        return "\n".join(code)


def _box(sheet, box_id):
    try:
        return sheet.boxes[box_id]
    except KeyError:
        raise SheetInvalid("A value has no box on this sheet") from None


def _matrix(sheet, x, y, size, stretch=1.0):
    size *= MM
    return (
        f"{size * stretch:.4g} 0 0 {size:.4g} {x * MM:.2f} "
        f"{(sheet.height - y) * MM:.2f} Tm "
    )
