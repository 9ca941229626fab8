# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ROLES, OfficeCase

READ, ALL, NONE = "r", "rwcu", ""
# model: what each role may do; who is not named may do nothing
MATRIX = {
    "mynumber.subject": dict(handler=READ, clerk=READ, officer=READ, auditor=READ),
    "mynumber.subject.purpose": dict(
        handler=READ, clerk=READ, officer=READ, auditor=READ
    ),
    "mynumber.register": dict(handler=READ, clerk=READ, officer=READ, auditor=READ),
    "mynumber.verification": dict(handler=READ, officer=READ, auditor=READ),
    "mynumber.purpose": dict(
        handler=READ, clerk=READ, officer=ALL, auditor=READ, confirmer=READ
    ),
    "mynumber.purpose.set": dict(handler=READ, clerk=READ, officer=ALL, auditor=READ),
    "mynumber.notice": dict(handler=READ, clerk=READ, officer=ALL, auditor=READ),
    "mynumber.proof": dict(handler=READ, officer=ALL, auditor=READ),
    "mynumber.right": dict(handler=ALL, clerk=READ, officer=ALL, auditor=READ),
    "mynumber.right.spell": dict(handler=READ, officer=READ, auditor=READ),
    "mynumber.order": dict(
        handler=READ, clerk=READ, officer=READ, auditor=READ, confirmer=READ
    ),
    "mynumber.filing": dict(handler="rw", clerk="rw", officer=READ, auditor=READ),
    "mynumber.holding": dict(handler=READ, clerk=READ, officer=READ, auditor=READ),
    "mynumber.audit.entry": dict(officer=READ, auditor=READ),
    "mynumber.roster": dict(handler=ALL, officer=ALL, auditor=ALL),
    "mynumber.office": dict(officer=ALL),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestRoles(OfficeCase):
    def test_matrix_role_model_operation(self):
        for model, allowed in MATRIX.items():
            for role, user in self.users.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(model=model, role=role, operation=operation):
                        self.assertEqual(
                            self.env[model].with_user(user).has_access(operation),
                            letter in allowed.get(role, NONE),
                        )

    def test_refusal_is_an_error_not_an_empty_list(self):
        for role in ("colleague", "hr", "settings"):
            for model in ("mynumber.subject", "mynumber.register", "mynumber.right"):
                with self.subTest(role=role, model=model):
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(self.users[role]).search([])

    def test_nobody_is_put_into_a_role_by_installing(self):
        for role in ROLES:
            group = self.env.ref(f"mynumber_management.group_{role}")
            self.assertFalse(
                group.all_user_ids - self.users[role],
                "neither admin nor anybody else holds a role by default",
            )
            self.assertNotIn(
                self.env.ref("base.group_system"),
                group.all_implied_ids | group.all_implied_by_ids,
            )

    def test_officer_and_handler_survive_the_user_form(self):
        """The user form keeps one group per privilege, so each role has its own."""
        groups = [self.env.ref(f"mynumber_management.group_{role}") for role in ROLES]
        self.assertEqual(len({group.privilege_id for group in groups}), len(ROLES))
        self.assertTrue(all(group.privilege_id for group in groups))

    def test_confirmer_sees_disposal_orders_only(self):
        orders = self.env["mynumber.order"].create(
            [
                {"company_id": self.company.id, "kind": "output"},
                {"company_id": self.company.id, "kind": "disposal"},
            ]
        )
        seen = orders.with_user(self.users["confirmer"]).search(
            [("id", "in", orders.ids)]
        )
        self.assertEqual(seen, orders[1])
        self.assertEqual(
            orders.with_user(self.users["clerk"]).search([("id", "in", orders.ids)]),
            orders.sorted("id", reverse=True),
        )

    def test_plain_hr_sees_registered_only(self):
        subject = self._subject(self.employee)
        subject.state = "active"
        seen = self.employee.with_user(self.users["hr"])
        self.assertTrue(seen.mynumber_registered)
        for name in ("mynumber_state", "mynumber_subject_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                seen.read([name])
        with self.assertRaises(AccessError):
            subject.with_user(self.users["hr"]).read(["state"])
        handler = self.users["handler"]
        self.assertEqual(subject.with_user(handler).state, "active")
