# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases kept as moulds, so that a fresh one costs a copy.

``base`` has Odoo with what the add-on depends on; ``installed`` has the add-on as well.
Each is named after a hash of what went into it and rebuilt when that changes. A mould
appears under its name only when it is complete.
"""

import ast
import contextlib
import hashlib

from instance import Instance, database_names, maintenance, odoo_home
from places import ADDON, Stop, file_hash, say, tree_hash, turn
from psycopg2 import sql

MODULE = "mynumber_management"
ALWAYS = {"hr", "portal", "phone_validation"}
LANGUAGE = "ja_JP"


def _depends():
    manifest = ADDON / "__manifest__.py"
    if not manifest.exists():
        return sorted(ALWAYS)
    return sorted({*ALWAYS, *ast.literal_eval(manifest.read_text())["depends"]})


def _key(*parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _base_key():
    release = file_hash(odoo_home() / "odoo" / "release.py")
    return _key(str(odoo_home()), release, LANGUAGE, *_depends())


def _build(kind, key, make):
    """The mould ``kind``, built by ``make(instance)`` if it is not there."""
    mould = Instance(f"mould_{kind}_{key}")
    if not mould.exists():
        for name in database_names():
            if name.startswith(f"mould_{kind}_") or name == f"part_{kind}":
                with contextlib.suppress(Exception):
                    Instance(name).drop()
        part = Instance(f"part_{kind}")
        make(part)
        with maintenance() as cursor:
            cursor.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(part.name), sql.Identifier(mould.name)
                )
            )
        part.folder.rename(mould.folder)
        for kept in (mould.data / "filestore", mould.home):
            if (kept / part.name).exists():
                (kept / part.name).rename(kept / mould.name)
    return mould


def _make_base(part):
    say("  making the database with Odoo alone (about a minute) …")
    part.set_modules("-i", ",".join(_depends()), f"--load-language={LANGUAGE}")


def _make_installed(part):
    base = _build("base", _base_key(), _make_base)
    say("  installing the add-on into a copy …")
    part.clone_from(base)
    part.set_modules("-i", MODULE)


def fresh(name, installed=False):
    """A new instance ``name`` with Odoo alone or with the add-on installed.

    :raises Stop: a database of that name exists, or Odoo could not be initialised
    """
    target = Instance(name)
    with turn("moulds"):
        if installed:
            if not ADDON.exists():
                raise Stop("there is no add-on to install yet")
            key = _key(_base_key(), tree_hash(ADDON))
            mould = _build("installed", key, _make_installed)
        else:
            mould = _build("base", _base_key(), _make_base)
        target.clone_from(mould)
    return target
