# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fixtures for tests that need an Odoo of their own."""

import itertools
import os

import cluster
import pytest
import templates
from instance import Instance


@pytest.fixture(scope="session")
def make_instance():
    """Factory of instances, all dropped at the end of the session.

    ``make_instance("vault", workers=2)`` copies the mould ``vault`` (kinds: see
    ``templates.fresh``); the keywords become options of its ``odoo.conf``.
    """
    cluster.start()
    made = []
    numbers = itertools.count(1)

    def make(kind="vault", **options):
        name = f"test_{os.getpid()}_{next(numbers)}"
        instance = Instance(name)
        made.append(instance)
        templates.fresh(name, kind)
        instance.options.update(options)
        return instance

    yield make
    for instance in made:
        instance.drop()


@pytest.fixture(scope="module")
def instance(make_instance):
    """An instance with the add-on and an own vault, shared by one file of tests."""
    return make_instance()


@pytest.fixture(scope="module")
def server(instance):
    """A running server on ``instance``; ``server.address`` has no slash at its end."""
    with instance.serving() as server:
        yield server
