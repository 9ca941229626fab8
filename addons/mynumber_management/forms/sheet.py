# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Read a sheet file: SVG in millimetres with lines, labels and boxes.

The part of SVG that counts here:

``<line class x1 y1 x2 y2>``
    one rule; the class is a key of :data:`LINE_STYLES`.
``<text x y font-size>``
    one label; ``y`` is the baseline. ``textLength`` spreads the characters over
    that width; lists in ``x`` and ``y`` place each character (vertical labels).
    ``font-weight="bold"`` is a heavier title.
``<rect data-box …><title>``
    one box for a value, named by ``data-box``, with ``data-align`` (L, C, R),
    ``data-size`` (largest type size), ``data-lines`` (most lines), ``data-top``
    (text starts at the top instead of the middle), ``data-face`` (mincho, gothic),
    ``data-groups`` (right edges of the thousands groups before the last one),
    ``data-edges`` (edges of digit cells) and ``data-number`` (personal, payer: the
    box takes a number). The title is the official name.
``<g data-copies>``
    what is inside belongs to the copies listed only.

All measures are millimetres from the top left corner of the slip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree import ElementTree

from .errors import SheetInvalid

SVG = "{http://www.w3.org/2000/svg}"
# class: (width in mm, dashes in mm, round caps)
LINE_STYLES = MappingProxyType(
    {
        "n": (0.18, (), False),
        "t": (0.07, (), False),
        "k": (0.38, (), False),
        "s": (0.32, (), False),
        "d": (0.18, (0.5, 0.33), False),
        "p": (0.18, (0.0, 0.42), True),
    }
)
NUMBER_CELLS = {"personal": 12, "payer": 13}


@dataclass(frozen=True)
class Line:
    style: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Label:
    """``places``: left edge and baseline of each character, or of the first one
    only; then ``length`` is the width to spread the text over (0: natural)."""

    text: str
    size: float
    bold: bool
    places: tuple[tuple[float, float], ...]
    length: float


@dataclass(frozen=True)
class Box:
    id: str
    name: str
    x: float
    y: float
    width: float
    height: float
    align: str
    size: float
    lines: int
    top: bool
    face: str
    groups: tuple[float, ...]
    edges: tuple[float, ...]
    number: str


@dataclass(frozen=True)
class Sheet:
    """One copy of one form version, ready to be drawn.

    Immutable, so that one instance serves every thread. ``numberless``: the sheet has
    no number box, and the renderer refuses every number for it.
    """

    name: str
    width: float
    height: float
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    boxes: Mapping[str, Box]
    numberless: bool


class _Scale:
    """Rescaling about the frame corner, for when the true frame size is known."""

    def __init__(self, factor, corner):
        self.factor = factor
        self.corner = corner

    def x(self, value):
        return self.corner[0] + self.factor * (float(value) - self.corner[0])

    def y(self, value):
        return self.corner[1] + self.factor * (float(value) - self.corner[1])

    def size(self, value):
        return self.factor * float(value)


def _line(node, scale):
    style = node.get("class", "n")
    if style not in LINE_STYLES:
        raise SheetInvalid("Unknown line class in a sheet file")
    return Line(
        style,
        scale.x(node.get("x1")),
        scale.y(node.get("y1")),
        scale.x(node.get("x2")),
        scale.y(node.get("y2")),
    )


def _label(node, scale):
    xs = [scale.x(value) for value in node.get("x").split()]
    ys = [scale.y(value) for value in node.get("y").split()]
    if len(xs) != len(ys) or len(xs) not in (1, len(node.text)):
        raise SheetInvalid("A label in a sheet file has a wrong number of places")
    return Label(
        node.text,
        scale.size(node.get("font-size")),
        node.get("font-weight") == "bold",
        tuple(zip(xs, ys, strict=True)),
        scale.size(node.get("textLength", "0")),
    )


def _box(node, scale):
    data = {
        key.removeprefix("data-"): value
        for key, value in node.attrib.items()
        if key.startswith("data-")
    }
    number = data.get("number", "")
    edges = tuple(scale.x(value) for value in data.get("edges", "").split())
    if number and len(edges) != NUMBER_CELLS[number] + 1:
        raise SheetInvalid("A number box in a sheet file has a wrong number of cells")
    return Box(
        id=data["box"],
        name=node.findtext(f"{SVG}title", ""),
        x=scale.x(node.get("x")),
        y=scale.y(node.get("y")),
        width=scale.size(node.get("width")),
        height=scale.size(node.get("height")),
        align=data.get("align", "L"),
        size=scale.size(data["size"]),
        lines=int(data.get("lines", "1")),
        top="top" in data,
        face=data.get("face", "mincho"),
        groups=tuple(scale.x(value) for value in data.get("groups", "").split()),
        edges=edges,
        number=number,
    )


def _walk(node, copy):
    for child in node:
        if child.tag == f"{SVG}g":
            copies = child.get("data-copies")
            if copies is None or copy in copies.split():
                yield from _walk(child, copy)
        else:
            yield child


def parse_sheet(svg, name, copy, *, scale=1.0, corner=(9.0, 13.0)):
    """The :class:`Sheet` of one copy.

    ``svg``: bytes of the sheet file. ``name``: names the sheet in a document (ASCII).
    ``copy``: a word of ``data-copies``. ``scale``: factor about ``corner`` (mm).
    Raises :class:`..errors.SheetInvalid` when the file breaks the rules above.
    """
    root = ElementTree.fromstring(svg)
    _x, _y, width, height = map(float, root.get("viewBox").split())
    scaling = _Scale(scale, corner)
    lines, labels, boxes = [], [], {}
    for node in _walk(root, copy):
        if node.tag == f"{SVG}line":
            lines.append(_line(node, scaling))
        elif node.tag == f"{SVG}text":
            labels.append(_label(node, scaling))
        elif node.tag == f"{SVG}rect":
            box = _box(node, scaling)
            if box.id in boxes:
                raise SheetInvalid("A sheet file has two boxes of one name")
            boxes[box.id] = box
    return Sheet(
        name,
        width,
        height,
        tuple(lines),
        tuple(labels),
        MappingProxyType(boxes),
        not any(box.number for box in boxes.values()),
    )
