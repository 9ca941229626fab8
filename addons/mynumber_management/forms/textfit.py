# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fit values into boxes: where each run of text stands, and how large.

A text is first set on one line at the box's own size, then a little smaller and
narrower, then on several lines where the box allows them, then as small and narrow
as can still be read. What fits by none of these raises
:class:`..errors.DoesNotFit`: nothing is ever cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .errors import DoesNotFit
from .fonts import ASCENT, MIDDLE

SMALLEST = 1.6  # mm: about 4.5 pt
NARROWEST = 0.6
MARGIN = 0.3  # mm kept free at the left and right edge of a box
# A box with several lines squeezes a single line only this far before it wraps.
COMFORTABLE = 0.8
LEADING = 1.12
_TOKEN = re.compile(r"[!-~]+|.", re.DOTALL)
_NOT_FIRST = frozenset(
    "、。，．,.）)」』】〕〉》ー・々％%円ゃゅょっァィゥェォッャュョヮヵヶ"
)
DIGITS = "0" * 12


@dataclass(frozen=True)
class Slot:
    """One line of a box that ends in a number: ``prefix`` and twelve digits.

    ``number``: the id under which the number is passed when drawing.
    """

    prefix: str
    number: str


class Run(NamedTuple):
    """Text at a place: left edge and baseline in mm, size in mm, width factor.

    ``number``: id of the number whose digits follow the text, or "".
    """

    x: float
    y: float
    size: float
    stretch: float
    text: str
    number: str = ""


def _wrap(paragraphs, room, widths):
    """Lines of at most ``room`` (in type sizes) from paragraphs cut into tokens; None
    when a line cannot be made."""
    lines = []
    for tokens in paragraphs:
        line, width = "", 0.0
        for token in tokens:
            pieces = [token] if widths.of(token) <= room else list(token)
            for piece in pieces:
                advance = widths.of(piece)
                if line and width + advance > room:
                    carry = ""
                    if piece[0] in _NOT_FIRST and len(line) > 1:
                        line, carry = line[:-1], line[-1]
                    lines.append(line.rstrip())
                    line, width = carry, widths.of(carry)
                    if not carry and piece.isspace():
                        continue
                if advance > room:
                    return None
                line += piece
                width += advance
        lines.append(line)
    return lines


def _squeezed(size, ratio, floor):
    """Size and width factor of a line that fills ``1 / ratio`` of its room at type
    size ``size``, or None when it would have to be narrower than ``floor``."""
    if ratio >= 1:
        return size, 1.0
    smaller = max(size * ratio**0.5, min(SMALLEST, size))
    stretch = ratio * size / smaller
    return (smaller, stretch) if stretch >= floor else None


def _wrapped(text, box, widths):
    """Largest size at which the lines fit the height: (size, lines) or None."""
    paragraphs = [_TOKEN.findall(paragraph) for paragraph in text.split("\n")]
    size = box.size
    while size >= SMALLEST:
        most = min(box.lines, int((box.height / size - 1) / LEADING + 1.001))
        lines = _wrap(paragraphs, _room(box) / size, widths)
        if lines is not None and len(lines) <= most:
            return size, lines
        size = round(size - 0.1, 3)
    return None


def _room(box):
    return box.width - 2 * MARGIN


def _ratio(box, width):
    return _room(box) / max(width, 0.01)


def _left(box, width):
    spare = {"L": 0.0, "C": 0.5, "R": 1.0}[box.align]
    return box.x + MARGIN + spare * (_room(box) - width)


def _stack(box, size, stretch, lines):
    """Runs of ``lines`` ((text, number id, width in type sizes) each)."""
    pitch = size * LEADING
    height = size + pitch * (len(lines) - 1)
    top = box.y if box.top else box.y + (box.height - height) / 2
    return [
        Run(
            _left(box, width * size * stretch),
            top + ASCENT * size + index * pitch,
            size,
            stretch,
            text,
            number,
        )
        for index, (text, number, width) in enumerate(lines)
    ]


def _text(box, text, widths):
    floor = 1.0 if box.top else COMFORTABLE if box.lines > 1 else NARROWEST
    if "\n" not in text:
        natural = widths.of(text)
        size = min(box.size, box.height)
        fitted = _squeezed(size, _ratio(box, natural * size), floor)
        if fitted:
            return _stack(box, *fitted, [(text, "", natural)])
    if box.lines > 1:
        fitted = _wrapped(text, box, widths)
        if fitted:
            size, lines = fitted
            lines = [(line, "", widths.of(line)) for line in lines]
            return _stack(box, size, 1.0, lines)
    raise DoesNotFit


def _grouped(box, text, widths):
    """An amount whose thousands stand left of the printed ticks."""
    edges = (box.x, *box.groups, box.x + box.width)
    parts = text.split(",")
    spare = max(len(parts) - len(edges) + 1, 0)
    parts = [",".join(parts[: spare + 1]), *parts[spare + 1 :]]
    places = list(pairwise(edges))[-len(parts) :]
    size = min(box.size, box.height)
    tight = min(
        (right - left) / (widths.of(part) * size)
        for part, (left, right) in zip(parts, places, strict=True)
    )
    fitted = _squeezed(size, tight, NARROWEST)
    if not fitted:
        raise DoesNotFit
    size, stretch = fitted
    baseline = box.y + box.height / 2 + MIDDLE * size
    return [
        Run(right - widths.of(part) * size * stretch, baseline, size, stretch, part)
        for part, (_left_edge, right) in zip(parts, places, strict=True)
    ]


def _cells(box, text, widths):
    """One digit to a cell, right-aligned."""
    edges = box.edges[-len(text) - 1 :]
    if len(edges) != len(text) + 1:
        raise DoesNotFit
    size = min(box.size, box.height)
    baseline = box.y + box.height / 2 + MIDDLE * size
    return [
        Run((left + right - widths.of(digit) * size) / 2, baseline, size, 1.0, digit)
        for digit, (left, right) in zip(text, pairwise(edges), strict=True)
    ]


def _slots(box, lines, widths):
    """Lines that may end in a number; all of one size, from the top."""
    digits = widths.of(DIGITS)
    lines = [
        (line.prefix, line.number, widths.of(line.prefix) + digits)
        if isinstance(line, Slot)
        else (line, "", widths.of(line))
        for line in lines
    ]
    size = min(box.size, box.height / (1 + LEADING * (len(lines) - 1)))
    widest = max(width for _text, _number, width in lines)
    fitted = _squeezed(size, _ratio(box, widest * size), NARROWEST)
    if size < SMALLEST or len(lines) > box.lines or not fitted:
        raise DoesNotFit
    return _stack(box, *fitted, lines)


def fit(box, value, fonts):
    """Runs that draw ``value`` inside ``box``.

    ``value``: str, or a tuple of str and :class:`Slot` (one line each). Raises
    :class:`..errors.DoesNotFit`, and :class:`..errors.GlyphMissing` for a character
    in no font.
    """
    widths = fonts.widths[box.face]
    if isinstance(value, tuple):
        lines = [
            line if isinstance(line, Slot) else fonts.prepare(line) for line in value
        ]
        return _slots(box, lines, widths)
    text = fonts.prepare(value)
    if box.edges:
        return _cells(box, text, widths)
    if box.groups:
        return _grouped(box, text, widths)
    return _text(box, text, widths)
