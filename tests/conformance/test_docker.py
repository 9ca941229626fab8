# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the container files promise."""

import configparser
import re
from pathlib import Path

import pytest
import yaml

DOCKER = Path(__file__).resolve().parents[2] / "docker"
COMPOSE = yaml.safe_load((DOCKER / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


def test_no_service_has_a_password_but_from_a_secret_file():
    for service in SERVICES.values():
        for name in service.get("environment", {}):
            assert "PASSWORD" not in name or name.endswith("_FILE")
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].startswith("./secrets/")


def test_every_service_is_watched():
    image = (DOCKER / "Dockerfile").read_text()
    assert "HEALTHCHECK" in image
    watched = {name for name, service in SERVICES.items() if "healthcheck" in service}
    built = {name for name, service in SERVICES.items() if "build" in service}
    assert watched | built == set(SERVICES)


def test_data_and_vault_lie_on_volumes_of_their_own():
    mounts = dict(volume.split(":")[:2] for volume in SERVICES["odoo"]["volumes"])
    options = configparser.ConfigParser(interpolation=None)
    options.read(DOCKER / "odoo.conf")
    homes = {options["options"]["data_dir"], options["options"]["mynumber_home"]}
    assert set(mounts.values()) == homes
    assert set(mounts) <= set(COMPOSE["volumes"])
    assert not any("mynumber-home" in v for v in SERVICES["db"]["volumes"])


def test_the_server_offers_no_database_manager_and_trusts_its_proxy():
    options = configparser.ConfigParser(interpolation=None)
    options.read(DOCKER / "odoo.conf")
    section = options["options"]
    assert (section["list_db"], section["admin_passwd"]) == ("False", "")
    assert section["proxy_mode"] == "True"


def test_only_the_proxy_is_reachable_and_the_database_is_not():
    assert [name for name, service in SERVICES.items() if "ports" in service] == [
        "proxy"
    ]
    assert SERVICES["db"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


@pytest.mark.parametrize(
    "directive",
    [
        "proxy_request_buffering off",
        "proxy_buffering off",
        "proxy_max_temp_file_size 0",
    ],
)
def test_the_proxy_keeps_no_copy_of_a_number(directive):
    proxy = (DOCKER / "proxy.conf").read_text()
    place = re.search(r"location \^~ /mynumber/ \{(.*?)\}", proxy, re.S)[1]
    assert directive + ";" in place


def test_the_proxy_writes_no_query_into_its_log():
    proxy = (DOCKER / "proxy.conf").read_text()
    log_format = re.search(r"log_format without_query(.*?);", proxy, re.S)[1]
    assert not re.search(r"\$(request|request_uri|args|query_string)\b", log_format)
    assert re.findall(r"access_log \S+ (\w+);", proxy) == ["without_query"]
