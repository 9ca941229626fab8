# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class MynumberJob(models.Model):
    """When each job of the vault last succeeded.

    Odoo switches a failing job off without a word to the user; the dashboard tells from
    these rows. Written by the jobs only.
    """

    _name = "mynumber.job"
    _description = "Job of the vault"
    _order = "code"
    _rec_name = "code"

    code = fields.Char(required=True, readonly=True)
    last_try = fields.Datetime(readonly=True)
    last_success = fields.Datetime(readonly=True)
    note = fields.Char(readonly=True, help="Why the last try failed.")
    done = fields.Integer(readonly=True, help="How many items the last run did.")

    _code_uniq = models.Constraint("UNIQUE (code)", "This job is listed already.")
