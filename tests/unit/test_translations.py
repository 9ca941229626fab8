# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The Japanese translation: whole, well formed, and free of English sentences."""

import ast
import re

import polib
import pytest
from conftest import ADDON
from mynumber_management.forms import findings
from mynumber_management.vault import errors

I18N = ADDON / "i18n"
TEMPLATE = polib.pofile(str(I18N / "mynumber_management.pot"))
JAPANESE = polib.pofile(str(I18N / "ja.po"))
TEXTS = {entry.msgid: entry.msgstr for entry in JAPANESE}
# Codes, paper sizes, a line end and an expression: the same in every language.
ALIKE = {
    "%(name)s (%(size)s KB)",
    "A4",
    "A5",
    "ID",
    "LF",
    "Uuid",
    "object.display_name",
}
PARTS = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>")
LETTER = re.compile("[A-Za-z]")
KANA_OR_KANJI = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
HALF_WIDTH_KANA = re.compile(r"[\uff61-\uff9f]")
# What is typed or named stays English: commands, options, tags, the product.
QUOTED = re.compile(r"'[^']*'|<[^>]+>|%\(\w+\)s|My Number Management")
SENTENCE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){3,}")


def vault_sentences():
    """Every constant that the vault may show, with a name for the test."""
    for code, (what, cure) in errors.REASONS.items():
        yield f"{code} what", what
        yield f"{code} cure", cure
    for kinds in (errors.NUMBER_KINDS, errors.PIN_KINDS):
        yield from kinds.items()
    for name, found in vars(errors).items():
        if isinstance(getattr(found, "message", None), str):
            yield name, found.message


def test_every_sentence_of_the_template_is_translated():
    assert len(TEMPLATE) > 1000
    wanted = {entry.msgid for entry in TEMPLATE}
    assert wanted - {text for text, ja in TEXTS.items() if ja} == set()
    assert set(TEXTS) - wanted == set()
    assert not JAPANESE.obsolete_entries()
    assert not [entry.msgid for entry in JAPANESE if entry.fuzzy]


def test_translations_carry_the_references_of_the_template():
    places = {entry.msgid: set(entry.occurrences) for entry in TEMPLATE}
    assert {entry.msgid: set(entry.occurrences) for entry in JAPANESE} == places


def test_placeholders_and_tags_are_the_same_on_both_sides():
    differ = {
        text
        for text, ja in TEXTS.items()
        if sorted(PARTS.findall(text)) != sorted(PARTS.findall(ja))
    }
    assert differ == set()


def test_translations_are_japanese():
    assert {t for t, ja in TEXTS.items() if HALF_WIDTH_KANA.search(ja)} == set()
    alike = {t for t, ja in TEXTS.items() if not KANA_OR_KANJI.search(ja)}
    assert {t for t in alike if LETTER.search(PARTS.sub("", t))} <= ALIKE
    assert {t for t, ja in TEXTS.items() if SENTENCE.search(QUOTED.sub("", ja))} == (
        set()
    )


@pytest.mark.parametrize("punctuation", [". ", "..", "、、", "。。", " 。", "  "])
def test_translations_use_japanese_punctuation(punctuation):
    found = {ja for text, ja in TEXTS.items() if punctuation in ja and "<" not in ja}
    assert {ja for ja in found if not re.match(r"\d\. ", ja)} == set()


@pytest.mark.parametrize(("name", "sentence"), list(vault_sentences()))
def test_sentences_of_the_vault_are_translated(name, sentence):
    assert TEXTS.get(sentence), name


def test_findings_of_doctor_are_made_to_be_translated():
    names = ("doctor", "surroundings", "foreign")
    trees = [ast.parse((ADDON / "door" / f"{name}.py").read_text()) for name in names]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    made = [call for call in calls if getattr(call.func, "id", "") == "Finding"]
    assert len(made) > 20
    for call in made:
        sentence = call.args[2]
        if isinstance(sentence, ast.Name):
            continue
        assert getattr(sentence.func, "id", "") == "_lt", ast.unparse(call)
        if isinstance(sentence.args[0], ast.Constant):
            assert TEXTS.get(sentence.args[0].value), ast.unparse(call)


def test_sentences_of_the_form_engine_are_translated():
    assert {text for text in findings.MESSAGES.values() if not TEXTS.get(text)} == set()
