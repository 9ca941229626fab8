# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where Odoo is downloaded from, and what may be unpacked."""

import hashlib
import json
import os
import subprocess

import debian_odoo
import pytest
from places import Stop

APT_ROWS = """\
Packages|contrib|bookworm|http://mirror.invalid/debian/
Packages|main|nodistro|https://other.invalid/node/
DEP-11|main|bookworm|http://mirror.invalid/debian/
Packages|main|bookworm-security|http://security.invalid/debian-security/
Packages|main|trixie|http://mirror.invalid/debian/
"""


@pytest.fixture
def apt_rows(monkeypatch):
    def give(text):
        monkeypatch.delenv("DEBIAN_ARCHIVE", raising=False)
        monkeypatch.setattr(
            debian_odoo.subprocess,
            "run",
            lambda command, **options: subprocess.CompletedProcess(command, 0, text),
        )

    return give


def test_the_archive_is_the_one_apt_is_configured_with(apt_rows):
    apt_rows(APT_ROWS)
    assert debian_odoo._archive() == "http://mirror.invalid/debian/"


def test_no_archive_is_named_with_its_cure(apt_rows):
    apt_rows("Packages|main|noble|http://mirror.invalid/ubuntu/\n")
    with pytest.raises(Stop, match="DEBIAN_ARCHIVE.*ODOO_HOME"):
        debian_odoo._archive()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache folder that holds one finished download."""
    content = b"package"
    (tmp_path / "one.deb").write_bytes(content)
    listing = {
        "packages": debian_odoo.PACKAGES,
        "files": {"one.deb": hashlib.sha256(content).hexdigest()},
        "sizes": {"one.deb": len(content)},
    }
    (tmp_path / "packages.json").write_text(json.dumps(listing))
    monkeypatch.setattr(debian_odoo, "CACHE", tmp_path)
    return tmp_path


def test_a_finished_download_is_taken_from_the_cache(cache):
    assert list(debian_odoo._cached()["files"]) == ["one.deb"]


@pytest.mark.parametrize("name", ["one.deb", "packages.json"])
@pytest.mark.parametrize("half", [True, False])
def test_an_incomplete_download_is_repeated(cache, name, half):
    path = cache / name
    path.write_bytes(path.read_bytes()[:3]) if half else path.unlink()
    assert debian_odoo._cached() is None


def test_a_list_of_another_make_is_no_finished_download(cache):
    listing = json.loads((cache / "packages.json").read_text())
    del listing["sizes"]
    (cache / "packages.json").write_text(json.dumps(listing))
    assert debian_odoo._cached() is None


def test_a_wrong_checksum_is_an_error(cache):
    (cache / "one.deb").write_bytes(b"altered")
    with pytest.raises(Stop, match="damaged"):
        debian_odoo._cached()


def test_no_link_leads_outside(tmp_path):
    static = tmp_path / "usr/lib/python3/dist-packages/odoo/addons/web/static"
    (tmp_path / "usr/share").mkdir(parents=True)
    (tmp_path / "usr/share/lib.js").write_text("")
    static.mkdir(parents=True)
    (static / "lib.js").symlink_to("/usr/share/lib.js")
    debian_odoo._relink(tmp_path)
    assert not os.path.isabs(os.readlink(static / "lib.js"))
    assert (static / "lib.js").resolve() == tmp_path.resolve() / "usr/share/lib.js"


def test_a_link_that_leads_nowhere_is_named(tmp_path):
    static = tmp_path / "usr/lib/python3/dist-packages/odoo/addons/web/static"
    static.mkdir(parents=True)
    (static / "lib.js").symlink_to("/usr/share/lib.js")
    with pytest.raises(Stop, match="web/static/lib.js leads nowhere"):
        debian_odoo._relink(tmp_path)


@pytest.mark.parametrize(
    ("release", "message"),
    [(None, "^no Odoo"), ("version_info = (18, 0, 0, FINAL, 0, '')", "not 19.0")],
)
def test_a_folder_without_odoo_19_is_refused(tmp_path, monkeypatch, release, message):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    if release:
        (tmp_path / "odoo").mkdir()
        (tmp_path / "odoo" / "release.py").write_text(release)
    with pytest.raises(Stop, match=message):
        debian_odoo.home()
