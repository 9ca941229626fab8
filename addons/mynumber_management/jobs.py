# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the scheduler may call. Each line names the rule that allows it.

No job opens a number (security design, section 9, rule 1).
"""

from odoo import api, models

from .door import checkpoints, disposal, doubles, officers, rights, runs


class MynumberJobs(models.AbstractModel):
    _name = "mynumber.jobs"
    _description = "Jobs of the My Number vault"

    @api.private
    def _run_rights(self):
        """Suspend rights of people who moved or left (section 9, rule 3)."""
        return runs.noted(self.env, "rights", rights.suspend_moved)

    @api.private
    def _run_queue(self):
        """Work off the destroy queue (section 7, Queue worker)."""
        return runs.noted(self.env, "queue", disposal.run_queue)

    @api.private
    def _run_disposal(self):
        """Carry out approved disposal orders whose hold is over (section 7)."""
        return runs.noted(self.env, "disposal", disposal.run_orders)

    @api.private
    def _run_orphans(self):
        """Destroy keys that nothing refers to (section 7, Orphans)."""
        return runs.noted(self.env, "orphans", disposal.run_orphans)

    @api.private
    def _run_doubles(self):
        """Ask about equal index values, opening nothing (section 5, Blind index)."""
        return runs.noted(self.env, "doubles", doubles.ask)

    @api.private
    def _run_digest(self):
        """Tell officers of yesterday's free outputs (section 9, rule 4)."""
        return runs.noted(self.env, "digest", officers.daily_digest)

    @api.private
    def _run_checkpoint(self):
        """Sign and send checkpoints (section 8, Checkpoint)."""
        return runs.noted(self.env, "checkpoint", checkpoints.run)
