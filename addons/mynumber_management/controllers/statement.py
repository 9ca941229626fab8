# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Payroll figures in, without a copy of the file; the sample of its columns out."""

import base64
import binascii
import csv
import io

from odoo import http
from odoo.http import content_disposition, request

from ..door.errors import Refused
from ..filings.payroll_csv import MAX_BYTES
from .common import text, vault_route, whole

# base64 takes four characters for three bytes; the rest is the JSON around it
FILE_LIMIT = (MAX_BYTES + 2) // 3 * 4
SAMPLE = "mynumber-figures.csv"


class StatementController(http.Controller):
    @vault_route("/mynumber/statement/import", limit=FILE_LIMIT + 4096)
    def statement_import(self, body):
        """Preview a CSV file of figures, or import it.

        Body: ``year``, ``establishment`` (id of the payer), ``file`` (base64),
        ``digest`` (of the preview; missing to preview). The file may come with My
        Numbers by mistake, so it travels like one: raw, never through ``call_kw``.
        """
        year, payer = whole(body, "year"), whole(body, "establishment")
        digest = text(body, "digest", limit=64, required=False) or None
        if not 2016 <= year <= 2100:
            raise Refused("bad_request")
        try:
            data = base64.b64decode(text(body, "file", limit=FILE_LIMIT), validate=True)
        except (binascii.Error, ValueError):
            raise Refused("bad_request") from None
        establishment = request.env["mynumber.establishment"].search(
            [("id", "=", payer), ("is_payer", "=", True)]
        )
        if not establishment:
            raise Refused("not_found")
        importer = request.env["mynumber.statement.import"]
        return importer._run(data, year, establishment, digest)

    @http.route(
        "/mynumber/statement/sample",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def statement_sample(self):
        """A CSV file with the heading row, in the user's language."""
        columns = request.env["mynumber.statement.import"]._columns()
        japanese = request.env.lang == "ja_JP"
        out = io.StringIO()
        csv.writer(out).writerow([c.ja if japanese else c.en for c in columns])
        return request.make_response(
            out.getvalue().encode("utf-8-sig"),
            headers=[
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", content_disposition(SAMPLE)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
