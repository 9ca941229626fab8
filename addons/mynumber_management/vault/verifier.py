#!/usr/bin/env python3
# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check an exported audit log. Needs only Python 3.10 and ``cryptography``.

    python verifier.py EXPORT --vkey LINE … [--checkpoint FILE …] [--fast]

A vkey is the line printed at set-up, a checkpoint a signed note made while the log was
running. ``--fast`` checks only the last signature of each key, but every hash. Exit 0:
complete and unchanged. 1: tampered with. 2: incomplete: what is there is unchanged,
but something is missing. 3: wrong use.
"""

import argparse
import base64
import json
import re
import sys
from binascii import unhexlify
from dataclasses import dataclass, field
from hashlib import sha256 as _sha
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

OK, TAMPERED, INCOMPLETE, USAGE = range(4)
EXPORT_FORMAT = "mynumber-audit-export/1"
ROTATE, PRUNE, FORK = "sigkey.rotate", "log.prune", "log.fork"
_MOST_MESSAGES, _LONGEST, _HIGHEST = 100, 1 << 16, 1 << 62
_TAIL = len('","salt":"","pd":"","h":"","s":"","k":""}') + 32 + 64 + 64 + 128 + 16
_EVENT, _SPECIAL = '"ev":"', ('"ev":"log.', '"ev":"sigkey.')
_FIELDS = "seq", "p", "salt", "pd", "h", "s", "k"
_BAD = (ValueError, LookupError, TypeError, AttributeError, StopIteration)
_BAD += (RecursionError, InvalidSignature)
_NOTE = re.compile(
    "(?P<text>(?P<name>[!-~]+)\n(?P<seq>[0-9]{1,18})\n(?P<hash>[A-Za-z0-9+/]{43}=)\n"
    "time (?P<time>[!-~]+)\nkeystore (?P<generation>[0-9]{1,18}) "
    "(?P<tombs>[0-9]{1,18})\nepoch (?P<epoch>[0-9]{1,9})\n)\n"
    "\u2014 (?P=name) (?P<sig>[A-Za-z0-9+/]{91}=)\n"
)


def genesis(vault, chain):
    """Return h_0 of a chain (vault, chain: 16 bytes)."""
    return _sha(b"mynumber-audit-genesis/1\x00" + vault + chain).digest()


def payload_digest(salt, payload):
    """Return SHA-256(0x02 ‖ salt ‖ payload); salt 16 bytes, payload str."""
    return _sha(b"\x02" + salt + payload.encode()).digest()


def entry_hash(chain, seq, prev, digest):
    """Return h_seq."""
    return _sha(b"\x01" + chain + seq.to_bytes(8, "big") + prev + digest).digest()


def signed_bytes(chain, seq, hashed):
    """Return what the signature of an entry covers."""
    return b"mynumber-audit-entry/1\x00" + chain + seq.to_bytes(8, "big") + hashed


def key_id_of(pub):
    """Return the 8-byte id of an Ed25519 public key (32 bytes)."""
    return _sha(b"mynumber-audit-key/1\x00" + pub).digest()[:8]


def chain_name(vault, chain):
    """Return the name that checkpoints and vkeys of a chain carry."""
    return f"mynumber/{UUID(bytes=vault)}/{UUID(bytes=chain)}/chain-v1"


def note_key_id(name, pub):
    """Return the 4-byte key id of a signed note (C2SP signed-note, Ed25519)."""
    return _sha(name.encode() + b"\n\x01" + pub).digest()[:4]


def parse_vkey(line):
    """Return (name, public key of 32 bytes); ValueError when the line is none."""
    name, key_id, encoded = line.strip().split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    known = note_key_id(name, pub := raw[1:]).hex() == key_id
    return _sure((name, pub), len(raw) == 33 and raw[0] == 1 and known)


def parse_note(text):
    """Return a checkpoint as a dict: str, int (seq), bytes (hash, sig); ValueError."""
    _sure(found := _NOTE.fullmatch(text), found)
    sig = base64.b64decode(found["sig"])
    _sure(sig, base64.b64encode(sig).decode() == found["sig"])
    hashed, seq = base64.b64decode(found["hash"]), int(found["seq"])
    return {**found.groupdict(), "seq": seq, "hash": hashed, "sig": sig}


def note_signed_by(note, pubs):
    """True when one of ``pubs`` (32 bytes each) signed the note under its own name."""
    ids = {note_key_id(note["name"], pub): pub for pub in pubs}
    pub, signature = ids.get(note["sig"][:4]), note["sig"][4:].hex()
    return pub is not None and _signed(pub, signature, note["text"].encode())


def _signed(pub, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(pub).verify(_hex(signature, 64), message)
        return True
    except _BAD:
        return False


def _sure(value, right):
    if not right:
        raise ValueError
    return value


def _hex(text, size):
    return _sure(raw := unhexlify(text), len(raw) == size and raw.hex() == text)


def _count(n):
    return _sure(n, type(n) is int and 0 <= n < _HIGHEST)


_READER = json.JSONDecoder(  # a key that stands twice could be read in two ways
    object_pairs_hook=lambda pairs: _sure(dict(pairs), len(dict(pairs)) == len(pairs))
)


@dataclass
class Result:
    """What was found. ``code``: OK, TAMPERED, INCOMPLETE or USAGE."""

    code: int = OK
    messages: list = field(default_factory=list)
    first: int = 0
    last: int = 0
    head: str = ""
    keys: list = field(default_factory=list)  # ids in order of first use
    pruned: int = 0
    forks: list = field(default_factory=list)  # (declared by, last lost seq, hash)
    checkpoints: int = 0  # confirmed

    def add(self, code, text):
        """Note a finding; the worst one decides ``code``."""
        self.code = max(self.code, code, key=(OK, INCOMPLETE, TAMPERED, USAGE).index)
        if len(self.messages) < _MOST_MESSAGES:
            self.messages.append(text)


class _Pass:
    """One pass over the entries of an export.

    Invariants: every entry is hashed onto the one before it; a signature counts only
    under a key that a vkey names or that an entry signed by the key before it announced
    (its vkey, if that entry was emptied); once a new key has signed, the old one no
    longer may; what is odd is named, and the pass goes on from what the entry claims.
    """

    def __init__(self, header, pubs, stops, fast, result):
        _sure(header, header["format"] == EXPORT_FORMAT)
        self.chain = UUID(header["chain"]).bytes
        self.first, self.count = _count(header["first"]), _count(header["count"])
        self.head, self.seq = _hex(header["prev"], 32), _count(self.first - 1)
        self.start = self.seq, self.head
        self.pubs = {key_id_of(pub).hex(): pub for pub in pubs}
        self.result, self.fast, self.stops = result, fast, frozenset(stops)
        self.marks, self.announced, self.retired = {}, set(), set()
        self.key = self.public = self.last = None  # last: (seq, hash, signature)
        self.pruned_to = self.declared = self.damaged = 0

    def run(self, lines):
        """Check all lines: compare each with what it must be, or let _odd parse it."""
        fast, stops, begin = self.fast, self.stops, b"\x01" + self.chain
        signed = signed_bytes(self.chain, 0, b"")[:-8]
        seq, head, key, public, last = self.seq, self.head, None, None, None
        for line in lines:
            try:
                start, cut = f'{{"seq":{seq + 1},"p":"', len(line) - _TAIL
                given, tail = line[len(start) : cut], line[cut:]
                text, sig = given.replace('\\"', '"'), tail[-153:-25]
                salt, place = unhexlify(tail[10:42]), (seq + 1).to_bytes(8, "big")
                digest = _sha(b"\x02" + salt + text.encode()).digest()
                hashed = _sha(begin + place + head + digest).digest()
                plain = (
                    tail
                    == f'","salt":"{salt.hex()}","pd":"{digest.hex()}"'
                    f',"h":"{hashed.hex()}","s":"{sig}","k":"{key}"}}'
                    and line.startswith(start)
                    and len(given) - len(text) == text.count('"')
                    and "\\" not in text
                    and not text.startswith(_SPECIAL, text.find(_EVENT))
                    and seq not in stops
                )
                if plain and not fast:
                    signature = unhexlify(sig)
                    public.verify(signature, signed + place + hashed)
                    plain = signature.hex() == sig
            except _BAD:
                plain = False
            if plain:
                seq, head = seq + 1, hashed
                last = seq, head, sig
            else:
                self.seq, self.head, self.last = seq, head, last
                self._odd(line)
                seq, head, last = self.seq, self.head, self.last
                key, public = self.key, self.public
        self.seq, self.head, self.last = seq, head, last

    def _say(self, text, code=TAMPERED):
        self.result.add(code, f"entry {self.seq}: {text}")

    def _odd(self, line):
        """Check one entry step by step and name what is wrong with it."""
        self.marks |= {self.seq: self.head} if self.seq in self.stops else {}
        if self.damaged:
            self.seq, self.damaged, self.head = self.damaged, 0, None
            self._say("the line is damaged")
        try:
            row, end = _READER.scan_once(line, 0)
            seq, text, salt, pd, h, sig, k = map(row.__getitem__, _FIELDS)
            digest, hashed, emptied = _hex(pd, 32), _hex(h, 32), text is salt is None
            right = emptied or payload_digest(_hex(salt, 16), text) == digest
            _sure(row, (type(seq), type(k), len(row), end) == (int, str, 7, len(line)))
        except _BAD:
            self.damaged, self.cut = self.seq + 1, not re.search(r'[^\\]"}\Z', line)
            return
        if not self.seq < seq < _HIGHEST:
            return self._say("an entry with another number follows")
        gap, self.seq = seq - self.seq - 1, seq
        if gap:
            self._say(f"the {gap} entries before it are missing")
        linked = entry_hash(self.chain, seq, self.head or b"", digest) == hashed
        if not linked and self.head and not gap:
            self._say("the hash does not follow from the entry before it")
        self.head = hashed
        if emptied:
            self.result.pruned += 1
            self.pruned_to = seq
        elif not right:
            self._say("the payload does not match its digest")
        declares = not emptied and text.startswith(_SPECIAL, text.find(_EVENT))
        if self._signature(k, sig, declares) and declares and linked and right:
            self._event(text)

    def _signature(self, key, signature, declares):
        """True when the entry is signed by a key that may sign here."""
        if key not in self.pubs:
            return self._say("signed with a key that no vkey and no entry names")
        message = signed_bytes(self.chain, self.seq, self.head)
        later = self.fast and key == self.key and not declares
        if not later and not _signed(self.pubs[key], signature, message):
            return self._say("the signature is invalid")
        if key in self.retired:
            return self._say("signed with a key that was replaced before")
        if key != self.key:
            if self.key and key not in self.announced and not self.pruned_to:
                self._say("a new key signs that no entry announced")
            self._finish_key()
            self.retired.add(self.key)
            self.key = key
            self.public = Ed25519PublicKey.from_public_bytes(self.pubs[key])
            self.result.keys.append(key)
        self.last = self.seq, self.head, signature
        return True

    def _finish_key(self):
        """In fast mode: check the last signature of the key that signed so far."""
        if self.fast and self.last:
            seq, hashed, signature = self.last
            message = signed_bytes(self.chain, seq, hashed)
            if not _signed(self.pubs[self.key], signature, message):
                self.result.add(TAMPERED, f"entry {seq}: the signature is invalid")

    def _event(self, text):
        """Take up a key change, a pruning or a fork that this entry declares."""
        try:
            payload = _READER.decode(text)
            event, obj = payload["ev"], payload.get("obj")
            if event == ROTATE:
                pub, key = _hex(obj["pub"], 32), obj["key"]
                self.pubs[_sure(key, key_id_of(pub).hex() == key)] = pub
                self.announced.add(key)
            elif event == PRUNE:
                self.declared = max(self.declared, min(_count(obj["upto"]), self.seq))
            elif event == FORK:
                lost, hashed = max(_count(obj["seq"]), self.seq), _hex(obj["hash"], 32)
                self.result.forks.append((self.seq, lost, hashed))
                self._say(f"declares that entries up to {lost} were lost", OK)
        except _BAD:
            self._say("what it declares cannot be read")

    def finish(self):
        """Check what only the end shows: the last signature, the count, prunings."""
        self.marks[self.seq] = self.head
        self._finish_key()
        end, add = self.first + self.count - 1, self.result.add
        if self.damaged:
            code = INCOMPLETE if self.cut or self.damaged < end else TAMPERED
            add(code, f"entry {self.damaged}: the line is cut or damaged")
        elif self.seq < end:
            add(INCOMPLETE, f"entries {self.seq + 1} to {end} are missing at the end")
        elif self.seq > end:
            add(TAMPERED, f"entry {end + 1}: there are more entries than announced")
        if self.pruned_to > self.declared:
            add(TAMPERED, f"entry {self.pruned_to}: emptied, and no entry declares it")


def _compare(note, run, name):
    """Check one checkpoint against the chain that was read."""
    add, seq, at = run.result.add, note["seq"], (note["seq"], note["hash"])
    title = f"checkpoint of entry {seq}"
    if note["name"] != name:
        add(OK, f"{title}: belongs to another chain, not used")
    elif not note_signed_by(note, run.pubs.values()):
        add(TAMPERED, f"{title}: not signed by a key of this chain")
    elif run.marks.get(seq) == note["hash"]:
        run.result.checkpoints += 1
    elif seq < run.first - 1:
        add(OK, f"{title}: lies before this export, not used")
    elif any(by <= seq < end or at == (end, h) for by, end, h in run.result.forks):
        add(INCOMPLETE, f"{title}: its entries were lost in a declared restore")
    elif seq > run.seq:
        add(INCOMPLETE, f"{title}: the export ends before it, at entry {run.seq}")
    else:
        add(TAMPERED, f"{title}: the chain holds another hash there")


def verify(lines, vkeys, checkpoints=(), fast=False):
    """Check an export and return a Result. Memory use does not grow with its length.

    :param lines: iterable of str without line ends, header first
    :param vkeys: verifier key lines; those of other chains are not used
    :param checkpoints: texts of signed notes
    :param fast: check only the last signature of each key
    """
    result, lines, notes = Result(), iter(lines), []
    try:
        keys = [parse_vkey(line) for line in vkeys]
    except ValueError:
        return Result(USAGE, ["a vkey cannot be read: give the line printed at set-up"])
    for number, text in enumerate(checkpoints, 1):
        try:
            notes.append(parse_note(text))
        except ValueError:
            result.add(TAMPERED, f"checkpoint file {number}: damaged or no checkpoint")
    try:
        header = _READER.decode(begin := next(lines, ""))
        vault, chain = (UUID(header[key]).bytes for key in ("vault", "chain"))
        name = chain_name(vault, chain)
        _sure(name, name == f"mynumber/{header['vault']}/{header['chain']}/chain-v1")
        pubs = [pub for owner, pub in keys if owner == name]
        run = _Pass(header, pubs, {note["seq"] for note in notes}, fast, result)
    except _BAD:
        cut = '{"'.startswith(begin[:2]) and not begin.endswith("}")
        return Result(INCOMPLETE if cut else TAMPERED, ["the first line is no header"])
    if not pubs:
        return Result(USAGE, [f"no vkey for this chain: one for {name} is needed"])
    run.run(lines)
    run.finish()
    for note in notes:
        _compare(note, run, name)
    if run.first > 1:
        if run.start not in {(note["seq"], note["hash"]) for note in notes}:
            result.add(INCOMPLETE, f"entries before {run.first} are not exported")
    elif run.start != (0, genesis(vault, chain)):
        result.add(TAMPERED, "the header does not begin where this chain began")
    result.first, result.last, result.head = run.first, run.seq, (run.head or b"").hex()
    return result


def main(arguments=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Check an exported audit log.")
    parser.add_argument("export")
    parser.add_argument("--vkey", action="extend", nargs="+", required=True)
    parser.add_argument("--checkpoint", action="extend", nargs="+", default=[])
    parser.add_argument("--fast", action="store_true")
    parser.error = lambda message: parser.exit(USAGE, f"{message}\n")
    options = parser.parse_args(arguments)
    try:
        how = {"encoding": "utf-8-sig", "errors": "surrogateescape"}  # as mailed
        notes = [Path(p).read_text(**how).strip() + "\n" for p in options.checkpoint]
        with open(options.export, **how) as f:
            lines = (p.rstrip("\n") for p in iter(lambda: f.readline(_LONGEST), ""))
            result = verify(lines, options.vkey, notes, options.fast)
    except (OSError, ValueError) as error:
        print(f"cannot read {getattr(error, 'filename', None) or options.export!a}")
        return USAGE
    verdict = ("UNCHANGED", "TAMPERED WITH", "INCOMPLETE", "NOT CHECKED")[result.code]
    summary = f"{verdict}: entries {result.first} to {result.last}, head {result.head}"
    counts = f"{result.pruned} emptied, {result.checkpoints} checkpoints on the chain"
    print(*result.messages, f"{summary}, {counts}", sep="\n")
    return result.code


if __name__ == "__main__":
    sys.exit(main())
