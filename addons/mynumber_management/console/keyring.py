# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber keyring``: root keys. Only the command line writes them."""

from ..vault import ring


def declare(commands):
    parser = commands.add_parser("keyring", help="root keys")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("init", help="make the first root key").set_defaults(run=init)


def init(session, options):
    """Make the keyring file with its first root key."""
    session.make_folder()
    epoch = ring.create(session.keyring_path)
    print(f"Root key of epoch {epoch} made: {session.keyring_path}")
    print("Print the escrow sheet now: mynumber keyring escrow")
