# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import io
import zipfile

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .people_common import PeopleCase

# Rows as in Japan Post's table; place names are public facts.
PLACES = (
    "13101 1000001 トウキョウト チヨダク チヨダ 東京都 千代田区 千代田",
    "14103 2200011 カナガワケン ヨコハマシニシク タカシマ 神奈川県 横浜市西区 高島",
    "13303 1901200 トウキョウト ニシタマグンミズホマチ イカニケイサイガナイバアイ "
    "東京都 西多摩郡瑞穂町 以下に掲載がない場合",
    "23302 4700100 アイチケン アイチグントウゴウチョウ ハルキ 愛知県 愛知郡東郷町 春木",
    "23302 4700100 アイチケン アイチグントウゴウチョウ モロワ 愛知県 愛知郡東郷町 諸輪",
)


def line(place):
    code, postcode, *names = place.split()
    cells = ",".join(f'"{cell}"' for cell in (postcode[:5], postcode, *names))
    return f"{code},{cells},0,0,0,0,0,0"


ROWS = tuple(map(line, PLACES))


def table(rows=ROWS, encoding="cp932"):
    return "\r\n".join([*rows, ""]).encode(encoding)


def zipped(data):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("KEN_ALL.CSV", data)
    return buffer.getvalue()


@tagged("post_install", "-at_install")
class TestPeopleAddresses(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mynumber.postcode"]._load(table(), print)

    def load(self, data, user=None):
        wizard = (
            self.env["mynumber.postcode.load"]
            .with_user(user or self.handler)
            .create({"file": base64.b64encode(data)})
        )
        wizard.action_load()
        return wizard

    def test_typing_a_post_code_fills_the_parts(self):
        with Form(self.employee.with_user(self.hr)) as form:
            form.private_zip = "１０００００１"
            self.assertEqual(form.private_zip, "100-0001")
            self.assertEqual(form.private_state_id, self.env.ref("base.state_jp_jp-13"))
            self.assertEqual(form.private_country_id, self.japan)
            self.assertEqual(form.private_city, "千代田区")
            self.assertEqual(form.private_street, "千代田")
            form.private_street = "千代田1番1号"
            form.private_zip = "100-0001"
            self.assertEqual(form.private_street, "千代田1番1号")

    def test_parts_that_differ_between_places_of_one_code_stay_open(self):
        with Form(self.employee.with_user(self.hr)) as form:
            form.private_zip = "470-0100"
            self.assertEqual(form.private_city, "愛知郡東郷町")
            self.assertFalse(form.private_street)

    def test_unknown_and_foreign_post_codes_change_nothing(self):
        self.payee = self.env["res.partner"].create({"name": "海外 花子"})
        with Form(self.employee.with_user(self.hr)) as form:
            for code in ("9999999", "SW1A 1AA", "1"):
                form.private_zip = code
                self.assertFalse(form.private_city)
        with Form(self.payee) as form:
            form.country_id = self.env.ref("base.cl")
            form.zip = "1000001"
            self.assertEqual(form.zip, "1000001")
            self.assertFalse(form.city)

    def test_partner_establishment_and_dependant_are_filled_too(self):
        for model in ("mynumber.establishment", "mynumber.dependant"):
            with self.subTest(model):
                record = self.env[model].with_user(self.handler).new({"zip": "2200011"})
                record._onchange_zip()
                self.assertEqual(record.city, "横浜市西区")
                self.assertEqual(record.street, "高島")

    def test_ward_of_a_designated_city_reports_to_the_city(self):
        self.employee.write(
            {
                "private_state_id": self.env.ref("base.state_jp_jp-14").id,
                "private_city": "横浜市西区",
            }
        )
        municipality = self.employee.private_municipality_id
        self.assertEqual((municipality.code, municipality.name), ("141003", "横浜市"))

    def test_municipality_is_found_with_and_without_its_district(self):
        tokyo = self.env.ref("base.state_jp_jp-13")
        municipalities = self.env["mynumber.municipality"]
        for city in ("西多摩郡瑞穂町", "瑞穂町"):
            self.assertEqual(municipalities._of(tokyo, city).code, "133035")
        self.assertEqual(municipalities._of(tokyo, "千代田区").code, "131016")
        self.assertFalse(municipalities._of(tokyo, "千代田"))
        self.assertFalse(municipalities._of(tokyo, False))
        self.assertFalse(
            municipalities._of(self.env.ref("base.state_jp_jp-01"), "瑞穂町")
        )

    def test_designated_cities_are_known_without_the_table(self):
        self.env["mynumber.municipality"].search([("code", "=", "141038")]).unlink()
        kanagawa = self.env.ref("base.state_jp_jp-14")
        found = self.env["mynumber.municipality"]._of(kanagawa, "横浜市西区")
        self.assertEqual(found.code, "141003")

    def test_municipality_code_needs_its_check_digit(self):
        create = self.env["mynumber.municipality"].with_user(self.handler).create
        row = create({"code": "１３１０２", "name": "中央区"})
        self.assertEqual(row.code, "131024")
        self.assertEqual(row.state_id, self.env.ref("base.state_jp_jp-13"))
        with self.assertRaises(ValidationError):
            create({"code": "131033", "name": "港区"})

    def test_table_loads_in_every_form_japan_post_offers(self):
        for data in (table(), table(encoding="utf-8"), zipped(table())):
            report = self.load(data).report
            self.assertIn("5 places loaded", report)
            self.assertEqual(self.env["mynumber.postcode"].search_count([]), 5)

    def test_bad_lines_are_left_out_and_named(self):
        wizard = self.load(table([*ROWS[:2], "1,2,3"]))
        self.assertIn("2 places loaded", wizard.report)
        self.assertIn("Line 3: The line does not have 15 columns.", wizard.report)
        self.assertFalse(wizard.file)

    def test_file_that_is_no_table_is_refused_and_changes_nothing(self):
        before = self.env["mynumber.postcode"].search_count([])
        for data in (b"", b"PK\x03\x04 broken", b"hello\n", b"\x00" * 100):
            with self.subTest(data[:8]), self.assertRaises(UserError):
                self.load(data)
        self.assertEqual(self.env["mynumber.postcode"].search_count([]), before)

    def test_plain_hr_reads_but_does_not_replace_the_table(self):
        with self.assertRaises(AccessError):
            self.load(table(), self.plain)
        with self.assertRaises(AccessError):
            self.env["mynumber.postcode"].with_user(self.hr).search([]).unlink()

    def test_phones_are_written_nationally(self):
        with Form(self.employee.with_user(self.hr)) as form:
            form.private_phone = "+819012345678"
            self.assertEqual(form.private_phone, "090-1234-5678")
            form.work_phone = "0312345678"
            self.assertEqual(form.work_phone, "03-1234-5678")
        self.employee.private_phone = "０６１２３４５６７８"
        self.assertEqual(self.employee.private_phone, "06-1234-5678")

    def test_phones_of_other_countries_and_remarks_stay_readable(self):
        self.employee.private_phone = "+32 485 12 34 56"
        self.assertEqual(self.employee.private_phone, "+32 485 12 34 56")
        self.employee.private_phone = "なし"
        self.assertEqual(self.employee.private_phone, "なし")
