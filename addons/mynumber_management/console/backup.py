# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``mynumber backup`` and ``restore-check``.

The database is saved before the keystore: a keystore may be newer than the database,
never older (security design, section 1). The keyring is never part of a backup.
"""

import json
import os
import random
import shutil
import subprocess
import uuid
from datetime import datetime, timezone

from odoo import sql_db
from odoo.tools import config
from odoo.tools.misc import exec_pg_environ, find_pg_tool

from ..door import rows, sealing
from ..door.house import KEYSTORE, House
from ..vault.audit_chain import clean
from ..vault.errors import VaultCorrupt
from ..vault.keystore import KeyStore
from .session import Usage

DUMP, FILES, MANIFEST = "database.dump", "filestore", "manifest.json"
STAMP = "last-backup"


def declare(commands):
    parser = commands.add_parser("backup", help="save database, then keystore")
    parser.add_argument("directory", help="new directory, off this host if possible")
    parser.set_defaults(run=backup)
    parser = commands.add_parser(
        "restore-check", help="open one number per company from a backup"
    )
    parser.add_argument("directory", help="a directory made by 'mynumber backup'")
    parser.set_defaults(run=restore_check)


def _tool(name, *arguments):
    command = [find_pg_tool(name), *arguments]
    done = subprocess.run(
        command, env=exec_pg_environ(), capture_output=True, check=False
    )
    if done.returncode:
        raise Usage(f"{name} failed. Look at the database server's log.")


def backup(session, options):
    """Save the database, its filestore and then the keystore, with a manifest."""
    vault, log = session.fit_vault()
    try:
        os.makedirs(session.outside(options.directory), mode=0o700)
    except OSError:
        raise Usage("Name a directory that does not exist yet.") from None
    try:
        manifest = _save(session, options.directory, vault, log)
    except BaseException:
        shutil.rmtree(options.directory, ignore_errors=True)  # half a backup is none
        raise
    stamp(session)
    session.record("backup.made", n=manifest["generation"])
    print(f"Saved: {options.directory}. The keyring is not in it, on purpose.")
    print("Check it now: mynumber restore-check " + options.directory)


def _save(session, directory, vault, log):
    """Save everything to ``directory``, in the order that counts; return a manifest."""
    heads = {
        str(chain): {"seq": seq, "hash": head.hex()}
        for chain, (seq, head) in log.heads().items()
    }
    dump = os.path.join(directory, DUMP)
    _tool("pg_dump", "--format=custom", f"--file={dump}", session.database)
    files = config.filestore(session.database)
    if os.path.isdir(files):
        shutil.copytree(files, os.path.join(directory, FILES))
    meta = vault.store.backup(os.path.join(directory, KEYSTORE))
    manifest = {
        "format": "mynumber-backup/1",
        "made": _now(),
        "database": session.database,
        "vault": str(uuid.UUID(bytes=meta.vault_uuid)),
        "generation": meta.generation,
        "epoch": vault.store.active_epoch(),
        "heads": heads,
    }
    with open(os.path.join(directory, MANIFEST), "x") as file:
        json.dump(manifest, file, indent=1)
    return manifest


def stamp(session):
    """Note for doctor that the keystore was saved now."""
    with open(os.path.join(session.folder, STAMP), "w") as file:
        file.write(_now() + "\n")


def _now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def restore_check(session, options):
    """Restore into a scratch database and open one random number per company."""
    vault, _log = session.vault()
    made = _made(options.directory, vault)
    scratch = f"mynumber_check_{uuid.uuid4().hex[:12]}"
    _tool("createdb", scratch)
    try:
        dump = os.path.join(options.directory, DUMP)
        _tool("pg_restore", "--no-owner", "--no-acl", f"--dbname={scratch}", dump)
        opened = _open_some(session, options.directory, scratch)
    finally:
        sql_db.close_db(scratch)
        _tool("dropdb", scratch)
    session.record("backup.checked", n=opened, obj=made)
    print(f"{opened} companies: a number of each could be opened.")


def _made(directory, vault):
    """Return when a backup was made; Usage unless its keystore fits its manifest."""
    try:
        with open(os.path.join(directory, MANIFEST)) as file:
            manifest = json.load(file)
        made, generation = str(manifest["made"]), int(manifest["generation"])
        saved = str(manifest["vault"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Usage("This is no backup: there is no readable manifest.") from None
    if saved != str(vault.vault):
        raise Usage("This backup is of another vault.")
    store = KeyStore(os.path.join(directory, KEYSTORE))
    store.check()
    meta = store.meta()
    if (meta.vault_uuid, meta.generation) != (vault.vault.bytes, generation):
        raise Usage("The keystore of this backup is not the one that was saved.")
    return clean(made)


def _open_some(session, directory, scratch):
    house = House(session.database)
    house.store = KeyStore(os.path.join(directory, KEYSTORE))
    opened = 0
    with sql_db.db_connect(scratch).cursor() as cr:
        cr.execute("SELECT max(ks_generation) FROM mynumber_number")
        if (cr.fetchone()[0] or 0) > house.store.generation():
            raise Usage("The keystore of this backup is older than its database.")
        cr.execute(
            "SELECT s.company_id, array_agg(s.uuid) FROM mynumber_subject s"
            " JOIN mynumber_number n ON n.subject::text = s.uuid"
            " WHERE n.state = 'active' GROUP BY s.company_id"
        )
        for _company, subjects in cr.fetchall():
            one = random.SystemRandom().choice(subjects)
            row = rows.of_subjects(cr, [one], rows.ACTIVE)[uuid.UUID(one)]
            try:
                for _row, secret in sealing.opened(house, [row]):
                    with secret.use():
                        opened += 1
            except VaultCorrupt:
                raise Usage(
                    "A number of this backup cannot be opened. Make a new backup at"
                    " once and keep the older ones."
                ) from None
    return opened
