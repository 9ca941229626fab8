# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .people_common import NUMBER, PeopleCase

# invented, valid check digit (law.md's made-up base 123456789012)
CORPORATE = "7123456789012"


@tagged("post_install", "-at_install")
class TestPeopleEstablishments(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls.place("本社", cls.handler)
        cls.shop = cls.place("渋谷店", cls.handler, is_payer=False)

    @classmethod
    def place(cls, name, user, **vals):
        places = cls.env["mynumber.establishment"].with_user(user)
        return places.create({"name": name, "company_id": cls.company.id, **vals})

    def test_corporate_number_is_understood_in_any_writing(self):
        for typed in (CORPORATE, "7-1234-5678-9012", "Ｔ７１２３４５６７８９０１２"):
            self.head.corporate_number = typed
            self.assertEqual(self.head.corporate_number, CORPORATE)

    def test_corporate_number_needs_thirteen_digits_and_the_check_digit(self):
        for typed in ("8123456789012", "712345678901", "71234567890123", "abc"):
            with self.subTest(typed), self.assertRaises(ValidationError) as caught:
                self.head.corporate_number = typed
            self.assertNotIn(typed, str(caught.exception))

    def test_twelve_digits_are_a_my_number_and_refused(self):
        with self.assertRaises(ValidationError) as caught:
            self.head.corporate_number = NUMBER
        self.assertIn("company's contact", str(caught.exception))
        self.assertNotIn(NUMBER, str(caught.exception))

    def test_sole_proprietor_has_no_corporate_number(self):
        self.head.sole_proprietor = True
        action = self.head.action_open_proprietor()
        self.assertEqual(action["res_id"], self.company.partner_id.id)
        with self.assertRaises(ValidationError):
            self.head.corporate_number = CORPORATE

    def test_codes_are_grouped_as_usual(self):
        with Form(self.head) as form:
            form.employment_number = "13011234561"
            form.labour_number = "１３１０１９８７６５４０００"
            form.tax_reference = "1234567890"
        self.assertEqual(self.head.employment_number, "1301-123456-1")
        self.assertEqual(self.head.labour_number, "13-1-01-987654-000")
        with self.assertRaises(ValidationError):
            self.head.social_number = "1234"

    @mute_logger("odoo.sql_db")
    def test_an_establishment_is_at_least_one_of_the_three(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.place(
                "倉庫",
                self.handler,
                is_payer=False,
                is_social=False,
                is_employment=False,
            )

    def test_municipality_gives_a_number_to_the_payer(self):
        city = self.env["mynumber.municipality"].search([("code", "=", "141003")])
        self.head.municipality_line_ids = [
            (0, 0, {"municipality_id": city.id, "designated_number": "00123456"})
        ]
        self.assertEqual(self.head._designated_number(city), "00123456")
        other = self.env["mynumber.municipality"].search([("code", "=", "011002")])
        self.assertEqual(self.head._designated_number(other), "")

    def test_address_line_joins_the_parts(self):
        self.head.write(
            {
                "zip": "1000001",
                "state_id": self.env.ref("base.state_jp_jp-13").id,
                "city": "千代田区",
                "street": "千代田1-1",
                "street2": "青空ビル3階",
                "phone": "+81312345678",
            }
        )
        self.assertEqual(self.head.zip, "100-0001")
        self.assertEqual(self.head.phone, "03-1234-5678")
        self.assertEqual(
            self.head._address_line(), "東京都千代田区千代田1-1　青空ビル3階"
        )

    def assign(self, place, since, until=False, kind="payer", employee=None):
        assignments = self.env["mynumber.assignment"].with_user(self.hr)
        return assignments.create(
            {
                "employee_id": (employee or self.employee).id,
                "establishment_id": place.id,
                "kind": kind,
                "since": since,
                "until": until,
            }
        )

    def test_one_establishment_of_a_kind_on_any_day(self):
        self.assign(self.head, "2025-04-01", "2026-03-31", "social")
        for since, until in (
            ("2026-03-31", False),
            ("2025-01-01", "2025-04-01"),
            ("2025-05-01", "2025-06-01"),
            ("2024-01-01", False),
        ):
            with self.subTest(since), self.assertRaises(ValidationError):
                self.assign(self.shop, since, until, "social")
        self.assign(self.shop, "2026-04-01", False, "social")
        self.assign(self.head, "2025-04-01", False, "employment")

    def test_one_assignment_ends_and_the_next_begins_in_one_save(self):
        first = self.assign(self.head, "2025-04-01", False, "social")
        following = {
            "kind": "social",
            "establishment_id": self.shop.id,
            "since": "2026-04-01",
        }
        self.employee.write(
            {
                "assignment_ids": [
                    Command.create(following),
                    Command.update(first.id, {"until": "2026-03-31"}),
                ]
            }
        )
        self.assertEqual(len(self.employee.assignment_ids), 2)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_what_two_users_save_at_once(self):
        mine = self.assign(self.head, "2025-04-01", "2026-03-31", "social")
        other = self.assign(self.head, "2025-04-01", False, "employment")
        self.env.cr.flush()
        # as another transaction leaves it, which this one's check cannot see
        self.env.cr.execute(
            "INSERT INTO mynumber_assignment "
            "(employee_id, company_id, kind, establishment_id, since) "
            "SELECT employee_id, company_id, kind, establishment_id, '2026-03-31' "
            "FROM mynumber_assignment WHERE id = %s",
            (mine.id,),
        )
        with self.assertRaises(IntegrityError) as caught, self.cr.savepoint():
            other.until = "2026-03-31"
            self.env.cr.flush()
        message = mine._sql_error_to_message(caught.exception)
        self.assertIn("End the earlier assignment", message)

    def test_assignment_needs_an_establishment_of_its_kind(self):
        with self.assertRaises(ValidationError):
            self.assign(self.shop, "2026-01-01", kind="payer")

    def test_assignment_needs_an_establishment_of_the_company(self):
        place = self.place("他社", self.env.user, company_id=self.other_company.id)
        with self.assertRaises(ValidationError):
            self.assign(place.with_env(self.env), "2026-01-01")

    @mute_logger("odoo.sql_db")
    def test_assignment_cannot_end_before_it_begins(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.assign(self.head, "2026-04-01", "2026-03-31")

    def test_plain_hr_reads_establishments_and_changes_none(self):
        self.assertEqual(self.head.with_user(self.hr).name, "本社")
        with self.assertRaises(AccessError):
            self.head.with_user(self.hr).name = "支社"
        with self.assertRaises(AccessError):
            self.head.with_user(self.plain).read(["name"])

    def test_establishments_of_other_companies_are_out_of_sight(self):
        place = self.place("他社", self.env.user, company_id=self.other_company.id)
        found = self.env["mynumber.establishment"].with_user(self.handler).search([])
        self.assertNotIn(place, found)
