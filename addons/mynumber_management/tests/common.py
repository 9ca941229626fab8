# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import os
import uuid

from odoo.tests import TransactionCase, new_test_user

from ..text.digits import check_digit

ROLES = ("handler", "clerk", "officer", "auditor", "confirmer")


class OfficeCase(TransactionCase):
    """Two companies, one user per role in the first, an employee with a family."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "甲商事"})
        cls.other = cls.env["res.company"].create({"name": "乙物産"})
        cls.users = {
            role: cls._user(f"mn_{role}", f"mynumber_management.group_{role}")
            for role in ROLES
        }
        cls.users["colleague"] = cls._user("mn_colleague", "base.group_user")
        cls.users["hr"] = cls._user("mn_hr", "hr.group_hr_user")
        cls.users["settings"] = cls._user("mn_settings", "base.group_system")
        cls.employee = cls._employee("山田 花子", cls.company)
        cls.stranger = cls._employee("鈴木 一郎", cls.other)
        cls.purpose = cls.env.ref("mynumber_management.purpose_tax_withholding_slip")

    @classmethod
    def _user(cls, login, groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login,
            groups=groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def _employee(cls, name, company, **vals):
        return cls.env["hr.employee"].create(
            {"name": name, "company_id": company.id, **vals}
        )

    @classmethod
    def _subject(cls, employee):
        return cls.env["mynumber.subject"]._for_holder(
            employee.company_id, "hr.employee", employee.id
        )

    @classmethod
    def _right(cls, user, company=None, **vals):
        return cls.env["mynumber.right"].create(
            {
                "user_id": user.id,
                "company_id": (company or cls.company).id,
                "kind": "grant",
                "act_enter": True,
                "purpose_ids": [(6, 0, cls.purpose.ids)],
                **vals,
            }
        )

    @classmethod
    def _verification(cls, subject, **vals):
        return cls.env["mynumber.verification"].create(
            {
                "subject_id": subject.id,
                "route": "card",
                "number_proof_id": cls._proof("number_card").id,
                "checked_by": cls.users["handler"].id,
                **vals,
            }
        )

    @classmethod
    def _proof(cls, name):
        return cls.env.ref(f"mynumber_management.proof_{name}")

    @classmethod
    def _store_blob(cls, subject, state="active", version=1, **vals):
        """Put a row of random bytes where the vault keeps a number."""
        row = {
            "subject": subject.uuid,
            "version": version,
            "state": state,
            "kid": os.urandom(16),
            "blob": os.urandom(126),
            "bidx": 1,
            "bidx_epoch": 1,
            **vals,
        }
        columns = ", ".join(row)
        marks = ", ".join(f"%({name})s" for name in row)
        cls.env.cr.execute(
            f"INSERT INTO mynumber_number ({columns}) VALUES ({marks})",  # noqa: S608
            row,
        )

    @classmethod
    def _log(cls, seq, payload, chain=None):
        """Append to the log's table as somebody with SQL access could."""
        if chain is None:
            cls.env.cr.execute(
                "SELECT mynumber_uuid FROM res_company WHERE id = %s", [cls.company.id]
            )
            [chain] = cls.env.cr.fetchone()
        cls.env.cr.execute(
            "INSERT INTO mn_audit.entry VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                str(chain),
                seq,
                payload,
                os.urandom(16),
                os.urandom(32),
                os.urandom(32),
                os.urandom(32),
                os.urandom(8),
                os.urandom(64),
            ],
        )

    @staticmethod
    def _invented_number():
        """Twelve digits with a valid check digit for an invented person."""
        base = str(uuid.uuid4().int % 10**11).zfill(11)
        return base + check_digit(base)
