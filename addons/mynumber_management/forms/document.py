# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Put slips of many people into one PDF, in memory only."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from .errors import NumberRefused, PartTooLarge, SheetInvalid
from .fonts import load_fonts
from .render import MM, Pen
from .textfit import Slot

PEOPLE_PER_PART = 250
# name: (width in mm, height in mm, left edges of the slips)
PAGE_FORMATS = {
    "a5": (148.5, 210.0, (0.0,)),
    "a4": (297.0, 210.0, (0.0, 148.5)),
}
# Streams stay binary: the text form that reportlab makes by default costs a quarter of
# the size, and most of the time where its C part is missing.
rl_config.useA85 = 0


class SecretLike(Protocol):
    """Holder of one number."""

    def use(self) -> AbstractContextManager[bytearray]:
        """12 ASCII digits, zeroed when the block ends."""


@dataclass(frozen=True)
class PersonPage:
    """All slips of one person.

    ``values``: for each sheet of the document, box id -> value (see
    :meth:`.render.Pen.slip`). ``numbers``: box or slot id -> :class:`SecretLike`.
    ``mark``: a word such as 控え, framed in the top left corner of every slip.
    """

    values: Sequence[Mapping[str, object]]
    numbers: Mapping[str, SecretLike] = field(default_factory=dict)
    mark: str = ""


class Document:
    """A kind of document: page format and the copies that each person gets.

    - The numbers of a person are open in one block, while that person's slips are
      drawn, and for no longer.
    - A number for which no slip has a place is refused, so that none is opened in
      vain; a document of numberless copies therefore refuses all.
    - No file is written: a part is made in memory and handed over as bytes.

    ``page_format``: key of :data:`PAGE_FORMATS`. ``sheets``: one
    :class:`.sheet.Sheet` for each copy, in the order in which they are drawn.
    ``title``: of the PDF.
    """

    media_type = "application/pdf"

    def __init__(self, page_format, sheets, *, title=""):
        if page_format not in PAGE_FORMATS:
            raise SheetInvalid("There is no such page format")
        self.width, self.height, self.columns = PAGE_FORMATS[page_format]
        self.sheets = tuple(sheets)
        self.title = title
        self.places = {
            box.id
            for sheet in self.sheets
            for box in sheet.boxes.values()
            if box.number
        }

    def render_part(self, people: Iterable[PersonPage]) -> bytes:
        """One PDF with the slips of at most :data:`PEOPLE_PER_PART` people.

        ``people`` is read one by one. Raises a :class:`.errors.FormsError`; what
        :meth:`preflight` has passed raises none for its values.
        """
        fonts = load_fonts()
        buffer = io.BytesIO()
        canvas = Canvas(
            buffer,
            pagesize=(self.width * MM, self.height * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.files["mincho"].fontName,
        )
        canvas.setTitle(self.title)
        canvas.setAuthor("")
        pen = Pen(canvas, fonts)
        column = 0
        for count, person in enumerate(people):
            if count == PEOPLE_PER_PART:
                raise PartTooLarge("A part holds at most 250 people")
            with ExitStack() as stack:
                numbers = self._open(stack, person)
                for sheet, values in zip(self.sheets, person.values, strict=True):
                    if column == len(self.columns):
                        canvas.showPage()
                        column = 0
                    if column:
                        self._cut_line(canvas)
                    pen.slip(
                        sheet,
                        values,
                        {} if sheet.numberless else numbers,
                        self.columns[column],
                    )
                    if person.mark:
                        pen.mark(sheet, person.mark, self.columns[column])
                    column += 1
        if not column:
            raise SheetInvalid("A part needs at least one person")
        with fonts.lock:
            canvas.save()
        return buffer.getvalue()

    def stream(self, people):
        """Yield :meth:`render_part` of ``people`` in one piece."""
        yield self.render_part(people)

    def _open(self, stack, person):
        """The numbers of a person, open until ``stack`` closes."""
        places = self.places | {
            line.number
            for values in person.values
            for value in values.values()
            if isinstance(value, tuple)
            for line in value
            if isinstance(line, Slot)
        }
        if not places.issuperset(person.numbers):
            raise NumberRefused("There is no place for this number on these copies")
        numbers = {}
        for place, secret in person.numbers.items():
            number = numbers[place] = stack.enter_context(secret.use())
            if len(number) != 12 or not number.isdigit():
                raise NumberRefused("A My Number has 12 digits")
        return numbers

    def _cut_line(self, canvas):
        x = self.width / 2 * MM
        canvas.saveState()
        canvas.setLineWidth(0.1 * MM)
        canvas.setDash(1 * MM, 1 * MM)
        canvas.line(x, 0, x, self.height * MM)
        canvas.restoreState()


def render(sheet, values, numbers=None):
    """One slip as an A5 PDF. Arguments as for :class:`PersonPage`, for one sheet."""
    person = PersonPage([values], numbers or {})
    return Document("a5", [sheet]).render_part([person])
