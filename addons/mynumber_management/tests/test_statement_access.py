# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .statement_common import StatementCase


@tagged("post_install", "-at_install")
class TestStatementAccess(StatementCase):
    """Clerks write; handlers and officers read; nobody else; one company at a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls._slip()

    def test_roles(self):
        allowed = {
            "clerk": ("read", "write", "create", "unlink"),
            "handler": ("read",),
            "officer": ("read",),
        }
        for role, user in self.users.items():
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(role=role, operation=operation):
                    self.assertEqual(
                        self.slip.with_user(user).has_access(operation),
                        operation in allowed.get(role, ()),
                    )

    def test_another_company_sees_nothing(self):
        outsider = self._user(
            "mn_outside", "mynumber_management.group_clerk", self.other
        )
        self.assertFalse(self.slips.with_user(outsider).search([]))
        for act in (
            lambda slip: slip.read(["payee_name"]),
            lambda slip: slip.write({"pay_amount": 1}),
            lambda slip: slip.relative_ids.read(["name"]),
            lambda slip: self.slips.with_user(outsider)._make(
                self.taro, 2026, self.payer.with_user(outsider)
            ),
        ):
            with self.assertRaises(AccessError):
                act(self.slip.with_user(outsider))

    def test_reading_a_slip_by_its_form(self):
        for role in ("clerk", "handler", "officer"):
            with self.subTest(role):
                user = self.users[role]
                slip = self.slip.with_user(user)
                spec = {
                    name: {} for name in ("payee_name", "finding_lines", "findings")
                }
                self.assertEqual(slip.web_read(spec)[0]["payee_name"], "山田　太郎")

    def test_a_clerk_types_into_the_form(self):
        with Form(self.slip.with_user(self.clerk)) as form:
            form.pay_amount = 6000000
            with form.relative_ids.new() as line:
                line.role = "retirement"
                line.name = "山田　梅"
        self.assertEqual(self.slip.pay_amount, 6000000)
        self.assertEqual(self.slip.relative_ids.name, "山田　梅")

    def test_handlers_cannot_make_or_import(self):
        handler = self.users["handler"]
        with self.assertRaises(AccessError):
            self.slips.with_user(handler)._make(self.employee, 2026, self.payer)
        with self.assertRaises(AccessError):
            self.env["mynumber.statement.import"].with_user(handler)._run(
                b"", 2026, self.payer
            )

    def test_imports_and_pages_are_out_of_reach_of_rpc(self):
        for name in dir(type(self.slips)):
            if name.startswith("_mynumber"):
                continue
            self.assertFalse(name.startswith("mynumber_"), name)
        service = type(self.env["mynumber.statement.import"])
        own = {name for name in vars(service) if callable(getattr(service, name))}
        self.assertFalse({name for name in own if not name.startswith("_")})
