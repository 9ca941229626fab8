# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariant 9: a planted number appears nowhere. Invariant 12: no number is written to
a file. Invariant 2: two of the three stores reveal no number.

One number goes everywhere that ``planting`` and ``abuse`` know, on a server with
threads and on one with two workers, both logging all they can, before a database that
logs every statement. A second number, the probe, lies in each place on purpose: a
search that does not find it fails as well.
"""

import base64
import contextlib
import functools
import json
import random
import resource
from collections import Counter

import psycopg2
import pytest
import requests
import written
from abuse import Abuse
from audit_database import connect, superuser
from instance import free_port
from loot import Loot
from mynumber_management.text.digits import MASK, check_digit
from mynumber_management.vault import blind_index, keyring, ring
from mynumber_management.vault.errors import VaultCorrupt
from office import Office
from traces import PostgresFiles, Search, forms, invent, of_secret, write_dump

MODES = {"threads": 0, "two workers": 2}
LOUD = (
    "--load=base,web,mynumber_watch",
    "--log-level=debug",
    "--log-handler=:DEBUG",
    "--log-handler=odoo.sql_db:DEBUG",
)
IN_DATABASE = ("dump", "write-ahead log", "files of the database")
PLACES = (
    *IN_DATABASE,
    "log of PostgreSQL",
    "log of Odoo",
    "filestore and sessions",
    "temporary and thrown away files",
    "vault folder",
)
SAMPLE = 1 << 17


class House:
    """A company whose number ``digits`` went everywhere; its server has stopped."""

    def __init__(self, instance, postgres, watch, temporary):
        self.instance, self.postgres = instance, postgres
        self.watch, self.temporary = watch, temporary
        self.digits, self.probe = invent(), invent()
        self.notes_of = {}
        self.mishaps = []

    def live(self):
        """Serve in every mode; plant the number in each, the probe in the last."""
        port, people = free_port(), None
        for mode, workers in MODES.items():
            self.instance.options["workers"] = workers
            with self.instance.serving(*LOUD, port=port) as server:
                people = people or self.hire(server.address)
                Abuse(*people, self.digits).everywhere()
                self.notes_of[mode] = self.notes()
                if len(self.notes_of) == len(MODES):
                    self.lay_probe(server.address)
        people[0].close()
        self.loot = Loot(self.instance)

    def hire(self, address):
        office = Office(self.instance, address)
        officer = office.officer()
        return office, officer, office.handler(officer)

    def notes(self):
        """What the watch noted since the last time: (process id, kind, what)."""
        seen = sum(map(len, self.notes_of.values()))
        lines = (self.watch / "noted.jsonl").read_text().splitlines()[seen:]
        return [
            (note["pid"], note["kind"], note["what"]) for note in map(json.loads, lines)
        ]

    def lay_probe(self, address):
        """Leave the probe in every place."""
        texts, blobs = written.texts(self.probe), written.blobs(self.probe)
        with contextlib.closing(connect(self.instance.name, superuser())) as database:
            with database, database.cursor() as cursor:
                cursor.execute("CREATE TABLE probe (text text, blob bytea)")
                for text in texts.values():
                    cursor.execute("INSERT INTO probe (text) VALUES (%s)", [text])
                for blob in blobs.values():
                    cursor.execute("INSERT INTO probe (blob) VALUES (%s)", [blob])
            with pytest.raises(psycopg2.DataError), database.cursor() as cursor:
                cursor.execute("SELECT 1 / 0 WHERE %s != ''", [self.probe])
        hidden = base64.b64encode(self.probe.encode()).decode()
        requests.get(f"{address}/web/health", params={"x": hidden}, timeout=60)
        for folder in (self.instance.data, self.instance.home, self.temporary):
            (folder / "probe").write_text(self.probe)
        # a form of this size is put into a file without a name
        spooled = {"file": ("x", self.probe.encode() + b" " * 1_000_000)}
        requests.post(f"{address}/web/login", files=spooled, timeout=60)
        self.notes_of["probe"] = self.notes()

    def needles(self):
        """``{bytes: (what, form)}`` of number, probe and keys."""
        named = {"number": forms(self.digits), "probe": forms(self.probe), "key": {}}
        for name, key in {**self.loot.root_keys(), **self.loot.data_keys()}.items():
            named["key"] |= of_secret(name, key)
        return {
            needle: (what, form)
            for what, needles in named.items()
            for needle, form in needles.items()
        }

    @functools.cached_property
    def search(self):
        return Search(self.needles())

    @functools.cache  # noqa: B019 – one house a run
    def found(self, place):
        """``{(what, form): paths or None}`` found in a place."""
        instance, postgres = self.instance, self.postgres
        streams = {
            "dump": functools.partial(write_dump, instance.name),
            "write-ahead log": postgres.write_wal,
            "files of the database": functools.partial(
                postgres.write_files, instance.name
            ),
            "log of PostgreSQL": postgres.write_log,
        }
        if place in streams:
            return dict.fromkeys(self.search.in_stream(streams[place]))
        folders = {
            "log of Odoo": [instance.log],
            "filestore and sessions": [instance.data],
            "temporary and thrown away files": [
                self.temporary,
                self.watch / "kept",
            ],
            "vault folder": [instance.home],
        }
        return self.search.in_files(*folders[place])


@pytest.fixture(scope="module")
def house(make_instance, tmp_path_factory):
    """A house after everything has happened in it."""
    instance = make_instance("vault", log_db_level="warning", gevent_port=free_port())
    instance.options["log_db"] = instance.name
    watch, temporary = map(tmp_path_factory.mktemp, ("watch", "temporary"))
    with contextlib.closing(PostgresFiles()) as postgres:
        postgres.log_statements(instance.name)
        house = House(instance, postgres, watch, temporary)
        with pytest.MonkeyPatch.context() as patch, core_files_allowed():
            patch.setenv("MYNUMBER_WATCH", str(watch))
            patch.setenv("TMPDIR", str(temporary))
            patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
            house.live()
        yield house


@contextlib.contextmanager
def core_files_allowed():
    """Let processes started in the block write core files, as far as we may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


@pytest.mark.parametrize("place", PLACES)
def test_a_planted_number_is_nowhere(house, place):
    found = house.found(place)
    assert {each for each in found if each[0] == "number"} == set()
    assert [each for each in found if each[0] == "probe"], "the search finds nothing"


@pytest.mark.parametrize("place", PLACES)
def test_no_key_leaves_its_store(house, place):
    keys = {form: paths for (what, form), paths in house.found(place).items()
            if what == "key"}  # fmt: skip
    if place == "vault folder":
        assert keys.pop("base64 of root 1") == {str(house.loot.keyring_file)}
    assert keys == {}


@pytest.mark.parametrize("place", IN_DATABASE)
def test_the_search_finds_every_form_in_the_database(house, place):
    texts, blobs = written.texts(house.probe), written.blobs(house.probe)
    blobs = blobs.values()
    if place == "dump":
        blobs = [blob.hex().encode() for blob in blobs]
    content = b"\n".join([text.encode() for text in texts.values()] + [*blobs])
    expected = house.search.in_stream(lambda sink: sink.write(content))
    assert len(expected) > len(blobs)
    assert expected <= set(house.found(place))


def test_the_logs_were_as_loud_as_they_can_be(house):
    log = house.instance.log.read_text()
    assert " odoo.sql_db: [" in log
    assert " odoo.service.model: call hr.employee" in log
    assert " bad query: " in log
    assert MASK in log, "nothing was typed by mistake"
    assert "tries left" in log, "no request met a conflict"
    with contextlib.closing(connect(house.instance.name, superuser())) as database:
        with database.cursor() as cursor:
            cursor.execute("SELECT message FROM ir_logging")
            assert [row for row in cursor.fetchall() if "bad query: " in row[0]]


@pytest.mark.parametrize("mode", MODES)
def test_the_server_opens_no_file_of_its_own_for_writing(house, mode):
    instance = house.instance
    known = (
        f"{instance.data}/sessions/",
        f"{instance.data}/filestore/{instance.name}/",
        f"{instance.home}/{instance.name}/keystore.sqlite",
        str(instance.log),
    )
    opened = {what[0] for _pid, kind, what in house.notes_of[mode]
              if kind in ("opened", "open", "unnamed")}  # fmt: skip
    assert {path for path in opened if not path.startswith(known)} == set()
    assert f"{instance.home}/{instance.name}/keystore.sqlite" in opened


def test_a_file_without_a_name_would_be_seen(house):
    notes = house.notes_of["probe"]
    unnamed = [what[0] for _pid, kind, what in notes if kind == "unnamed"]
    assert unnamed == [str(house.temporary)]


def test_what_is_thrown_away_is_kept_for_the_search(house):
    kept = [path.read_bytes() for path in (house.watch / "kept").iterdir()]
    assert any(b'"session_token"' in content for content in kept)


@pytest.mark.parametrize("mode", MODES)
def test_a_process_that_used_the_vault_leaves_no_core_file(house, mode):
    notes = house.notes_of[mode]
    used = {pid for pid, kind, what in notes
            if kind == "open" and what[0].endswith("keystore.sqlite")}  # fmt: skip
    assert len(used) == max(1, MODES[mode])
    for pid in used:
        states = {kind: what for each, kind, what in notes if each == pid}
        assert (states["dumpable"], states["core"]) == ([0], [0, 0])
        assert (pid, "dumpable", [1]) in [tuple(note) for note in notes]


def test_all_three_stores_open_the_number(house):
    loot = house.loot
    opened = [loot.open(row, loot.dek(row, loot.ring)) for row in loot.rows]
    assert set(opened) == {house.digits}
    assert len(opened) > len(MODES)


def test_without_the_keyring_nothing_opens(house, tmp_path):
    ring.create(str(tmp_path / "keyring.json"))
    other = keyring.FileKeyring(str(tmp_path / "keyring.json"))
    for row in house.loot.rows:
        with pytest.raises(VaultCorrupt):
            house.loot.dek(row, other)


def test_without_the_keystore_nothing_opens(house):
    keys = house.loot.root_keys()
    assert not set(keys.values()) & set(house.loot.data_keys().values())
    for row in house.loot.rows:
        for key in keys.values():
            with pytest.raises(VaultCorrupt):
                house.loot.open(row, key)


def test_equal_numbers_are_sealed_into_different_bytes(house):
    rows = house.loot.rows
    for start, end in ((2, 18), (18, 50), (50, 62), (62, 94), (94, 126)):
        assert len({row.blob[start:end] for row in rows}) == len(rows)


def test_the_index_leaves_4096_candidates(house):
    """10^11 numbers share 2^24 values of the index, evenly.

    In a sample, the share of pairs with the same value times 10^11 is the number of
    candidates: 5,960 are expected, from 512 pairs with a deviation of 23.
    """
    row = house.loot.rows[0]
    key = keyring.bik(house.loot.ring, row.epoch, house.loot.vault, row.company)
    assert blind_index.bidx(key, house.digits.encode()) == row.bidx
    bases = (f"{base:011}" for base in random.sample(range(1, 10**11), SAMPLE))
    values = Counter(
        blind_index.bidx(key, (base + check_digit(base)).encode()) for base in bases
    )
    pairs = sum(count * (count - 1) // 2 for count in values.values())
    assert 10**11 * pairs / (SAMPLE * (SAMPLE - 1) / 2) >= 2**12


def test_the_index_has_no_more_than_24_bits(house):
    with contextlib.closing(connect(house.instance.name, superuser())) as database:
        with database.cursor() as cursor:
            with pytest.raises(psycopg2.errors.CheckViolation):
                cursor.execute("UPDATE mynumber_number SET bidx = %s", [1 << 24])
