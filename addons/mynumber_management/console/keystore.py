# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber keystore``: making the keystore and binding it to a database."""

import os
import uuid

from odoo.sql_db import db_connect

from ..door.house import SYSTEM_CHAIN, root_keys
from ..vault import audit_chain, envelope
from ..vault.errors import VaultUnavailable
from ..vault.keyring import swk
from ..vault.keystore import KeyStore
from ..vault.keystore_epochs import SigKey
from ..vault.secret import wipe
from .backup import stamp
from .session import Usage

_OTHER_VAULT = (
    "This database has the audit log or the numbers of another vault. Put the keystore"
    " and keyring back that belong to it; without them its numbers are lost. How to"
    " begin anew stands in docs/operations.md."
)


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
    """Make an empty keystore, bound to the database, with its first signing key.

    What an interrupted run left is completed.
    """
    source = root_keys(session.database)
    if not source.epochs():
        raise VaultUnavailable("epoch_unknown")
    session.make_folder()
    if os.path.exists(session.keystore_path):
        store = KeyStore(session.keystore_path)
        if store.sigkeys():
            raise VaultUnavailable("keystore_exists")
    else:
        _refuse_other_vault(session)
        store = KeyStore.init(
            session.keystore_path,
            uuid.uuid4().bytes,
            session.database,
            epoch=max(source.epochs()),
        )
    vault = uuid.UUID(bytes=store.meta().vault_uuid)
    epoch = store.active_epoch()
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


def _refuse_other_vault(session):
    with db_connect(session.database).cursor() as cr:
        for table, condition in (
            ("mn_audit.entry", f"chain = '{SYSTEM_CHAIN}'"),
            ("public.mynumber_number", "blob IS NOT NULL"),
        ):
            cr.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
            if cr.fetchone()[0]:
                cr.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE {condition})")
                if cr.fetchone()[0]:
                    raise Usage(_OTHER_VAULT)


def rebind(session, options):
    """Bind the vault to the database named; for copies of database and vault."""
    vault, log = session.vault()
    if log.holds({})[0] not in (None, vault.origin()):
        raise Usage(_OTHER_VAULT)
    try:
        session.fit_vault()
    except VaultUnavailable as error:
        if error.reason != "unbound":
            raise
    session.record("keystore.rebind", obj=session.database)
    vault.store.rebind(session.database)
    print(f"The vault now serves the database {session.database}.")


def backup(session, options):
    """Copy the keystore to a new file; save the database first."""
    vault, _log = session.fit_vault()
    meta = vault.store.backup(session.outside(options.path))
    session.record("backup.made", n=meta.generation, obj="keystore")
    stamp(session)
    print(f"Saved: {options.path} (generation {meta.generation})")
