# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo 19.0 from Debian's archive, unpacked under ``.odoo`` without being installed,
or the one that ``ODOO_HOME`` names.

Invariants:
- the archive's address is the one the machine's apt is configured with;
- nothing is unpacked whose SHA-256 differs from the archive's signed index;
- ``.odoo`` appears whole or not at all, and no link in it leads outside it.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from places import CACHE, ODOO_ROOT, RUN, Stop, file_hash, say, turn

# Package → suite. Odoo 19.0 links to Font Awesome 4, which only stable still has.
PACKAGES = {
    "odoo-19": "unstable",
    "libjs-jquery": "unstable",
    "libjs-jquery-form": "unstable",
    "libjs-underscore": "unstable",
    "fonts-roboto-unhinted": "unstable",
    "fonts-montserrat": "unstable",
    "fonts-inconsolata": "unstable",
    "fonts-ocr-b": "unstable",
    "fonts-font-awesome": "stable",
}
DEBIAN_SUITES = {
    *("stable", "testing", "unstable", "sid", "oldstable"),
    *("bullseye", "bookworm", "trixie", "forky", "duke"),
}
# Removed from the package as not free; without it every backend page reports an error.
STUB = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
SITE_PACKAGES = ODOO_ROOT / "usr/lib/python3/dist-packages"
RELEASE = re.compile(r"^version_info = \(19, 0,", re.MULTILINE)
STAMP = ODOO_ROOT / "packages.json"


def _archive():
    """Address of the Debian archive in the machine's own apt configuration."""
    if given := os.environ.get("DEBIAN_ARCHIVE"):
        return given
    fields = "$(CREATED_BY)|$(COMPONENT)|$(RELEASE)|$(REPO_URI)"
    listing = subprocess.run(
        ["apt-get", "indextargets", "--format", fields],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for line in listing.splitlines():
        created_by, component, release, address = line.split("|", 3)
        wanted = (created_by, component) == ("Packages", "main")
        if wanted and release.removesuffix("-updates") in DEBIAN_SUITES:
            return address
    raise Stop(
        "this machine's apt knows no Debian archive. Set DEBIAN_ARCHIVE to the "
        "address of one, or ODOO_HOME to a folder that holds an Odoo 19.0."
    )


def _keyring():
    for name in ("debian-archive-keyring.gpg", "debian-archive-keyring.pgp"):
        if (path := Path("/usr/share/keyrings", name)).exists():
            return path
    raise Stop("Debian's keyring is missing: apt-get install debian-archive-keyring")


def _apt(state):
    """Options that give apt-get lists, cache and sources of its own."""
    sources = state / "sources.list"
    archive, keyring = _archive(), _keyring()
    sources.write_text(
        "".join(
            f"deb [signed-by={keyring}] {archive} {suite} main\n"
            for suite in sorted(set(PACKAGES.values()))
        )
    )
    settings = {
        "Dir::State": state / "state",
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state / "cache",
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::PDiffs": "false",
        "Acquire::Retries": "3",
    }
    for folder in ("state", "lists/partial", "cache/archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    options = [f"-o{key}={value}" for key, value in settings.items()]
    return ["apt-get", "-qq", *options]


def _download():
    """Fetch all packages into the cache; return their list as written there."""
    state, fresh = CACHE / "apt", CACHE / "download"
    state.mkdir(parents=True, exist_ok=True)
    apt = _apt(state)
    say("  reading the archive's index …")
    if subprocess.run([*apt, "update"]).returncode:
        raise Stop("the archive's index could not be read; see apt's message above")
    wanted = [f"{name}/{suite}" for name, suite in PACKAGES.items()]
    plan = subprocess.run(
        [*apt, "--print-uris", "download", *wanted], capture_output=True, text=True
    )
    if plan.returncode:
        raise Stop(f"the archive lacks a package: {plan.stderr.strip()}")
    files, sizes = {}, {}
    for line in plan.stdout.splitlines():
        _address, name, size, checksum = line.rsplit(" ", 3)
        files[name] = checksum.removeprefix("SHA256:")
        sizes[name] = int(size)
    if not any("4.7.0" in n for n in files if n.startswith("fonts-font-awesome_")):
        raise Stop("the archive's stable suite no longer has Font Awesome 4.7")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    say("  downloading Odoo 19.0 (about 120 MB) …")
    if subprocess.run([*apt, "download", *wanted], cwd=fresh).returncode:
        raise Stop("the download failed; running it again repeats it")
    for name, checksum in files.items():
        if file_hash(fresh / name) != checksum:
            raise Stop(f"{name} differs from the archive's signed checksum")
        os.replace(fresh / name, CACHE / name)
    listing = {"packages": PACKAGES, "files": files, "sizes": sizes}
    (fresh / "packages.json").write_text(json.dumps(listing, indent=1))
    os.replace(fresh / "packages.json", CACHE / "packages.json")
    return listing


def _listing(path):
    """The list of packages in ``path``; empty when it is missing or half written."""
    try:
        return json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}


def _cached():
    """The list of a finished download whose files are all there and whole, or None."""
    listing = _listing(CACHE / "packages.json")
    files = [CACHE / name for name in listing.get("files", ())]
    found = {path.name: path.stat().st_size for path in files if path.exists()}
    if listing.get("packages") != PACKAGES or listing.get("sizes") != found:
        return None
    for path in files:
        if file_hash(path) != listing["files"][path.name]:
            raise Stop(f"{path} is damaged. Remove it and run script/bootstrap again.")
    return listing


def _relink(root):
    """Make absolute links relative to ``root``; those of web must lead somewhere."""
    for folder, names, files in os.walk(root):
        for link in (Path(folder, name) for name in names + files):
            if link.is_symlink() and os.path.isabs(target := os.readlink(link)):
                inside = root / target.lstrip("/")
                link.unlink()
                link.symlink_to(os.path.relpath(inside, folder))
    addons = root / SITE_PACKAGES.relative_to(ODOO_ROOT) / "odoo/addons"
    for path in addons.glob("web/static/**/*"):
        if not path.exists():
            raise Stop(f"the package's link {path.relative_to(root)} leads nowhere")
    return addons


def _unpack(listing):
    fresh = RUN / "odoo.part"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    say("  unpacking …")
    for name in listing["files"]:
        subprocess.run(["dpkg-deb", "-x", CACHE / name, fresh], check=True)
    stub = _relink(fresh) / STUB
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("// Left empty: the package comes without this library.\n")
    (fresh / STAMP.name).write_text(json.dumps(listing, indent=1))
    shutil.rmtree(ODOO_ROOT, ignore_errors=True)
    os.replace(fresh, ODOO_ROOT)


def installed():
    """Whether ``.odoo`` holds the packages this file names."""
    return _listing(STAMP).get("packages") == PACKAGES


def home():
    """Folder that holds the ``odoo`` package: ``ODOO_HOME`` or the unpacked one.

    :raises Stop: there is no Odoo 19.0 in it
    """
    folder = Path(os.environ.get("ODOO_HOME") or SITE_PACKAGES).absolute()
    release = folder / "odoo" / "release.py"
    if not release.exists():
        raise Stop(f"no Odoo in {folder}: run script/bootstrap or set ODOO_HOME")
    if not RELEASE.search(release.read_text()):
        raise Stop(f"the Odoo in {folder} is not 19.0, the only one this is made for")
    return folder


def ensure(refresh=False):
    """Download (unless cached) and unpack Odoo; ``refresh`` asks the archive again.

    :raises Stop: no archive, no package, a wrong checksum or a failed download
    """
    if installed() and not refresh:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    with turn("download", CACHE):
        listing = None if refresh else _cached()
        _unpack(listing or _download())
