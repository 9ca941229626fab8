# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Instances: their servers, and that nothing of them stays."""

import pytest
import templates
from instance import Instance, database_names
from places import Stop
from web_client import Refused, WebClient


@pytest.fixture
def bare(make_instance):
    return make_instance("base")


def test_a_server_lets_a_user_in_and_ends(bare):
    with bare.serving() as server:
        client = WebClient(server.address).login("admin", "admin")
        assert client.call("res.users", "search_count", [["login", "=", "admin"]]) == 1
        with pytest.raises(Refused):
            WebClient(server.address).login("admin", "wrong")
    assert server.process.returncode is not None


def test_a_dropped_instance_leaves_nothing(bare):
    copy = templates.fresh(f"{bare.name}_copy")
    copy.drop()
    assert copy.name not in database_names()
    assert not copy.folder.exists()


def test_an_existing_database_is_not_replaced(bare):
    with pytest.raises(Stop, match="already"):
        templates.fresh(bare.name)
    assert bare.exists()


def test_a_database_of_somebody_else_is_not_dropped(bare):
    elsewhere = bare.folder.rename(bare.folder.with_name("elsewhere"))
    with pytest.raises(Stop, match="not made here"):
        bare.drop()
    assert bare.exists()
    elsewhere.rename(bare.folder)


def test_a_server_that_cannot_start_says_where_its_log_is(bare):
    bare.options["db_port"] = 1
    with pytest.raises(Stop, match="odoo.log"), bare.serving(deadline=20):
        pass


@pytest.mark.parametrize("name", ["", "A", "1a", "a-b", "a" * 60, 'a"b', "a/b"])
def test_strange_database_names_are_refused(name):
    with pytest.raises(Stop):
        Instance(name)
