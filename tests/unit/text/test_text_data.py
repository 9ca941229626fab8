# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The tables of the package and its errors."""

import ast
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management import text as package
from mynumber_management.text import (
    addresses,
    datafile,
    eras,
    jis,
    kana,
    municipalities,
    names,
    postcodes,
)
from mynumber_management.text.errors import TextError

FOLDER = Path(package.__path__[0])
REFUSALS = [
    addresses.split_address,
    eras.parse_date,
    jis.encode,
    kana.normalise_kana_name,
    kana.to_half_kana,
    municipalities.municipality_code,
    names.clean_name,
    postcodes.parse_postcode,
]


@pytest.mark.parametrize(
    "path", sorted(datafile.DATA.glob("*.csv")), ids=lambda p: p.name
)
def test_every_table_names_its_source_and_date(path):
    head = [x for x in path.read_text("utf-8").splitlines() if x.startswith("#")]
    assert any("ource" in line or "First days" in line for line in head)
    assert re.search("State: 20[0-9]{2}-[0-9]{2}-[0-9]{2}", "\n".join(head))
    rows = datafile.rows(path.name)
    assert rows and all(None not in row and None not in row.values() for row in rows)
    first = [next(iter(row.values())) for row in rows]
    if path.name != "kanji_variants.csv":
        assert len(set(first)) == len(first)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.name)
def test_only_the_standard_library_is_imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1
            modules = [node.module] if node.level == 0 else []
        else:
            continue
        for module in modules:
            assert module.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("refuse", REFUSALS, ids=lambda f: f.__name__)
@given(marker=st.text(alphabet="qxzΩЖ☃", min_size=6, max_size=12))
def test_a_refusal_never_quotes_the_input(refuse, marker):
    with pytest.raises(TextError) as raised:
        refuse(marker + "\x00" + marker)
    error = raised.value
    seen = [str(error), repr(error), *error.args, *error.facts.values()]
    assert not any(marker in text for text in seen)
    assert error.__cause__ is None and error.__context__ is None
    assert str(error) == type(error).REASONS[error.code] % error.facts


def test_a_refusal_with_an_unknown_code_is_a_programming_error():
    with pytest.raises(KeyError):
        eras.DateError("no_such_code")


@pytest.mark.parametrize(
    "kind",
    [
        addresses.AddressError,
        eras.DateError,
        jis.JisError,
        kana.KanaError,
        municipalities.MunicipalityError,
        names.NameRefused,
        postcodes.PostcodeError,
    ],
)
def test_every_sentence_is_a_sentence(kind):
    assert issubclass(kind, TextError)
    for sentence in kind.REASONS.values():
        assert sentence[0].isupper() or sentence.startswith("%(era)s")
        assert sentence.endswith(".")
