# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.mynumber_holder import ROLES
from .people_common import PeopleCase

SECRET_FIELDS = (
    "basic_pension_number",
    "employment_insurance_number",
    "health_insurance_number",
    "mynumber_state",
    "mynumber_subject_id",
)


def ours(model):
    return {
        name: field
        for name, field in model._fields.items()
        if field._modules == ("mynumber_management",)
    }


@tagged("post_install", "-at_install")
class TestPeopleCodeAndAccess(PeopleCase):
    def test_code_is_text_with_leading_zeros_and_half_width(self):
        self.employee.employee_code = " ０００１２ "
        self.assertEqual(self.employee.employee_code, "00012")

    @mute_logger("odoo.sql_db")
    def test_code_is_unique_in_a_company_also_among_leavers(self):
        self.employee.active = False
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.hire("山田 太郎", code="00123")
        self.hire("山田 太郎", code="0123")
        self.env["hr.employee"].create(
            {
                "name": "山田 太郎",
                "employee_code": "00123",
                "company_id": self.other_company.id,
            }
        )

    @mute_logger("odoo.sql_db")
    def test_code_is_unique_whatever_its_case(self):
        self.employee.employee_code = "ａ-1"
        self.assertEqual(self.employee.employee_code, "a-1")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.hire("山田 太郎", code="A-1")

    def test_what_may_not_be_read_is_not_searched_for_either(self):
        self.hold(self.employee)
        people = self.env["hr.employee"]
        for user, fnames in (
            (self.hr, SECRET_FIELDS),
            (self.settings, (*SECRET_FIELDS, "mynumber_registered")),
        ):
            for fname in fnames:
                if fname == "mynumber_subject_id":
                    continue  # nothing at all can be searched by it
                with self.subTest(f"{user.login} {fname}"):
                    domain = [(fname, "=", "active"), ("id", "=", self.employee.id)]
                    with self.assertRaises(AccessError):
                        people.with_user(user).search_count(domain)
        found = people.with_user(self.hr).search([("mynumber_registered", "=", True)])
        self.assertEqual(found, self.employee)

    def test_several_people_may_be_without_code(self):
        people = self.hire("山田 太郎") | self.hire("山田 次郎", code="")
        self.assertEqual(people.mapped("employee_code"), [False, False])

    def test_every_added_field_of_the_employee_has_groups(self):
        added = ours(self.env["hr.employee"])
        self.assertIn("employee_code", added)
        for name, field in added.items():
            with self.subTest(name):
                self.assertTrue(field.groups)

    def test_nothing_is_added_to_versions_and_public_profiles(self):
        self.assertFalse(ours(self.env["hr.version"]))
        self.assertFalse(ours(self.env["hr.employee.public"]))

    def test_colleague_reads_the_profile_as_ever(self):
        employee = self.employee.with_user(self.plain)
        self.assertEqual(employee.name, "髙橋 花子")
        self.env["hr.employee"].with_user(self.plain).search([]).read([])
        with self.assertRaises(AccessError):
            employee.read(["employee_code"])

    def test_settings_user_opens_list_and_form_without_particulars(self):
        people = self.env["hr.employee"].with_user(self.settings)
        views = people.get_views([(False, "list"), (False, "form"), (False, "search")])
        for view in views["views"].values():
            for fname in ("employee_code", "mynumber_registered", *SECRET_FIELDS):
                self.assertNotIn(f'name="{fname}"', view["arch"])
        rows = people.web_search_read([], {"name": {}}, order="name_sort, id")
        self.assertTrue(rows["length"])
        self.assertTrue(people.name_search("花子"))

    def test_hr_sees_registered_or_not_and_nothing_else(self):
        self.assertFalse(self.employee.mynumber_registered)
        self.hold(self.employee)
        self.assertTrue(self.employee.mynumber_registered)
        for fname in SECRET_FIELDS:
            with self.subTest(fname), self.assertRaises(AccessError):
                self.employee.read([fname])
        arch = self.employee.get_views([(False, "form")])["views"]["form"]["arch"]
        self.assertIn("Not registered", arch)
        self.assertNotIn("mynumber_panel", arch)
        for fname in SECRET_FIELDS:
            self.assertNotIn(f'name="{fname}"', arch)

    def test_handler_sees_state_panel_and_insurance_numbers(self):
        self.hold(self.employee, state="to_verify")
        employee = self.employee.with_user(self.handler)
        self.assertEqual(employee.mynumber_state, "to_verify")
        self.assertTrue(employee.mynumber_subject_id)
        arch = employee.get_views([(False, "form")])["views"]["form"]["arch"]
        self.assertIn("mynumber_panel", arch)
        with Form(employee) as form:
            form.basic_pension_number = "１２３４５６７８９０"
            form.employment_insurance_number = "1234 567890 1"
        self.assertEqual(employee.basic_pension_number, "1234-567890")
        self.assertEqual(employee.employment_insurance_number, "1234-567890-1")

    def test_insurance_numbers_of_wrong_length_are_refused_unquoted(self):
        with self.assertRaises(ValidationError) as caught:
            self.employee.with_user(self.handler).basic_pension_number = "12345678"
        self.assertIn("10", str(caught.exception))
        self.assertNotIn("12345678", str(caught.exception))

    def test_insurance_numbers_are_neither_tracked_nor_copied(self):
        for fname in SECRET_FIELDS[:3]:
            field = self.env["hr.employee"]._fields[fname]
            self.assertEqual(field.groups, ROLES)
            self.assertFalse(getattr(field, "tracking", None))
            self.assertFalse(field.copy)

    def test_registered_is_searched_with_the_record_s_own_company(self):
        people = self.env["hr.employee"].with_user(self.hr)
        mine = [("company_id", "=", self.company.id)]
        self.assertIn(
            self.employee, people.search([*mine, ("mynumber_registered", "=", False)])
        )
        self.hold(self.employee)
        for operator, value in (("=", True), ("!=", False), ("in", [True])):
            found = people.search([*mine, ("mynumber_registered", operator, value)])
            self.assertEqual(found, self.employee)
        self.assertNotIn(
            self.employee, people.search([*mine, ("mynumber_registered", "=", False)])
        )

    def test_state_search_counts_people_never_asked_as_not_registered(self):
        people = self.env["hr.employee"].with_user(self.handler)
        mine = [("company_id", "=", self.company.id)]
        other = self.hire("山田 太郎")
        self.hold(self.employee)
        self.assertEqual(
            people.search([*mine, ("mynumber_state", "=", "active")]), self.employee
        )
        self.assertEqual(people.search([*mine, ("mynumber_state", "=", "none")]), other)
        self.assertEqual(
            people.search([*mine, ("mynumber_state", "in", ["none", "active"])]),
            self.employee | other,
        )

    def test_number_of_another_company_stays_invisible(self):
        self.hold(self.employee)
        self.employee.sudo().company_id = self.other_company
        self.employee.invalidate_recordset()
        employee = self.employee.sudo()
        self.assertFalse(employee.mynumber_registered)
        self.assertEqual(employee.mynumber_state, "none")
        self.assertFalse(
            employee.search(
                [("id", "=", employee.id), ("mynumber_registered", "=", True)]
            )
        )
