# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber keystore``: making the keystore and binding it to a database."""

import os
import uuid

from ..vault import audit_chain, envelope
from ..vault.keyring import provider, swk
from ..vault.keystore import KeyStore
from ..vault.keystore_epochs import SigKey
from ..vault.secret import wipe


def declare(commands):
    parser = commands.add_parser("keystore", help="the keystore")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("init", help="make the keystore").set_defaults(run=init)
    rebind_parser = actions.add_parser(
        "rebind", help="bind a copied vault to this database"
    )
    rebind_parser.set_defaults(run=rebind)
    backup_parser = actions.add_parser("backup", help="copy the keystore alone")
    backup_parser.add_argument("path", help="new file")
    backup_parser.set_defaults(run=backup)


def init(session, options):
    """Make an empty keystore, bound to the database, with its first signing key."""
    source = provider(session.home, session.database, os.environ)
    epoch = max(source.epochs())
    session.make_folder()
    vault = uuid.uuid4()
    store = KeyStore.init(
        session.keystore_path, vault.bytes, session.database, epoch=epoch
    )
    seed = audit_chain.new_seed()
    signer = audit_chain.Signer(seed)
    wrapped = envelope.wrap_seed(
        swk(source, epoch, vault.bytes),
        seed,
        epoch=epoch,
        vault=vault.bytes,
        key_id=signer.key_id,
    )
    wipe(seed)
    store.sigkey_add(SigKey(signer.key_id, signer.pub, epoch, wrapped, ""))
    session.record_if_possible("vault.init", obj=str(vault))
    print(f"Keystore made: {session.keystore_path}")


def rebind(session, options):
    """Bind the vault to the database named; for copies of database and vault."""
    KeyStore(session.keystore_path).rebind(session.database)
    session.record("keystore.rebind", obj=session.database)
    print(f"The vault now serves the database {session.database}.")


def backup(session, options):
    """Copy the keystore to a new file; save the database first."""
    vault, _log = session.vault()
    meta = vault.store.backup(options.path)
    session.record("backup.made", n=meta.generation, obj="keystore")
    print(f"Saved: {options.path} (generation {meta.generation})")
