# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import os
import uuid

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestRawTables(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subject = cls._subject(cls.employee)

    def _refused(self, **vals):
        with (
            self.subTest(**{k: str(v)[:20] for k, v in vals.items()}),
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self._store_blob(self.subject, **vals)

    def test_one_active_and_one_to_verify_per_subject(self):
        self._store_blob(self.subject, "active", 1)
        self._store_blob(self.subject, "to_verify", 2)
        self._refused(state="active", version=3)
        self._refused(state="to_verify", version=3)
        self._refused(state="lost", version=2)
        self._store_blob(self.subject, "lost", 3)

    def test_a_stored_number_has_126_bytes_exactly_in_the_four_states(self):
        self._refused(blob=os.urandom(125))
        self._refused(blob=None)
        self._refused(kid=None)
        self._refused(state="disposed")
        self._refused(state="unknown")
        self._store_blob(
            self.subject, "disposed", blob=None, kid=None, bidx=None, bidx_epoch=None
        )

    def test_index_has_24_bits_and_an_epoch(self):
        self._refused(bidx=1 << 24)
        self._refused(bidx=-1)
        self._refused(bidx_epoch=None)

    def test_queue_holds_each_key_once(self):
        kid = os.urandom(16)
        insert = (
            "INSERT INTO mynumber_destroy_queue "
            "(kid, usage, reason, subject, chain, seq) VALUES (%s, 1, 'x', %s, %s, 1)"
        )
        row = [kid, str(uuid.uuid4()), str(uuid.uuid4())]
        self.env.cr.execute(insert, row)
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                self.env.cr.execute(insert, row)

    def test_no_model_maps_the_raw_tables_and_no_field_could_hold_digits(self):
        tables = {model._table for model in self.env.values()}
        self.assertFalse(tables & {"mynumber_number", "mynumber_destroy_queue"})
        subject = self.env["mynumber.subject"]._fields
        self.assertFalse({"number", "digits", "blob", "kid", "bidx"} & subject.keys())
        self.assertFalse([f for f in subject.values() if f.type in ("binary", "image")])

    def test_init_can_run_again(self):
        for model in ("mynumber.subject", "res.company"):
            self.env[model].init()
        self.env["mynumber.audit.entry"]._create_view()
        self.env["mynumber.register"]._create_view()
        self.env.cr.execute(
            "SELECT attnotnull FROM pg_attribute WHERE attname = 'mynumber_uuid' "
            "AND attrelid = 'res_company'::regclass"
        )
        self.assertTrue(self.env.cr.fetchone()[0])
