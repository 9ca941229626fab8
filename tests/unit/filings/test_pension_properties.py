# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Random legal people through writer, checker and filler and back."""

from datetime import date, timedelta

from forms_samples import SampleSecret, number
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.filings.findings import ERROR, Refused
from mynumber_management.filings.pension_checker import PensionChecker
from mynumber_management.filings.pension_file import Dependant, PensionWriter, sheets
from mynumber_management.filings.pension_filler import PensionFiller
from mynumber_management.text.eras import from_coded
from mynumber_management.text.kana import to_full_kana
from pension_samples import OFFICE, TODAY, table

LAYOUT = table()
WRITER = PensionWriter(LAYOUT, OFFICE, TODAY)
CHECKER = PensionChecker(LAYOUT, TODAY)
FILLER = PensionFiller(LAYOUT, TODAY)
DAY = timedelta(days=1)

names = st.builds(
    "{}　{}".format,
    st.text("山田川高橋渡辺斎藤", min_size=1, max_size=5),
    st.text("一二三郎子美々", min_size=1, max_size=5),
)
readings = st.builds(
    "{} {}".format,
    st.text("アイウエオカキクケコガギグパピプ", min_size=1, max_size=6),
    st.text("アイウャュョーヴ", min_size=1, max_size=5).map("ア{}".format),
)
addresses = st.text("東京都千代田区丁目番号１２３４－ビル", min_size=1, max_size=37)
half_addresses = st.text("アイウカキクABC123-", min_size=1, max_size=75)
amounts = st.integers(0, 99_999_999)
remarks = st.none() | st.text("退職備考 ｱ1A-－", max_size=30).map(str.strip)
births = st.dates(date(1926, 12, 25), date(2010, 12, 31))
seeds = st.integers(1, 10**8)
flags = st.none() | st.booleans()


def digits(low, high):
    texts = st.text("0123456789", min_size=low, max_size=high)
    return texts.filter(lambda text: text.strip("0"))


def homes(kana=False):
    values = {
        "zip1": digits(3, 3),
        "zip2": st.text("0123456789", min_size=4, max_size=4),
    }
    if kana:
        values["address_kana"] = half_addresses
    return st.fixed_dictionaries({**values, "address": addresses})


pension_numbers = st.fixed_dictionaries(
    {"pension_office": digits(4, 4), "pension_serial": digits(6, 6)}
)


@st.composite
def persons(draw, seed):
    return {
        "insured_no": draw(digits(1, 6)),
        "kana": draw(readings),
        "name": draw(st.none() | names),
        "birth_date": draw(births),
        "number": SampleSecret(number(seed)),
    }


@st.composite
def acquisitions(draw):
    values = draw(persons(draw(seeds)))
    kind, total = draw(st.sampled_from("134")), draw(st.integers(1000, 99_999_999))
    in_kind = draw(st.integers(0, min(total, 9_999_998)))
    values |= {
        "acquisition": kind,
        "sex": draw(st.sampled_from("123567" if kind == "1" else "12")),
        "acquired_date": draw(st.dates(date(2011, 1, 1), TODAY)),
        "has_dependants": draw(st.sampled_from("01")),
        "pay_cash": total - in_kind,
        "pay_in_kind": in_kind,
        "pay_total": total,
        "remarks": draw(remarks),
        "several_offices": draw(flags),
        "short_time": draw(flags),
        "rehired": draw(flags),
        "certificate": draw(flags),
    }
    if draw(st.booleans()):
        values |= {"number": None} | draw(homes(kana=True))
        if kind == "1" and draw(st.booleans()):
            values |= draw(pension_numbers)
        if draw(st.booleans()):
            values["no_address_reason"] = draw(st.sampled_from("123"))
            if values["no_address_reason"] == "3":
                values["number_note"] = "理由"
    return values


@st.composite
def losses(draw):
    values = draw(persons(draw(seeds)))
    cause = draw(st.sampled_from(["4", "5", "9", "11"]))
    lost = draw(st.dates(date(2011, 1, 2), TODAY))
    values |= {"cause": cause, "lost_date": lost, "remarks": draw(remarks)}
    if cause in ("4", "5"):
        values["left_date"] = lost - DAY
        if draw(st.booleans()):
            values |= {"over70_ended": True, "over70_ended_date": lost - DAY}
    if cause == "5" or draw(st.booleans()):
        values |= {"number": None} | draw(pension_numbers)
    return values


@st.composite
def dependants(draw, change, is_spouse, seed):
    on = draw(st.dates(date(2020, 1, 1), TODAY))
    values = {
        "kana": draw(readings),
        "name": draw(st.none() | names),
        "birth_date": draw(births),
        "sex": draw(st.sampled_from("12")),
        "number": draw(st.none() | st.just(SampleSecret(number(seed)))),
        **draw(homes()),
    }
    if is_spouse:
        values["notified_date"] = on
    else:
        values["relation"] = draw(st.sampled_from(["01", "02", "09", "10"]))
        if values["relation"] == "10":
            values["relation_text"] = "遠縁"
    if change == "1":
        reason = draw(st.sampled_from("12345"))
        values |= {
            "living": draw(st.sampled_from("12")),
            "became_date": on,
            "became_reason": reason,
            "became_text": "事情" if reason == "5" else None,
            "occupation": draw(st.sampled_from("1234")),
            "income": draw(amounts),
        }
    elif change == "2":
        reason = draw(st.sampled_from("123456"))
        values |= {
            "ended_date": on,
            "ended_reason": reason,
            "ended_text": "事情" if reason == "6" else None,
            "residence": draw(st.none() | st.sampled_from(["01", "13", "47"])),
        }
        if reason == "1" and is_spouse:
            values["died_date"] = on - DAY
    else:
        values["note"] = "変更"
    return Dependant(change, is_spouse, values, draw(st.booleans()))


@st.composite
def families(draw):
    """The values of all sheets of one insured person."""
    seed = draw(seeds) * 20
    person = draw(persons(seed)) | {
        "employer_checked": draw(st.sampled_from("01")),
        "received_date": TODAY,
        "sex": draw(st.sampled_from("12")),
        "income": draw(amounts),
        "number": lambda: SampleSecret(number(seed)),
    }
    if draw(st.booleans()):
        person |= {"number": None} | draw(pension_numbers) | draw(homes())
    people = []
    for place in range(1, draw(st.integers(1, 5)) + 1):
        change = draw(st.sampled_from("123"))
        people.append(draw(dependants(change, place == 1, seed + place)))
    return sheets(person, people)


def written(records):
    (part,) = WRITER.plan(records)
    data = b"".join(part.stream())
    assert len(data) == part.size < LAYOUT.limit
    return data


def errors(data, **options):
    return [f for f in CHECKER.check(data, **options) if f.level == ERROR]


def round_trip(form, values):
    """Written, checked, and read back item by item."""
    data = written([(form, values)])
    assert errors(data) == []
    layout = LAYOUT.forms[form]
    line = data.decode("cp932").split("\r\n")[5]
    row = dict(zip(layout.by_id, line.split(","), strict=True))
    for item, value in values.items():
        if item in layout.groups:
            era, day = (row[part.id] for part in layout.groups[item])
            got = from_coded(era, day, "pension") if era else None
            assert got == value
        elif isinstance(value, SampleSecret):
            assert row[item] == value.digits
        elif layout.by_id[item].kind == "amount" and value is not None:
            assert int(row[item]) == min(value, 9_999_999)
        elif item.endswith("kana"):
            assert to_full_kana(row[item]).replace("　", " ") == value
        elif isinstance(value, bool) or value is None:
            assert row[item] == ("1" if value else "")
        else:
            assert row[item] == value
    return data


def emptied_and_filled(data, secrets):
    """A file loses its numbers and has them again."""
    held = {one.digits: one for one in secrets}
    empty, places = data, {}
    for row in FILLER.rows(data):
        for slot in row.slots:
            if slot.state == "filled":
                places[row.number, slot.id] = None
    for digits_ in held:
        empty = empty.replace(digits_.encode(), b"")
    lines = data.decode("cp932").split("\r\n")
    for line, item in places:
        form = lines[line - 1][:7]
        column = LAYOUT.forms[form].by_id[item].no - 1
        places[line, item] = SampleSecret(lines[line - 1].split(",")[column])
    assert errors(empty, numbers=False) == []
    filled = FILLER.fill(empty, lambda line, item: places.get((line, item)))
    assert b"".join(filled) == data


@settings(max_examples=80, deadline=None)
@given(acquisitions())
def test_an_acquisition_comes_back(values):
    data = round_trip("2200700", values)
    emptied_and_filled(data, [values["number"]] if values["number"] else [])


@settings(max_examples=80, deadline=None)
@given(losses())
def test_a_loss_comes_back(values):
    data = round_trip("2201700", values)
    emptied_and_filled(data, [values["number"]] if values["number"] else [])


@settings(max_examples=60, deadline=None)
@given(families())
def test_a_family_comes_back(all_sheets):
    numbers = []
    for values in all_sheets:
        numbers += [v for v in values.values() if isinstance(v, SampleSecret)]
        round_trip("2202700", values)
    emptied_and_filled(written([("2202700", v) for v in all_sheets]), numbers)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        ["kana", "name", "remarks", "address", "address_kana", "insured_no"]
    ),
    st.text(max_size=40),
)
def test_what_the_writer_takes_the_checker_takes(item, text):
    """Any text is refused with a finding, or written and found right."""
    values = {
        "kana": "ア ア",
        "birth_date": date(1990, 1, 1),
        "acquisition": "1",
        "sex": "1",
        "acquired_date": date(2026, 1, 1),
        "has_dependants": "0",
        "pay_cash": 1000,
        "pay_in_kind": 0,
        "pay_total": 1000,
        "zip1": "100",
        "zip2": "0001",
        "address_kana": "ア",
        item: text,
    }
    try:
        data = written([("2200700", values)])
    except Refused as refused:
        assert all(finding.message for finding in refused.findings)
        return
    assert errors(data) == []
