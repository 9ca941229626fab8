# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases kept as moulds, so that a fresh one costs a copy.

Each kind is made from the one before it and named after a hash of all that went into
it; when that changes it is made anew and the old one dropped. Invariants:
- a mould appears under its name only when it is complete;
- nobody connects to a mould: it is only copied, under the lock of its kind;
- on a server that others use too, only what this checkout made is dropped.
"""

import ast
import contextlib
import hashlib
import re
import shutil

import debian_odoo
import demo_company
from instance import Instance, database_names, maintenance
from places import ADDON, ROOT, Stop, file_hash, say, tree_hash, turn
from psycopg2 import sql

MODULE = "mynumber_management"
ALWAYS = {"hr", "portal", "phone_validation"}
LANGUAGE = "ja_JP"


def _depends():
    manifest = ADDON / "__manifest__.py"
    if not manifest.exists():
        return sorted(ALWAYS)
    return sorted({*ALWAYS, *ast.literal_eval(manifest.read_text())["depends"]})


def _odoo_inputs():
    home = debian_odoo.home()
    release = file_hash(home / "odoo" / "release.py")
    return [str(ROOT), str(home), release, f"en_US+{LANGUAGE}", *_depends()]


def _addon_inputs():
    if not (ADDON / "__manifest__.py").exists():
        raise Stop("there is no add-on to install yet")
    return [tree_hash(ADDON)]


def _demo_inputs():
    paths = sorted(ROOT.glob("script/lib/demo_*"))
    return [tree_hash(path) if path.is_dir() else file_hash(path) for path in paths]


def _make_odoo(part):
    say("  making a database with Odoo alone (half a minute) …")
    part.set_modules("-i", ",".join(_depends()))
    part.quietly("i18n", "loadlang", "-l", LANGUAGE)


def _make_installed(part):
    say("  installing the add-on …")
    part.set_modules("-i", MODULE)


def make_vault(part):
    """Give an instance with the add-on its own keyring and keystore."""
    for store in ("keyring", "keystore"):
        part.quietly("mynumber", store, "init")


def _make_demo(part):
    say("  making the demo companies …")
    make_vault(part)
    demo_company.build(part)


# kind → (kind it is made from, what it is made of, how)
KINDS = {
    "base": (None, _odoo_inputs, _make_odoo),
    "installed": ("base", _addon_inputs, _make_installed),
    "vault": ("installed", list, make_vault),
    "demo": ("installed", _demo_inputs, _make_demo),
}


def key(kind):
    """Hash of everything that a mould of ``kind`` made now would hold."""
    source, inputs, _make = KINDS[kind]
    parts = [key(source)] if source else []
    return hashlib.sha256("\0".join(parts + inputs()).encode()).hexdigest()[:12]


def _forget(kind):
    for name in database_names():
        if re.match(f"(mould|part)_{kind}_", name) and Instance(name).folder.exists():
            with contextlib.suppress(Stop):
                Instance(name).drop()


def _complete(part, mould):
    """Give a finished part its lasting name; the database last."""
    shutil.rmtree(mould.folder, ignore_errors=True)
    part.folder.rename(mould.folder)
    for kept in (mould.data / "filestore", mould.home):
        if (kept / part.name).exists():
            (kept / part.name).rename(kept / mould.name)
    names = sql.Identifier(part.name), sql.Identifier(mould.name)
    with maintenance() as cursor:
        cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))


@contextlib.contextmanager
def _mould(kind):
    """The mould of ``kind``, made if need be and not dropped before the block ends."""
    source, _inputs, make = KINDS[kind]
    with turn(f"mould-{kind}"):
        name = f"{kind}_{key(kind)}"
        mould, part = Instance(f"mould_{name}"), Instance(f"part_{name}")
        if not mould.exists():
            _forget(kind)
            if source:
                _copy(part, source)
            make(part)
            _complete(part, mould)
        yield mould


def _copy(target, kind):
    with _mould(kind) as mould:
        target.clone_from(mould)
    target.rebind()


def fresh(name, kind="base"):
    """A new instance ``name``: a copy of the mould ``kind``.

    :param kind: ``base`` Odoo alone, ``installed`` with the add-on, ``vault`` with
        keyring and keystore as well, ``demo`` with the demo companies
    :raises Stop: a database of that name exists, or a mould could not be made
    """
    target = Instance(name)
    _copy(target, kind)
    return target
