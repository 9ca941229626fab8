# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``odoo mynumber …`` as an operator types it: keys, vault, backup, trail."""

import contextlib
import json
import os
import shutil
import stat
import uuid
from typing import NamedTuple

import pytest
from mynumber_management.vault import ring
from mynumber_management.vault.keystore import KeyStore
from office import Operator

KEY = "MYNUMBER_KEYRING"


CODE = """
import contextlib, io, json, tempfile
from odoo.addons.mynumber_management.console.main import main
out, err = tempfile.TemporaryFile("w+"), io.StringIO()
with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
    try:
        code = main({words!r})
    except SystemExit as end:
        code = end.code
out.seek(0)
print(json.dumps([code, out.read(), err.getvalue()]))
"""


class Typed(NamedTuple):
    """What a command answered: exit code, standard output, standard error."""

    code: int
    out: str
    said: str


class Console:
    """The command line of one instance; nobody is there to answer questions."""

    def __init__(self, instance):
        self.instance, self.name = instance, instance.name
        self.home, self.data, self.options = (
            instance.home,
            instance.data,
            instance.options,
        )
        self.vault = instance.home / instance.name
        self.operator = Operator(instance)

    def __call__(self, *words, **environment):
        self.instance.configure()
        order = CODE.format(words=list(map(str, words)))
        answer = self.operator.order(order, **environment)
        assert "error" not in answer, answer["error"]
        return Typed(*json.loads(answer["printed"].splitlines()[-1]))

    def findings(self, **environment):
        """Return what doctor finds as {(level, code)}."""
        found = json.loads(self("doctor", "--json", **environment).out)
        return {(each["level"], each["code"]) for each in found}


@pytest.fixture(scope="module")
def console(make_instance):
    """Factory of command lines, each of an instance of its own."""
    with contextlib.ExitStack() as stack:

        def make(kind="installed"):
            made = Console(make_instance(kind))
            stack.callback(made.operator.close)
            return made

        yield make


@pytest.fixture(scope="module")
def house(console):
    """One whose vault ``setup`` made."""
    house = console()
    first = house("setup", "--officer", "admin")
    assert first.code == 0, first.said
    house.said = first.out
    return house


def test_setup_does_what_is_missing_and_prints_the_key_of_each_chain(house):
    system, company = (
        line for line in house.said.splitlines() if line.startswith("mynumber/")
    )
    assert f"/{uuid.UUID(int=0)}/" in system and f"/{uuid.UUID(int=0)}/" not in company
    assert "Enrolment code for admin" in house.said
    again = house("setup")
    assert again.code == 0
    assert "keyring is there" in again.out and "keystore is there" in again.out
    assert "There is an officer." in again.out


def test_a_keystore_without_signing_key_is_completed(console):
    """``keystore init`` was killed between file and key."""
    instance = console()
    assert instance("keyring", "init").code == 0
    path = instance.home / instance.name / "keystore.sqlite"
    KeyStore.init(path, uuid.uuid4().bytes, instance.name).close()
    assert instance("keystore", "init").code == 0
    assert instance("keystore", "init").code == 1
    assert ("amber", "no_officer") in instance.findings()


def test_a_root_key_that_is_added_seals_nothing_and_can_be_taken_back(house):
    before = (house.vault / "keyring.json").read_bytes()
    printed = house("keyring", "add", "--print")
    assert (house.vault / "keyring.json").read_bytes() == before
    assert set(ring.parse(printed.out.encode())[1]) == {1, 2}

    (house.vault / "keyring.json").write_text(printed.out)  # stored by hand
    assert "epoch 2: key at hand, unknown" in house("keyring", "status").out
    assert house("keyring", "escrow").code == 0
    added = house("keyring", "add")
    assert added.code == 0 and "Epoch 2 is pending" in added.out
    store = KeyStore(house.vault / "keystore.sqlite")
    assert store.epochs() == {1: "active", 2: "pending"}
    found = house.findings()
    assert ("amber", "keyring_pending") in found
    assert not {("amber", "escrow"), ("amber", "escrow_old")} & found

    again = house("keyring", "add")
    assert again.code == 0 and "Epoch 3 is pending" in again.out
    assert ("amber", "escrow_old") in house.findings()
    for epoch in ("1", "9"):
        refused = house("keyring", "destroy", epoch)
        assert refused.code == 2 and "nothing was destroyed" in refused.said
    for epoch in ("2", "3", "3"):
        assert house("keyring", "destroy", epoch).code == 0
    keys = ring.parse((house.vault / "keyring.json").read_bytes())[1]
    assert keys[1] and keys[2] is keys[3] is None
    assert store.epochs() == {1: "active"}
    store.close()
    log = house("audit", "export").out
    assert log.count("keyring.change") == 4
    assert ("amber", "keyring_pending") not in house.findings()


def test_a_root_key_in_the_environment_needs_the_option(console):
    instance = console()
    path = instance.home / instance.name / "keyring.json"
    assert instance("keyring", "init").code == 0
    text = path.read_text()
    path.unlink()
    refused = instance("keystore", "init", **{KEY: text})
    assert refused.code == 1 and "not found" in refused.said
    instance.options["mynumber_unsafe_env_key"] = True
    assert instance("keystore", "init", **{KEY: text}).code == 0
    shown = instance("keyring", "status", **{KEY: text})
    assert "epoch 1: key at hand, active" in shown.out
    assert not [
        code for level, code in instance.findings(**{KEY: text}) if level == "red"
    ]
    assert ("red", "keyring_missing") in instance.findings()


def test_a_root_key_in_the_configuration_is_refused(house):
    key = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
    text = (house.vault / "keyring.json").read_text().replace("\n", "")
    for name, value in (("mynumber_root_key", key), ("keys", text)):
        house.options[name] = value
        try:
            assert ("red", "key_misplaced") in house.findings()
            for command in (
                ("keyring", "init"),
                ("keystore", "init"),
                ("keyring", "add"),
            ):
                refused = house(*command)
                assert refused.code == 1 and "configuration" in refused.said
        finally:
            del house.options[name]


def test_a_vault_where_odoo_backs_up_is_not_begun(console):
    instance = console()
    inside = instance.data / "vault"
    instance.options["mynumber_home"] = inside
    refused = instance("keyring", "init")
    assert refused.code == 1 and "inside Odoo's data" in refused.said
    assert not inside.exists() or not any(inside.iterdir())
    outside = instance.instance.folder / "links"
    inside.mkdir(exist_ok=True)
    outside.mkdir()
    (outside / instance.name).symlink_to(inside)
    instance.options["mynumber_home"] = outside
    refused = instance("keyring", "init")
    assert refused.code == 1 and "inside Odoo's data" in refused.said
    assert not any(inside.iterdir())


def test_another_vault_is_neither_made_nor_bound_beside_the_log(house):
    path = house.vault / "keystore.sqlite"
    aside = path.with_name("aside")
    path.rename(aside)
    try:
        refused = house("keystore", "init")
        assert refused.code == 2 and "another vault" in refused.said
        assert not path.exists()
        KeyStore.init(path, uuid.uuid4().bytes, house.name).close()
        assert ("red", "unbound") in house.findings()
        refused = house("keystore", "rebind")
        assert refused.code == 2 and "another vault" in refused.said
    finally:
        aside.rename(path)
    assert house("audit", "verify").code == 0


def test_a_neutralised_copy_is_not_bound(console):
    copy = console("vault")
    copy.operator.run('env.cr.execute("INSERT INTO mynumber_vault_mark VALUES (true)")')
    refused = copy("keystore", "rebind")
    assert refused.code == 1 and "neutralised copy" in refused.said
    assert ("red", "neutralized") in copy.findings()


# Backup


def test_a_backup_is_whole_private_and_can_be_checked(house, tmp_path):
    folder = tmp_path / "backup"
    done = house("backup", str(folder))
    assert done.code == 0, done.said
    manifest = json.loads((folder / "manifest.json").read_text())
    heads = manifest["heads"][str(uuid.UUID(int=0))]
    assert heads["seq"] > 0 and len(heads["hash"]) == 64
    assert (manifest["epoch"], manifest["database"]) == (1, house.name)
    saved = KeyStore(folder / "keystore.sqlite")
    assert saved.generation() == manifest["generation"]
    saved.close()
    assert "keyring" not in " ".join(os.listdir(folder))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("keystore*")}
    assert (stat.S_IMODE(folder.stat().st_mode), modes) == (0o700, {0o600})
    assert house("restore-check", str(folder)).code == 0
    assert ("amber", "backup") not in house.findings()

    # what is not that backup
    for text in ("", "[]", "{}", '{"made": 1, "generation": "x", "vault": 1}'):
        (folder / "manifest.json").write_text(text)
        refused = house("restore-check", str(folder))
        assert refused.code == 2 and "no readable manifest" in refused.said
    for name, value in (("vault", str(uuid.uuid4())), ("generation", 99)):
        (folder / "manifest.json").write_text(json.dumps({**manifest, name: value}))
        assert house("restore-check", str(folder)).code == 2
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "database.dump").write_bytes(b"cut")
    refused = house("restore-check", str(folder))
    assert refused.code == 2 and "pg_restore failed" in refused.said


def test_a_backup_that_cannot_be_made_leaves_nothing(house, tmp_path):
    inside = house.data / "backup"
    refused = house("backup", str(inside))
    assert refused.code == 2 and "outside Odoo" in refused.said
    assert not inside.exists()
    refused = house("keystore", "backup", str(house.data / "store"))
    assert refused.code == 2 and not (house.data / "store").exists()
    assert house("backup", str(tmp_path)).code == 2
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "pg_dump").write_text("#!/bin/sh\nexit 1\n")
    (tools / "pg_dump").chmod(0o755)
    house.options["pg_path"] = tools
    try:
        refused = house("backup", str(tmp_path / "new"))
    finally:
        del house.options["pg_path"]
    assert refused.code == 2 and "pg_dump failed" in refused.said
    assert not (tmp_path / "new").exists()


# The trail


def test_an_export_is_private_and_never_replaces_a_file(house, tmp_path):
    path = tmp_path / "trail"
    assert house("audit", "export", "--output", str(path)).code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    refused = house("audit", "export", "--output", str(path))
    assert refused.code == 2 and path.read_bytes() == before
    assert house("audit", "export", "--company", "999").code == 2


def test_a_closed_vaults_trail_is_exported_and_nothing_is_added(house):
    before = house("audit", "export").out
    store = house.vault / "keystore.sqlite"
    shutil.copy2(store, store.with_name("kept"))
    keystore = KeyStore(store)
    keystore.note_head(bytes(16), 10**6, bytes(32))
    keystore.save_heads()
    keystore.close()
    try:
        done = house("audit", "export")
        assert done.code == 0 and "older than the keystore" in done.said
        assert done.out.splitlines()[1:] == before.splitlines()[1:]
        for command in (("officer", "unlock", "admin"), ("audit", "checkpoint")):
            assert house(*command).code == 1
        assert ("red", "rollback_db") in house.findings()
    finally:
        os.replace(store.with_name("kept"), store)


def test_a_database_that_is_not_there_is_named_without_a_traceback(house):
    for command in (("doctor",), ("setup",), ("audit", "install-sql")):
        refused = house("-d", "test_no_such_database", *command)
        assert refused.code == 1 and "cannot be reached" in refused.said
