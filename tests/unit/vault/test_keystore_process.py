# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The keystore among threads, forks and killed processes."""

import gc
import os
import random
import signal
import sqlite3
import threading

import pytest
from invented import COMPANY, SUBJECT, VAULT, ids
from mynumber_management.vault import keystore_base
from mynumber_management.vault.keystore import (
    DekRow,
    DestroyOrder,
    KeyStore,
    close_all,
)


def row(number):
    wrapped = random.Random(number).randbytes(62)
    return DekRow(ids(5000 + number), COMPANY, SUBJECT, 1, 1, wrapped)


def in_child(work):
    """Run ``work`` in a forked child; return its exit code, 99 for an exception."""
    child = os.fork()
    if not child:
        code = 99
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_one_connection_for_each_thread(store):
    links, barrier = set(), threading.Barrier(4)

    def work():
        link = store._link()
        assert store._link() is link
        barrier.wait(30)
        links.add(link.connection)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(links) == 4 and store._link().connection not in links


def test_a_dead_threads_connection_is_closed(store):
    kept = []
    thread = threading.Thread(target=lambda: kept.append(store._link().connection))
    thread.start()
    thread.join()
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError):
        kept[0].execute("SELECT 1")


def test_close_all_closes_the_connections_of_all_threads(store):
    kept, ready, go = [], threading.Event(), threading.Event()

    def work():
        kept.append(store._link().connection)
        ready.set()
        go.wait(30)
        kept.append(store.generation())

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait(30)
    mine = store._link().connection
    close_all()
    for connection in (mine, kept[0]):
        with pytest.raises(sqlite3.ProgrammingError):
            connection.execute("SELECT 1")
    go.set()
    thread.join()
    assert kept[1] == 0 == store.generation()


def test_a_forked_child_opens_its_own_connection(store):
    store.put([row(1)])
    inherited = store._link().connection

    def work():
        assert store._link().connection is not inherited
        assert store.put([row(2)]) == 2
        gc.collect()
        inherited.execute("SELECT 1")
        return 0

    assert in_child(work) == 0
    assert store._link().connection is inherited
    assert store.put([row(3)]) == 3


def test_a_child_neither_uses_nor_closes_an_inherited_connection(store):
    store.generation()
    held, done = threading.Event(), threading.Event()

    def hold():
        store.generation()
        held.set()
        done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    with store._write() as connection:
        connection.execute("UPDATE meta SET v=v WHERE k='format'")

        def work():
            close_all()
            gc.collect()
            store.generation()
            hasty = KeyStore(store.path, timeout=0.01)
            try:
                hasty.put([row(1)])
            except keystore_base.VaultUnavailable as error:
                return 7 if error.reason == "keystore_locked" else 8
            return 9

        assert in_child(work) == 7
        assert in_child(lambda: (gc.collect(), os._exit(0))) == 0
        assert in_child(work) == 7
    done.set()
    thread.join()
    assert store.put([row(1)]) == 1


def test_writers_of_many_processes_do_not_lose_a_generation(store):
    children, each = 4, 10
    pids = []
    for child in range(children):
        pid = os.fork()
        if not pid:
            code = 1
            try:
                for number in range(each):
                    store.put([row(child * each + number)])
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    assert codes == [0] * children
    assert store.generation() == store.counts()["dek"] == children * each
    store.check()


def test_threads_do_not_lose_a_generation(store):
    def work(start):
        for number in range(start, start + 10):
            store.put([row(number)])
            store.destroy([row(number).kid], DestroyOrder(COMPANY, 1))

    threads = [threading.Thread(target=work, args=(n * 10,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.generation() == 80
    assert store.counts() == {"dek": 0, "tomb": 40}


@pytest.mark.parametrize("where", ["before_tables", "before_link", "after_link"])
def test_a_killed_init_leaves_none_or_a_whole_keystore(store_path, monkeypatch, where):
    from mynumber_management.vault import keystore

    real = os.link

    def kill_before(*args):
        os.kill(os.getpid(), signal.SIGKILL)

    def kill_after(*args):
        real(*args)
        os.kill(os.getpid(), signal.SIGKILL)

    def work():
        if where == "before_tables":
            keystore.TABLES = keystore.TABLES.replace(
                "CREATE TABLE usage", "SELECT die(); CREATE TABLE usage"
            )
            configure = keystore.configure
            keystore.configure = lambda c: (
                configure(c),
                c.create_function("die", 0, kill_before),
            )
        else:
            os.link = kill_before if where == "before_link" else kill_after
        KeyStore.init(store_path, VAULT, "demo")
        return 0

    assert in_child(work) == -signal.SIGKILL
    if where == "after_link":
        assert KeyStore(store_path).meta().vault_uuid == VAULT
        return
    assert not store_path.exists()
    assert in_child(work) == -signal.SIGKILL
    KeyStore.init(store_path, VAULT, "demo")
    assert KeyStore(store_path).meta().vault_uuid == VAULT
    assert os.listdir(store_path.parent) == [store_path.name]


@pytest.mark.parametrize("act", ["put", "destroy"])
def test_killing_a_writer_at_its_commit_leaves_before_or_after(store, act):
    """Twice in a row: the store is whole, and holds the old or the new state."""
    store.put([row(1)])
    store.close()

    def work():
        def trace(statement):
            if statement == "COMMIT":
                os.kill(os.getpid(), signal.SIGKILL)

        store._link().connection.set_trace_callback(trace)
        if act == "put":
            store.put([row(2)])
        else:
            store.destroy([row(1).kid], DestroyOrder(COMPANY, 1))
        return 0

    for _ in range(2):
        assert in_child(work) == -signal.SIGKILL
        store.check()
        assert store.generation() == 1
        assert store.counts() == {"dek": 1, "tomb": 0}
        assert store.get_many([row(1).kid])[0].wrapped == row(1).wrapped
        store.close()
    if act == "put":
        assert store.put([row(2)]) == 2
    else:
        assert store.destroy([row(1).kid], DestroyOrder(COMPANY, 1)) == 2


def test_killed_writers_never_leave_half_a_change(store_path, store):
    """SIGKILL at any moment: every key counted in the generation is there."""
    for wanted in (1, 4, 7):
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            try:
                for number in range(store.counts()["dek"], 1000):
                    store.put([row(number)])
                    os.write(writer, number.to_bytes(2, "big"))
            finally:
                os._exit(0)
        os.close(writer)
        for _ in range(wanted):
            told = int.from_bytes(os.read(reader, 2), "big") + 1
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        os.close(reader)
        store.check()
        assert store.counts()["dek"] == store.generation() >= told
        store.close()
