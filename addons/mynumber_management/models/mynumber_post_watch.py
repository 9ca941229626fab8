# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

_HOOK = "mynumber_management.post_watch"


class MynumberPostWatch(models.AbstractModel):
    """Rights follow the post: whatever moves an employee rechecks the rights.

    Mixed into every model through which a person can change department, job or
    company or be archived: employee, version, resource, user. The recheck runs once,
    before the transaction commits, so that an import of thousands costs one; it
    compares the post noted at the grant with today's, so that a write which changes
    nothing suspends nothing.
    """

    _name = "mynumber.post.watch"
    _description = "Watch over posts of people with rights"

    _mynumber_watched = frozenset(
        {
            "active",
            "company_id",
            "current_version_id",
            "date_version",
            "department_id",
            "employee_id",
            "job_id",
            "resource_id",
            "user_id",
        }
    )

    def _mynumber_recheck(self):
        hooks = self.env.cr.precommit
        if hooks.data.get(_HOOK):
            return
        hooks.data[_HOOK] = True
        # sudo: whoever moves a person need not see rights
        rights = self.env["mynumber.right"].sudo()

        @hooks.add
        def recheck():
            hooks.data[_HOOK] = False
            rights._suspend_moved()

    @api.model_create_multi
    def create(self, vals_list):
        self._mynumber_recheck()
        return super().create(vals_list)

    def write(self, vals):
        if self._mynumber_watched & vals.keys():
            self._mynumber_recheck()
        return super().write(vals)

    def unlink(self):
        self._mynumber_recheck()
        return super().unlink()
