# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bytes of the writer, what it refuses, and how it handles numbers."""

from datetime import date, datetime

import pytest
from filings_samples import (
    PAYER,
    SAMPLES,
    cells_of,
    findings,
    made,
    salary,
    secret,
)
from forms_samples import SampleSecret, number
from mynumber_management.filings.findings import Refused
from mynumber_management.filings.holes import Further
from mynumber_management.filings.layout import available, load
from mynumber_management.filings.writer import Writer
from mynumber_management.vault.errors import SecretSpent
from mynumber_management.vault.secret import Secret


def full(text):
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def written(code="315", chosen=None, **changes):
    return made(code, chosen=chosen, **changes)[1]


def cell(record, code, item):
    table = load(code, SAMPLES[code][0])
    return cells_of(record)[table.by_id[item].no - 1]


def refused(code="315", chosen=None, **changes):
    with pytest.raises(Refused) as caught:
        written(code, chosen, **changes)
    return [(f.item, f.code) for f in caught.value.findings]


@pytest.mark.parametrize("code", SAMPLES)
def test_a_record_is_one_line_of_shift_jis_without_quotes_or_mark(code):
    record = written(code)
    assert record.endswith(b"\r\n") and record.count(b"\n") == 1
    assert record.startswith(code.encode() + b",")
    assert b'"' not in record and b"\0" not in record and b"\t" not in record
    assert record.decode("shift_jis")


@pytest.mark.parametrize("code", SAMPLES)
def test_the_number_of_items_is_the_layouts(code):
    table, record = made(code)
    assert len(cells_of(record)) == len(table.items)


@pytest.mark.parametrize(
    ("code", "item"),
    [
        ("375", "special_rel_deduction"),
        ("316", "undeclared_code"),
        ("309", "payee_number"),
        ("313", "broker_number"),
    ],
)
def test_an_empty_last_item_is_one_space_for_the_tax_office(code, item):
    assert written(code, **{item: None}).endswith(b", \r\n")
    nothing = written(code, {"empty_last_item": "nothing"}, **{item: None})
    assert nothing.endswith(b",\r\n") and not nothing.endswith(b", \r\n")


def test_line_ends_are_a_setting():
    record = written(chosen={"line_end": "lf"})
    assert record.endswith(b"1\n") and b"\r" not in record


def test_every_character_of_the_set_is_written_as_itself():
    kanji = [
        bytes((row, place)).decode("euc_jp")
        for row in range(0xA1, 0xF5)
        for place in range(0xA1, 0xFF)
        if not (row > 0xA8 and row < 0xB0 or row == 0xCF and place > 0xD3)
        and not (row == 0xF4 and place > 0xA6)
        and _decodes(row, place)
    ]
    assert len(kanji) == 6879
    kanji = [char for char in kanji if char not in "　〓？"]  # never at an end, or lost
    for start in range(0, len(kanji), 300):
        text = "".join(kanji[start : start + 300])
        record = written(summary=text)
        # ― and its like are dashes: all become one
        shown = record.decode("shift_jis").split(",")[85]
        expected = text.replace("—", "―")
        assert shown == expected


def _decodes(row, place):
    try:
        return bytes((row, place)).decode("euc_jp")
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("～", "8160"),
        ("〜", "8160"),
        ("－", "817c"),
        ("−", "817c"),
        ("-", "817c"),
        ("—", "817c"),
        ("∥", "8161"),
        ("￢", "81ca"),
        ("￠", "8191"),
        ("￡", "8192"),
    ],
)
def test_signs_with_two_unicode_forms_have_one_code(typed, code):
    record = written(summary=f"あ{typed}あ")
    assert record.split(b",")[85].hex() == f"82a0{code}82a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ヴァージニア", "ｳﾞｧｰｼﾞﾆｱ"),
        ("ヮヰヱヵヶ ヲ", "ﾜｲｴｶｹ ｦ"),
        ("やまだ　たろう", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("ﾊﾟｸ ﾁｮﾝ", "ﾊﾟｸ ﾁｮﾝ"),
        ("パク・チョン", "ﾊﾟｸ･ﾁｮﾝ"),
    ],
)
def test_the_payee_reading_is_half_width(typed, shown):
    assert cell(written(payee_kana=typed), "315", "payee_kana") == shown


def test_texts_are_written_in_full_width():
    record = written(
        payee_name=" ﾔﾏﾀﾞ taro ", payee_address="1-2-3 ABCﾋﾞﾙ", pay_kind="給料"
    )
    assert cell(record, "315", "payee_name") == "ヤマダ　ｔａｒｏ"
    assert cell(record, "315", "payee_address") == "１－２－３　ＡＢＣビル"


def test_figures_marks_and_dates():
    record = written(
        pay_amount=9_999_999_999,
        tax_amount=0,
        payee_birth_date=date(1926, 12, 25),
        f_student=True,
        payee_abroad=None,
    )
    assert cell(record, "315", "pay_amount") == "9999999999"
    assert cell(record, "315", "tax_amount") == "0"
    assert cells_of(record)[43:47] == ["1", "01", "12", "25"]
    assert cell(record, "315", "f_student") == "1"
    assert cell(record, "315", "payee_abroad") == ""


@pytest.mark.parametrize(("width", "shown"), [(13, "0" + number(11)), (12, number(11))])
def test_the_width_of_a_number_is_a_setting(width, shown):
    record = written(chosen={"individual_number_width": width})
    assert cell(record, "315", "payee_number") == shown
    assert cell(record, "315", "payer_number") == "7000012050002"


@pytest.mark.parametrize(("width", "shown"), [(6, "141003"), (5, "14100")])
@pytest.mark.parametrize("typed", ["14100", "141003", "１４１００３"])
def test_the_municipality_has_the_digits_of_the_setting(width, shown, typed):
    record = written(chosen={"municipality_code_width": width}, municipality_code=typed)
    assert cell(record, "315", "municipality_code") == shown


def test_further_numbers_with_names_when_set_so():
    more = {
        "further_numbers": [Further(1, secret(50), "山田 五")],
        "summary": "（１）山田　五",
        "dep_other": 1,
        **{
            f"dep4_{part}": value
            for part, value in (("name", "山田　四"), ("class", "00"))
        },
        "dep_specific": 2,
    }
    record = written(chosen={"further_numbers_form": "name"}, **more)
    shown = cell(record, "315", "further_numbers")
    assert shown == f"（{full(number(50))}）山田　五"


def test_the_constants_need_no_value():
    record = written()
    assert cells_of(record)[0] == "315"
    assert cell(record, "315", "year") == "07"
    assert cell(record, "315", "creation") == "1"
    assert cell(written(chosen={"creation": "2"}), "315", "creation") == "2"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"payee_name": "鬱" * 31}, ("payee_name", "too_long")),
        ({"payee_name": None}, ("payee_name", "required")),
        ({"payee_name": "　"}, ("payee_name", "required")),
        ({"payee_name": "髙田　太郎"}, ("payee_name", "outside_jis")),
        ({"payee_name": "𠮷田　太郎"}, ("payee_name", "outside_jis")),
        ({"payee_name": "①"}, ("payee_name", "outside_jis_unknown")),
        ({"payee_name": "🙂"}, ("payee_name", "outside_jis_unknown")),
        ({"payee_name": 5}, ("payee_name", "wrong_type")),
        ({"payee_name": "山田\t太郎"}, ("payee_name", "control")),
        ({"payee_name": "山田\n太郎"}, ("payee_name", "control")),
        (
            {"payee_address": "東京都、千代田区, 1"},
            ("payee_address", "comma_in_address"),
        ),
        ({"summary": number(3)}, ("summary", "number_in_text")),
        ({"summary": "甲" + full(number(3))}, ("summary", "number_in_text")),
        ({"prev_name": full("0" + number(3))}, ("prev_name", "number_in_text")),
        ({"prev_name": "0" + number(3)}, ("prev_name", "number_in_text")),
        ({"pay_amount": -1}, ("pay_amount", "not_digits")),
        ({"pay_amount": 10**10}, ("pay_amount", "too_long")),
        ({"pay_amount": 1.5}, ("pay_amount", "wrong_type")),
        ({"pay_amount": True}, ("pay_amount", "wrong_type")),
        ({"f_student": 1}, ("f_student", "wrong_type")),
        ({"spouse_mark": "5"}, ("spouse_mark", "code_value")),
        ({"dep1_class": "05"}, ("dep1_class", "code_value")),
        ({"payer_tel": "０３ー１２"}, None),
        ({"payer_tel": "03 1234"}, ("payer_tel", "not_phone")),
        ({"payee_kana": "山田"}, ("payee_kana", "not_half_kana")),
        ({"payee_code": number(3)}, ("payee_code", "number_in_text")),
        ({"payee_code": "E-01"}, ("payee_code", "not_digits")),
        ({"municipality_code": "131017"}, ("municipality_code", "municipality_code")),
        ({"municipality_code": "130001"}, ("municipality_code", "municipality_code")),
        ({"payee_birth_date": "1985-05-15"}, ("birth_era", "wrong_type")),
        ({"payee_birth_date": datetime(1985, 5, 15)}, ("birth_era", "wrong_type")),
        ({"payee_birth_date": date(1800, 1, 1)}, ("birth_era", "no_such_date")),
        ({"payee_birth_date": date(2060, 1, 1)}, ("birth_era", "no_such_date")),
        ({"payee_number": number(11)}, ("payee_number", "wrong_type")),
        ({"payer_number": "7000012050003"}, ("payer_number", "corporate_check_digit")),
        ({"year": 2024}, ("year", "wrong_year")),
        ({"submitter_name": "誰か"}, ("submitter_name", "must_be_blank")),
    ],
)
def test_what_cannot_be_filed_is_refused_by_name(changes, expected):
    if expected is None:
        assert written(**changes)
    else:
        assert refused(**changes) == [expected]


def test_the_code_of_an_employee_may_have_letters_when_set_so():
    record = written(chosen={"employee_code_letters": True}, payee_code="E-01")
    assert cell(record, "315", "payee_code") == "E-01"


def test_everything_wrong_is_told_at_once():
    assert len(refused(payee_name="髙", pay_amount=-1, payee_kana=None)) == 3


def test_a_refusal_offers_the_standard_form():
    with pytest.raises(Refused) as caught:
        written(payee_name="髙田　太郎")
    (finding,) = caught.value.findings
    assert finding.facts["replacements"].split()[0] == "高"
    assert finding.facts["position"] == 1


def test_too_many_further_numbers_do_not_fit():
    seven = [Further(place, secret(50 + place)) for place in range(1, 8)]
    assert refused(further_numbers=seven) == [("further_numbers", "too_long")]
    assert written(further_numbers=seven[:6])


def test_a_number_typed_into_the_remarks_of_313_is_refused():
    assert refused("313", summary=number(5)) == [("summary", "number_in_text")]
    taken = written("313", summary=("共有者　", secret(5), "　", secret(6)))
    assert len(cell(taken, "313", "summary")) == 4 + 12 + 1 + 12


def test_no_number_is_opened_for_a_refused_record():
    values = salary(payee_name="①")
    with pytest.raises(Refused):
        Writer(load("315", 2025), PAYER).record(values)
    secrets = [value for value in values.values() if isinstance(value, SampleSecret)]
    assert len(secrets) == 6 and not any(secret.uses for secret in secrets)


def test_every_number_is_opened_once_and_closed():
    values = salary()
    Writer(load("315", 2025), PAYER).record(values)
    secrets = [value for value in values.values() if isinstance(value, SampleSecret)]
    assert [secret.uses for secret in secrets] == [1] * 6
    assert SampleSecret.opened_now == 0
    assert all(not any(secret.buffer) for secret in secrets)


@pytest.mark.parametrize("digits", ["12345678901", "1234567890123", "12345678901x"])
def test_a_secret_that_is_no_number_stops_the_record(digits):
    with pytest.raises(ValueError, match="12 digits"):
        written(payee_number=SampleSecret(digits))
    assert SampleSecret.opened_now == 0


def test_the_secrets_of_the_vault_fit():
    values = salary(kind=lambda digits: Secret.of(digits.encode()))
    writer = Writer(load("315", 2025), PAYER)
    assert bytes(writer.record(values)) == written()
    with pytest.raises(SecretSpent):
        writer.record(values)


def test_the_record_is_a_buffer_that_can_be_wiped():
    record = Writer(load("315", 2025), PAYER).record(salary())
    assert isinstance(record, bytearray)
    record[:] = bytes(len(record))
    assert not any(record)


def test_a_secret_is_not_common_to_all_records():
    with pytest.raises(TypeError):
        Writer(load("315", 2025), {"payer_number": secret(1)})


def test_what_is_common_is_checked_once_for_all():
    with pytest.raises(Refused) as caught:
        Writer(load("315", 2025), PAYER | {"payer_name": "①"})
    assert caught.value.findings[0].record == 0


def test_an_item_that_the_layout_lacks_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        written(unknown_item="1")
    with pytest.raises(KeyError):
        written(birth_year="60")


@pytest.mark.parametrize(("code", "year"), [(c, y) for c, y, _title in available()])
def test_what_the_writer_writes_the_checker_takes(code, year):
    table = load(code, year)
    record = bytes(Writer(table, PAYER).record(SAMPLES[code][1]()))
    assert findings(table, record) == []
    assert cells_of(record)[10] == {2025: "07", 2026: "08"}[year]
