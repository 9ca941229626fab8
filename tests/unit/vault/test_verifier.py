# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The verifier finds every change, and names the entry."""

import json
import random

import pytest
from chains import SIGNERS, Log, edited, event, note, vkey
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import OTHER, flips
from mynumber_management.vault import audit_chain
from mynumber_management.vault.verifier import (
    INCOMPLETE,
    OK,
    TAMPERED,
    USAGE,
    verify,
)

both = pytest.mark.parametrize("fast", [False, True], ids=["full", "fast"])
LOG = Log().many(12)
LINES = LOG.export()


def check(lines, code, *words, keys=(0,), notes=(), fast=False):
    """Verify, compare the code and look for each word in the messages."""
    result = verify(lines, [vkey(n) for n in keys], notes, fast)
    assert (result.code, result.messages) == (code, result.messages)
    text = "\n".join(result.messages)
    assert all(word in text for word in words), text
    return result


@both
def test_an_untouched_log_is_ok(fast):
    result = check(LINES, OK, fast=fast)
    assert result.messages == []
    assert (result.first, result.last, result.pruned) == (1, 12, 0)
    assert result.head == LOG.entries[-1].hash.hex()
    assert result.keys == [SIGNERS[0].key_id.hex()]


def test_an_empty_chain_is_ok():
    assert check(Log().export(), OK).last == 0


def test_lines_may_come_from_a_generator():
    check((line for line in LINES), OK)


def test_any_bit_changed_in_an_entry_is_rejected():
    lines = Log().many(2).export()
    for changed in flips(lines[1].encode()):
        text = changed.decode("utf-8", "surrogateescape")
        if "\n" in text:
            broken = [lines[0], *text.split("\n"), lines[2]]
        else:
            broken = [lines[0], text, lines[2]]
        assert check(broken, TAMPERED).messages


def test_any_bit_changed_in_the_header_is_rejected_or_means_nothing():
    for changed in flips(LINES[0].encode()):
        text = changed.decode("utf-8", "surrogateescape")
        result = verify([text, *LINES[1:]], [vkey()])
        if result.code == OK:
            before, after = json.loads(LINES[0]), json.loads(text)
            assert after.pop("exported", None) != before.pop("exported")


@both
def test_a_changed_payload_is_named(fast):
    text = json.loads(LINES[4])["p"].replace('"uid":7', '"uid":8')
    lines = edited(LINES, 4, p=text)
    result = check(lines, TAMPERED, fast=fast)
    assert result.messages == ["entry 4: the payload does not match its digest"]


@both
def test_a_payload_rewritten_with_its_digest_is_named(fast):
    entry = LOG.entries[3]
    text = entry.payload.replace('"uid":7', '"uid":8')
    digest = audit_chain.payload_digest(entry.salt, text)
    lines = edited(LINES, 4, p=text, pd=digest.hex())
    check(lines, TAMPERED, "entry 4: the hash does not follow", fast=fast)


@both
def test_a_rewritten_tail_is_rejected(fast):
    forged = Log()
    forged.entries = LOG.entries[:6]
    forged.add(*map(event, range(6)), signer=SIGNERS[3])
    check(forged.export(), TAMPERED, "entry 7: signed with a key", fast=fast)


@both
@pytest.mark.parametrize("emptied", [set(), {1}, {1, 2, 3, 4}])
def test_a_log_made_anew_with_another_key_is_rejected(fast, emptied):
    forged = Log()
    forged.signer, forged.emptied = SIGNERS[3], emptied
    forged.many(5).add({"ev": "log.prune", "obj": {"upto": 4}})
    check(forged.export(), TAMPERED, "entry 1: signed with a key", fast=fast)


def test_an_invalid_signature_is_named():
    lines = edited(LINES, 7, s=LOG.entries[0].sig.hex())
    result = check(lines, TAMPERED)
    assert result.messages == ["entry 7: the signature is invalid"]


def test_fast_checks_the_last_signature_of_each_key():
    bad = LOG.entries[0].sig.hex()
    check(edited(LINES, 7, s=bad), OK, fast=True)
    check(edited(LINES, 12, s=bad), TAMPERED, "entry 12: the sig", fast=True)
    check(edited(LINES, 12, s="zz"), TAMPERED, "entry 12: the sig", fast=True)
    log = Log().many(3).rotate(1).many(3)
    check(edited(log.export(), 4, s=bad), TAMPERED, "entry 4: the sig", fast=True)


@both
def test_salt_and_payload_cannot_trade_bytes(fast):
    entry = LOG.entries[3]
    moved = entry.salt[:15].hex()
    text = chr(entry.salt[15] & 0x7F) + entry.payload
    for salt, payload in (
        (moved, text),
        (entry.salt.hex() + "7b", entry.payload[1:]),
        (entry.salt.hex() + " ", entry.payload),
    ):
        check(edited(LINES, 4, salt=salt, p=payload), TAMPERED, "4", fast=fast)


@both
@pytest.mark.parametrize("gone", [1, 5, 12])
def test_a_missing_entry_is_noticed(gone, fast):
    lines = LINES[:gone] + LINES[gone + 1 :]
    code = INCOMPLETE if gone == 12 else TAMPERED
    word = "missing at the end" if gone == 12 else "the 1 entries before it"
    check(lines, code, word, fast=fast)


@both
def test_a_repeated_or_moved_entry_is_noticed(fast):
    repeated = LINES[:5] + [LINES[4]] + LINES[5:]
    check(repeated, TAMPERED, "entry 4: an entry with another number", fast=fast)
    moved = LINES[:5] + [LINES[6], LINES[5]] + LINES[7:]
    check(moved, TAMPERED, fast=fast)


@both
def test_a_cut_export_is_incomplete(fast):
    for end in (1, 4, 11):
        check(LINES[: end + 1], INCOMPLETE, f"entries {end + 1} to 12", fast=fast)
    cut = LINES[:8] + [LINES[8][:100]]
    check(cut, INCOMPLETE, "entry 8: the line is cut", fast=fast)
    last = [*LINES[:12], LINES[12][:-1]]
    check(last, INCOMPLETE, "entry 12: the line is cut", fast=fast)
    for begin in ([], [""], ["{"], [LINES[0][:40]]):
        assert verify(begin, [vkey()], fast=fast).code == INCOMPLETE
    for begin in ("null", "\x00", LINES[0][1:], "{}"):
        assert verify([begin, *LINES[1:]], [vkey()], fast=fast).code == TAMPERED


@both
def test_more_entries_than_announced_are_noticed(fast):
    more = Log()
    more.entries = list(LOG.entries)
    more.add(event(1))
    check([LINES[0], *more.export()[1:]], TAMPERED, "entry 13", fast=fast)


def test_junk_that_an_intruder_appended_is_named_and_the_rest_counts():
    """Without the fence an Odoo role can append; it cannot sign."""
    log = Log().many(3)
    log.add(event(9), signer=audit_chain.Signer(bytes(32)))
    log.many(3)
    result = check(log.export(), TAMPERED)
    assert result.messages == [
        "entry 4: signed with a key that no vkey and no entry names"
    ]
    lines = edited(Log().many(3).export(), 2, s="00" * 64)
    assert check(lines, TAMPERED).messages == ["entry 2: the signature is invalid"]


@both
def test_another_chains_export_is_rejected(fast):
    other = Log(OTHER).many(3)
    check(other.export(), USAGE, "no vkey for this chain", fast=fast)
    header = json.loads(LINES[0])
    renamed = json.dumps({**header, "chain": json.loads(other.export()[0])["chain"]})
    result = verify([renamed, *LINES[1:]], [vkey(0, OTHER)], fast=fast)
    assert result.code == TAMPERED
    replanted = json.dumps({**header, "prev": "00" * 32})
    check([replanted, *LINES[1:]], TAMPERED, fast=fast)


def test_wrong_use():
    assert verify(LINES, []).code == USAGE
    assert verify(LINES, ["nonsense"]).code == USAGE
    assert verify(LINES, [vkey(0, OTHER)]).code == USAGE


@both
def test_a_new_key_must_be_announced_by_the_old_one(fast):
    log = Log().many(3).rotate(1).many(3).rotate(2).many(3)
    result = check(log.export(), OK, fast=fast)
    assert result.keys == [SIGNERS[n].key_id.hex() for n in range(3)]
    check(log.export(), TAMPERED, "entry 1: signed with a key", keys=(2,), fast=fast)
    silent = Log().many(3)
    silent.signer = SIGNERS[1]
    silent.many(3)
    check(silent.export(), TAMPERED, "entry 4: signed with a key", fast=fast)
    known = check(silent.export(), TAMPERED, keys=(0, 1), fast=fast)
    assert known.messages == ["entry 4: a new key signs that no entry announced"]


@both
def test_a_replaced_key_no_longer_signs(fast):
    log = Log().many(2).rotate(1).many(2)
    log.add(event(1), signer=SIGNERS[0])
    check(log.many(2).export(), TAMPERED, "entry 6: signed with a key that", fast=fast)


@both
def test_the_old_key_may_sign_until_the_new_one_does(fast):
    log = Log().many(2)
    log.add(audit_chain.rotation(SIGNERS[1].pub))
    log.add(event(1), event(2))
    log.signer = SIGNERS[1]
    check(log.many(2).export(), OK, fast=fast)


@both
def test_an_announcement_that_was_tampered_with_opens_no_door(fast):
    forged = audit_chain.rotation(SIGNERS[4].pub)
    log = Log().many(2).rotate(1)
    log.signer = SIGNERS[4]
    log.many(2)
    entry = log.entries[2]
    text = audit_chain.canonical({**forged, "v": 1, "seq": 3})
    digest = audit_chain.payload_digest(entry.salt, text)
    for values in ({"p": text}, {"p": text, "pd": digest.hex()}):
        lines = edited(log.export(), 3, **values)
        check(lines, TAMPERED, "entry 3", "entry 4: signed with a key", fast=fast)
    log = Log().many(2)
    log.add(forged, signer=SIGNERS[4])
    log.signer = SIGNERS[4]
    check(log.many(1).export(), TAMPERED, "entry 3", "entry 4", fast=fast)


def test_an_announcement_that_cannot_be_read_is_named():
    for obj in ({}, {"pub": "00"}, {"pub": "00" * 32, "key": "00" * 8}):
        log = Log().add({"ev": "sigkey.rotate", "obj": obj})
        check(log.export(), TAMPERED, "entry 1: what it declares")
    log = Log().add({"ev": "log.fork"}, {"ev": "log.prune", "obj": {"upto": "2"}})
    check(log.export(), TAMPERED, "entry 1: what", "entry 2: what")


def test_words_inside_other_values_declare_nothing():
    log = Log().add(
        {"ev": "x", "obj": {"ev": "log.fork"}},
        {"ev": "x", "note": '"ev":"log.fork"'},
        {"ev": "log.other"},
    )
    assert check(log.export(), OK).messages == []


@both
def test_damaged_lines_are_named(fast):
    for text in (
        "",
        "{}",
        "[]",
        "null",
        "[" * 100_000,
        LINES[5] + " ",
        LINES[5] + "x",
        LINES[5][:-1],
        LINES[5].replace('"seq":5', '"seq":"5"'),
        LINES[5].replace('"k":"', '"k":["'),
        edited(LINES, 5, k=["x"])[5],
        edited(LINES, 5, h=None)[5],
        edited(LINES, 5, p=5)[5],
        edited(LINES, 5, salt=None)[5],
        edited(LINES, 5, salt="あ" * 32)[5],
    ):
        lines = [*LINES[:5], text, *LINES[6:]]
        result = check(lines, TAMPERED, fast=fast)
        assert result.messages[0] == "entry 5: the line is damaged", text[:80]


@both
def test_an_export_in_another_spelling_is_checked_all_the_same(fast):
    """Spaces, escapes and key order change nothing; a changed value still does."""
    log = Log().many(3).add({"ev": "x", "note": 'a "quoted\\" \n word'}).rotate(1)
    log.many(3)
    rows = [json.loads(line) for line in log.export()]
    for spell in (
        lambda row: json.dumps(row),
        lambda row: json.dumps(dict(reversed(row.items()))),
        lambda row: json.dumps(row, indent=None, ensure_ascii=False),
        lambda row: json.dumps(row).replace('\\"ev', "\\u0022ev"),
    ):
        check([spell(row) for row in rows], OK, fast=fast)
        rows[2]["p"] = rows[2]["p"].replace('"uid":7', '"uid":8')
        check([spell(row) for row in rows], TAMPERED, "entry 2: the pay", fast=fast)
        rows[2]["p"] = rows[2]["p"].replace('"uid":8', '"uid":7')


@both
def test_a_line_that_other_readers_would_read_differently_is_rejected(fast):
    """A payload with the key p, its quotes partly unescaped: two values for "p"."""
    log = Log().many(1).add({"ev": "x", "o": "1", "p": "2"})
    line = log.export()[2]
    twice = line.replace('1\\",\\"p\\":\\"2', '1","p":"2')
    assert twice != line and json.loads(twice)["p"].startswith("2")
    check([*log.export()[:2], twice], TAMPERED, fast=fast)
    bare = line.replace('\\"', '"')
    check([*log.export()[:2], bare], TAMPERED, fast=fast)


@both
def test_impossible_numbers_do_no_harm(fast):
    for number in (0, -1, 2**62, 2**64, 10**400, 4):
        check(edited(LINES, 5, seq=number), TAMPERED, "another number", fast=fast)
    check(edited(LINES, 5, seq=2**61), TAMPERED, fast=fast)
    for values in (
        *({"first": wrong} for wrong in (2**62 + 1, 0, "1", 1.0, True, None)),
        *({"count": wrong} for wrong in (-1, 12.0, True, float("nan"), "12")),
        {"vault": "urn:uuid:" + json.loads(LINES[0])["vault"]},
        {"chain": json.loads(LINES[0])["chain"].replace("0", "\uff10")},
    ):
        header = json.dumps({**json.loads(LINES[0]), **values})
        check([header, *LINES[1:]], TAMPERED, "header", fast=fast)


@settings(max_examples=200)
@given(st.integers(0, 2**32))
def test_random_damage_is_never_ok_and_never_crashes(seed):
    rng = random.Random(seed)
    lines = list(LINES)
    number = rng.randrange(1, len(lines))
    line = lines[number]
    start = rng.randrange(len(line))
    junk = "".join(rng.choices('{}[]":,0aé\u2028\\', k=rng.randrange(4)))
    lines[number] = line[:start] + junk + line[start + rng.randrange(1, 5) :]
    if lines[number] != line:
        assert verify(lines, [vkey()]).code != OK


def test_messages_do_not_grow_without_end():
    lines = [LINES[0], *(["junk"] * 5000)]
    assert len(verify(lines, [vkey()]).messages) <= 100


def test_the_system_chain_is_like_the_others():
    log = Log(audit_chain.SYSTEM_CHAIN).many(2)
    entry = log.entries[1]
    name = f"/{'0' * 8}-0000-0000-0000-{'0' * 12}/"
    key = vkey(0, audit_chain.SYSTEM_CHAIN)
    assert name in key
    result = verify(log.export(), [key], [note(entry, 0, audit_chain.SYSTEM_CHAIN)])
    assert (result.code, result.checkpoints) == (OK, 1)
