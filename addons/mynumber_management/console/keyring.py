# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber keyring``: root keys. Only the command line writes them.

Replacing the root key in use (the roll) is not in this release: a key that ``add``
makes is held ready and seals nothing; ``destroy`` takes such a key back and no other.
"""

import hashlib
import os
import sys

from ..door.house import root_keys
from ..vault import ring
from ..vault.errors import VaultUnavailable
from ..vault.keyring import VARIABLE
from .session import Usage

STAMP = "last-escrow"
_READ_ONLY = (
    "The keyring lies in a place that this command cannot write. Type 'mynumber keyring"
    " add --print', store the text there, then type 'mynumber keyring add'."
)


def declare(commands):
    parser = commands.add_parser("keyring", help="root keys")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("init", help="make the first root key").set_defaults(run=init)
    actions.add_parser("status", help="list the epochs").set_defaults(run=status)
    add_parser = actions.add_parser("add", help="add a root key, to be held ready")
    add_parser.add_argument(
        "--print", action="store_true", help="print the new keyring, write nothing"
    )
    add_parser.set_defaults(run=add)
    actions.add_parser(
        "escrow", help="print the sheet to be locked away (two copies)"
    ).set_defaults(run=escrow)
    destroy_parser = actions.add_parser(
        "destroy", help="take back a root key that was added and never used"
    )
    destroy_parser.add_argument("epoch", type=int)
    destroy_parser.set_defaults(run=destroy)


def init(session, options):
    """Make the keyring file with its first root key."""
    source = root_keys(session.database)
    if getattr(source, "path", None) != session.keyring_path:
        raise VaultUnavailable("keyring_exists")
    session.make_folder()
    epoch = ring.create(session.keyring_path)
    print(f"Root key of epoch {epoch} made: {session.keyring_path}")
    print("Print the escrow sheet now: mynumber keyring escrow")


def _document(source):
    """Return (document, keys) of a keyring that the server, too, would accept."""
    source.epochs()
    path = getattr(source, "path", None)
    if path is None:
        return ring.parse(os.environ[VARIABLE])
    with open(path, "rb") as file:
        return ring.parse(file.read(ring.MAX_FILE))


def status(session, options):
    """List the epochs of the keyring and their state in the keystore."""
    source = root_keys(session.database)
    document, keys = _document(source)
    try:
        vault, _log = session.vault()
        states, other = vault.store.epochs(), "unknown to the keystore"
    except VaultUnavailable as error:
        states, other = {}, f"state unknown: {error.what}"
    print(f"{getattr(source, 'path', VARIABLE)}: keyring {document['keyring_id']}")
    for epoch, key in keys.items():
        held = "key at hand" if key else "key destroyed"
        print(f"  epoch {epoch}: {held}, {states.get(epoch, other)}")
    for epoch in sorted(set(states) - set(keys)):
        print(f"  epoch {epoch}: NO KEY HERE, {states[epoch]}")


def add(session, options):
    """Add a root key as a pending epoch; with ``--print`` write nothing.

    A key that the keyring has and the keystore does not know yet (stored by hand, or
    left by an interrupted run) is taken up instead of making another.
    """
    source = root_keys(session.database)
    _document(source)
    path = getattr(source, "path", None)
    if options.print:
        if path is None:
            raise VaultUnavailable("keyring_missing")
        print(ring.added(path), end="")
        print("Nothing was written. Store this as the new keyring.", file=sys.stderr)
        return
    vault, _log = session.fit_vault()
    known = max(vault.store.epochs())
    epoch = max(source.epochs())
    if epoch <= known:
        epoch = None
        if path is None or not os.access(os.path.dirname(path), os.W_OK):
            raise Usage(_READ_ONLY)
    session.record("keyring.change", n=epoch or known + 1, obj="add")
    if epoch is None:
        epoch = ring.add_epoch(path)
    vault.store.epoch_add(epoch)
    print(
        f"Epoch {epoch} is pending: its key is held ready and seals nothing yet. This"
    )
    print("release cannot put it in use. To take it back: mynumber keyring destroy N")
    print("Print a new escrow sheet: mynumber keyring escrow")


def destroy(session, options):
    """Remove the key of an epoch that was added and never put in use."""
    source = root_keys(session.database)
    _listed, keys = _document(source)
    path = getattr(source, "path", None)
    vault, _log = session.fit_vault()
    state = vault.store.epochs().get(options.epoch)
    if state is None and keys.get(options.epoch, "") is None:
        print(f"The key of epoch {options.epoch} was destroyed before.")
        return
    if state != "pending":
        raise Usage(
            "This root key is in use or unknown; nothing was destroyed. Only a key that"
            " was added and never used can be taken back. See: mynumber keyring status"
        )
    if path is None or not os.access(os.path.dirname(path), os.W_OK):
        raise Usage("Take the key out of the keyring where it is kept; it is not used.")
    session.record("keyring.change", n=options.epoch, obj="destroy")
    ring.destroy_epoch(path, options.epoch)
    vault.store.epoch_withdraw(options.epoch)
    print(f"The key of epoch {options.epoch} is destroyed. Nothing was sealed with it.")


def escrow(session, options):
    """Print the keyring with a digest a line, to be typed in again if need be."""
    document, keys = _document(root_keys(session.database))
    session.record_if_possible("keyring.escrow", obj="printed")
    text = ring.render(document)
    print("My Number Management: escrow of the root keys. Keep two copies offline,")
    print("apart from every backup. Whoever has a backup and this sheet can read it.")
    print(f"Database {session.database}. Behind each line stand check characters.\n")
    for line in text.splitlines():
        check = hashlib.sha256(line.encode()).hexdigest()[:4]
        print(f"{line}   #{check}")
    print(f"\nWhole file: SHA-256 {hashlib.sha256(text.encode()).hexdigest()}")
    session.make_folder()
    with open(os.path.join(session.folder, STAMP), "w") as file:
        file.write(" ".join(str(epoch) for epoch, key in keys.items() if key) + "\n")
