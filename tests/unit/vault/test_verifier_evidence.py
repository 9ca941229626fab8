# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checkpoints, emptied entries, declared losses, parts; and the command line."""

import json
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from chains import SIGNERS, Log, event, note, vkey
from invented import OTHER
from mynumber_management.vault import verifier
from mynumber_management.vault.verifier import (
    INCOMPLETE,
    OK,
    TAMPERED,
    USAGE,
    verify,
)

both = pytest.mark.parametrize("fast", [False, True], ids=["full", "fast"])


def check(log, code, *words, keys=(0,), notes=(), fast=False, first=1):
    result = verify(log.export(first), [vkey(n) for n in keys], notes, fast)
    text = "\n".join(result.messages)
    assert result.code == code, text
    assert all(word in text for word in words), text
    return result


@both
def test_checkpoints_lie_on_the_chain(fast):
    log = Log().many(5).rotate(1).many(5)
    notes = [note(log.entries[n], 0) for n in (0, 4)]
    notes += [note(log.entries[n], 1) for n in (7, 10)]
    result = check(log, OK, notes=notes, fast=fast)
    assert (result.checkpoints, result.messages) == (4, [])


@both
def test_a_chain_rewritten_with_its_own_key_is_caught_by_a_checkpoint(fast):
    """An administrator with the key cannot rewrite what a checkpoint has seen."""
    log = Log().many(8)
    seen = note(log.entries[5])
    log.entries = log.entries[:3]
    log.many(8)
    check(log, OK, fast=fast)
    check(log, TAMPERED, "checkpoint of entry 6", notes=[seen], fast=fast)


@both
def test_a_log_shorter_than_a_checkpoint_is_incomplete(fast):
    log = Log().many(8)
    seen = note(log.entries[7])
    log.entries = log.entries[:5]
    check(log, INCOMPLETE, "ends before it, at entry 5", notes=[seen], fast=fast)


def test_a_forged_checkpoint_is_rejected():
    log = Log().many(5)
    check(log, TAMPERED, "not signed by a key", notes=[note(log.entries[2], 3)])
    check(log, TAMPERED, "checkpoint file 2", notes=[note(log.entries[2]), "x"])


def test_a_checkpoint_of_another_chain_is_not_used():
    log = Log().many(5)
    other = note(Log(OTHER).many(2).entries[1], 0, OTHER)
    result = check(log, OK, "another chain", notes=[other])
    assert result.checkpoints == 0


@both
def test_emptied_entries_need_a_declaration(fast):
    log = Log().many(6)
    log.emptied = {1, 2, 3}
    check(log, TAMPERED, "entry 3: emptied, and no entry declares it", fast=fast)
    log.add({"ev": "log.prune", "obj": {"upto": 2}})
    check(log, TAMPERED, "entry 3: emptied", fast=fast)
    log.add({"ev": "log.prune", "obj": {"upto": 3}})
    assert check(log, OK, fast=fast).pruned == 3
    log.emptied |= {6}
    check(log, TAMPERED, "entry 6: emptied", fast=fast)


@both
def test_emptied_entries_stay_chained_and_signed(fast):
    log = Log().many(6).add({"ev": "log.prune", "obj": {"upto": 4}})
    log.emptied = {1, 2, 3, 4}
    lines = log.export()
    for field in ("pd", "h"):
        row = json.loads(lines[2])
        row[field] = "00" * 32
        changed = [*lines[:2], json.dumps(row, separators=(",", ":")), *lines[3:]]
        result = verify(changed, [vkey()], fast=fast)
        assert result.code == TAMPERED and "entry 2" in "\n".join(result.messages)
    row = {**json.loads(lines[2]), "salt": "00" * 16}
    changed = [*lines[:2], json.dumps(row, separators=(",", ":")), *lines[3:]]
    assert verify(changed, [vkey()], fast=fast).code == TAMPERED


@both
def test_a_prune_entry_cannot_declare_what_follows_it(fast):
    log = Log().add({"ev": "log.prune", "obj": {"upto": 10**6}}).many(5)
    log.emptied = {4}
    check(log, TAMPERED, "entry 4: emptied", fast=fast)


@both
def test_a_key_announced_in_an_emptied_entry_needs_its_vkey(fast):
    log = Log().many(2).rotate(1).many(2)
    log.add({"ev": "log.prune", "obj": {"upto": 3}})
    log.emptied = {1, 2, 3}
    check(log, TAMPERED, "entry 4: signed with a key", keys=(0,), fast=fast)
    check(log, OK, keys=(0, 1), fast=fast)
    log.add(event(1), signer=SIGNERS[3])
    check(log, TAMPERED, "entry 7: signed with a key", keys=(0, 1), fast=fast)


@both
def test_a_declared_loss(fast):
    """A database restored to entry 5 whose log had reached entry 8."""
    log = Log().many(8)
    lost = log.entries[5:]
    log.entries = log.entries[:5]
    loss = {"seq": 8, "hash": lost[2].hash.hex()}
    log.add({"ev": "log.fork", "obj": loss}).many(5)
    result = check(log, OK, "entry 6: declares that entries up to 8", fast=fast)
    assert result.forks == [(6, 8, lost[2].hash)]
    for entry in lost:
        seen = [note(entry)]
        check(log, INCOMPLETE, "lost in a declared restore", notes=seen, fast=fast)
    check(log, OK, notes=[note(log.entries[4]), note(log.entries[7])], fast=fast)
    other = Log().many(8)
    forged = note(other.entries[7])
    check(log, TAMPERED, "another hash", notes=[forged], fast=fast)


@both
def test_a_part_needs_a_checkpoint_before_it(fast):
    log = Log().many(10)
    check(log, INCOMPLETE, "entries before 6", first=6, fast=fast)
    before = note(log.entries[4])
    result = check(log, OK, notes=[before], first=6, fast=fast)
    assert (result.first, result.last, result.checkpoints) == (6, 10, 1)
    other = note(Log().many(5).entries[4])
    check(log, TAMPERED, notes=[other], first=6, fast=fast)
    older = note(log.entries[1])
    check(log, OK, "lies before", notes=[older, before], first=6, fast=fast)


# The command line


@pytest.fixture
def alone(tmp_path):
    """The verifier by itself, as an auditor gets it."""
    folder = tmp_path / "auditor"
    folder.mkdir()
    shutil.copy(verifier.__file__, folder / "verifier.py")
    return folder


def run(folder, *arguments):
    done = subprocess.run(
        [sys.executable, "-I", folder / "verifier.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": "/usr/bin", "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_exit_codes(alone):
    log = Log().many(20)
    export, seen = alone / "export.jsonl", alone / "note"
    export.write_text("\n".join(log.export()) + "\n")
    seen.write_text(note(log.entries[9]))
    code, text = run(alone, export, "--vkey", vkey(), "--checkpoint", seen)
    assert (code, text[:9]) == (0, "UNCHANGED")
    assert "1 checkpoints" in text and log.entries[-1].hash.hex() in text
    code, text = run(alone, export, "--vkey", vkey(), vkey(1), "--fast")
    assert code == 0
    export.write_text("\n".join(log.export()[:10]))
    code, text = run(alone, export, "--vkey", vkey())
    assert code == 2 and "entries 10 to 20 are missing" in text
    export.write_text("\n".join(log.export()).replace('"uid\\":7', '"uid\\":8'))
    code, text = run(alone, export, "--vkey", vkey())
    assert code == 1 and "entry 20" in text and "TAMPERED WITH" in text


def test_wrong_use_of_the_command_line(alone):
    export = alone / "export.jsonl"
    export.write_text("\n".join(Log().many(2).export()))
    for arguments in (
        (),
        (export,),
        ("--vkey", vkey()),
        (alone / "none", "--vkey", vkey()),
        (alone, "--vkey", vkey()),
        (export, "--vkey", "x"),
        (export, "--vkey", vkey(), "--checkpoint", alone / "none"),
        (export, "--vkey", vkey(), "--other"),
    ):
        assert run(alone, *arguments)[0] == USAGE, arguments
    assert run(alone, "--help")[0] == OK


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\xff\xfe\x00",
        b"{}" * 100_000,
        b"\xed\xa0\x80\n",
        b"null\n" * 100,
    ],
)
def test_any_other_file_is_refused_calmly(alone, content):
    (alone / "export").write_bytes(content)
    assert run(alone, alone / "export", "--vkey", vkey())[0] in (1, 2)


def test_bytes_that_are_no_text_are_named(alone):
    lines = "\n".join(Log().many(5).export()).encode().split(b"\n")
    lines[3] = lines[3].replace("山".encode(), b"\xe5\xb1\xff")
    (alone / "export").write_bytes(b"\n".join(lines))
    code, text = run(alone, alone / "export", "--vkey", vkey())
    assert code == 1 and "entry 3" in text


def test_memory_does_not_grow_with_the_export():
    log = Log().many(50)
    lines = log.export()
    key = vkey()

    def peak(times):
        def endless():
            yield lines[0]
            for _ in range(times):
                yield from lines[1:]

        tracemalloc.start()
        verify(endless(), [key], fast=True)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(40) < peak(2) + 100_000


def test_the_verifier_needs_only_cryptography():
    source = Path(verifier.__file__).read_text()
    names = {
        line.split()[1].split(".")[0]
        for line in source.splitlines()
        if line.startswith(("import ", "from "))
    }
    assert names - set(sys.stdlib_module_names) == {"cryptography"}
