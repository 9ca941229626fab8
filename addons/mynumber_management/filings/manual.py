# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pages that document the record layouts, made from their tables."""

from __future__ import annotations

from ..text import eras
from . import layout as layouts
from . import pension_layout


def _length(item):
    if item.low == item.high:
        return f"={item.high}"
    return f"≤{item.high}" if item.low == 1 else f"{item.low}–{item.high}"


def _notes(item, doubt):
    notes = [item.rule] if item.rule else []
    for word, condition in (("Needed", item.needed), ("Empty", item.empty)):
        if condition:
            notes.append(f"{word}: `{condition}`")
    if item.codes and item.kind != "flag":
        notes.append(" ".join(f"`{code}`" for code in item.codes))
    if doubt and not item.confirmed:
        notes.append("（未確認）")
    return " ".join(notes).replace("|", "\\|")


_HEAD = (
    "| No. | Item | 項目名 | Type | Length | | Rule | Source |",
    "| ---: | --- | --- | --- | --- | --- | --- | --- |",
)


def _rows(table, marks, doubt=True):
    for item in table.items:
        flags = "R" * item.required + "N" * item.secret
        yield (
            f"| {item.no} | `{item.id}` | {item.name} | {item.type} | {_length(item)} "
            f"| {flags} | {_notes(item, doubt)} | {marks[item.source]} |"
        )


def _points(settings):
    yield from ("", "## Open points", "")
    yield from ("| Setting | Values | Question | Ground |", "| --- | --- | --- | --- |")
    for setting in settings:
        values = ", ".join(
            f"**{choice}**" if choice == setting.default else str(choice)
            for choice in setting.choices
        )
        yield f"| `{setting.key}` | {values} | {setting.question} | {setting.source} |"


def page(code):
    """Markdown of the newest layout of a statement: items, open points, sources."""
    years = [year for found, year, _title in layouts.available() if found == code]
    table = layouts.load(code, years[-1])
    sources = layouts.sources()
    used = dict.fromkeys([table.source, *(item.source for item in table.items)])
    marks = {key: mark for mark, key in enumerate(used, 1)}
    lines = [
        f"# {table.code} {table.title}",
        "",
        f"{len(table.items)} items; layouts for {', '.join(map(str, years))}. "
        "Written in Shift_JIS, one record a line, CR and LF, no titles, no quotes.",
        *(["", table.note] if table.note else []),
        "",
        "Type: Z 全角, H 半角, K 半角カナ; length in characters; R: required; "
        "N: may hold a number.",
        "",
        *_HEAD,
    ]
    lines += _rows(table, marks)
    lines += _points(layouts.settings(code))
    lines += ["", "## Sources", ""]
    lines += [f"{mark}. {sources[key]}" for key, mark in marks.items()]
    return "\n".join(lines) + "\n"


def pension_page():
    """Markdown of the newest edition of SHFD0006.CSV: frame, forms, open points."""
    layout = pension_layout.load(eras.LAST_DAY)
    tables = [*layout.frame.values(), *layout.forms.values()]
    sources = layouts.sources()
    used = dict.fromkeys(item.source for table in tables for item in table.items)
    marks = {key: mark for mark, key in enumerate(used, 1)}
    lines = [
        f"# {pension_layout.NAME} {layout.edition}",
        "",
        f"For files made from {layout.since.isoformat()} on. Written in Shift_JIS, CR "
        "and LF after every line, no titles, no quotes; one 事業所 and less than "
        f"{layout.limit:,} bytes a file. Lines: 1 媒体管理レコード, 2 `[kanri]`, "
        "3 事業所数情報, 4 事業所情報, 5 `[data]`, then records of any of the forms.",
        "",
        layout.forms["2200700"].note,
        "",
        "Type: Z 全角, H 半角, K 半角カナ, A 半角英数カナ, M 全角と半角; length in "
        "bytes; R: required; N: a number. Needed and Empty: `item` filled, `!item` "
        "empty, `item=1|2` one of these values, `block_*` one of its items filled; "
        "`;` or, `&` and, `?` a recommendation.",
    ]
    for table in tables:
        lines += ["", f"## {table.code} {table.title}", "", *_HEAD]
        lines += _rows(table, marks, doubt=False)
    lines += _points(pension_layout.settings())
    lines += ["", "## Sources", ""]
    lines += [f"{mark}. {sources[key]}" for key, mark in marks.items()]
    return "\n".join(lines) + "\n"
