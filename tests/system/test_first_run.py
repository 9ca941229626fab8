# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The container's first run, on this machine's server instead of the image's."""

import os
import subprocess

import cluster
import pytest
from instance import Instance
from places import ROOT
from web_client import Refused, WebClient

PASSWORD = "correct horse battery staple"


@pytest.fixture
def first_run(make_instance, tmp_path):
    """Run ``docker/first-run`` for a new database with the given password."""
    bare = make_instance("base")
    bare.drop()
    instance = Instance(bare.name)
    secret = tmp_path / "admin"

    def run(password):
        secret.write_text(password)
        instance.configure()
        return instance, subprocess.run(
            [ROOT / "docker" / "first-run"],
            env={
                **instance.environment(),
                **cluster.environment(),
                "ODOO_COMMAND": "odoo",
                "PGDATABASE": instance.name,
                "ADMIN_PASSWORD_FILE": str(secret),
                "PATH": f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}",
            },
            capture_output=True,
            text=True,
        )

    return run


def test_a_short_password_is_refused_before_anything_is_made(first_run):
    instance, done = first_run("admin")
    assert done.returncode == 1
    assert "at least 12 characters" in done.stderr
    assert not instance.exists()


@pytest.mark.long
def test_only_the_password_of_the_secret_opens_the_new_database(first_run):
    instance, done = first_run(PASSWORD)
    assert done.returncode == 0, done.stderr[-2000:]
    with instance.serving() as server:
        with pytest.raises(Refused):
            WebClient(server.address).login("admin", "admin")
        client = WebClient(server.address).login("admin", PASSWORD)
        module = [["name", "=", "mynumber_management"], ["state", "=", "installed"]]
        assert client.call("ir.module.module", "search_count", module) == 1
