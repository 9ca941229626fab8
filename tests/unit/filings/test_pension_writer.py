# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bytes of SHFD0006.CSV, what its writer refuses, splitting, and numbers."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from forms_samples import SampleSecret, number
from mynumber_management.filings.findings import Refused
from mynumber_management.filings.pension_file import PensionWriter, office_code
from mynumber_management.text.eras import ERAS
from mynumber_management.vault.errors import SecretSpent
from mynumber_management.vault.secret import Secret
from pension_samples import (
    HOME,
    OFFICE,
    TODAY,
    acquisition,
    family,
    found,
    loss,
    made,
    plan,
    record,
    secret,
    table,
)

COUNTS = {"2200700": 34, "2201700": 27, "2202700": 139}


def refused(form, values, chosen=None):
    with pytest.raises(Refused) as caught:
        plan((form, values), chosen=chosen)
    return [(f.item, f.code) for f in caught.value.findings]


def cell(form, item, **changes):
    texts = record(form, **changes).split(",")
    return texts[table().forms[form].by_id[item].no - 1]


def test_the_file_is_shift_jis_with_crlf_and_without_quotes_or_mark():
    data = made(("2200700", acquisition()), ("2201700", loss()), ("2202700", family()))
    assert data.endswith(b"\r\n") and not data.endswith(b"\r\n\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n") == 8
    for absent in (b'"', b"\t", b"\0", b"\x1a", b"\xef\xbb\xbf"):
        assert absent not in data
    assert data.decode("shift_jis")


@pytest.mark.parametrize("form", COUNTS)
def test_commas_are_never_left_out(form):
    assert record(form).count(",") == COUNTS[form] - 1


def test_forms_come_in_order_and_people_as_they_were_given():
    data = made(
        ("2202700", family()),
        ("2201700", loss()),
        ("2200700", acquisition(insured_no="9")),
        ("2200700", acquisition(insured_no="8")),
    )
    rows = [line.split(",") for line in data.decode("cp932").split("\r\n")[5:-1]]
    assert [row[0] for row in rows] == ["2200700", "2200700", "2201700", "2202700"]
    assert [row[5] for row in rows[:2]] == ["9", "8"]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("ミホン ハナコ", "ﾐﾎﾝ ﾊﾅｺ"),
        ("みほん　はなこ", "ﾐﾎﾝ ﾊﾅｺ"),
        ("ﾐﾎﾝ ﾊﾅｺ", "ﾐﾎﾝ ﾊﾅｺ"),
        ("ガギ パピ", "ｶﾞｷﾞ ﾊﾟﾋﾟ"),
        ("カ\u3099ギ パピ", "ｶﾞｷﾞ ﾊﾟﾋﾟ"),
        ("ショウ キャッシー", "ｼｮｳ ｷｬｯｼｰ"),
        ("ヰヱ ヴヵヶ", "ｲｴ ｳﾞｶｹ"),
        (" ミホン ハナコ　", "ﾐﾎﾝ ﾊﾅｺ"),
    ],
)
def test_kana_becomes_half_width_with_marks_as_bytes_of_their_own(given, written):
    assert cell("2200700", "kana", kana=given) == written
    assert len(written.encode("cp932")) == len(written)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("1-2-3", b"\x82\x50\x81\x7c\x82\x51\x81\x7c\x82\x52"),
        ("１－２", b"\x82\x50\x81\x7c\x82\x51"),
        ("１\u2212２", b"\x82\x50\x81\x7c\x82\x51"),
        ("１\u2010２", b"\x82\x50\x81\x7c\x82\x51"),
        ("１\u2015２", b"\x82\x50\x81\x7c\x82\x51"),
        ("１ー２", b"\x82\x50\x81\x7c\x82\x51"),
        ("タワー", b"\x83\x5e\x83\x8f\x81\x5b"),
        ("甲\u301c乙", b"\x8d\x62\x81\x60\x89\xb3"),
        ("甲\uff5e乙", b"\x8d\x62\x81\x60\x89\xb3"),
        ("甲~乙", b"\x8d\x62\x81\x60\x89\xb3"),
        ("甲 乙", b"\x8d\x62\x81\x40\x89\xb3"),
    ],
)
def test_dashes_waves_and_spaces_have_one_form(given, written):
    data = made(("2202700", family(spouse_address=given)))
    assert b"0001," + written + b"," in data


def test_remarks_keep_their_widths_but_have_one_form_of_each_sign():
    written = "70歳ｱ A-1－～2"
    given = "70歳ｱ A-1\u2212\u301c2"
    assert cell("2200700", "remarks", remarks=given) == written


def test_the_address_in_kana_is_half_width():
    values = dict(number=None, **HOME, address_kana="ナカノシマ　１−２－３号")
    assert refused("2200700", acquisition(**values)) == [
        ("address_kana", "not_half_width")
    ]
    values["address_kana"] = "ナカノシマ　１−２－３"
    assert cell("2200700", "address_kana", **values) == "ﾅｶﾉｼﾏ 1-2-3"


@pytest.mark.parametrize(
    ("day", "era", "digits"),
    [
        (date(1868, 1, 25), "1", "010125"),
        (date(1912, 7, 29), "1", "450729"),
        (date(1912, 7, 30), "3", "010730"),
        (date(1926, 12, 24), "3", "151224"),
        (date(1926, 12, 25), "5", "011225"),
        (date(1985, 5, 15), "5", "600515"),
        (date(1989, 1, 7), "5", "640107"),
        (date(1989, 1, 8), "7", "010108"),
        (date(2019, 4, 30), "7", "310430"),
        (date(2019, 5, 1), "9", "010501"),
        (date(2026, 10, 1), "9", "081001"),
    ],
)
def test_a_date_is_an_era_and_six_digits(day, era, digits):
    changes = {"birth_date": day}
    assert cell("2200700", "birth_era", **changes) == era
    assert cell("2200700", "birth_day", **changes) == digits


def test_the_codes_of_the_eras_are_those_of_the_specification():
    assert [era.codes["pension"] for era in ERAS] == ["1", "3", "5", "7", "9"]


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (1_000, "0001000"),
        (9_999_999, "9999999"),
        (10_000_000, "9999999"),
        ("300000", "300000"),
    ],
)
def test_an_amount_has_seven_digits_and_a_ceiling(amount, written):
    changes = {"pay_cash": amount, "pay_total": amount}
    assert cell("2200700", "pay_cash", **changes) == written
    assert found(made(("2200700", acquisition(**changes)))) == []


@pytest.mark.parametrize(("given", "written"), [(True, "1"), (False, ""), (None, "")])
def test_a_flag_is_one_or_empty(given, written):
    assert cell("2200700", "certificate", certificate=given) == written


@pytest.mark.parametrize(
    ("form", "values", "expected"),
    [
        ("2200700", acquisition(kana="ミホン"), ("kana", "name_separator")),
        ("2200700", acquisition(kana="ミホン A ハナコ"), ("kana", "not_half_kana")),
        ("2200700", acquisition(kana="見本 花子"), ("kana", "not_half_kana")),
        ("2200700", acquisition(name="髙本 花子"), ("name", "outside_jis")),
        ("2200700", acquisition(name="見本,花子"), ("name", "name_separator")),
        ("2200700", acquisition(remarks="甲,乙"), ("remarks", "comma")),
        ("2200700", acquisition(remarks='甲"乙'), ("remarks", "quote")),
        ("2200700", acquisition(remarks="甲\r\n乙"), ("remarks", "control")),
        ("2200700", acquisition(remarks="甲\0乙"), ("remarks", "control")),
        ("2200700", acquisition(remarks="①"), ("remarks", "outside_jis_unknown")),
        ("2200700", acquisition(remarks="😀"), ("remarks", "outside_jis_unknown")),
        ("2200700", acquisition(remarks=number(5)), ("remarks", "number_in_text")),
        ("2200700", acquisition(pay_cash=-1), ("pay_cash", "not_digits")),
        ("2200700", acquisition(pay_cash=1.5), ("pay_cash", "wrong_type")),
        ("2200700", acquisition(pay_total=1), ("pay_total", "sum_differs")),
        ("2200700", acquisition(number=number(1)), ("number", "wrong_type")),
        ("2200700", acquisition(birth_date="H2"), ("birth_era", "wrong_type")),
        (
            "2200700",
            acquisition(acquired_date=datetime(2026, 10, 1)),
            ("acquired_era", "wrong_type"),
        ),
        (
            "2200700",
            acquisition(acquired_date=date(1985, 10, 1)),
            ("acquired_era", "outside_era"),
        ),
        (
            "2200700",
            acquisition(acquired_date=TODAY + timedelta(1)),
            ("acquired_era", "in_future"),
        ),
        ("2200700", acquisition(**HOME), ("zip1", "empty_here")),
        ("2201700", loss(lost_date=date(2026, 10, 31)), ("lost_era", "day_after")),
        ("2201700", loss(cause="5"), ("number", "empty_here")),
        ("2202700", family() | {"change": "2"}, ("spouse_became_era", "empty_here")),
        ("2202700", family(spouse_zip1=None), ("spouse_zip1", "needed_here")),
    ],
)
def test_what_is_wrong_is_refused_before_a_number_is_opened(form, values, expected):
    assert expected in refused(form, values)
    secrets = [one for one in values.values() if isinstance(one, SampleSecret)]
    assert [one.uses for one in secrets] == [0] * len(secrets)


def test_one_wrong_record_stops_all_files_and_is_named():
    good, bad = acquisition(), loss(cause="4", left_date=None)
    with pytest.raises(Refused) as caught:
        plan(("2200700", good), ("2201700", bad))
    (finding,) = caught.value.findings
    assert (finding.record, finding.item) == (2, "left_era")
    assert finding.facts == {"other": "16", "form": "2201700"}
    assert good["number"].uses == 0


def test_no_records_make_no_file():
    with pytest.raises(Refused):
        plan()


@pytest.mark.parametrize("key", ["2225700", "22187041", ""])
def test_a_form_that_is_not_known_is_an_error_of_the_caller(key):
    with pytest.raises(KeyError):
        plan((key, {}))


def test_a_record_cannot_name_another_office():
    with pytest.raises(KeyError):
        plan(("2200700", acquisition(office_no="1235")))


@pytest.mark.parametrize("first", [0, 1000, -1])
def test_a_serial_is_one_to_999(first):
    with pytest.raises(ValueError):
        plan(("2200700", acquisition()), first=first)


def test_an_item_that_is_not_known_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        plan(("2200700", acquisition(shoe_size=27)))


@pytest.mark.parametrize(
    ("office", "agent", "expected"),
    [
        ({"prefecture": "13"}, None, ("prefecture", "code_value", 4)),
        ({"district": "00"}, None, ("district", "district", 4)),
        ({"office_sign": "000"}, None, ("office_sign", "all_zeros", 4)),
        ({"office_sign": "漢"}, None, ("office_sign", "not_half_width", 4)),
        ({"office_no": None}, None, ("office_no", "required", 4)),
        ({"owner": "見本太郎"}, None, ("owner", "name_separator", 4)),
        ({"tel1": ""}, None, ("tel1", "required", 4)),
        ({}, ("1234567", "社労　花子"), ("media_sign", "media_sign", 1)),
        ({}, ("12345678", ""), ("count_agent_name", "agent_differs", 3)),
        ({}, ("12345678", "社労花子"), ("count_agent_name", "name_separator", 3)),
    ],
)
def test_an_office_with_a_fault_is_refused_at_once(office, agent, expected):
    with pytest.raises(Refused) as caught:
        PensionWriter(table(), OFFICE | office, TODAY, agent)
    codes = [(f.item, f.code, f.record) for f in caught.value.findings]
    assert expected in codes


def people(count):
    return [
        ("2200700", acquisition(insured_no=str(n), number=secret(n)))
        for n in range(1, count + 1)
    ]


def test_files_are_split_by_people_and_numbered():
    chosen = {"file_people": 500}
    parts = plan(*people(1001), chosen=chosen, first=998)
    assert [part.serial for part in parts] == [998, 999, 1]
    assert [part.counts for part in parts] == [
        {"2200700": 500},
        {"2200700": 500},
        {"2200700": 1},
    ]
    for part in parts:
        data = b"".join(part.stream())
        assert len(data) == part.size
        assert data.startswith(f"21,34,ｱｲｳ,{part.serial:03},".encode("cp932"))
        assert found(data) == []


def test_files_stay_below_the_limit_in_bytes():
    whole = plan(*people(40))[0].size
    for limit in (whole + 1, whole, whole // 2, whole // 3):
        layout = replace(table(), limit=limit)
        parts = PensionWriter(layout, OFFICE, TODAY).plan(people(40))
        assert all(part.size < limit for part in parts)
        assert sum(part.counts["2200700"] for part in parts) == 40
        assert len(parts) == 1 or limit <= whole


def test_the_counts_are_those_of_the_cover_form():
    (part,) = plan(
        ("2202700", family()), ("2200700", acquisition()), ("2202700", family())
    )
    assert part.counts == {"2200700": 1, "2202700": 2}


def test_a_number_is_opened_when_its_line_is_written_and_once():
    values = [acquisition(number=secret(n)) for n in (1, 2)]
    (part,) = plan(*[("2200700", one) for one in values])
    uses = []
    for line in part.stream():
        uses.append([one["number"].uses for one in values])
        assert isinstance(line, bytearray)
    assert uses == [[0, 0]] * 5 + [[1, 0], [1, 1]]
    assert SampleSecret.opened_now == 0
    assert all(not any(one["number"].buffer) for one in values)


def test_a_secret_of_the_vault_is_used_up():
    held = Secret.of(number(1).encode())
    data = made(("2200700", acquisition(number=held)))
    assert number(1).encode() in data
    with pytest.raises(SecretSpent), held.use():
        pass


def test_a_secret_that_is_no_number_leaves_no_line():
    (part,) = plan(("2200700", acquisition(number=SampleSecret("12345"))))
    with pytest.raises(ValueError):
        list(part.stream())


def test_drafts_hold_no_number():
    values = family()
    (part,) = plan(("2202700", values))
    bodies = b"".join(draft.body for draft in part.drafts)
    for key in ("number", "spouse_number", "other1_number"):
        assert values[key].digits.encode() not in bodies
    assert bodies.count(b"\0" * 12) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01-ケイト", ("01", "ケイト")),
        ("01ケイト", ("01", "ケイト")),
        ("０１－ケイト", ("01", "ケイト")),
        ("21-ｱｲｳ", ("21", "ｱｲｳ")),
        ("21AB1", ("21", "AB1")),
        ("21-123", ("21", "123")),
    ],
)
def test_an_office_code_is_split_as_it_is_printed(text, expected):
    assert office_code(text) == expected


@pytest.mark.parametrize(
    "text", ["", "ケイト", "1-ケイト", "01-", "01--ア", "01-ABCDE"]
)
def test_what_is_no_office_code_is_refused(text):
    with pytest.raises(ValueError):
        office_code(text)
