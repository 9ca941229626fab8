# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Variant kanji: one representative for search, standard forms for filing."""

from . import datafile


def _load() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    heads, standard = {}, {}
    for row in datafile.rows("kanji_variants.csv"):
        head, variants = row["representative"], row["variants"]
        heads.update(dict.fromkeys(variants, head))
        if row["kind"] == "same":
            group = head + variants
            standard |= {c: tuple(x for x in group if x != c) for c in group}
    # A head of one group may be joined to another group for search: 齊 → 斉 → 斎.
    for char, head in heads.items():
        heads[char] = heads.get(head, head)
    return heads, standard


_HEADS, _STANDARD = _load()
_TABLE = str.maketrans(_HEADS)


def to_representative(text: str) -> str:
    """``text`` with each variant kanji as the representative of its group.

    For comparison only: some groups join characters that people confuse but that
    are different ones in a register of names.
    """
    return text.translate(_TABLE)


def standard_forms(char: str) -> tuple[str, ...]:
    """Other shapes of the same kanji, usual one first; empty if none is known."""
    return _STANDARD.get(char, ())
