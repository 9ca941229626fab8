# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Personal names: 氏 and 名, people with one name, cleaning what was typed."""

import re
import unicodedata
from typing import NamedTuple

from .errors import TextError

MAX_LENGTH = 100
_KANA_MARKS = re.compile("[\u3041-\u30ff][\u3099\u309a]")
# Invisible marks that come along with copied text; joiners between letters of
# other scripts and variation selectors of kanji are part of a name.
_JOINERS = "\u200c\u200d"
# Not "Cn": kanji newer than this Python's Unicode tables are names too.
_REFUSED = {"Nd", "No", "Cc", "Cf", "Cs"}
_STRAY = re.compile("[\ufeff\u00ad\u200b\u2060]")


class NameRefused(TextError):
    """A refused name."""

    REASONS = {
        "empty": "Enter the name.",
        "too_long": "This name is too long.",
        "not_a_name": (
            "A name cannot hold digits, control characters or text direction marks."
        ),
        "private_character": (
            "This name has a character that only one machine knows (外字). "
            "Use its standard form."
        ),
    }


class PersonName(NamedTuple):
    """氏 and 名. A person with one name has it in ``family``; ``given`` is empty."""

    family: str
    given: str = ""


def clean_name(text: str) -> str:
    """A typed name as it is stored: outer spaces off, inner ones single.

    Kanji are kept as typed, compatibility ideographs and variation selectors too.
    Raises :class:`NameRefused`.
    """
    if not isinstance(text, str):
        raise NameRefused("empty")
    if len(text) > 4 * MAX_LENGTH:
        raise NameRefused("too_long")
    text = " ".join(_STRAY.sub("", text).split())
    text = _KANA_MARKS.sub(lambda m: unicodedata.normalize("NFC", m.group()), text)
    if not text:
        raise NameRefused("empty")
    if len(text) > MAX_LENGTH:
        raise NameRefused("too_long")
    for char in text:
        category = unicodedata.category(char)
        if category == "Co":
            raise NameRefused("private_character")
        if category in _REFUSED and char not in _JOINERS:
            raise NameRefused("not_a_name")
    return text


def split_name(text: str) -> PersonName:
    """氏 and 名 of a name in one line; the first space parts them.

    Without a space it is a person with one name: where 氏 ends is never guessed.
    Further parts (middle names) belong to 名. Raises :class:`NameRefused`.
    """
    return PersonName(*clean_name(text).split(" ", 1))


def join_name(
    family: str, given: str = "", space: str = "\u3000", inner: str | None = None
) -> str:
    """One line from 氏 and 名 with one ``space`` between them.

    Spaces within a part (middle names) become ``inner``, by default ``space``; pass
    ``inner=""`` for layouts that take exactly one separator (csv-social-insurance
    2.5). A person with one name gets no separator.
    """
    inner = space if inner is None else inner
    parts = (inner.join((part or "").split()) for part in (family, given))
    return space.join(filter(None, parts))
