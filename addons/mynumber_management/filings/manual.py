# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The page that documents a record layout, made from its table."""

from __future__ import annotations

from . import layout as layouts


def _length(item):
    if item.low == item.high:
        return f"={item.high}"
    return f"≤{item.high}" if item.low == 1 else f"{item.low}–{item.high}"


def _notes(item):
    notes = [item.rule] if item.rule else []
    if item.codes and item.kind != "flag":
        notes.append(" ".join(f"`{code}`" for code in item.codes))
    if not item.confirmed:
        notes.append("（未確認）")
    return " ".join(notes).replace("|", "\\|")


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
        "| No. | Item | 項目名 | Type | Length | | Rule | Source |",
        "| ---: | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for item in table.items:
        flags = "R" * item.required + "N" * item.secret
        lines.append(
            f"| {item.no} | `{item.id}` | {item.name} | {item.type} | {_length(item)} "
            f"| {flags} | {_notes(item)} | {marks[item.source]} |"
        )
    lines += ["", "## Open points", "", "| Setting | Values | Question | Ground |"]
    lines.append("| --- | --- | --- | --- |")
    for setting in layouts.settings(code):
        values = ", ".join(
            f"**{choice}**" if choice == setting.default else str(choice)
            for choice in setting.choices
        )
        lines.append(
            f"| `{setting.key}` | {values} | {setting.question} | {setting.source} |"
        )
    lines += ["", "## Sources", ""]
    lines += [f"{mark}. {sources[key]}" for key, mark in marks.items()]
    return "\n".join(lines) + "\n"
