# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Exports that readers could understand in two ways, and files as mail leaves them."""

import dataclasses
import os
import subprocess
import sys

import pytest
from chains import SIGNERS, Log, edited, note, vkey
from mynumber_management.vault import audit_chain, verifier
from mynumber_management.vault.verifier import (
    INCOMPLETE,
    OK,
    TAMPERED,
    USAGE,
    verify,
)

both = pytest.mark.parametrize("fast", [False, True], ids=["full", "fast"])
LOG = Log().many(6)
LINES = LOG.export()
TYPES = [True, 3.0, float("nan"), "3", None, [3], {}]


@both
@pytest.mark.parametrize("key", ["seq", "p", "salt", "pd", "h", "s", "k"])
def test_a_key_that_stands_twice_in_an_entry_is_damage(fast, key):
    """One reader takes the first value, another the last."""
    line = LINES[3].replace("{", f'{{"{key}":"forged",', 1)
    result = verify([*LINES[:3], line, *LINES[4:]], [vkey()], fast=fast)
    assert result.code == TAMPERED
    assert result.messages[0] == "entry 3: the line is damaged"


@both
def test_a_key_beside_the_seven_is_damage(fast):
    lines = edited(LINES, 3, note="unsigned")
    result = verify(lines, [vkey()], fast=fast)
    assert result.messages[0] == "entry 3: the line is damaged"


def test_a_key_that_stands_twice_in_the_header_is_rejected():
    for key in ("first", "count", "vault"):
        header = LINES[0].replace("{", f'{{"{key}":1,', 1)
        assert verify([header, *LINES[1:]], [vkey()]).code == TAMPERED


@both
@pytest.mark.parametrize("value", TYPES)
def test_a_number_of_another_type_is_damage(fast, value):
    result = verify(edited(LINES, 3, seq=value), [vkey()], fast=fast)
    assert result.code == TAMPERED
    assert result.messages[0] == "entry 3: the line is damaged"


def declaring(text):
    """A chain of one signed entry whose payload is ``text``."""
    entry = Log().many(1).entries[0]
    digest = verifier.payload_digest(entry.salt, text)
    hashed = verifier.entry_hash(entry.chain, 1, entry.prev, digest)
    sig = SIGNERS[0].sign(verifier.signed_bytes(entry.chain, 1, hashed))
    log = Log()
    log.entries = [
        dataclasses.replace(
            entry, payload=text, payload_digest=digest, hash=hashed, sig=sig
        )
    ]
    return log


@both
@pytest.mark.parametrize("value", ['"1"', "true", "1.0", "NaN", "-1", "null"])
@pytest.mark.parametrize("event", ["log.prune", "log.fork"])
def test_a_declaration_with_a_number_of_another_type_declares_nothing(
    fast, event, value
):
    numbers = f'"hash":"{"0" * 64}","seq":{value},"upto":{value}'
    log = declaring(f'{{"ev":"{event}","obj":{{{numbers}}},"seq":1,"v":1}}')
    result = verify(log.export(), [vkey()], fast=fast)
    assert result.code == TAMPERED and not result.forks
    assert result.messages == ["entry 1: what it declares cannot be read"]


def test_a_declaration_in_two_spellings_declares_nothing():
    log = declaring('{"ev":"log.prune","obj":{"upto":1},"obj":{"upto":0},"seq":1}')
    assert verify(log.export(), [vkey()]).code == TAMPERED


# Files as they arrive


def run(*arguments, **environment):
    done = subprocess.run(
        [sys.executable, verifier.__file__, *map(str, arguments)],
        capture_output=True,
        env={"PATH": os.environ["PATH"], **environment},
        timeout=120,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done.returncode


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_of_other_systems(tmp_path, begin, end):
    log = Log().many(3)
    export, seen = tmp_path / "export", tmp_path / "note"
    text = begin + end.join(log.export()) + end
    export.write_bytes(text.encode())
    mailed = f"{begin}{end}  {end}{note(log.entries[1])}".replace("\n", end)
    for shown in (mailed, mailed.rstrip(), mailed + end * 3):
        seen.write_bytes(shown.encode())
        assert run(export, "--vkey", vkey(), "--checkpoint", seen) == OK
    export.write_bytes(text.replace('"uid\\":7', '"uid\\":8').encode())
    assert run(export, "--vkey", vkey()) == TAMPERED


def test_every_cut_of_a_file_is_incomplete(tmp_path):
    log = Log().add(audit_chain.rotation(SIGNERS[1].pub))
    log.many(1)
    whole = "\n".join(log.export())
    for size in range(len(whole.encode())):
        text = whole.encode()[:size].decode("utf-8", "surrogateescape")
        lines = text.split("\n") if text else []
        assert verify(lines, [vkey()]).code == INCOMPLETE, text[-30:]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_no_name_in_a_file_breaks_the_report(tmp_path, encoding):
    odd = os.fsencode(tmp_path) + b"/\xe5\xb1\xff"
    assert run(os.fsdecode(odd), "--vkey", vkey(), PYTHONIOENCODING=encoding) == USAGE
    export = tmp_path / "export"
    export.write_text(LINES[0].replace("0000", "\uff10" * 4) + "\n", "utf-8")
    assert run(export, "--vkey", vkey(), PYTHONIOENCODING=encoding) == TAMPERED
