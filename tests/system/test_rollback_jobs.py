# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A database older than its keystore: no job may draw conclusions from it.

Invariant 4: the rows that refer to a young key are in the newer database only.
"""

import subprocess

MAKE_AN_OLD_KEY = """
import uuid
from odoo.addons.mynumber_management.door.access import SYSTEM_CHAIN, system_log
from odoo.addons.mynumber_management.vault.keystore import DekRow
vault, log = system_log(env.cr.dbname)
ids = [uuid.uuid4().bytes for _ in range(3)]
created = vault.store.now() - 100 * 3600
vault.store.put([DekRow(*ids, 1, vault.active_epoch(), bytes(62), created)])
seq = log.append(SYSTEM_CHAIN, [{"ev": "backup.made"}])
vault.store.save_heads()
"""
LOSE_AN_ENTRY = """
vault.store.note_head(SYSTEM_CHAIN.bytes, seq + 1, bytes(32))
vault.store.save_heads()
"""
RUN = """
jobs = env["mynumber.jobs"]
for run in (jobs._run_orphans, jobs._run_queue, jobs._run_disposal):
    run()
notes = env["mynumber.job"].search([("code", "!=", "checkpoint")]).mapped("note")
print("<<<", vault.store.counts()["dek"], *notes, ">>>")
"""


def run(instance, code):
    done = instance.odoo(
        "shell",
        "--no-http",
        input=code,
        stdin=None,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return done.stdout.split("<<<")[1].split(">>>")[0].split()


def test_a_job_destroys_nothing_beside_an_older_database(make_instance):
    found = run(make_instance(), MAKE_AN_OLD_KEY + LOSE_AN_ENTRY + RUN)
    assert found == ["1", "rollback_db", "rollback_db", "rollback_db"]


def test_the_same_key_is_an_orphan_beside_its_own_database(make_instance):
    found = run(make_instance(), MAKE_AN_OLD_KEY + RUN)
    assert found == ["0", "False", "False", "False"]
