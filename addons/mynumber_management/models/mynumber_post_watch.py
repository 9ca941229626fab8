# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class MynumberPostWatch(models.AbstractModel):
    """Rights follow the post: whatever moves an employee rechecks the rights.

    Mixed into every model through which a person can change department, job or
    company or be archived: employee, version, resource. It compares the post noted at
    the grant with today's, so that a write which changes nothing suspends nothing.
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

    def _mynumber_users(self):
        """Return the users whose post these records state."""
        return self.sudo().with_context(active_test=False).user_id

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["mynumber.right"]._suspend_moved(records._mynumber_users())
        return records

    def write(self, vals):
        watched = self._mynumber_watched & vals.keys()
        users = self._mynumber_users() if watched else None
        result = super().write(vals)
        if watched:
            self.env["mynumber.right"]._suspend_moved(users | self._mynumber_users())
        return result

    def unlink(self):
        users = self._mynumber_users()
        result = super().unlink()
        self.env["mynumber.right"]._suspend_moved(users)
        return result
