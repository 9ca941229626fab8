# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber keyring``: root keys. Only the command line writes them."""

import hashlib
import os

from ..vault import ring
from ..vault.keyring import locate
from .session import Usage

STAMP = "last-escrow"


def declare(commands):
    parser = commands.add_parser("keyring", help="root keys")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("init", help="make the first root key").set_defaults(run=init)
    actions.add_parser("status", help="list the epochs").set_defaults(run=status)
    add_parser = actions.add_parser("add", help="add a root key")
    add_parser.add_argument(
        "--print", action="store_true", help="print the new keyring, write nothing"
    )
    add_parser.set_defaults(run=add)
    actions.add_parser(
        "escrow", help="print the sheet to be locked away (two copies)"
    ).set_defaults(run=escrow)


def init(session, options):
    """Make the keyring file with its first root key."""
    session.make_folder()
    epoch = ring.create(session.keyring_path)
    print(f"Root key of epoch {epoch} made: {session.keyring_path}")
    print("Print the escrow sheet now: mynumber keyring escrow")


def _path(session):
    return locate(session.home, session.database, os.environ)


def _document(path):
    try:
        with open(path, "rb") as file:
            return ring.parse(file.read(ring.MAX_FILE))
    except OSError:
        raise Usage("The keyring cannot be read by this user.") from None


def status(session, options):
    """List the epochs of the keyring and their state in the keystore."""
    path = _path(session)
    document, keys = _document(path)
    vault, _log = session.vault()
    states = vault.store.epochs()
    print(f"{path}: keyring {document['keyring_id']}")
    for epoch, key in keys.items():
        held = "key at hand" if key else "key destroyed"
        print(f"  epoch {epoch}: {held}, {states.get(epoch, 'unknown to keystore')}")


def add(session, options):
    """Add a root key as a pending epoch."""
    path = _path(session)
    if options.print:
        print(ring.added(path), end="")
        return
    epoch = ring.add_epoch(path)
    vault, _log = session.vault()
    vault.store.epoch_add(epoch)
    session.record("keyring.change", n=epoch, obj="add")
    print(f"Epoch {epoch} added. Print a new escrow sheet: mynumber keyring escrow")


def escrow(session, options):
    """Print the keyring with a digest a line, to be typed in again if need be."""
    path = _path(session)
    document, _keys = _document(path)
    text = ring.render(document)
    print("My Number Management: escrow of the root keys. Keep two copies offline,")
    print("apart from every backup. Whoever has a backup and this sheet can read it.")
    print(f"Database {session.database}. Behind each line stand check characters.\n")
    for line in text.splitlines():
        check = hashlib.sha256(line.encode()).hexdigest()[:4]
        print(f"{line}   #{check}")
    print(f"\nWhole file: SHA-256 {hashlib.sha256(text.encode()).hexdigest()}")
    with open(os.path.join(session.folder, STAMP), "w") as file:
        file.write("printed\n")
    session.record_if_possible("keyring.escrow", obj="printed")
