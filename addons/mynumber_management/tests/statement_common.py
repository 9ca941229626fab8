# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from .common import OfficeCase

YEAR = 2026
# figures of one slip that the engine finds right
FIGURES = {
    "pay_amount": 5000000,
    "pay_after": 3560000,
    "deduction_total": 1280000,
    "tax_amount": 133200,
    "social_ins": 700000,
    "basic_deduction": 580000,
}


class StatementCase(OfficeCase):
    """A payer with an employee who has a family, and the slip of one year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        japan = cls.env.ref("base.jp")
        cls.kanagawa = cls.env["res.country.state"].search(
            [("country_id", "=", japan.id), ("code", "=", "JP-14")]
        )
        cls.osaka = cls.env["res.country.state"].search(
            [("country_id", "=", japan.id), ("code", "=", "JP-27")]
        )
        cls.payer = cls._payer("甲商事株式会社", cls.company)
        cls.taro = cls._person("0001", "山田", "太郎", "ヤマダ", "タロウ")
        cls.slips = cls.env["mynumber.statement.withholding"]
        cls.clerk = cls.users["clerk"]

    @classmethod
    def _payer(cls, name, company, **vals):
        return cls.env["mynumber.establishment"].create(
            {
                "name": name,
                "company_id": company.id,
                "is_payer": True,
                "corporate_number": "7000012050002",
                "state_id": cls.kanagawa.id,
                "city": "横浜市西区",
                "street": "みなとみらい1-1",
                "phone": "045-123-4567",
                **vals,
            }
        )

    @classmethod
    def _person(cls, code, family, given, family_kana, given_kana, **vals):
        return cls.env["hr.employee"].create(
            {
                "name": f"{family} {given}",
                "family_name": family,
                "given_name": given,
                "family_name_kana": family_kana,
                "given_name_kana": given_kana,
                "employee_code": code,
                "company_id": cls.company.id,
                "birthday": date(1985, 5, 15),
                "date_version": date(2020, 4, 1),
                "private_state_id": cls.kanagawa.id,
                "private_city": "横浜市西区",
                "private_street": "高島1-2-3",
                "private_street2": "みなとハイツ101",
                **vals,
            }
        )

    @classmethod
    def _relative(cls, given, given_kana, relation, birthday, status, **vals):
        return cls.env["mynumber.dependant"].create(
            {
                "employee_id": cls.taro.id,
                "family_name": "山田",
                "given_name": given,
                "family_name_kana": "ヤマダ",
                "given_name_kana": given_kana,
                "relation": relation,
                "birthday": birthday,
                "status_ids": [(0, 0, {"year": YEAR, **status})],
                **vals,
            }
        )

    @classmethod
    def _slip(cls, employee=None, **vals):
        slip = cls.slips._make(employee or cls.taro, YEAR, cls.payer)
        slip.write({**FIGURES, **vals})
        return slip
